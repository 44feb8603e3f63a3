using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A stopped Tx queue is woken once the internal queue is below the limit: at the latest when its Rx thread sleeps.</summary>
public sealed class TxQueueRestarts(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly long limit = revision.QueueLimit(parameters) ?? 0;

    public override EventKinds Watches => EventKinds.Of(EventKind.RxSlept, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        foreach (var queue in picture.Queues)
            if (queue.TxStopped && queue.Bytes < limit && queue.Thread == ThreadState.Sleeping)
                Violate(e, $"the Tx queue {queue.Id} is stopped with {Bytes(queue.Bytes)} queued, the limit is {Bytes(limit)}");
    }
}
