namespace Netback;

/// <summary>
/// What kernels have in common in which contexts interleave: time that moves on only when someone says so, and what stops the machine.
/// </summary>
/// <remarks>
/// <para>Interrupts. The handler of a channel is a context of its own, which may start between any two steps once an event
/// has come and while the interrupt is enabled, and never twice at a time. That covers an interrupt on every CPU: on a CPU
/// that runs another context, that context simply makes no step until the handler has ended; while a context holds a lock
/// with interrupts off, the event reaches another CPU, and the handler waits there if it wants the lock. It would be an
/// error of the driver, and not of this model, if a handler took a lock that is held with interrupts on: see
/// <see cref="LockdepViolation"/>.</para>
/// <para>Time stands still but for <see cref="Tick"/>, which never passes over a deadline. A timer whose time has come asks
/// for its context; a sleep whose time has come makes its thread runnable, and either may take any time to run.</para>
/// </remarks>
public abstract class InterleavingKernel : Kernel
{
    private readonly List<KernelThread> threads = [];
    private readonly List<KernelTimer> timers = [];
    private long changes;

    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    private protected InterleavingKernel(ulong startJiffies) : base(interleaves: true, startJiffies) { }

    /// <summary>In the order of the queues.</summary>
    public IReadOnlyList<KernelThread> Threads => threads;

    /// <summary>Whether the destructor of a packet may take the lock of the queue that the packet was in.</summary>
    public bool DestructorsTakeLocks { get; init; }

    /// <summary>Whether nobody is in the middle of anything and could go on.</summary>
    public abstract bool IsQuiet { get; }

    /// <summary>Why the machine stopped, or null.</summary>
    public Exception? Bug { get; private set; }

    /// <summary>A lock that interrupt handlers take and that someone holds with interrupts on: on one CPU that would
    /// deadlock. Null if there is none.</summary>
    public string? LockdepViolation { get; private set; }

    public override KernelThread CreateThread(int queue)
    {
        var thread = new KernelThread(this, queue);
        threads.Add(thread);
        Created(thread);
        return thread;
    }

    public override KernelTimer CreateTimer(int queue, Func<ValueTask> function)
    {
        var timer = new KernelTimer(this, queue) { Function = function };
        timers.Add(timer);
        Created(timer);
        return timer;
    }

    /// <inheritdoc/>
    public override async ValueTask RunDestructor(SpinLock queueLock)
    {
        if (!DestructorsTakeLocks) return;
        await queueLock.Acquire();
        await queueLock.Release();
    }

    /// <summary>ms until the next deadline or timer, or null if there is none.</summary>
    public long? NextMoment()
    {
        ulong? soonest = null;
        foreach (var thread in threads) Consider(thread.Deadline);
        foreach (var timer in timers) Consider(timer.FiresAt);
        return (long?)soonest;

        void Consider(ulong? at)
        {
            if (at is { } a && !(a - Jiffies.Value >= soonest)) soonest = a - Jiffies.Value;
        }
    }

    /// <summary>Time moves on by up to <paramref name="ms"/> ms, but not past the next deadline.</summary>
    /// <returns>The ms that have passed.</returns>
    public long Tick(long ms)
    {
        long passed = Math.Min(ms, NextMoment() ?? ms);
        Jiffies.Value += (ulong)passed;
        ReportTime();
        foreach (var timer in timers)
        {
            if (timer.FiresAt != Jiffies.Value) continue;
            timer.Set(null);
            RunsOut(timer);
        }
        foreach (var thread in threads)
            if (thread.Deadline == Jiffies.Value) MakeRunnable(thread);
        return passed;
    }

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        bool idle = !HasChanged(thread);
        if (idle && thread.State != ThreadState.Spinning)
        {
            thread.State = ThreadState.Spinning;
            Emit(EventKind.RxSpins, thread.Queue);
        }
        thread.RoundStart = changes;
        return idle ? new(this, "goes round again", null) : default;
    }

    /// <summary>Whether anything has changed since the thread went round last. If not, it spins.</summary>
    public bool HasChanged(KernelThread thread) => changes != thread.RoundStart;

    private protected virtual void Created(KernelThread thread) { }

    private protected virtual void Created(KernelTimer timer) { }

    /// <summary>The time of a timer has come: somebody has to run its function.</summary>
    private protected abstract void RunsOut(KernelTimer timer);

    /// <summary>A thread has come to its end.</summary>
    private protected void Ended(KernelThread thread)
    {
        thread.State = ThreadState.Stopped;
        Emit(EventKind.RxEnded, thread.Queue);
    }

    /// <summary>Something that stops a machine has happened: an assertion of the driver, a lock misused, a pointer to nothing.</summary>
    private protected void Stop(Exception bug, KernelThread? thread)
    {
        Bug = bug;
        Emit(EventKind.AssertionFailed, thread?.Queue ?? 0);
    }

    private protected static bool StopsMachine(Exception e) =>
        e is Revisions.DriverBugException or InvalidOperationException or NullReferenceException;

    private protected override bool BarriersArePoints => false;

    internal override void LockTaken(SpinLock spinLock)
    {
        if (InInterrupt && !spinLock.InterruptsOff) LockdepViolation ??= spinLock.Name;
    }

    private protected override void Emitted(EventKind kind, int queue, Packet? packet)
    {
        // What is armed follows from what was read; whether it was armed before says nothing.
        if (kind is not (EventKind.ReqEventArmed or EventKind.RspEventSet or EventKind.GuestNotified)) changes++;
    }
}
