namespace Netback.Properties.Exploration;

/// <summary>Something that host, guest, toolstack or clock may begin while it is idle.</summary>
/// <param name="Label">What, in words.</param>
/// <param name="CanBegin">Whether it could make any difference now.</param>
/// <param name="Body">What it does, which for the clock needs no time.</param>
public sealed record ProcessAction(string Label, Func<bool> CanBegin, Func<Coroutine> Body)
{
    /// <summary>Whether a guest that posts and takes all it can would do this.</summary>
    public bool Heals { get; init; }

    /// <summary>Whether it begins only while nobody is in the middle of anything, whatever the clock of the configuration may do.</summary>
    public bool WhenQuiet { get; init; }
}

/// <summary>A context of the environment and what it may do; or one of the driver's, which has no actions.</summary>
public sealed class Process(string name, Context? context, IReadOnlyList<ProcessAction> actions, Cell<int>? next)
{
    private readonly ProcessAction[] all = [.. actions];

    public string Name => name;

    /// <summary>Its context, or null for the clock.</summary>
    public Context? Context => context;

    public IReadOnlyList<ProcessAction> Actions => all;

    /// <summary>How many actions there are.</summary>
    internal int Count => all.Length;

    /// <summary>With a script, the number of the action that is next; else null, and every action may be begun at any time.</summary>
    public int? Next => next?.Peek;

    /// <summary>Whether an action could make any difference now.</summary>
    internal bool CanBegin(int action) => all[action].CanBegin();

    /// <summary>It begins an action.</summary>
    internal void Begins(int action)
    {
        if (next is not null) next.Value = action + 1;
    }
}

/// <summary>Who goes on, and if it is idle, with which of its actions.</summary>
/// <param name="Process">Number of the process.</param>
/// <param name="Action">Number of the action; 0 if it is in the middle of one.</param>
public readonly record struct Choice(int Process, int Action);
