using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A guest that posts nothing takes the carrier down at most once.</summary>
public sealed class NoFlapping(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool> down = context.Remember("went off since the last post", false);

    /// <summary>Since a queue was marked as stalled: what is posted between that and the carrier going off counts as posted after it.</summary>
    private readonly Cell<bool> posted = context.Remember("posted since the mark", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsPosted, EventKind.StallMarked, EventKind.CarrierOff);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.SlotsPosted)
        {
            if (e.Other > 0) (down.Value, posted.Value) = (false, Revision is StallDetection);
            return;
        }
        if (e.Kind == EventKind.StallMarked)
        {
            if (e.Value != 0) posted.Value = false;
            return;
        }
        if (e.Cause != Cause.Stall) return;
        if (down.Value) Violate(e, $"the carrier went off for a second time, at {e.TimeMs:N0} ms; nothing was posted in between");
        down.Value = !posted.Value;
    }
}
