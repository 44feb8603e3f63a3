namespace Netback;

/// <summary>
/// The guest's way to interrupt the host for one queue. An event while the interrupt is disabled or masked, or while its handler runs, is
/// kept once. It is acknowledged when its handler begins; with late EOI the channel is masked from then until the driver says so.
/// </summary>
public sealed class EventChannel : Guard
{
    private readonly Cell<bool> bound, enabled, masked, pending, busy;
    private readonly IdleGuard idle;
    private readonly bool lateEoi;
    private readonly string disables, waits;

    /// <param name="machine">The machine that the channel is part of.</param>
    /// <param name="queue">Number of the queue.</param>
    /// <param name="lateEoi">Whether the next event waits until the driver acknowledges this one.</param>
    /// <param name="handler">The interrupt handler of the driver.</param>
    public EventChannel(Machine machine, int queue, bool lateEoi, Func<Coroutine> handler) : base(machine)
    {
        (Queue, this.lateEoi, Handler) = (queue, lateEoi, handler);
        bound = new(machine, "channel bound", true, queue);
        enabled = new(machine, "interrupt enabled", true, queue);
        masked = new(machine, "channel masked", false, queue);
        pending = new(machine, "event pending", false, queue);
        busy = new(machine, "handler runs", false, queue);
        idle = new(this);
        (disables, waits) = ($"disables irq{queue}", $"waits for the end of irq{queue}");
        machine.Add(this);
    }

    /// <summary>The interrupt handler of the driver.</summary>
    public Func<Coroutine> Handler { get; }

    /// <summary>Number of the queue.</summary>
    public int Queue { get; }

    /// <summary>Whether the driver has the channel: without it no event can be sent or taken.</summary>
    public bool IsBound => bound.Peek;

    /// <summary>Whether an event has been delivered and not yet acknowledged (late EOI).</summary>
    public bool IsMasked => masked.Peek;

    /// <summary>Whether the driver takes interrupts.</summary>
    public bool IsEnabled => enabled.Peek;

    /// <summary>Whether an event has come and its handler has not begun.</summary>
    public bool IsPending => pending.Peek;

    /// <summary>Whether the handler may begin.</summary>
    public override bool IsOpen => pending.Peek && enabled.Peek && !masked.Peek;

    public override string Describe => $"an event of queue {Queue}";

    /// <summary>Whether the handler is in the middle of something.</summary>
    internal bool IsBusy { get => busy.Peek; set => busy.Value = value; }

    /// <summary>The guest sends an event.</summary>
    public void Raise()
    {
        Machine.Listener?.Raised(this);
        pending.Value = true;
        Machine.Deliver(this);
    }

    /// <summary>The driver takes no interrupts any more, and waits for a handler that runs.</summary>
    public async Coroutine Disable()
    {
        await Machine.Point(disables);
        enabled.Value = false;
        await Machine.Until(waits, idle);
    }

    /// <summary>The driver gives the channel back. An event that comes from here on is lost.</summary>
    public void Unbind() => bound.Value = false;

    /// <summary>The driver has a channel to the guest: interrupts are on, and no event has come.</summary>
    public void Bind()
    {
        (bound.Value, enabled.Value) = (true, true);
        (masked.Value, pending.Value) = (false, false);
    }

    /// <summary>The driver acknowledges the event (late EOI). One that came meanwhile is delivered.</summary>
    /// <param name="spurious">Whether the driver found that there was no work.</param>
    public async Coroutine EndOfInterrupt(bool spurious)
    {
        await Machine.Point(spurious ? "acknowledges an event without work" : "acknowledges the event");
        Machine.Listener?.Acknowledged(this, spurious);
        masked.Value = false;
        Machine.Deliver(this);
    }

    /// <summary>The upcall: acknowledged, and with late EOI masked until the driver says so.</summary>
    internal void Begin()
    {
        pending.Value = false;
        masked.Value = lateEoi;
        Machine.Listener?.Delivered(this);
    }

    private sealed class IdleGuard(EventChannel channel) : Guard(channel.Machine)
    {
        public override bool IsOpen => !channel.busy.Peek;
        public override string Describe => "the end of the interrupt handler";
    }
}
