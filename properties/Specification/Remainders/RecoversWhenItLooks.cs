using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>CarrierRecovers</c> where the test for ready asks for no event: a thread that looks sees that its queue is ready. It does not fall asleep as
/// stalled with slots enough, and an event of the guest makes it look. While a packet waits the test for its slots does ask: for an event at the next slot that the guest posts, and not only
/// at the last one that the packet needs, as fewer can make the queue ready.
/// </summary>
/// <param name="context">What it is about.</param>
/// <param name="enough">Slots that make a stalled queue ready.</param>
internal sealed class RecoversWhenItLooks(MonitorContext context, int enough) : Monitor(context)
{
    private readonly Cell<bool>[] heard = context.RememberEach("an event has come", false);
    private readonly NextSlotAsked asked = new(context);

    public override EventKinds Watches => EventKinds.Of([.. NextSlotAsked.Watches, EventKind.RxSlept, EventKind.EventDelivered, EventKind.AtRest]);

    public override void On(in Event e, ObservedVif vif)
    {
        asked.On(e, vif);
        switch (e.Kind)
        {
            case EventKind.EventDelivered:
                if (IsReady(vif[e.Queue], vif)) heard[e.Queue].Value = true;
                break;
            case EventKind.RxSlept:
                if (vif[e.Queue].Packets > 0 && !asked[e.Queue]) Violate(e, $"rx{e.Queue} falls asleep with {Count(vif[e.Queue].Packets, "packet")} waiting, and no event is asked for at the next slot");
                if (IsReady(vif[e.Queue], vif)) Violate(e, $"rx{e.Queue} falls asleep as stalled, with {Count(vif[e.Queue].Free, "slot")} on offer");
                heard[e.Queue].Value = false;
                break;
            case EventKind.AtRest:
                foreach (var queue in vif.Queues)
                {
                    if (heard[queue.Id].Value && queue.Thread == ThreadState.Sleeping && IsReady(queue, vif))
                        Violate(e, $"rx{queue.Id} sleeps as stalled, with {Count(queue.Free, "slot")} on offer that an event has announced");
                    if (heard[queue.Id].Value) heard[queue.Id].Value = false;
                }
                break;
            default:
                break;
        }
    }

    private bool IsReady(ObservedQueue queue, ObservedVif vif) =>
        queue.Stalled == true && queue.Free >= enough && Parameters.StallTimeoutMs > 0 && !vif.Disabled && !vif.Disconnecting;
}
