namespace Netback;

public enum ThreadState : byte { Runnable, Sleeping, Stopped, Spinning }

/// <summary>A kernel thread: here always the guest-Rx thread of one queue.</summary>
public sealed class KernelThread : Guard
{
    /// <summary>The point at which a thread stands that is about to go through its loop again without having worked.</summary>
    public const string LoopsAgain = "loops again";

    private readonly Cell<ThreadState> state;
    private readonly Cell<Deadline> deadline;

    internal KernelThread(Machine machine, int queue) : base(machine)
    {
        Queue = queue;
        Name = $"rx{queue}";
        ShouldStop = new(machine, "should_stop", false, queue);
        state = new(machine, "state of the thread", ThreadState.Runnable, queue);
        deadline = new(machine, "deadline of the thread", Netback.Deadline.Never, queue);
        RoundsSinceChange = new(machine, "rounds since a change", 0, queue);
    }

    public int Queue { get; }
    public string Name { get; }

    /// <summary>Whether somebody wants it to end.</summary>
    public Shared<bool> ShouldStop { get; }

    public ThreadState State { get => state.Peek; internal set => state.Value = value; }

    /// <summary>When a timed sleep ends.</summary>
    public Deadline Deadline { get => deadline.Peek; internal set => deadline.Value = value; }

    /// <summary>Open once the thread has ended.</summary>
    public override bool IsOpen => State == ThreadState.Stopped;

    public override string Describe => $"being {Name}";

    /// <summary>Another thread takes its place: it is ready to run, and nobody wants it to end.</summary>
    public void Renew()
    {
        State = ThreadState.Runnable;
        Deadline = Netback.Deadline.Never;
        ShouldStop.Renew(false);
        RoundsSinceChange.Value = 0;
    }

    /// <summary>How often it has gone round its loop since anything has changed, 2 for more; where contexts interleave.</summary>
    internal Cell<int> RoundsSinceChange { get; }

    /// <summary>What it is in the middle of, where one context runs at a time.</summary>
    internal StraightThread? Straight { get; set; }
}
