using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// The Rx thread never sleeps while it has work and nobody is about to wake it: when time passes and it sleeps, the packet
/// at the head would not fit, or there are fewer slots than a packet of the largest size needs.
/// </summary>
public sealed class NoLostWakeup(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly int enough = Math.Min(parameters.MaxPacketSlots, parameters.RingSize);

    public override EventKinds Watches => EventKinds.Of(EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        foreach (var queue in picture.Queues)
            if (queue.Thread == ThreadState.Sleeping && queue.Head is { } head
                && queue.Free >= Math.Max(enough, head.Need))
                Violate(e, $"rx{queue.Id} slept through {e.Value:N0} ms with packet #{head.Packet.Id} waiting and {queue.Free} slots free");
    }
}
