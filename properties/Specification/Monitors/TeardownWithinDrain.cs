using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// Once nothing more comes in, a queue is empty within the drain timeout and one tick, or what timers are late: packets may be another guest's
/// memory, and that guest waits for them when it goes. A disconnect leaves no packet behind, and neither does a fatal error: at rest a queue
/// whose thread has ended holds none.
/// </summary>
public sealed class TeardownWithinDrain(MonitorContext context) : Monitor(context)
{
    private readonly long drain = context.DrainMs, slack = context.DrainSlackMs;
    private readonly Cell<Jiffies>[] lastIn = context.RememberEach("last packet accepted", context.Machine.StartJiffies);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.PacketAccepted, EventKind.TimePassed, EventKind.Disconnected, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.PacketAccepted)
        {
            lastIn[e.Queue].Value = vif.Now;
            return;
        }
        foreach (var queue in vif.Queues)
        {
            if (queue.IsDenied(e)) lastIn[queue.Id].Value += e.Value;
            if (queue.Packets == 0) continue;
            if (e.Kind == EventKind.Disconnected)
                Violate(e, $"queue {queue.Id} still holds {Count(queue.Packets, "packet")} when all is torn down");
            else if (e.Kind == EventKind.AtRest && queue.Thread == ThreadState.Stopped)
                Violate(e, $"queue {queue.Id} still holds {Count(queue.Packets, "packet")}, and rx{queue.Id} has ended");
            else if (vif.Now - lastIn[queue.Id].Value is var quiet && quiet > drain + slack)
                Violate(e, $"queue {queue.Id} still holds {Count(queue.Packets, "packet")} {quiet:N0} ms after the last one came in, "
                    + $"the drain timeout is {drain:N0} ms");
        }
    }
}
