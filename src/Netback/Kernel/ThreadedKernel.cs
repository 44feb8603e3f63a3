namespace Netback;

/// <summary>
/// Each context runs on a thread of the operating system, and at each point asks somebody else who goes on: one runs at a time. All
/// awaits complete where they are, so that a context blocks on its own stack in the middle of the driver, as a real one does.
/// Steps and labels are those of <see cref="SteppedKernel"/>.
/// </summary>
public abstract class ThreadedKernel : InterleavingKernel
{
    [ThreadStatic]
    private static ThreadedContext? running;

    private readonly List<ThreadedContext> contexts = [];
    private readonly Dictionary<KernelThread, Func<ValueTask>> bodies = [];
    private readonly Dictionary<int, ThreadedContext> interrupts = [];
    private readonly Dictionary<KernelTimer, ThreadedContext> ofTimer = [];

    /// <param name="startJiffies">Jiffies when the vif connects.</param>
    protected ThreadedKernel(ulong startJiffies = 0) : base(startJiffies) { }

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

    internal override object? Running => running;

    /// <summary>Makes a context of the environment.</summary>
    public ThreadedContext Add(string name) => Register(new(name, ContextKind.Environment));

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

    public override void Start(KernelThread thread, Func<ValueTask> body) => bodies[thread] = body;

    /// <summary>The Rx threads that have been started get threads.</summary>
    public void BeginThreads()
    {
        foreach (var context in contexts)
            if (context.Thread is { } thread && bodies.Remove(thread, out var body)) BeginAt(context, () => Run(context, "starts", null, body));
    }

    /// <inheritdoc/>
    public override ValueTask Interrupt(EventChannel channel)
    {
        var context = interrupts[channel.Queue];
        (context.Channel, context.Handler) = (channel, channel.Handler);
        Ask(context, "arrives");
        return default;
    }

    /// <summary>A context of the environment, or the caller, does something: from its first point, where it waits for the guard, to
    /// its end. Whatever stops a machine ends it and is kept.</summary>
    public void Run(ThreadedContext context, string what, Guard? guard, Func<ValueTask> body)
    {
        running = context;
        try
        {
            TryPass(what, guard);
            context.IsIdle = false;
            var task = body();
            if (!task.IsCompleted) throw new NotSupportedException($"{context} awaits something that is not a point.");
            task.GetAwaiter().GetResult();
            if (context.Thread is { } thread) Ended(thread);
        }
        catch (Exception e) when (StopsMachine(e))
        {
            Stop(e, context.Thread);
        }
        finally
        {
            context.IsIdle = true;
            running = null;
        }
    }

    internal override Guard? HandlerEnd(int queue) => new IdleGuard(interrupts[queue]);

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

    internal override void Suspend(Action continuation, string what, Guard? guard) => throw new NotSupportedException();

    private protected override void Created(KernelThread thread)
    {
        Register(new(thread.Name, ContextKind.Thread) { Thread = thread });
        interrupts[thread.Queue] = Register(new($"irq{thread.Queue}", ContextKind.Interrupt));
    }

    private protected override void Created(KernelTimer timer) =>
        ofTimer[timer] = Register(new($"timer{timer.Queue}", ContextKind.Timer) { Handler = timer.Function });

    private protected override void RunsOut(KernelTimer timer) => Ask(ofTimer[timer], "fires");

    /// <summary>Wants a handler to run. It gets its thread when it is wanted first.</summary>
    private void Ask(ThreadedContext context, string what)
    {
        context.IsRequested = true;
        if (context.IsAlive) return;
        BeginAt(context, () =>
        {
            while (Bug is null)
                Run(context, what, context.Request, () =>
                {
                    context.IsRequested = false;
                    return context.Handler!();
                });
        });
    }

    private ThreadedContext Register(ThreadedContext context)
    {
        contexts.Add(context);
        return context;
    }

    private sealed class IdleGuard(ThreadedContext context) : Guard
    {
        public override bool IsOpen => context.IsIdle;
    }
}
