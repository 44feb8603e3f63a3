using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// Once nothing more comes in, a queue is empty within the drain timeout and one tick: packets may be another guest's
/// memory, and that guest waits for them when it goes. A disconnect leaves no packet behind.
/// </summary>
public sealed class TeardownWithinDrain(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly (long SinceMs, long DeniedMs)[] lastIn = new (long, long)[parameters.Queues];

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted, EventKind.TimePassed, EventKind.Disconnected);

    public override void On(in Event e, Picture picture)
    {
        if (e.Kind == EventKind.PacketAccepted)
        {
            lastIn[e.Queue] = (e.TimeMs, picture[e.Queue].DeniedMs);
            return;
        }
        for (int i = 0; i < lastIn.Length; i++)
        {
            var queue = picture[i];
            if (queue.Packets == 0) continue;
            long quiet = e.TimeMs - lastIn[i].SinceMs - (queue.DeniedMs - lastIn[i].DeniedMs);
            if (e.Kind == EventKind.Disconnected)
                Violate(e, $"queue {i} still holds {queue.Packets:N0} packets when all is torn down");
            else if (quiet > Parameters.DrainTimeoutMs + 1)
                Violate(e, $"queue {i} still holds {queue.Packets:N0} packets {quiet:N0} ms after the last one came in, "
                    + $"the drain timeout is {Parameters.DrainTimeoutMs:N0} ms");
        }
    }
}
