using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A second connection begins as the first: the driver serves the ring from where it stands (the start of a new one, the last response of one in
/// use), takes interrupts, and lets packets in.
/// </summary>
public sealed class FreshStart(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.RingAttached, EventKind.QueueOpened);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.RingAttached)
        {
            if ((uint)e.Value != (uint)e.Other)
                Violate(e, $"the driver begins queue {e.Queue} at request {(uint)e.Value}; the ring is in use, and answered up to {(uint)e.Other}");
            return;
        }
        var left = (Leftovers)e.Value;
        if (left.HasFlag(Leftovers.NotServed)) Violate(e, $"queue {e.Queue} is connected, and takes no interrupts");
        if (left.HasFlag(Leftovers.Stopped)) Violate(e, $"queue {e.Queue} is connected, and its Tx queue is stopped: nobody is going to wake it");
    }
}
