namespace Netback;

/// <summary>What a point does to what it is about.</summary>
public enum AccessKind : byte
{
    /// <summary>None of these: what it does is said in words.</summary>
    None,
    Load,
    Store,
    /// <summary>Reads and writes in one piece.</summary>
    Exchange,
    Acquire,
    Release,
    /// <summary>Clears the wake mark of a thread that is about to test its condition.</summary>
    Prepare,
    /// <summary>Marks a thread as woken, and makes it runnable.</summary>
    Wake,
    /// <summary>A thread that slept runs again.</summary>
    Woke,
}

/// <summary>What happens when a context goes on from a point.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Subject">To what: a cell, a lock, a wait queue; or null.</param>
public readonly record struct Access(AccessKind Kind, Part? Subject)
{
    /// <summary>The shared word, for a load, store or exchange.</summary>
    public Cell? Word => Subject as Cell;
}
