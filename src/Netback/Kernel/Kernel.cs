using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// What the driver needs of the machine it runs on. There is one driver and several kernels: they differ only in what
/// they do at a <see cref="Netback.Point"/>, in who runs next, and in how time moves on.
/// </summary>
public abstract class Kernel
{
    private readonly bool interleaves;
    private readonly ulong startJiffies;
    private long seenMs;

    /// <param name="interleaves">Whether another context may run at a point. If not, only a closed guard stops one.</param>
    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    private protected Kernel(bool interleaves, ulong startJiffies)
    {
        this.interleaves = interleaves;
        this.startJiffies = startJiffies;
        Jiffies = new(this, "jiffies", startJiffies, Unit.Time);
    }

    /// <summary>The clock: 1 ms each, wraps at 2^64.</summary>
    public Shared<ulong> Jiffies { get; }

    /// <summary>Who sees what happens, or null. Exactly the events; it cannot influence anything.</summary>
    public IEventSink? Sink { get; set; }

    /// <summary>ms since the vif connected.</summary>
    public long NowMs => MsOf(Jiffies.Value);

    /// <summary>Whether time passes without any thread getting a CPU.</summary>
    protected bool StarvesThreads { get; set; }

    /// <summary>Events so far that changed anything: what a thread is measured by that claims to work.</summary>
    internal long Changes { get; private set; }

    public long MsOf(ulong jiffies) => (long)(jiffies - startJiffies);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Point Point(string what) => interleaves ? new(this, what, null) : default;

    /// <summary>A memory barrier. Where every store is seen at once by all, as in the kernels here, it does nothing and nobody
    /// can tell whether it has been passed: a kernel need not let others run here.</summary>
    public Point Barrier(string what) => interleaves && BarriersArePoints ? new(this, what, null) : default;

    /// <summary>Whether another context may run at a barrier.</summary>
    private protected virtual bool BarriersArePoints => true;

    /// <summary>A point at which the context goes on only once the guard is open.</summary>
    public Point Until(string what, Guard guard) => interleaves || !guard.IsOpen ? new(this, what, guard) : default;

    /// <summary>Makes a thread that is ready to run; <see cref="Start"/> gives it its body.</summary>
    public abstract KernelThread CreateThread(int queue);

    public abstract void Start(KernelThread thread, Func<ValueTask> body);

    /// <summary>A thread has gone once round its loop. Kernels notice here that it goes round without doing anything.</summary>
    public abstract Point RoundEnds(KernelThread thread);

    public abstract KernelTimer CreateTimer(int queue, Func<ValueTask> function);

    /// <summary>Runs the interrupt handler of a channel on some CPU.</summary>
    public abstract ValueTask Interrupt(EventChannel channel);

    /// <summary>A packet has been freed. Its destructor is code of others, which may want locks.</summary>
    /// <param name="queueLock">The lock of the queue that the packet was meant for.</param>
    public virtual ValueTask RunDestructor(SpinLock queueLock) => default;

    /// <summary>Whether the context that runs now is an interrupt handler.</summary>
    public abstract bool InInterrupt { get; }

    /// <summary>Begins a piece of work that has a name. In a kernel where contexts interleave, what is seen in it is
    /// forgotten when it is done; so none of it may be used any more but for the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Enter(string name) => interleaves ? EnterFrame(name) : 0;

    /// <summary>The piece of work that began at <paramref name="frame"/> is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Leave(string name, int frame, bool result)
    {
        if (interleaves) LeaveFrame(name, frame, result ? 1 : 0, IsTraced ? result : null);
        return result;
    }

    /// <inheritdoc cref="Leave(string, int, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Leave(string name, int frame, uint result)
    {
        if (interleaves) LeaveFrame(name, frame, result, IsTraced ? result : null);
        return result;
    }

    /// <inheritdoc cref="Leave(string, int, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Packet? Leave(string name, int frame, Packet? result, int queue)
    {
        if (interleaves) LeaveFrame(name, frame, result, queue);
        return result;
    }

    /// <summary>The moment from which <see cref="Keep(int, bool)"/> forgets. As <see cref="Enter"/>, without a name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Mark() => interleaves ? MarkFrame() : 0;

