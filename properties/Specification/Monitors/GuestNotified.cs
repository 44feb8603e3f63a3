using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A guest that asked for an event at a response that is there has got it when all is at rest, or has taken the response and asked anew.</summary>
public sealed class GuestNotified(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] owed = context.RememberEach("an event is owed", false);

    public override EventKinds Watches => EventKinds.Of(
        EventKind.ResponsesPushed, EventKind.GuestNotified, EventKind.RspEventSet, EventKind.AtRest, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ResponsesPushed:
                if (e.Cause == Cause.EventAsked) owed[e.Queue].Value = true;
                break;
            case EventKind.AtRest:
                foreach (var queue in vif.Queues)
                    if (owed[queue.Id].Value && queue.Thread is ThreadState.Sleeping or ThreadState.Stopped)
                        Violate(e, $"a response of queue {queue.Id} is there, the guest asked for an event at it and got none");
                break;
            case EventKind.Connecting:
                foreach (var each in owed) each.Value = false;
                break;
            default:
                owed[e.Queue].Value = false;
                break;
        }
    }
}
