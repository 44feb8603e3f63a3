using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>StallIsDetected</c> where a stall is measured from the last delivery and nothing wakes the thread for it: what does wake it is the expiry of a packet,
/// and before that is dropped, its queue counts as stalled if it has sent nothing for longer than the stall timeout, nor become ready in that time, and has too few slots.
/// </summary>
/// <param name="context">What it is about.</param>
/// <param name="tooFew">Whether the slots that a queue has are too few for a packet, by the rule of the revision.</param>
internal sealed class StallsBeforeItExpires(MonitorContext context, Func<ObservedQueue, Packet, bool> tooFew) : Monitor(context)
{
    private readonly long? timeout = context.Parameters.StallTimeoutMs is > 0 and var ms ? ms : null;
    private readonly Cell<Jiffies?>[] progress = context.RememberEach<Jiffies?>("sent or became ready last", null);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsConsumed, EventKind.StallMarked, EventKind.PacketExpired);

    public override void On(in Event e, ObservedVif vif)
    {
        var queue = vif[e.Queue];
        if (e.Kind != EventKind.PacketExpired)
        {
            if (e is { Kind: EventKind.SlotsConsumed } or { Value: 0 }) progress[e.Queue].Value = vif.Now;
        }
        else if (queue.Stalled == false && timeout is { } most && progress[e.Queue].Value is { } since && vif.Now - since > most && tooFew(queue, e.Packet!))
        {
            Violate(e, $"packet #{e.Packet!.Id} expired {vif.Now - since:N0} ms after queue {e.Queue} had sent something or become ready, with {Count(queue.Free, "slot")} on offer, "
                + $"and the queue does not count as stalled; the stall timeout is {most:N0} ms");
        }
    }
}
