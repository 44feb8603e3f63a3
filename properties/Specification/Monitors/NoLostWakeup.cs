using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The Rx thread never sleeps while it has work and nobody is about to wake it: at rest, if it sleeps, the packet at the head does not fit.
/// Up to <c>fewer-slots</c> the driver wants slots for the largest packet before it sends any, and has no work with fewer.
/// </summary>
public sealed class NoLostWakeup(MonitorContext context) : Monitor(context)
{
    private readonly int enough = context.SlotsBeforeAnything;

    public override EventKinds Watches => EventKinds.Of(EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        foreach (var queue in vif.Queues)
            if (queue.Thread == ThreadState.Sleeping && queue.Head is { } head && queue.Free >= Math.Max(enough, head.Need))
                Violate(e, $"rx{queue.Id} sleeps with packet #{head.Packet.Id} waiting and {Count(queue.Free, "slot")} free");
    }
}
