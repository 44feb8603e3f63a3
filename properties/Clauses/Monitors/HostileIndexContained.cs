using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// A forged producer index reaches no assertion, and no more work than an honest one could: in one turn the Rx thread takes
/// no more slots than the ring has.
/// </summary>
public sealed class HostileIndexContained(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly long[] taken = new long[parameters.Queues];

    public override EventKinds Watches => EventKinds.Of(
        EventKind.AssertionFailed, EventKind.SlotsConsumed, EventKind.RxSlept, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        switch (e.Kind)
        {
            case EventKind.AssertionFailed:
                Violate(e, "an assertion of the driver stops the machine");
                break;
            case EventKind.SlotsConsumed:
                taken[e.Queue] += e.Other;
                Reach(taken[e.Queue] - Parameters.RingSize);
                if (taken[e.Queue] > Parameters.RingSize)
                    Violate(e, $"rx{e.Queue} took {taken[e.Queue]:N0} slots in one turn, the ring has {Parameters.RingSize}");
                break;
            case EventKind.RxSlept:
                taken[e.Queue] = 0;
                break;
            default:
                Array.Clear(taken);
                break;
        }
    }
}
