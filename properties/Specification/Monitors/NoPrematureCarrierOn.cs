using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// After a stall the carrier comes on only when the slots on offer would fit the packet whose blocking took it down, or are the whole ring; at
/// connect, unless stall detection is switched off, only when each queue has at least one slot on offer. A queue that has had its slots when it
/// stopped being stalled may have used them by the time that the others have theirs.
/// </summary>
/// <remarks>Where contexts interleave a larger packet may have come to the head since the thread looked: what took the carrier down is then the least that the queue
/// has lacked since the thread last slept.</remarks>
public sealed class NoPrematureCarrierOn(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int> needed = context.Remember("slots that the packet needs which took the carrier down", 1);
    private readonly Cell<bool> recovered = context.Remember("that queue has had its slots and is no longer stalled", false);
    private readonly Cell<int>[] least = context.RememberEach("least slots lacked since the thread slept", 0);

    public override bool IsTimed => true;

    public override EventKinds Watches => !Context.Machine.Interleaves ? EventKinds.Of(EventKind.CarrierOff, EventKind.CarrierOn, EventKind.StallMarked) : EventKinds.Of(
        EventKind.CarrierOff, EventKind.CarrierOn, EventKind.StallMarked, EventKind.PacketAccepted, EventKind.PacketDequeued, EventKind.SlotsConsumed, EventKind.HeadroomUsed, EventKind.RxSlept);

    public override void On(in Event e, ObservedVif vif)
    {
        var (cause, by) = vif.LastDown;
        var queue = vif[e.Queue];
        if (e.Kind == EventKind.StallMarked)
        {
            if (e.Queue == by && Parameters.Queues > 1) recovered.Value = e.Value == 0 && cause == Cause.Stall && queue.Free >= needed.Value;
        }
        else if (e.Kind == EventKind.CarrierOff)
        {
            recovered.Value = false;
            needed.Value = Context.Machine.Interleaves ? Math.Max(1, least[e.Queue].Value) : queue.Head is { } head ? Math.Min(head.Need, Parameters.RingSize) : Math.Max(1, queue.BlockedNeed);
        }
        else if (e.Kind != EventKind.CarrierOn)
        {
            int before = e.Kind == EventKind.RxSlept ? 0 : least[e.Queue].Value, lacks = queue.BlockedNeed;
            least[e.Queue].Value = before == 0 || lacks == 0 ? Math.Max(before, lacks) : Math.Min(before, lacks);
        }
        else if (cause == Cause.Stall && !recovered.Value && vif[by].Free < needed.Value)
        {
            Violate(e, $"the carrier came on with {Count(vif[by].Free, "slot")} on offer in queue {by}; "
                + $"the packet that took it down needs {needed.Value}");
        }
        else if (cause == Cause.Connect && Parameters.StallTimeoutMs > 0)
        {
            foreach (var each in vif.Queues)
                if (each.Free < 1) Violate(e, "the carrier came on before the guest had posted anything");
        }
    }
}
