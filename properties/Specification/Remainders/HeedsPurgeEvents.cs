using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>CarrierRecovers</c> where an event of the guest may come too early to request a purge: one that comes when its queue has taken the carrier down, or does
/// request a purge, with the carrier off, nothing queued and a slot on offer, is not lost. At rest the carrier is on, unless a packet has come meanwhile, which may need more slots,
/// or the slot has been used.
/// </summary>
internal sealed class HeedsPurgeEvents(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] asked = context.RememberEach("a purge is, or has to be, asked for, and a slot is there", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.EventDelivered, EventKind.PurgeAsked, EventKind.SlotsConsumed, EventKind.PacketAccepted, EventKind.CarrierOn, EventKind.Connecting, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.PurgeAsked:
                asked[e.Queue].Value = !vif.Carrier && vif[e.Queue] is { Free: >= 1, Packets: 0 };
                break;
            case EventKind.EventDelivered:
                asked[e.Queue].Value |= vif is { Carrier: false, LastDown: { Cause: Cause.Stall, Queue: var down } } && down == e.Queue && vif[e.Queue] is { Free: >= 1, Packets: 0 };
                break;
            case EventKind.SlotsConsumed or EventKind.PacketAccepted:
                asked[e.Queue].Value = false;
                break;
            case EventKind.AtRest when vif is { Carrier: false, Disabled: false, Disconnecting: false }:
                foreach (var queue in vif.Queues)
                    if (asked[queue.Id].Value && queue.Thread == ThreadState.Sleeping)
                        Violate(e, $"a purge was requested, or an event came, with {Count(queue.Free, "slot")} of queue {queue.Id} on offer, rx{queue.Id} sleeps, and the carrier is still off");
                break;
            case EventKind.AtRest:
                break;
            default:
                foreach (var each in asked) each.Value = false;
                break;
        }
    }
}
