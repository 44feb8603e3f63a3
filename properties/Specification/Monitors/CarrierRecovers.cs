using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// Once every queue that counts as stalled offers the slots that end its stall (<see cref="Revisions.Revision.SlotsThatEndStall"/>: by the design, those that it lacked,
/// or more), a carrier that is off since connecting or because of a stall comes on within the drain timeout and one tick, or what timers are late.
/// </summary>
public sealed class CarrierRecovers : Monitor
{
    private readonly long limit;
    private readonly bool byNeed;
    private readonly Cell<Jiffies?> since;
    private readonly Cell<int>[] needed, lacked;

    public CarrierRecovers(MonitorContext context) : base(context)
    {
        limit = context.DrainMs + context.DrainSlackMs;
        since = context.Remember<Jiffies?>("carrier could be on since", null);
        needed = context.RememberEach("slots that end the stall", context.SlotsThatEndStall(1));
        lacked = context.RememberEach("slots lacked since the thread slept", 1);
        byNeed = context.StallAfterMs is not null && context.SlotsThatEndStall(2) > context.SlotsThatEndStall(1);
    }

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.SlotsPosted, EventKind.SlotsConsumed, EventKind.PacketAccepted, EventKind.PacketDequeued, EventKind.HeadroomUsed, EventKind.RxSlept, EventKind.StallMarked,
        EventKind.CarrierOff, EventKind.CarrierOn, EventKind.TimePassed, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        NoteNeeds(e, vif);
        if (e.Kind == EventKind.Connecting) since.Value = null;
        bool waits = !vif.Carrier && !vif.Disabled && !vif.Disconnecting && vif.LastDown.Cause is Cause.Connect or Cause.Stall;
        bool denied = false;
        foreach (var queue in vif.Queues)
        {
            waits &= queue.Free >= needed[queue.Id].Value;
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
            Violate(e, $"every stalled queue has offered the slots that end its stall ({Most}) or more for {took:N0} ms, and the carrier is still off");
    }

    /// <summary>What a queue lacks that is found stalled is what it lacked when its thread looked: slots may have come since, or a packet that needs fewer. So the
    /// most that it has lacked since the thread last slept counts; it is remembered only where the design goes by it.</summary>
    private void NoteNeeds(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.TimePassed: return;
            case EventKind.Connecting:
                foreach (var each in needed) each.Value = Context.SlotsThatEndStall(1);
                foreach (var each in lacked) each.Value = 1;
                return;
            case EventKind.CarrierOn:
                foreach (var each in needed) each.Value = 0;
                return;
            case EventKind.StallMarked when e.Value == 0:
                needed[e.Queue].Value = 0;
                return;
            case EventKind.StallMarked or EventKind.CarrierOff:
                needed[e.Queue].Value = Context.SlotsThatEndStall(lacked[e.Queue].Value);
                return;
            default:
                int before = e.Kind == EventKind.RxSlept ? 1 : lacked[e.Queue].Value;
                if (byNeed) lacked[e.Queue].Value = Math.Max(before, vif[e.Queue].BlockedNeed);
                return;
        }
    }

    private string Most => Count(needed.Max(each => each.Value), "slot");
}
