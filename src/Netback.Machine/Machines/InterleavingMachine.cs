namespace Netback;

/// <summary>
/// What machines have in common in which contexts interleave: time that moves on only when someone says so, and what stops the machine.
/// </summary>
/// <remarks>
/// <para>Interrupts. The handler of a channel is a context of its own, which may start between any two steps once an event
/// has come and while the interrupt is enabled and not masked, and never twice at a time. That covers an interrupt on every CPU: on a CPU
/// that runs another context, that context simply makes no step until the handler has ended; while a context holds a lock
/// with interrupts off, the event reaches another CPU, and the handler waits there if it wants the lock. It would be an
/// error of the driver, and not of this model, if a handler took a lock that is held with interrupts on: see
/// <see cref="LockdepViolation"/>.</para>
/// <para>Time stands still but for <see cref="Tick"/>, which never passes over a deadline. A timer whose time has come asks
/// for its context; a sleep whose time has come makes its thread runnable, and either may take any time to run.</para>
/// </remarks>
public abstract class InterleavingMachine : Machine
{
    private readonly Cell<bool> stopped;

    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    private protected InterleavingMachine(ulong startJiffies) : base(interleaves: true, startJiffies, logs: true) => stopped = new(this, "machine stopped", false);

    /// <summary>Whether the destructor of a packet may take the lock of the queue that the packet was in.</summary>
    public bool DestructorsTakeLocks { get; init; }

    /// <summary>Whether nobody is in the middle of anything and could go on.</summary>
    public abstract bool IsQuiet { get; }

    /// <summary>Whether something has happened that stops a machine.</summary>
    public bool IsStopped => stopped.Peek;

    /// <summary>Where that stands.</summary>
    internal Cell StopMark => stopped;

    /// <summary>What stopped the machine in this run, or null.</summary>
    public Exception? Bug { get; private set; }

    /// <summary>A lock that an interrupt handler has taken in the last step although others hold it with interrupts on: on one CPU that would
    /// deadlock. Null if there is none.</summary>
    public string? LockdepViolation { get; private protected set; }

    /// <inheritdoc/>
    public override Coroutine RunDestructor(SpinLock queueLock) => DestructorsTakeLocks ? TakeLock(queueLock) : default;

    /// <summary>ms until the next deadline or timer, or null if there is none.</summary>
    public long? NextMoment()
    {
        long? soonest = null;
        var now = Jiffies.Peek;
        foreach (var thread in AllThreads) Consider(thread.Deadline);
        foreach (var timer in AllTimers) Consider(timer.FiresAt);
        foreach (var channel in AllChannels) Consider(channel.UnmasksAt);
        return soonest;

        void Consider(Deadline at)
        {
            if (at.IsSet && !(at.LeftAt(now) >= soonest)) soonest = at.LeftAt(now);
        }
    }

    /// <summary>Time moves on by up to <paramref name="ms"/> ms, but not past the next deadline.</summary>
    /// <param name="ms">ms at most.</param>
    /// <param name="starved">Whether somebody could go on meanwhile and does not.</param>
    /// <returns>The ms that have passed.</returns>
    public long Tick(long ms, bool starved)
    {
        long passed = Math.Min(ms, NextMoment() ?? ms);
        var now = Jiffies.Peek + passed;
        Jiffies.Become(now);
        if (passed > 0) Listener?.TimePassed(passed, starved);
        foreach (var timer in AllTimers)
        {
            if (!(timer.FiresAt is { IsSet: true } at && at.LeftAt(now) <= 0)) continue;
            timer.Set(Deadline.Never);
            RunsOut(timer);
        }
        foreach (var channel in AllChannels)
            if (channel.UnmasksAt is { IsSet: true } at && at.LeftAt(now) <= 0) channel.Unmask();
        foreach (var thread in AllThreads)
            if (thread.Deadline is { IsSet: true } at && at.LeftAt(now) <= 0) MakeRunnable(thread);
        return passed;
    }

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        int before = thread.RoundsSinceChange.Value;
        if (before < 2) thread.RoundsSinceChange.Value = before + 1;
        if (before == 2)
        {
            if (thread.State != ThreadState.Spinning) thread.State = ThreadState.Spinning;
            Listener?.Spins(thread, 0);
        }
        return before > 0 ? new(this, KernelThread.LoopsAgain, null) : default;
    }

    /// <summary>The time of a timer has come: somebody has to run its function.</summary>
    private protected abstract void RunsOut(KernelTimer timer);

    /// <summary>A thread has come to its end.</summary>
    private protected void Ended(KernelThread thread)
    {
        thread.State = ThreadState.Stopped;
        Listener?.Ended(thread);
    }

    /// <summary>Something that stops a machine has happened: an assertion of the driver, a lock misused, a pointer to nothing.</summary>
    private protected void Stop(Exception bug, KernelThread? thread)
    {
        Bug = bug;
        stopped.Value = true;
        Listener?.Stopped(thread?.Queue ?? 0);
    }

    private protected static bool StopsMachine(Exception e) => e is DriverBugException or InvalidOperationException or NullReferenceException;

    private protected override void Changed()
    {
        foreach (var thread in AllThreads) thread.RoundsSinceChange.Value = 0;
    }

    internal override void LockTaken(SpinLock spinLock)
    {
        if (InInterrupt && !spinLock.InterruptsOff) LockdepViolation ??= spinLock.Name;
    }

    private static async Coroutine TakeLock(SpinLock queueLock)
    {
        await queueLock.Acquire();
        await queueLock.Release();
    }
}
