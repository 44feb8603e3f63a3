using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>CarrierRecovers</c> where the test for ready asks for no event: a thread that looks sees that its queue is ready. It does not fall asleep as
/// stalled with slots enough, and an event of the guest makes it look.
/// </summary>
/// <param name="context">What it is about.</param>
/// <param name="enough">Slots that make a stalled queue ready.</param>
internal sealed class RecoversWhenItLooks(MonitorContext context, int enough) : Monitor(context)
{
    private readonly Cell<bool>[] heard = context.RememberEach("an event has come", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.RxSlept, EventKind.EventDelivered, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.EventDelivered:
                if (IsReady(vif[e.Queue], vif)) heard[e.Queue].Value = true;
                break;
            case EventKind.RxSlept:
                if (IsReady(vif[e.Queue], vif)) Violate(e, $"rx{e.Queue} falls asleep as stalled, with {Count(vif[e.Queue].Free, "slot")} on offer");
                heard[e.Queue].Value = false;
                break;
            default:
                foreach (var queue in vif.Queues)
                {
                    if (heard[queue.Id].Value && queue.Thread == ThreadState.Sleeping && IsReady(queue, vif))
                        Violate(e, $"rx{queue.Id} sleeps as stalled, with {Count(queue.Free, "slot")} on offer that an event has announced");
                    if (heard[queue.Id].Value) heard[queue.Id].Value = false;
                }
                break;
        }
    }

    private bool IsReady(ObservedQueue queue, ObservedVif vif) =>
        queue.Stalled == true && queue.Free >= enough && Parameters.StallTimeoutMs > 0 && !vif.Disabled && !vif.Disconnecting;
}
