using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>NoSpuriousCarrierOff</c> where a stall is measured from the last delivery: the carrier goes off only when the queue has sent nothing for
/// longer than the stall timeout, nor become ready in that time, and has too few slots.
/// </summary>
/// <param name="context">What it is about.</param>
/// <param name="tooFew">Whether the slots that a queue has are too few, by the rule of the revision.</param>
internal sealed class StallsAfterItsTime(MonitorContext context, Func<ObservedQueue, bool> tooFew) : Monitor(context)
{
    private readonly long? timeout = context.Parameters.StallTimeoutMs is > 0 and var ms ? ms : null;
    private readonly Cell<Jiffies?>[] progress = context.RememberEach<Jiffies?>("sent or became ready last", null);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsConsumed, EventKind.StallMarked, EventKind.CarrierOff);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.SlotsConsumed || e is { Kind: EventKind.StallMarked, Value: 0 }) progress[e.Queue].Value = vif.Now;
        if (e.Kind != EventKind.CarrierOff || e.Cause != Cause.Stall) return;
        var queue = vif[e.Queue];
        if (timeout is { } most && progress[e.Queue].Value is { } since && vif.Now - since <= most)
            Violate(e, $"the carrier went off {vif.Now - since:N0} ms after queue {e.Queue} had sent something or become ready, the stall timeout is {most:N0} ms");
        else if (!tooFew(queue))
            Violate(e, $"the carrier went off as queue {e.Queue} is stalled, which has {Count(queue.Free, "slot")} on offer");
    }
}
