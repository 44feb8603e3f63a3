using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A packet leaves the queue within the drain timeout and one tick, not counting time in which the Rx thread got no CPU.
/// And at rest a thread that sleeps will wake no later than the head's expiry, or at the next tick if that is past. Where timers are coarse their granularity
/// takes the place of the tick.
/// </summary>
/// <remarks>A packet in a queue whose thread has ended waits for nobody: that none is there is what <see cref="TeardownWithinDrain"/> says, with the same
/// timeout. So what a disconnect leaves behind breaks that one, and does not hide here what else makes packets late.</remarks>
public sealed class BoundedLatency(MonitorContext context) : Monitor(context)
{
    private readonly long drain = context.DrainMs, slack = context.DrainSlackMs;
    private readonly bool interleaves = context.Machine.Interleaves;

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketDequeued, EventKind.AtRest, EventKind.TimePassed);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.PacketDequeued:
                Check(e, vif[e.Queue], vif[e.Queue].LastOut.Packet, "left the queue after");
                break;
            case EventKind.AtRest:
                foreach (var queue in vif.Queues) CheckSleep(e, queue, vif);
                break;
            default:
                foreach (var queue in vif.Queues)
                    if (queue.Thread != ThreadState.Stopped && queue.Head is { } head) Check(e, queue, head, "is still in the queue after");
                break;
        }
    }

    private void Check(in Event e, ObservedQueue queue, in WaitingPacket packet, string what)
    {
        long waited = queue.WaitedMs(packet);
        Reach(waited - drain - slack);
        if (waited > drain + slack)
            Violate(e, $"packet #{packet.Packet.Id} {what} {waited:N0} ms, the drain timeout is {drain:N0} ms");
    }

    private void CheckSleep(in Event e, ObservedQueue queue, ObservedVif vif)
    {
        if (queue.Thread != ThreadState.Sleeping || queue.Head is not { } head) return;
        // Where time passes between the look at the clock and the sleep, the sleep is too long by just that.
        var since = interleaves ? head.ActiveSince : head.Since;
        long left = since + drain - vif.Now, expiry = e.TimeMs + left;
        if (!queue.Deadline.IsSet)
            Violate(e, $"rx{queue.Id} sleeps for ever, the head expires at {expiry:N0} ms");
        else if (queue.Deadline.LeftAt(vif.Now) > Math.Max(0, left) + slack)
            Violate(e, $"rx{queue.Id} sleeps until {queue.DeadlineMs:N0} ms, the head expires at {expiry:N0} ms");
    }
}
