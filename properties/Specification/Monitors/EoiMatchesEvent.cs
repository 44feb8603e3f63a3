using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// An acknowledgement unmasks only the event that it belongs to: if another event has been delivered since the Rx thread took on to acknowledge
/// one, that other event stays masked. And no handler meets the mark of an event that nobody has acknowledged. Where one context runs at a time it also says truly
/// whether there was work, and at rest none is missing.
/// </summary>
public sealed class EoiMatchesEvent(MonitorContext context) : Monitor(context)
{
    private readonly bool interleaves = context.Machine.Interleaves;
    private readonly Cell<bool>[] taken = context.RememberEach("an acknowledgement is under way", false);
    private readonly Cell<bool>[] belated = context.RememberEach("another event came meanwhile", false);
    private readonly Cell<bool>[] unanswered = context.RememberEach("an event is not acknowledged", false);
    private readonly Cell<bool>[] txWork = context.RememberEach("the guest has something to send", false);

    public override EventKinds Watches => EventKinds.Of(
        EventKind.EoiTaken, EventKind.EventDelivered, EventKind.EventAcknowledged, EventKind.EoiStillPending,
        EventKind.Connecting, EventKind.TxWorkRaised, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        if (!interleaves) Check(e, vif);
        switch (e.Kind)
        {
            case EventKind.Connecting:
                foreach (var each in taken) each.Value = false;
                foreach (var each in belated) each.Value = false;
                break;
            case EventKind.EoiTaken:
                taken[e.Queue].Value = true;
                break;
            case EventKind.EventDelivered:
                if (taken[e.Queue].Value) belated[e.Queue].Value = true;
                break;
            case EventKind.EoiStillPending:
                Violate(e, $"irq{e.Queue} meets the mark of an event that nobody has acknowledged");
                break;
            case EventKind.EventAcknowledged when e.Value == 0:
                if (belated[e.Queue].Value && e.Other != 0) Violate(e, $"a belated acknowledgement of rx{e.Queue} unmasks a later event");
                taken[e.Queue].Value = false;
                belated[e.Queue].Value = false;
                break;
        }
    }

    /// <summary>Looks before what is remembered of acknowledgements changes.</summary>
    private void Check(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.Connecting:
                foreach (var each in unanswered) each.Value = false;
                break;
            case EventKind.TxWorkRaised:
                txWork[e.Queue].Value = true;
                break;
            case EventKind.EventDelivered:
                unanswered[e.Queue].Value = true;
                break;
            case EventKind.EventAcknowledged:
                if (taken[e.Queue].Value && e.Value == 1) Violate(e, $"rx{e.Queue} acknowledges an event that brought work as one without");
                if (!taken[e.Queue].Value && e.Value == 1 && txWork[e.Queue].Value) Violate(e, $"irq{e.Queue} acknowledges an event that brought guest Tx work as one without");
                if (!taken[e.Queue].Value && e.Value == 0 && !txWork[e.Queue].Value) Violate(e, $"irq{e.Queue} acknowledges an event that brought no work as one with work");
                if (!taken[e.Queue].Value) txWork[e.Queue].Value = false;
                unanswered[e.Queue].Value = false;
                break;
            case EventKind.AtRest:
                foreach (var queue in vif.Queues)
                    if (unanswered[queue.Id].Value && queue.Thread == ThreadState.Sleeping) Violate(e, $"an event of queue {queue.Id} is not acknowledged, and rx{queue.Id} sleeps");
                break;
            default: break;
        }
    }
}
