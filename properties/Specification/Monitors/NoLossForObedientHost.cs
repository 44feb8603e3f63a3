using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>The driver refuses no packet of a host that respects a stopped Tx queue and a carrier that is off: none as the queue is full, none as the vif is not ready while a frontend is
/// there, and as one that never fits only what needs more slots than the ring has, with the headroom that the guest wants.</summary>
/// <remarks>
/// No host can see a carrier go off in time: netif_carrier_off sets a bit, linkwatch looks at it up to a second later, and a CPU may have looked just before. The driver does not stop the Tx
/// queues for it; what it can count on is that transmits in flight are over after synchronize_net. So what comes once a disconnect has begun, or the vif has been disabled, is lost whatever the driver
/// does. When the carrier comes on is for the driver to choose: a packet that comes then must find the vif connected.
/// </remarks>
public sealed class NoLossForObedientHost(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.PacketRefused);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Cause == Cause.QueueFull) Violate(e, $"packet #{e.Packet?.Id} was refused: queue {e.Queue} is full");
        else if (e.Cause == Cause.NotReady && vif is { Disconnecting: false, Closed: false, Disabled: false })
            Violate(e, $"packet #{e.Packet?.Id} was refused: the carrier was on, and the vif is not ready");
        else if (e.Cause == Cause.NeverFits && Parameters.SlotsOf(e.Packet!, vif.HeadroomWanted) is var need && need <= Parameters.RingSize)
            Violate(e, $"packet #{e.Packet!.Id} was refused as one that never fits: it needs {need} of the {Parameters.RingSize} slots of the ring");
    }
}
