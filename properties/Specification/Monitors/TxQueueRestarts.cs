using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A stopped Tx queue is woken once the internal queue is below the limit: at the latest when its Rx thread sleeps and all is at rest.</summary>
public sealed class TxQueueRestarts(MonitorContext context) : Monitor(context)
{
    private readonly long limit = context.Revision.WakeMark(context.Parameters);

    public override EventKinds Watches => EventKinds.Of(EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        foreach (var queue in vif.Queues)
            if (queue.TxStopped && queue.Bytes < limit && queue.Thread == ThreadState.Sleeping)
                Violate(e, $"the Tx queue {queue.Id} is stopped with {Bytes(queue.Bytes)} queued, the limit is {Bytes(limit)}");
    }
}
