using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A guest that posts nothing takes the carrier down at most once.</summary>
/// <remarks>
/// The thread looks at the ring, and some steps later it turns the carrier off. What the guest posts in between counts as posted after
/// that: it came too late for the look. Where contexts interleave this is taken to be whatever is posted since the thread has been woken.
/// </remarks>
public sealed class NoFlapping(MonitorContext context) : Monitor(context)
{
    private readonly bool interleaves = context.Machine.Interleaves;
    private readonly Cell<bool> down = context.Remember("went off since the last post", false);
    private readonly Cell<bool>[] tooLate = context.RememberEach("posted since the thread looks", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsPosted, EventKind.StallMarked, EventKind.RxWoken, EventKind.CarrierOff,
        EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.Connecting:
                down.Value = false;
                foreach (var each in tooLate) each.Value = false;
                break;
            case EventKind.SlotsPosted when e.Other > 0:
                down.Value = false;
                if (Revision is StallDetection) tooLate[e.Queue].Value = true;
                break;
            case EventKind.StallMarked when !interleaves && e.Value != 0:
            case EventKind.RxWoken when interleaves:
                tooLate[e.Queue].Value = false;
                break;
            case EventKind.CarrierOff when e.Cause == Cause.Stall:
                if (down.Value) Violate(e, $"the carrier went off for a second time, at {e.TimeMs:N0} ms; nothing was posted in between");
                down.Value = !tooLate[e.Queue].Value;
                break;
            default: break;
        }
    }
}
