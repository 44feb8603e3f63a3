namespace Netback;

/// <summary>
/// Where the one thread of a queue sleeps, as honest as the real thing: <see cref="Prepare"/> clears the wake mark,
/// then the thread tests its condition, then it sleeps unless it has been marked since. A thread that tests before
/// it prepares can miss its wake-up.
/// </summary>
public sealed class WaitQueue(Kernel kernel, KernelThread thread) : Guard
{
    private bool marked;

    /// <summary>Whether the thread has been woken since it prepared.</summary>
    public bool IsMarked => marked;

    public override bool IsOpen => thread.State != ThreadState.Sleeping;

    /// <summary>The thread is about to test its condition: wakes from here on count.</summary>
    public Point<MarkEffect, bool> Prepare() => new(kernel.Point("prepares to wait"), new(this, false));

    /// <summary>Marks the thread as woken and makes it runnable if it sleeps.</summary>
    public Point<MarkEffect, bool> Wake(string what) => new(kernel.Point(what), new(this, true));

    /// <summary>Sleeps unless marked since <see cref="Prepare"/>. Yields the ms that were left when the thread got to
    /// run again: 0 means that the time was up, whatever woke it.</summary>
    /// <param name="timeoutMs">ms, or null for no limit. 0 sleeps until the next tick, as a timer for the present one
    /// fires at the next.</param>
    public Point<TimeLeftEffect, long> Sleep(long? timeoutMs)
    {
        ulong now = kernel.Jiffies.Value;
        if (!marked) kernel.FallAsleep(thread, timeoutMs is { } ms ? now + (ulong)Math.Max(ms, 1) : null);
        if (timeoutMs is { } t) kernel.Note(Unit.Time, (long)(now + (ulong)t));
        return new(kernel.Until("sleeps", this), new(kernel, timeoutMs is { } left ? now + (ulong)left : null));
    }

    private bool Mark(bool woken)
    {
        marked = woken;
        if (woken) kernel.MakeRunnable(thread);
        return woken;
    }

    public readonly struct MarkEffect(WaitQueue queue, bool woken) : IEffect<bool>
    {
        public bool Take() => queue.Mark(woken);
    }

    public readonly struct TimeLeftEffect(Kernel kernel, ulong? end) : IEffect<long>
    {
        public long Take() => end is { } e ? Math.Max(0, (long)(e - kernel.Jiffies.Value)) : long.MaxValue;
    }
}
