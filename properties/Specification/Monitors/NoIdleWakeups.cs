using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A timeout that wakes the Rx thread for nothing does so once: the thread does not sleep, wake by a timeout and sleep again a second time while nothing else happens. Once
/// it may: what it would have waited for can have come before its time. <c>NoSpin</c> is about a thread that does not sleep at all: rounds between which it sleeps are
/// none of its idle ones.
/// </summary>
public sealed class NoIdleWakeups(MonitorContext context) : Monitor(context)
{
    private readonly Cell<Deadline>[] until = context.RememberEach("sleeps until", Deadline.Never);
    private readonly Cell<bool>[] timedOut = context.RememberEach("a timeout woke the thread, and nothing has happened since", false);
    private readonly Cell<bool>[] wasIdle = context.RememberEach("a timeout woke the thread for nothing", false);

    public override bool IsTimed => true;

    /// <summary>What wakes the thread, and what is work or a reason for it.</summary>
    public override EventKinds Watches => EventKinds.Of(
        EventKind.RxSlept, EventKind.RxWoken, EventKind.PacketAccepted, EventKind.PacketDequeued, EventKind.SlotsPosted, EventKind.ReqProdForged, EventKind.EventDelivered,
        EventKind.EventAcknowledged, EventKind.StallMarked, EventKind.TxWoken, EventKind.HeadroomWanted, EventKind.Disabled, EventKind.Disconnecting, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        int q = e.Queue;
        switch (e.Kind)
        {
            case EventKind.RxWoken:
                timedOut[q].Value = until[q].Value is { IsSet: true } deadline && deadline.LeftAt(vif.Now) <= 0;
                until[q].Value = Deadline.Never;
                break;
            case EventKind.RxSlept:
                if (timedOut[q].Value && wasIdle[q].Value)
                    Violate(e, $"the timeout of rx{q} has woken it for nothing, for the second time since something happened");
                wasIdle[q].Value |= timedOut[q].Value;
                timedOut[q].Value = false;
                until[q].Value = vif[q].Deadline;
                break;
            case EventKind.HeadroomWanted or EventKind.Disabled or EventKind.Disconnecting or EventKind.Connecting:
                foreach (var queue in vif.AllQueues) Happens(queue.Id);
                break;
            default:
                Happens(q);
                break;
        }
    }

    private void Happens(int queue)
    {
        timedOut[queue].Value = false;
        wasIdle[queue].Value = false;
    }
}
