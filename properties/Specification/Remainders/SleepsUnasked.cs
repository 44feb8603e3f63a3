using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>NoLostWakeup</c> where an interrupt can ask for an event by a head that has gone meanwhile: it has looked at the slots that are there,
/// and has asked for the next one. So if a thread sleeps on a packet that has its slots, at least an event is asked for at the next one.
/// </summary>
internal sealed class SleepsUnasked(MonitorContext context) : Monitor(context)
{
    private readonly NextSlotAsked asked = new(context);

    public override EventKinds Watches => EventKinds.Of([.. NextSlotAsked.Watches, EventKind.AtRest]);

    public override void On(in Event e, ObservedVif vif)
    {
        asked.On(e, vif);
        if (e.Kind != EventKind.AtRest) return;
        foreach (var queue in vif.Queues)
            if (queue.Thread == ThreadState.Sleeping && queue.Head is { } head && queue.Free >= head.Need && !asked[queue.Id])
                Violate(e, $"rx{queue.Id} sleeps with packet #{head.Packet.Id} waiting and {Count(queue.Free, "slot")} free, and no event is asked for");
    }
}
