using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// Every point gives control back to a scheduler outside, which chooses who goes on. One OS thread, no hidden state: the same
/// choices give the same run. A step is the effect of the point at which a context stands, and its code up to the next point.
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
/// <param name="startJiffies">Jiffies when the vif connects.</param>
public sealed partial class SteppedKernel(ulong startJiffies = 0) : Kernel(interleaves: true, startJiffies)
{
    private readonly List<SteppedContext> contexts = [];
    private readonly Dictionary<KernelThread, SteppedContext> ofThread = [];
    private readonly Dictionary<KernelTimer, SteppedContext> ofTimer = [];
    private readonly Dictionary<int, SteppedContext> interrupts = [];
    private SteppedContext? current, last;
    private long changes;
    private bool mover;

    public IReadOnlyList<SteppedContext> Contexts => contexts;

    /// <summary>Sees reads, writes and switches, or null. It cannot influence anything.</summary>
    public ITracer? Tracer { get; set; }

    /// <summary>Whether contexts keep note of what they have seen: what an exhaustive search tells states apart by.</summary>
    public bool Remembers { get; init; }

    /// <summary>Whether the destructor of a packet may take the lock of the queue that the packet was in.</summary>
    public bool DestructorsTakeLocks { get; init; }

    /// <summary>Whether a store to a word that someone else is said to write alone is an error: <see cref="NotSupportedException"/>.</summary>
    public bool AssertsWriters { get; set; }

    /// <summary>Why the machine stopped, or null.</summary>
    public Exception? Bug { get; private set; }

    /// <summary>A lock that interrupt handlers take and that someone holds with interrupts on: on one CPU that would
    /// deadlock. Null if there is none.</summary>
    public string? LockdepViolation { get; private set; }

    /// <summary>The context in which a thread runs.</summary>
    public SteppedContext ContextOf(KernelThread thread) => ofThread[thread];

    /// <summary>Makes a context of the environment.</summary>
    public SteppedContext Add(string name) => Register(new(name, contexts.Count, ContextKind.Environment));

    public override KernelThread CreateThread(int queue)
    {
        var thread = new KernelThread(this, queue);
        ofThread[thread] = Register(new(thread.Name, contexts.Count, ContextKind.Thread) { Thread = thread });
        interrupts[queue] = Register(new($"irq{queue}", contexts.Count, ContextKind.Interrupt));
        return thread;
    }

    public override void Start(KernelThread thread, Func<ValueTask> body) => Prepare(ofThread[thread], "starts", body);

    public override KernelTimer CreateTimer(int queue, Func<ValueTask> function)
    {
        var timer = new KernelTimer(this, queue) { Function = function };
        ofTimer[timer] = Register(new($"timer{queue}", contexts.Count, ContextKind.Timer));
        return timer;
    }

