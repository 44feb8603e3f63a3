namespace Netback;

/// <summary>A one-shot timer. When its time comes the clock calls its function.</summary>
public sealed class KernelTimer : Part
{
    private readonly Cell<Deadline> firesAt;

    internal KernelTimer(Machine machine, int queue, Func<Coroutine> function) : base(machine)
    {
        (Queue, Function) = (queue, function);
        firesAt = new(machine, "time of the timer", Deadline.Never, queue);
    }

    /// <summary>What is called, in interrupt context.</summary>
    public Func<Coroutine> Function { get; }

    /// <summary>Number of the queue it belongs to: timers of one moment fire in this order.</summary>
    public int Queue { get; }

    /// <summary>When it fires.</summary>
    public Deadline FiresAt => firesAt.Peek;

    /// <summary>Arms it, or arms it anew, for <paramref name="delayMs"/> ms from now, but not before the next tick, and as late as timers are (<see cref="Machine.Wheel"/>).</summary>
    public Point<ArmEffect, bool> Arm(long delayMs, string what) => new(Machine.Point(what), new(this, delayMs));

    public Point<ArmEffect, bool> Cancel(string what) => new(Machine.Point(what), new(this, -1));

    internal void Set(Deadline at)
    {
        if (firesAt.Value == at) return;
        firesAt.Value = at;
        Machine.Listener?.TimerSet(this);
    }

    public readonly struct ArmEffect(KernelTimer timer, long delayMs) : IEffect<bool>
    {
        public Access Access => default;

        public bool Take()
        {
            timer.Set(delayMs < 0 ? Deadline.Never : timer.Machine.EndOfTimer(delayMs));
            return true;
        }
    }
}
