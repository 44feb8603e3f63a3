using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>What is left of <c>Isolation</c> in slot-estimate: a purge is requested only for a queue whose Tx queue is stopped, or, with the carrier off, for one that is marked as
/// stalled. So a queue with slots does not turn the carrier on for another that has none.</summary>
internal sealed class RequestsOwnPurge(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.PurgeAsked);

    public override void On(in Event e, ObservedVif vif)
    {
        if (vif[e.Queue] is not { TxStopped: true } && (vif.Carrier || vif[e.Queue].Stalled != true))
            Violate(e, $"a purge is requested for queue {e.Queue}, which is neither stopped nor stalled");
    }
}
