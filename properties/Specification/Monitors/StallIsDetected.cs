using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A queue that has been blocked for the stall timeout plus the drain timeout and one tick, or what a timer of the longer one is late, has led to carrier off. What
/// counts is time with the carrier on in which the Rx thread could get the CPU.
/// </summary>
/// <remarks>An empty queue is still blocked, on account of its last packet. If a larger one comes, and then slots enough for the last one but not for it, the block goes on; the
/// other way round the slots have ended it, and <see cref="NoSpuriousCarrierOff"/> forbids to go by the old one. What happens before the thread can run has no order
/// for it: even if the host looked at the ring as it queues the packet, a slot could come between the two. So here the block begins anew then, and only then.</remarks>
/// <param name="context">What it is about.</param>
/// <param name="whileWaiting">Count only while a packet waits without a break, so that expiries wake the thread.</param>
/// <param name="mostFree">Do not judge queues with more slots than these on offer.</param>
public sealed class StallIsDetected(MonitorContext context, bool whileWaiting, int mostFree = int.MaxValue) : Monitor(context)
{
    private readonly long? limit = context.StallTimeoutMs is { } stall
        ? stall + context.DrainMs + context.Parameters.TimerSlackMs(Math.Max(stall, context.DrainMs)) : null;
    /// <summary>The time of each queue in which its thread could not get the CPU does not count.</summary>
    private readonly Cell<Jiffies>[] carrierOnSince = context.RememberEach("carrier on since", context.Machine.StartJiffies);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOn, EventKind.CarrierOff, EventKind.TimePassed);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.CarrierOn)
        {
            foreach (var since in carrierOnSince) since.Value = vif.Now;
            return;
        }
        bool wentOff = e.Kind == EventKind.CarrierOff && e.Cause == Cause.Stall;
        if (limit is not { } most || vif.Disconnecting || vif.Disabled || !(vif.Carrier || wentOff)) return;
        foreach (var queue in vif.Queues)
        {
            if (queue.IsDenied(e)) carrierOnSince[queue.Id].Value += e.Value;
            if (queue.BlockedActiveSince is not { } since || queue.Free > mostFree || (whileWaiting && queue.OccupiedActiveSince is null)) continue;
            long blocked = Math.Min(vif.Now - since, vif.Now - carrierOnSince[queue.Id].Value);
            if (whileWaiting) blocked = Math.Min(blocked, vif.Now - queue.OccupiedActiveSince!.Value);
            if (wentOff || blocked > most) Reach(blocked - most);
            if (!wentOff && blocked > most)
                Violate(e, $"a packet has found no room in queue {queue.Id} for {blocked:N0} ms, and the carrier is still on "
                    + $"({queue.Free} free, {queue.BlockedNeed} needed)");
        }
    }
}
