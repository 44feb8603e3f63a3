using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// Every point gives control back to a scheduler outside, which chooses who goes on. One OS thread, no hidden state: the same
/// choices give the same run. A step is the effect of the point at which a context stands, and its code up to the next point.
/// </summary>
public sealed class SteppedMachine : InterleavingMachine
{
    private readonly List<Context> contexts = [];
    private readonly Dictionary<Part, Context> of = [];
    private Context? current, last;

    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    /// <param name="savesStates">Whether packets live in slots, so that states can be saved and restored.</param>
    public SteppedMachine(ulong startJiffies = 0, bool savesStates = false) : base(startJiffies)
    {
        if (savesStates) Pool = new(this);
    }

    public IReadOnlyList<Context> Contexts => contexts;

    /// <summary>Sees reads, writes and switches, or null. It cannot influence anything.</summary>
    public ITracer? Tracer { get => Accesses!.Tracer; set => Accesses!.Tracer = value; }

    public override bool InInterrupt => current?.Kind is ContextKind.Interrupt or ContextKind.Timer;

    public override bool IsQuiet
    {
        get
        {
            foreach (var context in contexts)
                if (StatusOf(context) == ContextStatus.Ready) return false;
            return true;
        }
    }

    internal override int RunningNumber => current is { } c ? c.Number + 1 : 0;

    internal override string RunningName => current?.Name ?? "the environment";

    /// <summary>The context in which a thread runs.</summary>
    public Context ContextOf(KernelThread thread) => of[thread];

    /// <summary>The context of the handler of a channel.</summary>
    public Context ContextOf(EventChannel channel) => of[channel];

    /// <summary>Makes a context of the environment.</summary>
    public Context Add(string name) => Register(new(this, name, contexts.Count, ContextKind.Environment));

    /// <summary>Says what a thread does that a step of somebody is going to start, so that nothing but cells changes when it is started.</summary>
    public void WillStart(KernelThread thread, Func<Coroutine> body) => of[thread].Body = body;

    public override void Start(KernelThread thread, Func<Coroutine> body)
    {
        var context = of[thread];
        bool again = context.Body is not null;
        context.Body = body;
        // The second time it is a step of somebody else that starts it: what that changes lies in cells.
        if (again) context.IsRequested = true;
        else (context.IsStarting, context.What) = (true, "starts");
    }

    /// <summary>Whether and why not a context can go on.</summary>
    public ContextStatus StatusOf(Context context) => IsStopped ? ContextStatus.Idle : StatusWhileItRuns(context);

    /// <summary>The same of a machine that is known not to be stopped.</summary>
    public static ContextStatus StatusWhileItRuns(Context context)
    {
        if (context.IsIdle)
            return (context.Channel is { } channel ? channel.IsOpen : context.IsRequested) ? ContextStatus.Ready : ContextStatus.Idle;
        if (context.Guard is not { } guard || guard.IsOpen) return ContextStatus.Ready;
        return guard is WaitQueue ? ContextStatus.Asleep : ContextStatus.Blocked;
    }

    /// <summary>The point that the context passes when it goes on; null if it has nothing to do.</summary>
    public string? NextOf(Context context) =>
        context.What ?? (StatusOf(context) != ContextStatus.Ready ? null : context.Kind switch { ContextKind.Timer => "fires", ContextKind.Thread => "starts", _ => "arrives" });

    /// <summary>An idle context of the environment begins something. It goes on at once, up to its first point.</summary>
    public void Begin(Context context, string what, Func<Coroutine> body)
    {
        if (!context.IsIdle) throw new InvalidOperationException($"{context.Name} has not finished.");
        Run(context, what, body);
    }

    /// <summary>A context that is ready makes one step.</summary>
    public void Go(Context context)
    {
        string what = NextOf(context) ?? throw new InvalidOperationException($"{context.Name} has nothing to do.");
        if (context.IsStarting)
        {
            context.IsStarting = false;
            Run(context, what, context.Body!);
        }
        else if (context.Leaf is not null)
        {
            Run(context, what, null);
        }
        else if (context.Channel is { } channel)
        {
            channel.Begin();
            Run(context, what, channel.Handler);
        }
        else
        {
            context.IsRequested = false;
            Run(context, what, context.Timer?.Function ?? context.Body!);
        }
    }

    internal override bool Protects(Guard protection) => protection switch
    {
        SpinLock spinLock => spinLock.IsHeldHere,
        KernelThread thread => current?.Thread == thread,
        _ => true,
    };

    internal override bool TryPass(string what, Guard? guard) => false;

    internal override void Suspend(Frame leaf, string what, Guard? guard, Access access)
    {
        var context = current!;
        (context.What, context.Guard, context.Access) = (what, guard, access);
    }

    private protected override void RunsOut(KernelTimer timer) => of[timer].IsRequested = true;

    private protected override void Created(KernelThread thread) =>
        of[thread] = Register(new(this, thread.Name, contexts.Count, ContextKind.Thread) { Thread = thread });

    private protected override void Created(KernelTimer timer) =>
        of[timer] = Register(new(this, $"timer{timer.Queue}", contexts.Count, ContextKind.Timer) { Timer = timer });

    private protected override void Created(EventChannel channel) =>
        of[channel] = Register(new(this, $"irq{channel.Queue}", contexts.Count, ContextKind.Interrupt) { Channel = channel });

    private void Run(Context context, string what, Func<Coroutine>? body)
    {
        var before = current;
        (current, LockdepViolation) = (context, null);
        Tracer?.Goes(context, what, context.Access, context != last);
        last = context;
        var from = context.Leaf;
        (context.Leaf, context.What, context.Guard, context.Access) = (null, null, null, default);
        try
        {
            context.Leaf = body is null ? Cpu.Current.Resume(from!) : Cpu.Current.Begin(body);
            if (context is { Leaf: null, Thread: { } thread }) Ended(thread);
        }
        catch (Exception e) when (StopsMachine(e))
        {
            Stop(e, context.Thread);
        }
        catch
        {
            current = before;
            throw;
        }
        if (context.Leaf is null) (context.What, context.Guard, context.Access) = (null, null, default);
        if (context.Channel is { } channel && channel.IsBusy != (context.Leaf is not null)) channel.IsBusy = context.Leaf is not null;
        Tracer?.Stops(context, context.What, context.What is not null && StatusOf(context) != ContextStatus.Ready);
        current = before;
    }

    private Context Register(Context context)
    {
        contexts.Add(context);
        return context;
    }
}
