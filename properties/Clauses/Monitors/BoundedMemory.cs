using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>The queued bytes never exceed the revision's bound.</summary>
public sealed class BoundedMemory(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly long bound = revision.MemoryBound(parameters);

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted);

    public override void On(in Event e, Picture picture)
    {
        long bytes = picture[e.Queue].Bytes;
        Reach(bytes - bound);
        if (bytes > bound) Violate(e, $"queue {e.Queue} holds {Bytes(bytes)}, the bound is {Bytes(bound)}");
    }
}
