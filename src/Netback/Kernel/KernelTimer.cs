namespace Netback;

/// <summary>A one-shot timer. When its time comes the clock calls its function.</summary>
/// <param name="kernel">The machine that the timer is part of.</param>
/// <param name="queue">Number of the queue it belongs to: timers of one moment fire in this order.</param>
public sealed class KernelTimer(Kernel kernel, int queue)
{
    /// <summary>What is called, in interrupt context.</summary>
    public required Func<ValueTask> Function { get; init; }

    public int Queue => queue;

    /// <summary>Jiffies at which it fires, or null while it is not armed.</summary>
    public ulong? FiresAt { get; private set; }

    /// <summary>Arms it, or arms it anew, for now + <paramref name="delayMs"/>, but not before the next tick.</summary>
    public Point<ArmEffect, bool> Arm(long delayMs, string what) => new(kernel.Point(what), new(this, delayMs));

    public Point<ArmEffect, bool> Cancel(string what) => new(kernel.Point(what), new(this, null));

    internal void Set(ulong? at)
    {
        if (FiresAt == at) return;
        FiresAt = at;
        kernel.Emit(EventKind.TimerSet, queue, value: at is { } t ? kernel.MsOf(t) : -1);
    }

    public readonly struct ArmEffect(KernelTimer timer, long? delayMs) : IEffect<bool>
    {
        public bool Take()
        {
            timer.Set(delayMs is { } ms ? timer.Kernel.Jiffies.Value + (ulong)Math.Max(ms, 1) : null);
            return true;
        }
    }

    private Kernel Kernel => kernel;
}
