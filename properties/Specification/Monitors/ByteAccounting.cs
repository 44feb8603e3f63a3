using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>The driver's byte count is the sum of the queued lengths.</summary>
public sealed class ByteAccounting(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketDequeued);

    public override void On(in Event e, ObservedVif vif)
    {
        long bytes = vif[e.Queue].Bytes;
        if (e.Value >= 0 && e.Value != bytes)
            Violate(e, $"the driver counts {Bytes(e.Value)} in queue {e.Queue}, there are {Bytes(bytes)}");
    }
}
