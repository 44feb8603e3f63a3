using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The carrier goes off on account of a stall only when some queue has been blocked for the whole stall timeout. Room that has come in the very
/// turn in which the Rx thread found the queue stalled does not count: it cannot have seen it.
/// </summary>
public sealed class NoSpuriousCarrierOff(MonitorContext context) : Monitor(context)
{
    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOff);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Cause != Cause.Stall) return;
        long longest = -1;
        foreach (var queue in vif.Queues)
        {
            if (queue.WasBlockedForStall) return;
            if (queue.BlockedSince is { } since) longest = Math.Max(longest, vif.Now - since);
        }
        string blocked = longest < 0 ? "no queue was blocked" : $"no queue had been blocked for longer than {longest:N0} ms";
        if (Revision.StallAfterMs(Parameters) is not { } timeout)
            Violate(e, $"the carrier went off for a stall although stall detection is off; {blocked}");
        else if (longest < timeout)
            Violate(e, $"the carrier went off when {blocked}, the stall timeout is {timeout:N0} ms");
    }
}
