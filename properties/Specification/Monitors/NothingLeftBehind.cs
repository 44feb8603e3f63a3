using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A disconnect leaves no packet behind, and neither does a fatal error: at rest a queue whose thread has ended holds none, and neither does
/// that of a thread that has taken the vif down and only busy-loops. (In <c>slot-estimate</c> it goes on sending.)</summary>
public sealed class NothingLeftBehind(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.Disconnected, EventKind.AtRest, EventKind.TimePassed);

    public override void On(in Event e, ObservedVif vif)
    {
        foreach (var queue in vif.Queues)
        {
            if (queue.Packets == 0) continue;
            if (e.Kind == EventKind.Disconnected)
                Violate(e, $"queue {queue.Id} still holds {Count(queue.Packets, "packet")} when all is torn down");
            else if (queue.Thread == ThreadState.Stopped)
                Violate(e, $"queue {queue.Id} still holds {Count(queue.Packets, "packet")}, and rx{queue.Id} has ended");
            else if (queue.Thread == ThreadState.Spinning && queue.Id == 0 && vif.Closed && Revision is ByteLimit)
                Violate(e, $"queue 0 still holds {Count(queue.Packets, "packet")}, and rx0, which has taken the vif down, only busy-loops");
        }
    }
}
