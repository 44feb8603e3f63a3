using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>
/// A packet leaves the queue within the drain timeout and one tick, not counting time in which the Rx thread got no CPU.
/// And whenever that thread sleeps, it will wake no later than the head's expiry, or at the next tick if that is past.
/// </summary>
public sealed class BoundedLatency(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly long drain = parameters.DrainTimeoutMs;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketDequeued, EventKind.RxSlept, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        switch (e.Kind)
        {
            case EventKind.PacketDequeued:
                Check(e, picture[e.Queue], picture[e.Queue].LastOut, "left the queue after");
                break;
            case EventKind.RxSlept:
                CheckSleep(e, picture[e.Queue]);
                break;
            default:
                foreach (var queue in picture.Queues)
                    if (queue.Head is { } head) Check(e, queue, head, "is still in the queue after");
                break;
        }
    }

    private void Check(in Event e, QueuePicture queue, in WaitingPacket packet, string what)
    {
        long waited = queue.WaitedMs(packet, e.TimeMs);
        Reach(waited - drain - 1);
        if (waited > drain + 1)
            Violate(e, $"packet #{packet.Packet.Id} {what} {waited:N0} ms, the drain timeout is {drain:N0} ms");
    }

    private void CheckSleep(in Event e, QueuePicture queue)
    {
        if (queue.Head is not { } head) return;
        long latest = Math.Max(e.TimeMs, head.SinceMs + drain) + 1;
        if (queue.DeadlineMs is not { } deadline)
            Violate(e, $"rx{e.Queue} sleeps for ever, the head expires at {head.SinceMs + drain:N0} ms");
        else if (deadline > latest)
            Violate(e, $"rx{e.Queue} sleeps until {deadline:N0} ms, the head expires at {head.SinceMs + drain:N0} ms");
    }
}
