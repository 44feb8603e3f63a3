namespace Netback;

public enum ThreadState { Runnable, Sleeping, Stopped, Spinning }

/// <summary>A kernel thread: here always the guest-Rx thread of one queue.</summary>
public sealed class KernelThread : Guard
{
    internal Func<ValueTask>? Body;
    internal Task? Ending;
    internal Action? Continuation;
    internal long RoundStart;
    internal long Notified;
    internal bool TurnDue;
    internal int Rounds;

    internal KernelThread(Kernel kernel, int queue)
    {
        Queue = queue;
        Name = $"rx{queue}";
        ShouldStop = new(kernel, "should_stop", false);
    }

    public int Queue { get; }
    public string Name { get; }
    public Shared<bool> ShouldStop { get; }
    public ThreadState State { get; internal set; } = ThreadState.Runnable;

    /// <summary>Jiffies at which a timed sleep ends, or null.</summary>
    public ulong? Deadline { get; internal set; }

    /// <summary>Open once the thread has ended.</summary>
    public override bool IsOpen => State == ThreadState.Stopped;
}
