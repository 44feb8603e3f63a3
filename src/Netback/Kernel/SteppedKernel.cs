using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// Every point gives control back to a scheduler outside, which chooses who goes on. One OS thread, no hidden state: the same
/// choices give the same run. A step is the effect of the point at which a context stands, and its code up to the next point.
/// </summary>
/// <param name="startJiffies">Jiffies when the vif connects.</param>
public sealed partial class SteppedKernel(ulong startJiffies = 0) : InterleavingKernel(startJiffies)
{
    private readonly List<SteppedContext> contexts = [];
    private readonly Dictionary<KernelThread, SteppedContext> ofThread = [];
    private readonly Dictionary<KernelTimer, SteppedContext> ofTimer = [];
    private readonly Dictionary<int, SteppedContext> interrupts = [];
    private SteppedContext? current, last;
    private bool mover;

    public IReadOnlyList<SteppedContext> Contexts => contexts;

    /// <summary>Sees reads, writes and switches, or null. It cannot influence anything.</summary>
    public ITracer? Tracer { get; set; }

    /// <summary>Whether contexts keep note of what they have seen: what an exhaustive search tells states apart by.</summary>
    public bool Remembers { get; init; }

    /// <summary>Whether a store to a word that someone else is said to write alone is an error: <see cref="NotSupportedException"/>.</summary>
    public bool AssertsWriters { get; set; }

    /// <summary>The context in which a thread runs.</summary>
    public SteppedContext ContextOf(KernelThread thread) => ofThread[thread];

    /// <summary>Makes a context of the environment.</summary>
    public SteppedContext Add(string name) => Register(new(name, contexts.Count, ContextKind.Environment));

    private protected override void Created(KernelThread thread)
    {
        ofThread[thread] = Register(new(thread.Name, contexts.Count, ContextKind.Thread) { Thread = thread });
        interrupts[thread.Queue] = Register(new($"irq{thread.Queue}", contexts.Count, ContextKind.Interrupt));
    }

    private protected override void Created(KernelTimer timer) =>
        ofTimer[timer] = Register(new($"timer{timer.Queue}", contexts.Count, ContextKind.Timer));

    private protected override void RunsOut(KernelTimer timer)
    {
        var context = ofTimer[timer];
        context.Body = timer.Function;
        context.IsRequested = true;
    }

    public override void Start(KernelThread thread, Func<ValueTask> body) => Prepare(ofThread[thread], "starts", body);

    /// <inheritdoc/>
    public override ValueTask Interrupt(EventChannel channel)
    {
        var context = interrupts[channel.Queue];
        context.Channel = channel;
        context.IsRequested = true;
        return default;
    }

    public override bool InInterrupt => current?.Kind is ContextKind.Interrupt or ContextKind.Timer;

    internal override object? Running => current;

    public override bool IsQuiet
    {
        get
        {
            foreach (var context in contexts)
                if (StandingOf(context) == Standing.Ready) return false;
            return true;
        }
    }

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

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        var again = base.RoundEnds(thread);
        current!.Memory.Clear();
        return again;
    }

    /// <summary>The context of an interrupt handler, which is idle or not.</summary>
    internal override Guard? HandlerEnd(int queue) => new IdleGuard(interrupts[queue]);

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
            if (!StopsMachine(fault)) ExceptionDispatchInfo.Throw(fault);
            Stop(fault, context.Thread);
        }
        else if (context.Thread is { } thread)
        {
            Ended(thread);
        }
    }

    private sealed class IdleGuard(SteppedContext context) : Guard
    {
        public override bool IsOpen => context.IsIdle;
    }
}
