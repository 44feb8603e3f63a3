using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A stopped Tx queue is woken once the internal queue is below the limit: at the latest when its Rx thread sleeps and all is at rest. Where there is no limit
/// (<c>slot-estimate</c>) a timer runs while it is stopped, or the carrier is off.</summary>
public sealed class TxQueueRestarts(MonitorContext context) : Monitor(context)
{
    private readonly long limit = context.WakeMark;

    private readonly bool hasLimit = context.QueueLimit is not null;

    public override EventKinds Watches => EventKinds.Of(EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        foreach (var queue in vif.Queues)
            if (!hasLimit && queue is { TxStopped: true, TimerMs: null, Thread: ThreadState.Sleeping } && vif.Carrier)
                Violate(e, $"Tx queue {queue.Id} is stopped, no timer runs, and the carrier is on");
            else if (queue.TxStopped && queue.Bytes < limit && queue.Thread == ThreadState.Sleeping)
                Violate(e, $"Tx queue {queue.Id} is stopped with {Bytes(queue.Bytes)} queued, the limit is {Bytes(limit)}");
    }
}
