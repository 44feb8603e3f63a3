using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// One context at a time, in virtual time: the environment calls into the driver, and a thread runs until it sleeps.
/// Only a closed guard stops a context.
/// </summary>
public sealed class StraightKernel(ulong startJiffies = 0) : Kernel(interleaves: false, startJiffies)
{
    /// <summary>Rounds of a thread in one turn after which it will not stop: a million small packets take fewer.</summary>
    private const int MaxRounds = 100_000;

    private readonly List<KernelThread> threads = [];
    private readonly List<KernelTimer> timers = [];
    private KernelThread? current;
    private int interrupts;

    public IReadOnlyList<KernelThread> Threads => threads;

    public override KernelThread CreateThread(int queue)
    {
        var thread = new KernelThread(this, queue);
        threads.Add(thread);
        return thread;
    }

    public override void Start(KernelThread thread, Func<ValueTask> body) => thread.Body = body;

    public override KernelTimer CreateTimer(int queue, Func<ValueTask> function)
    {
        var timer = new KernelTimer(this, queue) { Function = function };
        timers.Add(timer);
        return timer;
    }

    public override ValueTask Interrupt(EventChannel channel)
    {
        interrupts++;
        Run(channel.Handler());
        interrupts--;
        return default;
    }

    public override bool InInterrupt => interrupts > 0;

    /// <summary>Gives a context of the environment (host, guest, timer) its turn. It cannot block.</summary>
    public static void Run(ValueTask context)
    {
        if (!context.IsCompleted) throw new InvalidOperationException("A context that must not block does, and for ever.");
        context.GetAwaiter().GetResult();
    }

    /// <summary>Runs the thread until it sleeps, ends or spins; nothing if it sleeps or has ended.</summary>
    public void RunThread(KernelThread thread)
    {
        if (thread.State is ThreadState.Sleeping or ThreadState.Stopped) return;
        var (interrupted, context) = (current, SynchronizationContext.Current);
        // A continuation must run here and now, whatever the caller's environment does with continuations.
        SynchronizationContext.SetSynchronizationContext(null);
        current = thread;
        thread.Rounds = 0;
        // What others did since its last round is not its work. (A round in which it slept is never idle.)
        if (thread.State == ThreadState.Spinning) thread.RoundStart = Changes;
        if (thread.Body is { } body)
        {
            thread.Body = null;
            thread.Ending = body().AsTask();
        }
        else
        {
            thread.Continuation!();
        }
        current = interrupted;
        SynchronizationContext.SetSynchronizationContext(context);
        if (!thread.Ending!.IsCompleted) return;
        if (thread.Ending.Exception is { } fault) ExceptionDispatchInfo.Throw(fault.InnerException!);
        thread.State = ThreadState.Stopped;
        Emit(EventKind.RxEnded, thread.Queue);
    }

    /// <summary>Everything runs now, then <paramref name="ms"/> ms pass, and at each moment what becomes runnable runs.
    /// A spinning thread gets one turn now and one in each ms.</summary>
    public void Advance(long ms)
    {
        RunThreads();
        ulong end = Jiffies.Value + (ulong)ms;
        while (Jiffies.Value != end)
        {
            MoveTo(threads.Exists(t => t.State == ThreadState.Spinning) ? Jiffies.Value + 1 : NextMoment(end));
            RunThreads();
        }
    }

    /// <summary><paramref name="ms"/> ms pass; timers fire and sleeps end, but no thread runs.</summary>
    public void Lag(long ms)
    {
        StarvesThreads = true;
        ulong end = Jiffies.Value + (ulong)ms;
        while (Jiffies.Value != end) MoveTo(NextMoment(end));
        ReportTime();
        StarvesThreads = false;
    }

    /// <inheritdoc/>
    public override Point RoundEnds(KernelThread thread)
    {
        if (++thread.Rounds > MaxRounds)
        {
            Emit(EventKind.RxSpins, thread.Queue);
            throw new LivelockException(thread.Name, MaxRounds);
        }
        bool idle = Changes == thread.RoundStart;
        if (idle && (thread.State != ThreadState.Spinning || thread.Notified > 0))
        {
            thread.State = ThreadState.Spinning;
            Emit(EventKind.RxSpins, thread.Queue, value: thread.Notified);
        }
        thread.RoundStart = Changes;
        thread.Notified = 0;
        return idle ? new(this, "goes round again", null) : default;
    }

    internal override bool TryPass(string what, Guard? guard)
    {
        if (current is not null || guard is null) return false;
        // The environment waits for a thread: let the threads run until it may go on.
        foreach (var thread in threads)
        {
            if (guard.IsOpen) break;
            RunThread(thread);
        }
        return guard.IsOpen ? true : throw new InvalidOperationException($"Deadlock: a context outside the Rx threads {what}.");
    }

    internal override void Suspend(Action continuation, string what, Guard? guard) => current!.Continuation = continuation;

    private ulong NextMoment(ulong end)
    {
        ulong now = Jiffies.Value, soonest = end - now;
        foreach (var timer in timers)
            if (timer.FiresAt is { } at) soonest = Math.Min(soonest, at - now);
        foreach (var thread in threads)
            if (thread.Deadline is { } at) soonest = Math.Min(soonest, at - now);
        return now + soonest;
    }

    private void MoveTo(ulong moment)
    {
        Jiffies.Value = moment;
        foreach (var timer in timers)
        {
            if (timer.FiresAt != moment) continue;
            timer.Set(null);
            Run(timer.Function());
        }
        foreach (var thread in threads)
            if (thread.Deadline == moment) MakeRunnable(thread);
    }

    /// <summary>Passes over the queues in ascending order until no thread is runnable.</summary>
    private void RunThreads()
    {
        foreach (var thread in threads) thread.TurnDue = thread.State == ThreadState.Spinning;
        for (bool ran = true; ran;)
        {
            ran = false;
            foreach (var thread in threads)
            {
                if (thread.State != ThreadState.Runnable && !thread.TurnDue) continue;
                thread.TurnDue = false;
                RunThread(thread);
                ran = true;
            }
        }
    }
}
