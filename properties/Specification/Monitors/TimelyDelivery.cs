using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// Once a packet is at the head and its slots are posted, it leaves within a tick, not counting time in which a thread was ready and got no CPU. Up to
/// <c>fewer-slots</c> the driver wants slots for the largest packet before it sends any.
/// </summary>
/// <remarks>Who sends events for nothing is slowed down, and rightly: a queue to which that has happened is not judged until the driver has
/// acknowledged an event with work.</remarks>
/// <param name="context">What it is about.</param>
/// <param name="withinMs">Within how long it leaves: a tick.</param>
public sealed class TimelyDelivery(MonitorContext context, int withinMs = 1) : Monitor(context)
{
    private readonly int enough = context.SlotsBeforeAnything;
    private readonly Cell<Jiffies?>[] since = context.RememberEach<Jiffies?>("the head could go since", null);
    private readonly Cell<bool>[] unasked = context.RememberEach("the guest sent an event unasked", false);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketDequeued, EventKind.SlotsPosted, EventKind.SlotsConsumed,
        EventKind.HeadroomUsed, EventKind.EventRaised, EventKind.EventAcknowledged, EventKind.TimePassed, EventKind.Disconnecting, EventKind.Disabled);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.EventRaised && e.Value == 0) unasked[e.Queue].Value = true;
        if (e is { Kind: EventKind.EventAcknowledged, Value: 0 } && unasked[e.Queue].Value)
        {
            unasked[e.Queue].Value = false;
            if (since[e.Queue].Value is not null) since[e.Queue].Value = vif.Now;
        }
        foreach (var queue in vif.Queues)
            if (e.Kind == EventKind.TimePassed || queue.Id == e.Queue) Look(e, queue, vif);
    }

    private void Look(in Event e, ObservedQueue queue, ObservedVif vif)
    {
        var could = since[queue.Id];
        if (queue.IsDenied(e) && could.Value is { } then) could.Value = then + e.Value;
        bool leaves = e.Kind == EventKind.PacketDequeued;
        if (could.Value is { } start && !unasked[queue.Id].Value && (leaves || e.Kind == EventKind.TimePassed))
        {
            long took = vif.Now - start;
            Reach(took - withinMs);
            if (took > withinMs)
                Violate(e, $"the head of queue {queue.Id} has had its slots for {took:N0} ms, {(leaves ? "and only now leaves" : "and has not left")}");
        }
        bool fits = queue.Head is { } head && queue.Free >= Math.Max(enough, head.Need) && queue.Thread != ThreadState.Stopped && !vif.Disabled && !vif.Disconnecting;
        if (!fits) could.Value = null;
        else if (leaves || could.Value is null) could.Value = vif.Now;
    }
}
