namespace Netback.Properties.Exploration;

/// <summary>How a context stands in a state, and what it may begin if it is idle.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Holder">Who has the lock that it waits for, or -1.</param>
/// <param name="Actions">What it may do: 0 if it goes on, else numbers of actions.</param>
/// <param name="Reads">The columns that this depends on.</param>
internal sealed record Enabled(ContextStatus Status, int Holder, byte[] Actions, Column[] Reads);

/// <summary>What one step comes to: the cells that it writes and where its context stands then.</summary>
/// <param name="Process">Who makes it.</param>
/// <param name="Writes">Columns and numbers of their new values, its own place included.</param>
/// <param name="Shift">Number of the shift by which the places of the others move, 0 for none.</param>
/// <param name="Violations">What it violates.</param>
internal sealed record Rule(int Process, (Column Column, int Number)[] Writes, int Shift, Violation[] Violations)
{
    /// <summary>The columns that it reads, in order.</summary>
    public required Column[] Reads { get; init; }

    /// <summary>Which action it begins, if its context was idle; else 0.</summary>
    public required int Action { get; init; }

    /// <summary>The numbers of the values that it read.</summary>
    public required int[] When { get; init; }

    /// <summary>The place from which it was learned, or -1 for the clock.</summary>
    public required int From { get; init; }

    /// <summary>Whether it was learned where a consumer had passed its producer.</summary>
    public bool IsAfterOverrun { get; set; }

    /// <summary>What it was learned from.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Whether it only gives back a lock, as far as others can tell.</summary>
    public required Column? Released { get; init; }

    /// <summary>Whether nobody can come between this step and the one before: it touches nothing that others touch, or gives back a lock.</summary>
    public bool IsMover { get; set; }
}

/// <summary>What one executed step has read, and what it came to.</summary>
/// <param name="Read">The columns read, in order.</param>
/// <param name="Written">The columns that it touches.</param>
/// <param name="Codes">Their values after it.</param>
/// <param name="Place">The place of its context after it.</param>
/// <param name="Shift">How everything else has moved.</param>
/// <param name="Violated">Names of the properties that it violates.</param>
internal sealed record Outcome(Column[] Read, Column[] Written, long[] Codes, int Place, States.Shift Shift, string Violated)
{
    /// <summary>Whether another step did the same, but for where its context stands then.</summary>
    public bool IsLike(Outcome other) =>
        Read.AsSpan().SequenceEqual(other.Read) && Written.AsSpan().SequenceEqual(other.Written) && Codes.AsSpan().SequenceEqual(other.Codes)
        && Shift == other.Shift && Violated == other.Violated;
}

/// <summary>What has been learned of a context at one place.</summary>
/// <param name="process">The context, or the clock.</param>
/// <param name="place">The number of the place.</param>
/// <param name="isIdle">Whether it is in the middle of nothing there.</param>
/// <param name="actions">What it may begin then, or 1.</param>
internal sealed class Spot(int process, int place, bool isIdle, int actions)
{
    public int Process => process;

    public int Place => place;

    public bool IsIdle => isIdle;

    /// <summary>How it stands.</summary>
    public Decision<Enabled> Enabled { get; } = new();

    /// <summary>What it does in one step, by the action that it begins.</summary>
    public Decision<Rule>[] Steps { get; } = [.. Enumerable.Range(0, actions).Select(_ => new Decision<Rule>())];

    /// <summary>What it does in that step and in those that are made together with it.</summary>
    public Decision<Chain>[] Chains { get; } = [.. Enumerable.Range(0, actions).Select(_ => new Decision<Chain>())];
}

/// <summary>A number that has been found out about a state.</summary>
/// <param name="Value">The number.</param>
internal sealed record Fact(int Value);

/// <summary>What a state violates in which nobody could go on.</summary>
/// <param name="Violations">What it violates.</param>
internal sealed record Rest(Violation[] Violations);
