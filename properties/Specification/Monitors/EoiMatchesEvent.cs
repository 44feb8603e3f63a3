using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// An acknowledgement unmasks only the event that it belongs to: if another event has been delivered since the Rx thread took on to acknowledge
/// one, that other event stays masked. And no handler meets the mark of an event that nobody has acknowledged.
/// </summary>
public sealed class EoiMatchesEvent(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool>[] taken = context.RememberEach("an acknowledgement is under way", false);
    private readonly Cell<bool>[] belated = context.RememberEach("another event came meanwhile", false);

    public override EventKinds Watches => EventKinds.Of(
        EventKind.EoiTaken, EventKind.EventDelivered, EventKind.EventAcknowledged, EventKind.EoiStillPending,
        EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.Connecting:
                foreach (var each in taken) each.Value = false;
                foreach (var each in belated) each.Value = false;
                break;
            case EventKind.EventAcknowledged when e.Value == 1 && taken[e.Queue].Value && !Context.Machine.Interleaves:
                Violate(e, $"rx{e.Queue} acknowledges an event that brought work as one without");
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
}
