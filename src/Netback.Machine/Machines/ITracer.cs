namespace Netback;

/// <summary>Sees what a <see cref="SteppedMachine"/> does in terms of the field: who goes on, and what is read and written.</summary>
public interface ITracer
{
    /// <summary>A context goes on from a point. The reads and writes that follow are its own, until the next one goes on.</summary>
    /// <param name="context">Who.</param>
    /// <param name="what">The point, in words.</param>
    /// <param name="access">What it does there.</param>
    /// <param name="switched">Whether another context ran last.</param>
    void Goes(Context context, string what, Access access, bool switched);

    /// <summary>The running context has read a word.</summary>
    void Read(Cell word);

    /// <summary>The running context has written a word.</summary>
    void Write(Cell word, object? before);

    /// <summary>The running thread begins to sleep, unless it has been woken since it prepared.</summary>
    /// <param name="timeoutMs">ms, or null for no limit.</param>
    void Sleeps(long? timeoutMs) { }

    /// <summary>The running thread goes on after that.</summary>
    /// <param name="leftMs">ms that were left, or null if there was no limit.</param>
    void Woke(long? leftMs) { }

    /// <summary>The running context has come to a point.</summary>
    /// <param name="context">Who: its frames say in which methods it is.</param>
    /// <param name="what">The point, in words, or null if it has ended.</param>
    /// <param name="waits">Whether it cannot go on at this moment.</param>
    void Stops(Context context, string? what, bool waits);
}
