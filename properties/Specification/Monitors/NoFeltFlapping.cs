using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A guest that posts nothing makes the host see its link go down at most once. A carrier that comes back before the host has looked has not gone down.</summary>
/// <remarks>The host looks some time after the carrier has gone off: what the guest posts in between counts as posted after that.</remarks>
public sealed class NoFeltFlapping(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool> down = context.Remember("was seen down since the last post", false);
    private readonly Cell<bool> posted = context.Remember("posted since the carrier went off", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsPosted, EventKind.CarrierOff, EventKind.LinkDown);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.SlotsPosted when e.Other > 0:
                (down.Value, posted.Value) = (false, true);
                break;
            case EventKind.CarrierOff:
                posted.Value = false;
                break;
            case EventKind.LinkDown when vif.LastDown.Cause == Cause.Stall:
                if (down.Value) Violate(e, $"the host saw the link go down for a second time, at {e.TimeMs:N0} ms; nothing was posted in between");
                down.Value = !posted.Value;
                break;
            default: break;
        }
    }
}
