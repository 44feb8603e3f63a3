namespace Netback.Properties.Exploration;

/// <summary>Something that host, guest, toolstack or clock may begin while it is idle.</summary>
/// <param name="Label">What, in words.</param>
/// <param name="CanBegin">Whether it could make any difference now.</param>
/// <param name="Body">What it does, which for the clock needs no time.</param>
public sealed record Act(string Label, Func<bool> CanBegin, Func<Coroutine> Body)
{
    /// <summary>Whether a guest that posts and takes all it can would do this.</summary>
    public bool Heals { get; init; }

    /// <summary>Whether it begins only while nobody is in the middle of anything, whatever the clock of the configuration may do.</summary>
    public bool WhenQuiet { get; init; }
}

/// <summary>A context of the environment and what it may do; or one of the driver's, which has no acts.</summary>
public sealed class Actor(string name, Context? context, IReadOnlyList<Act> acts, Cell<int>? next)
{
    private readonly Act[] all = [.. acts];

    public string Name => name;

    /// <summary>Its context, or null for the clock.</summary>
    public Context? Context => context;

    public IReadOnlyList<Act> Acts => all;

    /// <summary>How many acts there are.</summary>
    internal int Count => all.Length;

    /// <summary>With a script, the number of the act that is next; else null, and every act may be begun at any time.</summary>
    public int? Next => next?.Peek;

    /// <summary>Whether an act could make any difference now.</summary>
    internal bool CanBegin(int act) => all[act].CanBegin();

    /// <summary>It begins an act.</summary>
    internal void Begins(int act)
    {
        if (next is not null) next.Value = act + 1;
    }
}

/// <summary>Who goes on, and if it is idle, with which of its acts.</summary>
/// <param name="Actor">Number of the actor.</param>
/// <param name="Act">Number of the act; 0 if it is in the middle of one.</param>
public readonly record struct Choice(int Actor, int Act);
