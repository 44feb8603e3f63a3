using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// What a driver runs on. There is one driver and several machines: they differ only in what they do at a <see cref="Point"/>, in
/// who runs next, and in how time moves on.
/// </summary>
public abstract class Machine
{
    private readonly List<Part> parts = [];
    private readonly List<Cell> cells = [];
    private readonly List<Cell<RingIndex>> rings = [];
    private readonly List<KernelThread> threads = [];
    private readonly List<KernelTimer> timers = [];
    private readonly List<EventChannel> channels = [];
    private readonly bool interleaves;
    private int made;

    /// <param name="interleaves">Whether another context may run at a point. If not, only a closed guard stops one.</param>
    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    /// <param name="logs">Whether accesses to cells are seen.</param>
    private protected Machine(bool interleaves, ulong startJiffies, bool logs)
    {
        this.interleaves = interleaves;
        StartJiffies = new(startJiffies);
        Accesses = logs ? new(this) : null;
        Jiffies = new(this, "jiffies", StartJiffies);
        Grace = new(this);
    }

    /// <summary>The clock: 1 ms each, wraps at 2^64.</summary>
    public Shared<Jiffies> Jiffies { get; }

    /// <summary>What the clock showed at the start.</summary>
    public Jiffies StartJiffies { get; }

    /// <summary>ms since the start.</summary>
    public long NowMs => MsOf(Jiffies.Peek);

    /// <summary>When timers and sleeps end, or null if to the ms.</summary>
    public TimerWheel? Wheel { get; set; }

    /// <summary>Contexts that are in a transmit of the host's stack.</summary>
    public GracePeriod Grace { get; }

    /// <summary>Says whether the memory has been given back that parts lie in which are made now; null if it never is.</summary>
    public Cell<bool>? AllocatesIn { get; set; }

    /// <summary>Hears what the machine itself does, or null.</summary>
    public IMachineListener? Listener { get; set; }

    /// <summary>In the order of the queues.</summary>
    public IReadOnlyList<KernelThread> Threads => threads;

    public IReadOnlyList<KernelTimer> Timers => timers;

    internal IReadOnlyList<EventChannel> Channels => channels;

    /// <summary>The same as lists, over which loops go that are run all the time: without an enumerator on the heap.</summary>
    private protected List<KernelThread> AllThreads => threads;

    /// <inheritdoc cref="AllThreads"/>
    private protected List<KernelTimer> AllTimers => timers;

    /// <inheritdoc cref="AllThreads"/>
    private protected List<EventChannel> AllChannels => channels;

    /// <summary>All that changes in it, in the order in which it was made.</summary>
    public IReadOnlyList<Cell> Cells => cells;

    /// <inheritdoc cref="AllThreads"/>
    internal List<Cell> AllCells => cells;

    /// <summary>Where packets live if states of the machine are saved, else null.</summary>
    public Pool? Pool { get; private protected init; }

    /// <summary>Checks and notes accesses to cells: where contexts interleave, and elsewhere if that was asked for.</summary>
    public AccessLog? Accesses { get; }

    /// <summary>Whether another context may run at a point.</summary>
    public bool Interleaves => interleaves;

    /// <summary>Whether the context that runs now is an interrupt handler or the function of a timer.</summary>
    public abstract bool InInterrupt { get; }

    /// <summary>Events so far that changed anything: what a thread is measured by that claims to work.</summary>
    internal long Changes { get; private set; }

    /// <summary>The consumer of each ring.</summary>
    internal IReadOnlyList<Cell<RingIndex>> Rings => rings;

    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>Number of the running context and 1, or 0 if none runs.</summary>
    internal abstract int RunningNumber { get; }

    /// <summary>Name of the running context.</summary>
    internal abstract string RunningName { get; }

    /// <summary>ms since the start.</summary>
    public long MsOf(Jiffies moment) => moment - StartJiffies;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Point Point(string what) => interleaves ? new(this, what, null) : default;

