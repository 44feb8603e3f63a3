using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The guest gets no event that it has not asked for, at one of the responses that were published since the last. Nor is it asked for events that nobody needs: while a queue is
/// empty, its guest owes it no slots, and it does not count as stalled, req_event is set at most once after a packet has left.
/// </summary>
/// <remarks>Once, as up to <c>fewer-slots</c> the thread looks at the slots again after the last packet of a batch, before it sees that there is none. The slots that a stall or its end
/// is about may be waited for without a packet.</remarks>
public sealed class NoNeedlessEvent(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] due = context.RememberEach("an event is due", false);
    private readonly Cell<bool>[] hasLooked = context.RememberEach("req_event has been set since a packet left", true);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.ResponsesPushed, EventKind.GuestNotified, EventKind.ReqEventArmed, EventKind.PacketDequeued, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ResponsesPushed:
                if (e.Cause == Cause.EventAsked) due[e.Queue].Value = true;
                break;
            case EventKind.PacketDequeued:
                hasLooked[e.Queue].Value = false;
                break;
            case EventKind.ReqEventArmed:
                if (vif[e.Queue] is not { Packets: 0, BlockedSince: null, Stalled: not true }) break;
                if (hasLooked[e.Queue].Value) Violate(e, $"rx{e.Queue} asks for an event at the next slot, with no packet waiting and no stall to end");
                hasLooked[e.Queue].Value = true;
                break;
            case EventKind.Connecting:
                foreach (var each in due) each.Value = false;
                foreach (var each in hasLooked) each.Value = true;
                break;
            default:
                if (!due[e.Queue].Value) Violate(e, $"the guest gets an event of queue {e.Queue} and has not asked for one");
                due[e.Queue].Value = false;
                break;
        }
    }
}
