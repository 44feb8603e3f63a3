using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>NoLostWakeup</c> where an interrupt can ask for an event by a head that has gone meanwhile: it has looked at the slots that are there,
/// and has asked for the next one. So if a thread sleeps on a packet that has its slots, at least an event is asked for at the next one.
/// </summary>
internal sealed class SleepsUnasked(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] asked = context.RememberEach("an event is asked for at the next slot", true);

    public override EventKinds Watches => EventKinds.Of(EventKind.ReqEventArmed, EventKind.SlotsPosted, EventKind.Connecting, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ReqEventArmed:
                asked[e.Queue].Value = e.Value == vif[e.Queue].ReqProd + 1;
                break;
            case EventKind.SlotsPosted:
                if (e.Other > 0) asked[e.Queue].Value = false;
                break;
            case EventKind.Connecting:
                if (e.Other == 0)
                    foreach (var each in asked) each.Value = true;
                break;
            default:
                foreach (var queue in vif.Queues)
                    if (queue.Thread == ThreadState.Sleeping && queue.Head is { } head && queue.Free >= head.Need && !asked[queue.Id].Value)
                        Violate(e, $"rx{queue.Id} sleeps with packet #{head.Packet.Id} waiting and {Count(queue.Free, "slot")} free, and no event is asked for");
                break;
        }
    }
}
