using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>With an honest guest the consumer never passes the producer.</summary>
public sealed class NoRingOverrun(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsConsumed);

    public override void On(in Event e, Picture picture)
    {
        int free = picture[e.Queue].Free;
        if (free < 0)
            Violate(e, $"packet #{e.Packet!.Id} took {e.Other} slots of queue {e.Queue}; {e.Other + free} were on offer");
    }
}
