using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// A queue that has been blocked for the stall timeout plus the drain timeout and one tick has led to carrier off. What
/// counts is time with the carrier on in which the Rx thread could get the CPU.
/// </summary>
/// <param name="whileWaiting">Count only while a packet waits without a break, so that expiries wake the thread.</param>
public sealed class StallIsDetected(Revision revision, Parameters parameters, bool whileWaiting) : Monitor(revision, parameters)
{
    private readonly long? limit = revision.StallTimeoutMs(parameters) + parameters.DrainTimeoutMs + 1;
    private long carrierOnSince;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOn, EventKind.CarrierOff, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        if (e.Kind == EventKind.CarrierOn)
        {
            carrierOnSince = e.TimeMs;
            return;
        }
        bool wentOff = e.Kind == EventKind.CarrierOff && e.Cause == Cause.Stall;
        if (limit is not { } most || picture.Disconnecting || picture.Disabled || !(picture.Carrier || wentOff)) return;
        foreach (var queue in picture.Queues)
        {
            if (queue.BlockedSinceMs is not { } since || (whileWaiting && queue.OccupiedSinceMs is null)) continue;
            since = Math.Max(since, carrierOnSince);
            if (whileWaiting) since = Math.Max(since, queue.OccupiedSinceMs!.Value);
            long blocked = e.TimeMs - since - (queue.DeniedMs - queue.BlockedDeniedMs);
            if (wentOff || blocked > most) Reach(blocked - most);
            if (!wentOff && blocked > most)
                Violate(e, $"a packet has found no room in queue {queue.Id} for {blocked:N0} ms, and the carrier is still on "
                    + $"({queue.Free} free, {queue.BlockedNeed} needed)");
        }
    }
}