    /// <summary>What was seen since <paramref name="frame"/> began will not be used any more, but for the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Keep(int frame, bool result)
    {
        if (interleaves) KeepOfFrame(frame, result ? 1 : 0);
        return result;
    }

    /// <inheritdoc cref="Keep(int, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Keep(int frame, uint result)
    {
        if (interleaves) KeepOfFrame(frame, result);
        return result;
    }

    /// <inheritdoc cref="Keep(int, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Packet? Keep(int frame, Packet? result, int queue)
    {
        if (interleaves) KeepOfFrame(frame, result, queue);
        return result;
    }

    /// <summary>What was seen since <paramref name="frame"/> began will not be used any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ForgetSince(int frame)
    {
        if (interleaves) Forget(frame);
    }

    /// <summary>Notes a value that the running context has seen and will use beyond this point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Note(Unit unit, long value)
    {
        if (interleaves && WantsObservations) Observe(unit, -1, value, null);
    }

    /// <summary>Sends an event to the guest.</summary>
    public Point<NotifyEffect, bool> NotifyGuest(KernelThread thread) =>
        new(Point("sends an event to the guest"), new(this, thread));

    /// <summary>Reports an event at the present moment.</summary>
    public void Emit(EventKind kind, int queue, Packet? packet = null, long value = 0, long other = 0, Cause cause = Cause.None)
    {
        if (kind != EventKind.GuestNotified) Changes++;
        if (interleaves) Emitted(kind, queue, packet);
        if (Sink is null) return;
        ReportTime();
        Sink.On(new(kind, queue, seenMs, packet, value, other, cause));
    }

    /// <summary>Reports how far time has moved on since the last event, if it has.</summary>
    public void ReportTime()
    {
        long now = NowMs;
        if (now == seenMs || Sink is null) return;
        long before = seenMs;
        seenMs = now;
        Sink.On(new(EventKind.TimePassed, 0, now, null, now - before, StarvesThreads ? 1 : 0, Cause.None));
    }

    // For kernels in which contexts interleave. Elsewhere they mean nothing.
    internal bool Interleaves => interleaves;
    internal virtual object? Running => null;
    internal virtual bool IsTraced => false;
    internal virtual bool WantsObservations => false;
    internal virtual void Read(string word, object? value) { }
    internal virtual void Write(string word, object? before, object? value) { }
    internal virtual void Observe(Unit unit, int queue, long value, Packet? packet) { }
    internal virtual void WillWrite(Unit unit, int queue, long value, Packet? packet) { }
    internal virtual void WillLoad(KernelThread? writer) { }
    internal virtual void WillRelease() { }
    internal virtual void AssertMayWrite(string word, KernelThread? writer) { }
    internal virtual void LockTaken(SpinLock spinLock) { }
    internal virtual int EnterFrame(string name) => 0;
    internal virtual void LeaveFrame(string name, int frame, long result, object? shown) { }
    internal virtual void LeaveFrame(string name, int frame, Packet? result, int queue) { }
    internal virtual int MarkFrame() => 0;
    internal virtual void KeepOfFrame(int frame, long result) { }
    internal virtual void KeepOfFrame(int frame, Packet? result, int queue) { }
    internal virtual void Forget(int frame) { }
    internal virtual Guard? HandlerEnd(int queue) => null;
    private protected virtual void Emitted(EventKind kind, int queue, Packet? packet) { }

    internal abstract bool TryPass(string what, Guard? guard);

    internal abstract void Suspend(Action continuation, string what, Guard? guard);

    internal void FallAsleep(KernelThread thread, ulong? deadline)
    {
        thread.State = ThreadState.Sleeping;
        thread.Deadline = deadline;
        Emit(EventKind.RxSlept, thread.Queue, value: deadline is { } d ? MsOf(d) : -1);
    }

    internal void MakeRunnable(KernelThread thread)
    {
        if (thread.State != ThreadState.Sleeping) return;
        thread.State = ThreadState.Runnable;
        thread.Deadline = null;
        Emit(EventKind.RxWoken, thread.Queue);
    }

    public readonly struct NotifyEffect(Kernel kernel, KernelThread thread) : IEffect<bool>
    {
        public bool Take()
        {
            thread.Notified++;
            kernel.Emit(EventKind.GuestNotified, thread.Queue);
            return true;
        }
    }
}
