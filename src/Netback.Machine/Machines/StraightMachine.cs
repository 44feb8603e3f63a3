namespace Netback;

/// <summary>
/// One context at a time, in virtual time: the environment calls into the driver, and a thread runs until it sleeps.
/// Only a closed guard stops a context.
/// </summary>
/// <param name="startJiffies">Jiffies when the vif connects.</param>
/// <param name="logs">Whether accesses to cells are seen, so that they can be checked (<see cref="AccessLog.Checks"/>): slower.</param>
public sealed class StraightMachine(ulong startJiffies = 0, bool logs = false) : Machine(interleaves: false, startJiffies, logs)
{
    /// <summary>Rounds of a thread in one turn after which it will not stop: a million small packets take fewer.</summary>
    private const int MaxRounds = 100_000;

    private KernelThread? current;
    private Jiffies reported = new(startJiffies);
    private int interrupts;
    private bool starves;

    /// <summary>Runs whenever threads have run, or null.</summary>
    public IBackgroundWork? Background { get; set; }

    public override bool InInterrupt => interrupts > 0;

    internal override int RunningNumber => 1;

    internal override string RunningName => current?.Name ?? "the environment";

    public override void Start(KernelThread thread, Func<Coroutine> body) => thread.Straight = new(body);

    /// <summary>Gives a context of the environment (host, guest, timer) its turn. It cannot block.</summary>
    public static void Run(Coroutine context)
    {
        if (!context.IsCompleted) throw new InvalidOperationException("A context that must not block does, and for ever.");
    }

    /// <summary>Runs the thread until it sleeps, ends or spins; nothing if it sleeps or has ended.</summary>
    public void RunThread(KernelThread thread)
    {
        if (thread.State is ThreadState.Sleeping or ThreadState.Stopped || thread.Straight is not { } run) return;
        var interrupted = current;
        current = thread;
        run.Rounds = 0;
        // What others did since its last round is not its work. (A round in which it slept is never idle.)
        if (thread.State == ThreadState.Spinning) run.RoundStart = Changes;
        try
        {
            run.Go();
        }
        finally
        {
            current = interrupted;
        }
        if (!run.HasEnded) return;
        thread.State = ThreadState.Stopped;
        Listener?.Ended(thread);
    }

    /// <summary>Everything runs now, then <paramref name="ms"/> ms pass, and at each moment what becomes runnable runs.
    /// A spinning thread gets one turn now and one in each ms.</summary>
    public void Advance(long ms)
    {
        RunThreads();
        Rest();
        var end = Jiffies.Value + ms;
        while (Jiffies.Value != end)
        {
            MoveTo(AnySpins() ? Jiffies.Value + 1 : NextMoment(end));
            RunThreads();
            Rest();
        }
    }

    /// <summary><paramref name="ms"/> ms pass; timers fire and sleeps end, but no thread runs.</summary>
    public void Lag(long ms)
    {
        starves = true;
        var end = Jiffies.Value + ms;
        while (Jiffies.Value != end) MoveTo(NextMoment(end));
        ReportTime();
        starves = false;
    }

    /// <summary>Reports how far time has moved on since it was reported last, if it has.</summary>
    public override void ReportTime()
    {
        var now = Jiffies.Value;
        if (now == reported || Listener is null) return;
        long passed = now - reported;
        reported = now;
        Listener.TimePassed(passed, starves);
    }

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        var run = thread.Straight!;
        if (++run.Rounds > MaxRounds)
        {
            Listener?.Spins(thread, 0);
            throw new LivelockException(thread.Name, MaxRounds);
        }
        bool idle = Changes == run.RoundStart, spins = idle && (run.WasIdle || thread.State == ThreadState.Spinning);
        (run.RoundStart, run.WasIdle) = (Changes, idle);
        if (spins && (thread.State != ThreadState.Spinning || run.Notified > 0))
        {
            thread.State = ThreadState.Spinning;
            Listener?.Spins(thread, run.Notified);
        }
        if (spins || !idle) run.Notified = 0;
        return spins ? new(this, KernelThread.LoopsAgain, null) : default;
    }

    /// <inheritdoc/>
    public override void NoteNotified(KernelThread thread)
    {
        if (thread.Straight is { } run) run.Notified++;
    }

    internal override bool Protects(Guard protection) => protection switch
    {
        SpinLock spinLock => spinLock.IsHeldHere,
        KernelThread thread => current == thread && interrupts == 0,
        _ => true,
    };

    internal override void Deliver(EventChannel channel)
    {
        if (!channel.IsOpen || channel.IsBusy) return;
        channel.Begin();
        channel.IsBusy = true;
        interrupts++;
        Run(channel.Handler());
        interrupts--;
        channel.IsBusy = false;
        // An event that came while the handler ran.
        Deliver(channel);
    }

    internal override bool TryPass(string what, Guard? guard)
    {
        if (current is not null || guard is null) return false;
        // The environment waits for a thread: let the threads run until it may go on.
        foreach (var thread in AllThreads)
        {
            if (guard.IsOpen) break;
            RunThread(thread);
        }
        return guard.IsOpen ? true : throw new DeadlockException(what);
    }

    internal override void Suspend(Frame leaf, string what, Guard? guard, Access access) { }

    /// <summary>Says that nobody could go on, if that is so. A thread that spins could.</summary>
    private void Rest()
    {
        if (!AnySpins()) Listener?.AtRest();
    }

    private bool AnySpins()
    {
        foreach (var thread in AllThreads)
            if (thread.State == ThreadState.Spinning) return true;
        return false;
    }

    private Jiffies NextMoment(Jiffies end)
    {
        var now = Jiffies.Value;
        long soonest = end - now;
        foreach (var timer in AllTimers)
            if (timer.FiresAt is { IsSet: true } at) soonest = Math.Min(soonest, at.LeftAt(now));
        foreach (var channel in AllChannels)
            if (channel.UnmasksAt is { IsSet: true } at) soonest = Math.Min(soonest, at.LeftAt(now));
        foreach (var thread in AllThreads)
            if (thread.Deadline is { IsSet: true } at) soonest = Math.Min(soonest, at.LeftAt(now));
        // What is due and has not run gets no CPU.
        if (Background?.Due is { IsSet: true } due && due.LeftAt(now) > 0) soonest = Math.Min(soonest, due.LeftAt(now));
        return now + soonest;
    }

    private void MoveTo(Jiffies moment)
    {
        Jiffies.Value = moment;
        foreach (var timer in AllTimers)
        {
            if (!(timer.FiresAt is { IsSet: true } at && at.At == moment)) continue;
            timer.Set(Deadline.Never);
            interrupts++;
            Run(timer.Function());
            interrupts--;
        }
        foreach (var channel in AllChannels)
            if (channel.UnmasksAt is { IsSet: true } at && at.At == moment) channel.Unmask();
        foreach (var thread in AllThreads)
            if (thread.Deadline is { IsSet: true } at && at.At == moment) MakeRunnable(thread);
    }

    /// <summary>Passes over the queues in ascending order until no thread is runnable.</summary>
    private void RunThreads()
    {
        foreach (var thread in AllThreads)
            if (thread.Straight is { } run) run.TurnDue = thread.State == ThreadState.Spinning;
        for (bool ran = true; ran;)
        {
            ran = false;
            foreach (var thread in AllThreads)
            {
                if (thread.Straight is not { } run || (thread.State != ThreadState.Runnable && !run.TurnDue)) continue;
                run.TurnDue = false;
                RunThread(thread);
                ran = true;
            }
            if (Background is { } work && work.Run()) ran = true;
        }
    }
}
