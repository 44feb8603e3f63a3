namespace Netback;

/// <summary>
/// Each context runs on a thread of the operating system, and at each point asks somebody else who goes on: one runs at a time. All
/// awaits complete where they are, so that a context blocks on its own stack in the middle of the driver, as a real one does.
/// Steps and labels are those of <see cref="SteppedMachine"/>.
/// </summary>
public abstract class ThreadedMachine : InterleavingMachine
{
    [ThreadStatic]
    private static ThreadedContext? running;

    private readonly List<ThreadedContext> contexts = [];
    private readonly Dictionary<KernelThread, Func<Coroutine>> bodies = [];
    private readonly Dictionary<Part, ThreadedContext> of = [];
    private bool hasBegun;

    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    protected ThreadedMachine(ulong startJiffies = 0) : base(startJiffies) { }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<ThreadedContext> Contexts => contexts;

    public override bool IsQuiet
    {
        get
        {
            foreach (var context in contexts)
                if (context.CanGoOn) return false;
            return true;
        }
    }

    public override bool InInterrupt => running?.Kind is ContextKind.Interrupt or ContextKind.Timer;

    /// <summary>Who connects for the first time is no context, and may take locks.</summary>
    internal override int RunningNumber => running is { } c ? c.Number + 1 : hasBegun ? 0 : byte.MaxValue;

    internal override string RunningName => running?.Name ?? "the environment";

    /// <summary>Makes a context of the environment.</summary>
    public ThreadedContext Add(string name) => Register(new(name, contexts.Count, ContextKind.Environment));

    /// <summary>Makes a thread that calls <paramref name="body"/> from start to end.</summary>
    protected abstract void Begin(ThreadedContext context, Action body);

    /// <summary>Gives a context its thread, in which it does <paramref name="body"/> and ends.</summary>
    public void BeginAt(ThreadedContext context, Action body)
    {
        context.IsAlive = true;
        Begin(context, () =>
        {
            try
            {
                body();
            }
            finally
            {
                context.IsAlive = false;
            }
        });
    }

    /// <summary>Blocks the calling thread until its context has been chosen to go on and the guard is open. Throws when
    /// the machine has stopped.</summary>
    protected abstract void Pass(ThreadedContext context, string what, Guard? guard);

    public override void Start(KernelThread thread, Func<Coroutine> body)
    {
        // While the vif is being connected for the first time nobody runs.
        if (running is null) bodies[thread] = body;
        else BeginAt(of[thread], () => Run(of[thread], "starts", null, body));
    }

    /// <summary>The Rx threads that have been started get threads.</summary>
    public void BeginThreads()
    {
        hasBegun = true;
        foreach (var context in contexts)
            if (context.Thread is { } thread && bodies.Remove(thread, out var body)) BeginAt(context, () => Run(context, "starts", null, body));
    }

    /// <summary>A context of the environment, or the caller, does something: from its first point, where it waits for the guard, to
    /// its end. Whatever stops a machine ends it and is kept.</summary>
    public void Run(ThreadedContext context, string what, Guard? guard, Func<Coroutine> body)
    {
        running = context;
        try
        {
            TryPass(what, guard);
            context.IsIdle = false;
            if (context.Channel is { } channel) channel.IsBusy = true;
            if (!body().IsCompleted) throw new NotSupportedException($"{context} awaits something that is not a point.");
            if (context.Thread is { } thread) Ended(thread);
        }
        catch (Exception e) when (StopsMachine(e))
        {
            Stop(e, context.Thread);
        }
        finally
        {
            context.IsIdle = true;
            if (context.Channel is { } channel) channel.IsBusy = false;
            running = null;
        }
    }

    internal override bool Protects(Guard protection) => protection switch
    {
        SpinLock spinLock => spinLock.IsHeldHere,
        KernelThread thread => running?.Thread == thread,
        _ => true,
    };

    internal override void Deliver(EventChannel channel) => Ask(of[channel], "arrives", channel);

    internal override bool TryPass(string what, Guard? guard)
    {
        if (running is not { } me)
        {
            // Nobody else runs before all is connected.
            return guard is not { IsOpen: false } ? true : throw new InvalidOperationException($"Deadlock: connecting {what}.");
        }
        (me.What, me.Guard) = (what, guard);
        Pass(me, what, guard);
        (me.What, me.Guard) = (null, null);
        return true;
    }

    internal override void Suspend(Frame leaf, string what, Guard? guard, Access access) => throw new NotSupportedException();

    private protected override void Created(KernelThread thread) =>
        of[thread] = Register(new(thread.Name, contexts.Count, ContextKind.Thread) { Thread = thread });

    private protected override void Created(KernelTimer timer) =>
        of[timer] = Register(new($"timer{timer.Queue}", contexts.Count, ContextKind.Timer) { Request = new TimerRequest(this), Handler = timer.Function });

    private protected override void Created(EventChannel channel) =>
        of[channel] = Register(new($"irq{channel.Queue}", contexts.Count, ContextKind.Interrupt) { Channel = channel });

    private protected override void RunsOut(KernelTimer timer)
    {
        var context = of[timer];
        ((TimerRequest)context.Request!).IsMade.Value = true;
        Ask(context, "fires", context.Request!);
    }

    /// <summary>Wants a handler to run. It gets its thread when it is wanted first.</summary>
    private void Ask(ThreadedContext context, string what, Guard request)
    {
        if (context.IsAlive) return;
        BeginAt(context, () =>
        {
            while (Bug is null) Run(context, what, request, () => Answer(context));
        });
    }

    private static Coroutine Answer(ThreadedContext context)
    {
        if (context.Channel is { } channel)
        {
            channel.Begin();
            return channel.Handler();
        }
        ((TimerRequest)context.Request!).IsMade.Value = false;
        return context.Handler!();
    }

    private ThreadedContext Register(ThreadedContext context)
    {
        contexts.Add(context);
        return context;
    }

    private sealed class TimerRequest(Machine machine) : Guard(machine)
    {
        public Cell<bool> IsMade { get; } = new(machine, "timer requested", false);
        public override bool IsOpen => IsMade.Peek;
        public override string Describe => "the time of a timer";
    }
}
