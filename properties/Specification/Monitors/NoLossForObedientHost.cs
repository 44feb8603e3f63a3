using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>The driver refuses no packet of a host that respects a stopped Tx queue: none as the queue is full, and as one that never fits only what needs more slots than the
/// ring has, with the headroom that the guest wants.</summary>
public sealed class NoLossForObedientHost(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.PacketRefused);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Cause == Cause.QueueFull) Violate(e, $"packet #{e.Packet?.Id} was refused: queue {e.Queue} is full");
        else if (e.Cause == Cause.NeverFits && Parameters.SlotsOf(e.Packet!, vif.HeadroomWanted) is var need && need <= Parameters.RingSize)
            Violate(e, $"packet #{e.Packet!.Id} was refused as one that never fits: it needs {need} of the {Parameters.RingSize} slots of the ring");
    }
}
