using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A packet that fits into the slots posted is delivered: the Rx thread does not go to sleep on one.</summary>
public sealed class SmallRingProgress(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.RxSlept);

    public override void On(in Event e, Picture picture)
    {
        var queue = picture[e.Queue];
        if (queue.Head is { } head && queue.Free >= head.Need)
            Violate(e, $"rx{e.Queue} sleeps, packet #{head.Packet.Id} needs {head.Need} slots and {queue.Free} are free");
    }
}
