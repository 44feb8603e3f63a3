using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// Once every queue offers slots for a packet of the largest size, a carrier that is off since connecting or because of
/// a stall comes on within the drain timeout and one tick, or what timers are late. And it does not wait for an event that nobody is going to send: at rest some
/// thread will wake by itself.
/// </summary>
public sealed class CarrierRecovers(MonitorContext context) : Monitor(context)
{
    private readonly long limit = context.DrainMs + context.DrainSlackMs;
    private readonly Cell<Jiffies?> since = context.Remember<Jiffies?>("carrier could be on since", null);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.SlotsPosted, EventKind.SlotsConsumed, EventKind.CarrierOff, EventKind.CarrierOn, EventKind.TimePassed,
        EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.Connecting) since.Value = null;
        bool waits = !vif.Carrier && !vif.Disabled && !vif.Disconnecting && vif.LastDown.Cause is Cause.Connect or Cause.Stall;
        bool denied = false;
        foreach (var queue in vif.Queues)
        {
            waits &= queue.Free >= Enough(queue);
            denied |= queue.IsDenied(e);
        }
        // Time in which a thread was ready and got no CPU does not count.
        if (denied && since.Value is { } then) since.Value = then + e.Value;
        if (waits && since.Value is null) since.Value = vif.Now;
        if (since.Value is not { } start) return;
        long took = vif.Now - start;
        if (waits || e.Kind == EventKind.CarrierOn) Reach(took - limit);
        if (!waits) since.Value = null;
        else if (took > limit)
            Violate(e, $"every queue has offered {Count(vif.Queues.Max(Enough), "slot")} or more for {took:N0} ms, and the carrier is still off");
    }

    /// <summary>Slots for a packet of the largest size with the headroom in use, or the whole ring.</summary>
    private int Enough(ObservedQueue queue) => Math.Min(
        queue.Headroom == 0 ? Parameters.MaxPacketSlots : Math.Max(Parameters.MaxPacketSlots, Parameters.SlotsOf(Parameters.MaxPacketBytes, Parameters.Gso, queue.Headroom)), Parameters.RingSize);
}
