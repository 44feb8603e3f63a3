namespace Netback;

/// <summary>
/// Where the one thread of a queue sleeps, as honest as the real thing: <see cref="Prepare"/> clears the wake mark,
/// then the thread tests its condition, then it sleeps unless it has been marked since. A thread that tests before
/// it prepares can miss its wake-up.
/// </summary>
public sealed class WaitQueue(Machine machine, KernelThread thread) : Guard(machine)
{
    private readonly Cell<bool> marked = new(machine, "wake mark", false, thread.Queue);

    /// <summary>The thread that sleeps here.</summary>
    public KernelThread Thread => thread;

    /// <summary>Whether the thread has been woken since it prepared.</summary>
    public bool IsMarked => marked.Peek;

    public override bool IsOpen => thread.State != ThreadState.Sleeping;

    public override string Describe => $"the wait queue of {thread.Name}";

    /// <summary>The thread is about to test its condition: wakes from here on count.</summary>
    public Point<MarkEffect, bool> Prepare() => new(Machine.Point("prepares to wait"), new(this, false));

    /// <summary>Marks the thread as woken and makes it runnable if it sleeps.</summary>
    public Point<MarkEffect, bool> Wake(string what) => new(Machine.Point(what), new(this, true));

    /// <summary>Sleeps unless marked since <see cref="Prepare"/>. Yields the ms that were left when the thread got to
    /// run again: 0 means that the time was up, whatever woke it.</summary>
    /// <param name="timeoutMs">ms, or null for no limit. 0 sleeps until the next tick, as a timer for the present one
    /// fires at the next. Where timers are coarse, it sleeps longer (<see cref="Machine.Wheel"/>).</param>
    public Point<TimeLeftEffect, long> Sleep(long? timeoutMs)
    {
        var now = Machine.Jiffies.Peek;
        Machine.Accesses?.Tracer?.Sleeps(timeoutMs);
        if (!marked.Value) Machine.FallAsleep(thread, timeoutMs is { } ms ? Machine.EndOfTimer(ms) : Deadline.Never);
        return new(Machine.Until("sleeps", this), new(this, timeoutMs is { } left ? Deadline.After(now, left) : Deadline.Never));
    }

    /// <summary>A wait queue that nobody has slept on takes its place.</summary>
    public void Renew() => marked.Value = false;

    private bool Mark(bool woken)
    {
        marked.Value = woken;
        if (woken) Machine.MakeRunnable(thread);
        return woken;
    }

    public readonly struct MarkEffect(WaitQueue queue, bool woken) : IEffect<bool>
    {
        public Access Access => new(woken ? AccessKind.Wake : AccessKind.Prepare, queue);
        public bool Take() => queue.Mark(woken);
    }

    public readonly struct TimeLeftEffect(WaitQueue queue, Deadline end) : IEffect<long>
    {
        public Access Access => new(AccessKind.Woke, queue);

        public long Take()
        {
            long? left = end.IsSet ? Math.Max(0, end.LeftAt(queue.Machine.Jiffies.Peek)) : null;
            queue.Machine.Accesses?.Tracer?.Woke(left);
            return left ?? long.MaxValue;
        }
    }
}
