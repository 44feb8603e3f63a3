using Netback.Properties.Observation;
using Netback.Revisions;

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
    private readonly Cell<bool>[] brought = context.RememberEach("the event may have brought work", false);
    private readonly Cell<bool>[] owed = context.RememberEach("an event may come that was asked for for a packet that has gone", false);
    private readonly Cell<bool>[] outdated = context.RememberEach("the headroom has changed", false);
    private readonly Cell<bool>[] txWork = context.RememberEach("the guest has something to send", false);

    public override EventKinds Watches => EventKinds.Of(
        EventKind.EoiTaken, EventKind.EventDelivered, EventKind.EventAcknowledged, EventKind.EoiStillPending,
        EventKind.Connecting, EventKind.TxWorkRaised, EventKind.PacketDequeued, EventKind.HeadroomWanted, EventKind.AtRest);

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
                brought[e.Queue].Value = vif.Disabled || vif.Disconnecting || outdated[e.Queue].Value || vif.Queues[e.Queue] is not { Head: null, Stalled: false };
                outdated[e.Queue].Value = false;
                if (brought[e.Queue].Value) break;
                // The guest is not to be slowed down for the event that it was asked for, whatever has become of the packet: once.
                brought[e.Queue].Value = owed[e.Queue].Value;
                owed[e.Queue].Value = false;
                break;
            case EventKind.PacketDequeued:
                owed[e.Queue].Value = true;
                break;
            case EventKind.HeadroomWanted:
                foreach (var each in outdated) each.Value = true;
                break;
            case EventKind.EventAcknowledged:
                if (taken[e.Queue].Value && e.Value == 1) Violate(e, $"rx{e.Queue} acknowledges an event that brought work as one without");
                // Before, a queue without a packet could count as stalled.
                if (Revision is Xsa392 && taken[e.Queue].Value && e.Value == 0 && !brought[e.Queue].Value)
                    Violate(e, $"rx{e.Queue} acknowledges an event that brought no work as one with work");
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
