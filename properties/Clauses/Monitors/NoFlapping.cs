using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A guest that posts nothing takes the carrier down at most once.</summary>
public sealed class NoFlapping(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private int downs;
    private long firstMs;

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsPosted, EventKind.CarrierOff);

    public override void On(in Event e, Picture picture)
    {
        if (e.Kind == EventKind.SlotsPosted)
        {
            if (e.Other > 0) downs = 0;
            return;
        }
        if (e.Cause != Cause.Stall) return;
        if (downs++ == 0) firstMs = e.TimeMs;
        else Violate(e, $"the carrier went off at {firstMs:N0} ms and again at {e.TimeMs:N0} ms; nothing was posted in between");
    }
}
