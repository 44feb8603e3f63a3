using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// All queues share one carrier, and a queue whose guest keeps up loses what it is offered while that is off on account of others. So much must be, as long
/// as one of these owes slots: it was blocked for the stall timeout, or has posted nothing since connecting. No packet may be lost for a false alarm, and none
/// later than a tick after those slots have come.
/// </summary>
/// <remarks>A guest keeps up that offers slots for the largest packet, in a queue that does not count as stalled. Time in which a thread was ready and got
/// no CPU does not count.</remarks>
/// <param name="context">What it is about.</param>
/// <param name="judgesAlarms">Whether a false alarm counts, or only what is lost once the slots are there.</param>
public sealed class Isolation(MonitorContext context, bool judgesAlarms = true) : Monitor(context)
{
    private const int Tick = 1;

    private readonly int enough = Math.Min(context.Parameters.MaxPacketSlots, context.Parameters.RingSize);
    private readonly bool hasOthers = context.Parameters.Queues > 1;
    private readonly Cell<int>[] owed = context.RememberEach("slots that the guest owes", 0);
    private readonly Cell<bool> falseAlarm = context.Remember("the carrier went off for nothing", false);
    private readonly Cell<Jiffies?> since = context.Remember<Jiffies?>("nobody owes slots since", null);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.StallMarked, EventKind.CarrierOff, EventKind.CarrierOn, EventKind.SlotsPosted,
        EventKind.SlotsConsumed, EventKind.TimePassed, EventKind.PacketNoCarrier, EventKind.PacketPurged);

    public override void On(in Event e, ObservedVif vif)
    {
        if (!hasOthers) return;
        if (e.Kind == EventKind.StallMarked)
            owed[e.Queue].Value = e.Value == 0 ? 0 : Math.Max(1, vif[e.Queue].Head?.Need ?? vif[e.Queue].BlockedNeed);
        else if (e.Kind == EventKind.CarrierOff && e.Cause == Cause.Stall)
            falseAlarm.Value = !NoSpuriousCarrierOff.IsJustified(Context.StallAfterMs, vif.LongestBlockedMs);
        bool isCut = !vif.Carrier && !vif.Closed && !vif.Disabled && !vif.Disconnecting;
        Measure(e, vif, isCut);
        if (isCut && e.Kind is EventKind.PacketNoCarrier or EventKind.PacketPurged) Judge(e, vif);
    }

    private void Measure(in Event e, ObservedVif vif, bool isCut)
    {
        bool denied = false, owes = false;
        foreach (var queue in vif.Queues)
        {
            denied |= queue.IsDenied(e);
            owes |= queue.Free < owed[queue.Id].Value;
        }
        if (!isCut || owes) since.Value = null;
        else if (since.Value is null) since.Value = vif.Now;
        else if (denied) since.Value += e.Value;
    }

    private void Judge(in Event e, ObservedVif vif)
    {
        var (queue, (_, by)) = (vif[e.Queue], vif.LastDown);
        if (by == e.Queue && vif.LastDown.Cause == Cause.Stall || queue.Free < enough || queue.Stalled == true) return;
        string lost = $"queue {e.Queue} offers {Count(queue.Free, "slot")} and loses a packet";
        if (judgesAlarms && falseAlarm.Value && vif.LastDown.Cause == Cause.Stall) Violate(e, $"{lost} as queue {by} has taken the carrier down, and was not blocked for the stall timeout");
        if (since.Value is not { } start) return;
        long late = vif.Now - start - Tick;
        Reach(late);
        if (late > 0) Violate(e, $"{lost} {vif.Now - start:N0} ms after the last of the other queues has got the slots that it wanted");
    }
}
