using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>EoiMatchesEvent</c> where handler and thread can acknowledge each other's event: each event is acknowledged by somebody. At rest none is
/// missing where the thread sleeps, or no other event would ever come.
/// </summary>
internal sealed class EventsAcknowledged(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] unanswered = context.RememberEach("an event is not acknowledged", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.EventDelivered, EventKind.EventAcknowledged, EventKind.Connecting, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.EventDelivered:
                unanswered[e.Queue].Value = true;
                break;
            case EventKind.EventAcknowledged:
                unanswered[e.Queue].Value = false;
                break;
            case EventKind.Connecting:
                foreach (var each in unanswered) each.Value = false;
                break;
            default:
                foreach (var queue in vif.Queues)
                    if (unanswered[queue.Id].Value && queue.Thread == ThreadState.Sleeping) Violate(e, $"an event of queue {queue.Id} is not acknowledged, and rx{queue.Id} sleeps");
                break;
        }
    }
}
