using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>An offered packet is accepted or refused, and an accepted one leaves exactly once: delivered in order, expired, or purged.
/// The stack hands over one packet at a time, so that the one offered last is decided before anything else happens.</summary>
public sealed class FifoExactlyOnce(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly Queue<Packet>[] queued = Create(parameters.Queues), inHand = Create(parameters.Queues);

    private Packet? offered;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.PacketOffered, EventKind.PacketRefused, EventKind.TimePassed, EventKind.PacketAccepted,
        EventKind.PacketDequeued, EventKind.PacketDelivered, EventKind.PacketExpired,
        EventKind.PacketPurged, EventKind.RxSlept, EventKind.RxEnded);

    public override void On(in Event e, Picture picture)
    {
        switch (e.Kind)
        {
            case EventKind.PacketOffered or EventKind.TimePassed:
                if (offered is { } leaked) Violate(e, $"packet #{leaked.Id} was offered, and neither accepted nor refused");
                offered = e.Packet;
                break;
            case EventKind.PacketRefused:
                offered = null;
                break;
            case EventKind.PacketAccepted:
                offered = null;
                queued[e.Queue].Enqueue(e.Packet!);
                break;
            case EventKind.PacketDequeued:
                Expect(e, queued[e.Queue], "left the queue", "at its head");
                inHand[e.Queue].Enqueue(e.Packet!);
                break;
            case EventKind.RxSlept or EventKind.RxEnded:
                if (inHand[e.Queue].TryPeek(out var lost))
                    Violate(e, $"packet #{lost.Id} was taken out of queue {e.Queue} and is neither delivered nor dropped");
                break;
            default:
                Expect(e, inHand[e.Queue], "met its fate", "next to");
                break;
        }
    }

    private void Expect(in Event e, Queue<Packet> order, string what, string where)
    {
        if (order.TryDequeue(out var next) && next == e.Packet) return;
        Violate(e, $"packet #{e.Packet!.Id} {what} ({e.Kind}); {(next is null ? "no packet" : $"packet #{next.Id}")} was {where}");
    }

    private static Queue<Packet>[] Create(int count) => [.. Enumerable.Range(0, count).Select(_ => new Queue<Packet>())];
}
