using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>The carrier goes off on account of a stall only when some queue has been blocked for the whole stall timeout.</summary>
public sealed class NoSpuriousCarrierOff(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOff);

    public override void On(in Event e, Picture picture)
    {
        if (e.Cause != Cause.Stall) return;
        long longest = -1;
        foreach (var queue in picture.Queues)
            if (queue.BlockedSinceMs is { } since) longest = Math.Max(longest, e.TimeMs - since);
        string blocked = longest < 0 ? "no queue was blocked" : $"no queue had been blocked for longer than {longest:N0} ms";
        if (Revision.StallAfterMs(Parameters) is not { } timeout)
            Violate(e, $"the carrier went off for a stall although stall detection is off; {blocked}");
        else if (longest < timeout)
            Violate(e, $"the carrier went off when {blocked}, the stall timeout is {timeout:N0} ms");
    }
}
