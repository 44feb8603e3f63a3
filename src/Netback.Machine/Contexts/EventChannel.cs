namespace Netback;

/// <summary>
/// The guest's way to interrupt the host for one queue. An event while the interrupt is disabled or masked, or while its handler runs, is
/// kept once. It is acknowledged when its handler begins; with late EOI the channel is masked from then until the driver says so.
/// </summary>
/// <remarks>
/// Where it backs off, an acknowledgement that says that there was no work unmasks the channel later: the second of them in a row a jiffy later, the next
/// 2, 4 and so on, up to a second. One that says that there was work starts that anew.
/// </remarks>
public sealed class EventChannel : Guard
{
    /// <summary>Spurious events in a row that change nothing.</summary>
    private const int Tolerated = 1;

    private readonly Cell<bool> bound, enabled, masked, pending, busy;
    private readonly IdleGuard idle;
    private readonly Cell<int> spuriousInARow;
    private readonly Cell<Deadline> unmasksAt;
    private readonly bool lateEoi, backsOff;
    private readonly string disables, waits;

    /// <param name="machine">The machine that the channel is part of.</param>
    /// <param name="queue">Number of the queue.</param>
    /// <param name="lateEoi">Whether the next event waits until the driver acknowledges this one.</param>
    /// <param name="handler">The interrupt handler of the driver.</param>
    /// <param name="backsOff">Whether events without work slow down those after them; only with late EOI.</param>
    public EventChannel(Machine machine, int queue, bool lateEoi, Func<Coroutine> handler, bool backsOff = false) : base(machine)
    {
        (Queue, this.lateEoi, Handler, this.backsOff) = (queue, lateEoi, handler, lateEoi && backsOff);
        bound = new(machine, "channel bound", true, queue);
        spuriousInARow = new(machine, "spurious events in a row", 0, queue);
        unmasksAt = new(machine, "time of the unmasking", Deadline.Never, queue);
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

    /// <summary>When the channel is unmasked that was acknowledged for an event without work, if that is to be later.</summary>
    internal Deadline UnmasksAt => unmasksAt.Peek;

    /// <summary>The guest sends an event.</summary>
    /// <param name="asked">Whether the driver has asked for it, or there is something else to be done.</param>
    public void Raise(bool asked = true)
    {
        Machine.Listener?.Raised(this, asked);
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

    /// <summary>The driver gives the channel back: no handler begins any more, and one that runs is waited for (<c>free_irq</c>), unless interrupts are off already. An event that comes
    /// from here on is lost.</summary>
    public async Coroutine Unbind()
    {
        if (enabled.Value) await Disable();
        bound.Value = false;
    }

    /// <summary>The driver has no channel to the guest yet.</summary>
    public void Lack() => (bound.Value, enabled.Value) = (false, false);

    /// <summary>The driver has a channel to the guest: interrupts are on, no event has come, and what was counted and delayed for the one before it is gone with that (Linux frees
    /// the record of a channel that is given back, <c>xen_free_irq</c>).</summary>
    public void Bind()
    {
        (bound.Value, enabled.Value) = (true, true);
        (masked.Value, pending.Value) = (false, false);
        (spuriousInARow.Value, unmasksAt.Value) = (0, Deadline.Never);
    }

    /// <summary>The driver acknowledges the event (late EOI). One that came meanwhile is delivered.</summary>
    /// <param name="spurious">Whether the driver found that there was no work.</param>
    public async Coroutine EndOfInterrupt(bool spurious)
    {
        await Machine.Point(spurious ? "acknowledges an event without work" : "acknowledges the event");
        Machine.Listener?.Acknowledged(this, spurious);
        if (backsOff && BackOffMs(spurious) is > 0 and var ms) unmasksAt.Value = Machine.EndOfTimer(ms);
        else Unmask();
    }

    /// <summary>The next event is delivered, or one that came meanwhile at once.</summary>
    internal void Unmask()
    {
        if (unmasksAt.Peek.IsSet) unmasksAt.Value = Deadline.Never;
        masked.Value = false;
        Machine.Deliver(this);
    }

    /// <summary>Counts, and says how long the channel stays masked.</summary>
    private long BackOffMs(bool spurious)
    {
        if (!spurious)
        {
            spuriousInARow.Value = 0;
            return 0;
        }
        int jiffy = Machine.Wheel?.JiffyMs ?? 1, hz = 1000 / jiffy;
        if (1 << spuriousInARow.Value < 4 * hz) spuriousInARow.Value++;
        int beyond = spuriousInARow.Value - Tolerated;
        return beyond <= 0 ? 0 : (long)Math.Min(1 << (beyond - 1), hz) * jiffy;
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
