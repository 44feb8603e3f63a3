using Netback.Properties.Observation;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A guest that posts nothing takes the carrier down at most once.</summary>
public sealed class NoFlapping(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool> down = context.Remember("went off since the last post", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsPosted, EventKind.CarrierOff);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.SlotsPosted)
        {
            if (e.Other > 0) down.Value = false;
            return;
        }
        if (e.Cause != Cause.Stall) return;
        if (down.Value) Violate(e, $"the carrier went off for a second time, at {e.TimeMs:N0} ms; nothing was posted in between");
        down.Value = true;
    }
}
