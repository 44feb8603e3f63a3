using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of <c>NothingLeftBehind</c> where a packet that has found the vif connected can come in after the Rx thread's last purge: those that had come in before the
/// connection was closed are gone when the thread has ended.
/// </summary>
internal sealed class PurgesWhatWasThere(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int>[] before = context.RememberEach("packets from before the end of the connection", 0);

    public override EventKinds Watches => EventKinds.Of(EventKind.ConnectionClosed, EventKind.PacketDequeued, EventKind.Connecting, EventKind.Disconnected, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ConnectionClosed:
                foreach (var queue in vif.Queues) before[queue.Id].Value = queue.Packets;
                break;
            case EventKind.PacketDequeued:
                // They leave in the order in which they came.
                if (before[e.Queue].Value > 0) before[e.Queue].Value--;
                break;
            case EventKind.Connecting:
                foreach (var each in before) each.Value = 0;
                break;
            default:
                foreach (var queue in vif.Queues)
                    if (before[queue.Id].Value > 0 && (e.Kind == EventKind.Disconnected || queue.Thread == ThreadState.Stopped))
                        Violate(e, $"queue {queue.Id} still holds {Count(before[queue.Id].Value, "packet")} from before the end of the connection, and rx{queue.Id} has ended");
                break;
        }
    }
}
