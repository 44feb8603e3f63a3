using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// After a stall the carrier comes on only when the slots on offer would fit the packet whose blocking took it down; at
/// connect, unless stall detection is switched off, only when each queue has at least one slot on offer.
/// </summary>
public sealed class NoPrematureCarrierOn(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private int needed = 1;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOff, EventKind.CarrierOn);

    public override void On(in Event e, Picture picture)
    {
        var (cause, by) = picture.LastDown;
        if (e.Kind == EventKind.CarrierOff)
        {
            var queue = picture[e.Queue];
            needed = queue.Head is { } head ? head.Need : Math.Max(1, queue.BlockedNeed);
        }
        else if (cause == Cause.Stall && picture[by].Free < needed)
        {
            Violate(e, $"the carrier came on with {picture[by].Free} slots on offer in queue {by}; "
                + $"the packet that took it down needs {needed}");
        }
        else if (cause == Cause.Connect && Parameters.StallTimeoutMs > 0)
        {
            foreach (var queue in picture.Queues)
                if (queue.Free < 1) Violate(e, "the carrier came on before the guest had posted anything");
        }
    }
}
