using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>The guest gets no event that it has not asked for, at one of the responses that were published since the last.</summary>
public sealed class NoNeedlessEvent(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] due = context.RememberEach("an event is due", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.ResponsesPushed, EventKind.GuestNotified, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ResponsesPushed:
                if (e.Cause == Cause.EventAsked) due[e.Queue].Value = true;
                break;
            case EventKind.Connecting:
                foreach (var each in due) each.Value = false;
                break;
            default:
                if (!due[e.Queue].Value) Violate(e, $"the guest gets an event of queue {e.Queue} and has not asked for one");
                due[e.Queue].Value = false;
                break;
        }
    }
}
