using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// Once every queue offers slots for a packet of the largest size, a carrier that is off since connecting or because of
/// a stall comes on within the drain timeout and one tick.
/// </summary>
public sealed class CarrierRecovers(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly int enough = Math.Min(parameters.MaxPacketSlots, parameters.RingSize);
    private readonly long limit = parameters.DrainTimeoutMs + 1;
    private long? since;
    private long denied;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.SlotsPosted, EventKind.SlotsConsumed, EventKind.CarrierOff, EventKind.CarrierOn, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        bool waits = !picture.Carrier && !picture.Disabled && !picture.Disconnecting
            && picture.LastDown.Cause is Cause.Connect or Cause.Stall;
        long deniedNow = 0;
        foreach (var queue in picture.Queues)
        {
            waits &= queue.Free >= enough;
            deniedNow = Math.Max(deniedNow, queue.DeniedMs);
        }
        if (waits && since is null) (since, denied) = (e.TimeMs, deniedNow);
        if (since is not { } start) return;
        long took = e.TimeMs - start - (deniedNow - denied);
        if (waits || e.Kind == EventKind.CarrierOn) Reach(took - limit);
        if (!waits) since = null;
        else if (took > limit)
            Violate(e, $"every queue has offered {enough} slots or more for {took:N0} ms, and the carrier is still off");
    }
}