    /// <summary>A point at which the context goes on only once the guard is open.</summary>
    public Point Until(string what, Guard guard) => interleaves || !guard.IsOpen ? new(this, what, guard) : default;

    /// <summary>When a timer fires, or a sleep ends, that begins now and is to last so many ms: not before the next tick.</summary>
    internal Deadline EndOfTimer(long ms)
    {
        var now = Jiffies.Peek;
        return Deadline.After(now, Wheel is null ? Math.Max(ms, 1) : Wheel.FiresAt(now, ms) - now);
    }

    /// <summary>Makes a thread that is ready to run; <see cref="Start"/> gives it its body.</summary>
    public KernelThread CreateThread(int queue)
    {
        var thread = new KernelThread(this, queue);
        threads.Add(thread);
        Created(thread);
        return thread;
    }

    public KernelTimer CreateTimer(int queue, Func<Coroutine> function)
    {
        var timer = new KernelTimer(this, queue, function);
        timers.Add(timer);
        Created(timer);
        return timer;
    }

    public abstract void Start(KernelThread thread, Func<Coroutine> body);

    /// <summary>A thread has gone through its loop once. Machines notice here that it busy-loops: in a second round in which nothing has changed. In the first it
    /// may have found out that there is nothing to do, and have made a note of that which no event tells of.</summary>
    public abstract Point RoundEnds(KernelThread thread);

    /// <summary>A packet has been freed. Its destructor is code of others, which may want locks.</summary>
    /// <param name="queueLock">The lock of the queue that the packet was meant for.</param>
    public virtual Coroutine RunDestructor(SpinLock queueLock) => default;

    /// <summary>Number for a new ring, whose indices are told by their distance to its consumer.</summary>
    public int AddRing() => rings.Count;

    /// <summary>The consumer of the ring that was numbered last.</summary>
    public void AddRing(Cell<RingIndex> consumer) => rings.Add(consumer);

    /// <summary>Something has changed, so that whoever has done it has not gone round for nothing.</summary>
    public void NoteChange()
    {
        Changes++;
        if (interleaves) Changed();
    }

    /// <summary>Tells the listener how far time has moved on since it was told last, where that is not done at once.</summary>
    public virtual void ReportTime() { }

    /// <summary>Number for something that is made while the machine runs, from 0. For people: nothing may depend on it.</summary>
    public int NextNumber() => made++;

    /// <summary>The thread has sent an event to the guest.</summary>
    public virtual void NoteNotified(KernelThread thread) { }

    internal int Register(Part part)
    {
        parts.Add(part);
        return parts.Count - 1;
    }

    internal int Register(Cell cell)
    {
        cells.Add(cell);
        return cells.Count - 1;
    }

    internal void Add(EventChannel channel)
    {
        channels.Add(channel);
        Created(channel);
    }

    /// <summary>Whether the running context may touch what is protected so.</summary>
    internal virtual bool Protects(Guard protection) => true;

    /// <summary>Runs the handler of a channel if it can.</summary>
    internal virtual void Deliver(EventChannel channel) { }

    internal virtual void LockTaken(SpinLock spinLock) { }

    /// <summary>Lets others run, or says that the context goes on at once.</summary>
    internal abstract bool TryPass(string what, Guard? guard);

    /// <summary>The running context has come to a point and gives way.</summary>
    internal abstract void Suspend(Frame leaf, string what, Guard? guard, Access access);

    internal void FallAsleep(KernelThread thread, Deadline deadline)
    {
        thread.State = ThreadState.Sleeping;
        thread.Deadline = deadline;
        Listener?.Slept(thread);
    }

    internal void MakeRunnable(KernelThread thread)
    {
        if (thread.State != ThreadState.Sleeping) return;
        thread.State = ThreadState.Runnable;
        thread.Deadline = Deadline.Never;
        Listener?.Woken(thread);
    }

    private protected virtual void Created(KernelThread thread) { }

    private protected virtual void Created(KernelTimer timer) { }

    private protected virtual void Created(EventChannel channel) { }

    private protected virtual void Changed() { }
}
