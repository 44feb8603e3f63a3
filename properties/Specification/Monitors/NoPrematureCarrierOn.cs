using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// After a stall the carrier comes on only when the slots on offer would fit the packet whose blocking took it down, or are the whole ring; at
/// connect, unless stall detection is switched off, only when each queue has at least one slot on offer.
/// </summary>
public sealed class NoPrematureCarrierOn(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int> needed = context.Remember("slots that the packet needs which took the carrier down", 1);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOff, EventKind.CarrierOn);

    public override void On(in Event e, ObservedVif vif)
    {
        var (cause, by) = vif.LastDown;
        if (e.Kind == EventKind.CarrierOff)
        {
            var queue = vif[e.Queue];
            needed.Value = queue.Head is { } head && !Context.Machine.Interleaves ? Math.Min(head.Need, Parameters.RingSize) : Math.Max(1, queue.BlockedNeed);
        }
        else if (cause == Cause.Stall && vif[by].Free < needed.Value)
        {
            Violate(e, $"the carrier came on with {Count(vif[by].Free, "slot")} on offer in queue {by}; "
                + $"the packet that took it down needs {needed.Value}");
        }
        else if (cause == Cause.Connect && Parameters.StallTimeoutMs > 0)
        {
            foreach (var queue in vif.Queues)
                if (queue.Free < 1) Violate(e, "the carrier came on before the guest had posted anything");
        }
    }
}
