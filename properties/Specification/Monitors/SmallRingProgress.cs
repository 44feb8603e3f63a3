using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A packet that fits into the slots posted is delivered: at rest no Rx thread sleeps on one.</summary>
public sealed class SmallRingProgress(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        foreach (var queue in vif.Queues)
            if (queue.Thread == ThreadState.Sleeping && queue.Head is { } head && queue.Free >= head.Need)
                Violate(e, $"rx{queue.Id} sleeps with {Count(queue.Free, "slot")} free, and packet #{head.Packet.Id} needs {head.Need}");
    }
}
