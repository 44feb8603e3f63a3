using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The Tx queue is stopped only when the internal queue is full, and woken only when it is not. Up to <c>locked-peek</c> it is full above the limit, from
/// <c>xsa-392</c> on at the limit.
/// </summary>
public sealed class StopMatchesQueue(MonitorContext context) : Monitor(context)
{
    private readonly long limit = (context.QueueLimit ?? 0) + (context.Revision is Xsa392 ? 0 : 1), wake = context.WakeMark;

    public override EventKinds Watches => EventKinds.Of(EventKind.TxStopped, EventKind.TxWoken);

    public override void On(in Event e, ObservedVif vif)
    {
        long bytes = vif[e.Queue].Bytes;
        if (e.Kind == EventKind.TxStopped && bytes < limit) Violate(e, $"Tx queue {e.Queue} is stopped with {Bytes(bytes)} queued, and is full with {Bytes(limit)}");
        if (e.Kind == EventKind.TxWoken && bytes >= wake) Violate(e, $"Tx queue {e.Queue} is woken with {Bytes(bytes)} queued, and is to be woken below {Bytes(wake)}");
    }
}