    /// <inheritdoc/>
    public override ValueTask Interrupt(EventChannel channel)
    {
        var context = interrupts[channel.Queue];
        context.Channel = channel;
        context.IsRequested = true;
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask RunDestructor(SpinLock queueLock)
    {
        if (!DestructorsTakeLocks) return;
        await queueLock.Acquire();
        await queueLock.Release();
    }

    public override bool InInterrupt => current?.Kind is ContextKind.Interrupt or ContextKind.Timer;

    internal override object? Running => current;

    /// <summary>Whether anything has changed since the thread went round last. If not, it spins.</summary>
    public bool HasChanged(KernelThread thread) => changes != thread.RoundStart;

    /// <summary>Whether and why not a context can go on.</summary>
    public Standing StandingOf(SteppedContext context)
    {
        if (Bug is not null) return Standing.Idle;
        if (context.What is null)
            return context.IsRequested && context.Channel is not { IsEnabled: false } ? Standing.Ready : Standing.Idle;
        if (context.Guard is null || context.Guard.IsOpen) return Standing.Ready;
        return context.Guard is WaitQueue ? Standing.Asleep : Standing.Blocked;
    }

    /// <summary>The point that the context passes when it goes on; null if it is idle.</summary>
    public static string? NextOf(SteppedContext context) =>
        context.What ?? (!context.IsRequested ? null : context.Kind == ContextKind.Timer ? "fires" : "arrives");

    /// <summary>An idle context of the environment begins something. It goes on at once, up to its first point.</summary>
    public void Begin(SteppedContext context, string what, Func<ValueTask> body)
    {
        Prepare(context, what, body);
        Go(context);
    }

    /// <summary>A context that is ready makes one step.</summary>
    public void Go(SteppedContext context)
    {
        if (context.What is null) Answer(context);
        string what = context.What!;
        var (before, synchronization) = (current, SynchronizationContext.Current);
        // A continuation must run here and now, whatever the caller's environment does with continuations.
        if (synchronization is not null) SynchronizationContext.SetSynchronizationContext(null);
        current = context;
        Tracer?.Goes(context, what, context != last);
        last = context;
        if (Remembers) context.Memory.Add(new(what, Unit.Plain, -1, 0, null));
        (context.What, context.Guard, context.Pending, context.AtMover) = (null, null, null, false);
        if (context.Body is { } body)
        {
            context.Body = null;
            var running = body();
            context.Ending = running.IsCompletedSuccessfully ? Task.CompletedTask : running.AsTask();
        }
        else
        {
            context.Continuation!();
        }
        if (context.Ending!.IsCompleted) End(context);
        else Tracer?.Stops(context, context.What!, StandingOf(context) != Standing.Ready);
        current = before;
        if (synchronization is not null) SynchronizationContext.SetSynchronizationContext(synchronization);
    }

    /// <summary>ms until the next deadline or timer, or null if there is none.</summary>
    public long? NextMoment()
    {
        ulong? soonest = null;
        foreach (var thread in ofThread.Keys) Consider(thread.Deadline);
        foreach (var timer in ofTimer.Keys) Consider(timer.FiresAt);
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
        foreach (var (timer, context) in ofTimer)
        {
            if (timer.FiresAt != Jiffies.Value) continue;
            timer.Set(null);
            context.Body = timer.Function;
            context.IsRequested = true;
        }
        foreach (var thread in ofThread.Keys)
            if (thread.Deadline == Jiffies.Value) MakeRunnable(thread);
        return passed;
    }

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        bool idle = changes == thread.RoundStart;
        if (idle && thread.State != ThreadState.Spinning)
        {
            thread.State = ThreadState.Spinning;
            Emit(EventKind.RxSpins, thread.Queue);
        }
        thread.RoundStart = changes;
        current!.Memory.Clear();
        return idle ? new(this, "goes round again", null) : default;
    }

    /// <summary>The context of an interrupt handler, which is idle or not.</summary>
    internal override Guard? HandlerEnd(int queue) => new IdleGuard(interrupts[queue]);

    private protected override bool BarriersArePoints => false;

    internal override bool TryPass(string what, Guard? guard) => false;

    internal override void Suspend(Action continuation, string what, Guard? guard)
    {
        var context = current!;
        (context.Continuation, context.What, context.Guard, context.AtMover) = (continuation, what, guard, mover && guard is null);
        mover = false;
    }

    internal override void WillLoad(KernelThread? writer) => mover = writer is null || writer == current?.Thread;

    internal override void WillRelease() => mover = true;

    internal override void AssertMayWrite(string word, KernelThread? writer)
    {
        if (AssertsWriters && (writer is null || writer != current?.Thread))
            throw new NotSupportedException($"{current?.Name} writes {word}, which was said to be written by {writer?.Name ?? "nobody"} only.");
    }

    private SteppedContext Register(SteppedContext context)
    {
        contexts.Add(context);
        return context;
    }

    private static void Prepare(SteppedContext context, string what, Func<ValueTask> body)
    {
        if (!context.IsIdle) throw new InvalidOperationException($"{context.Name} has not finished.");
        (context.Body, context.What) = (body, what);
        context.Memory.Clear();
    }

    /// <summary>Someone asked for a handler, and now it starts.</summary>
    private static void Answer(SteppedContext context)
    {
        string what = NextOf(context) ?? throw new InvalidOperationException($"{context.Name} has nothing to do.");
        context.IsRequested = false;
        Prepare(context, what, context.Channel?.Handler ?? context.Body!);
    }

    private void End(SteppedContext context)
    {
        (context.Continuation, context.What) = (null, null);
        context.Memory.Clear();
        if (context.Ending!.Exception?.InnerException is { } fault)
        {
            // What stops the machine: an assertion of the driver, a lock misused, a pointer to nothing.
            if (fault is not (Revisions.DriverBugException or InvalidOperationException or NullReferenceException))
                ExceptionDispatchInfo.Throw(fault);
            Bug = fault;
            Emit(EventKind.AssertionFailed, context.Thread?.Queue ?? 0);
        }
        else if (context.Thread is { } thread)
        {
            thread.State = ThreadState.Stopped;
            Emit(EventKind.RxEnded, thread.Queue);
        }
    }

    private sealed class IdleGuard(SteppedContext context) : Guard
    {
        public override bool IsOpen => context.IsIdle;
    }
}
