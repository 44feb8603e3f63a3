using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>An offered packet is accepted or refused, and an accepted one leaves exactly once: delivered in order, expired, or purged.</summary>
public sealed class FifoExactlyOnce(MonitorContext context) : Monitor(context)
{
    private readonly CellList<Packet>[] inHand =
        [.. Enumerable.Range(0, context.Parameters.Queues).Select(q => new CellList<Packet>(context.Machine, "monitor: packets in hand", q))];
    private readonly CellList<Packet> undecided = new(context.Machine, "monitor: packets offered", -1);

    public override EventKinds Watches => EventKinds.Of(
        EventKind.PacketOffered, EventKind.PacketRefused, EventKind.PacketAccepted, EventKind.AtRest,
        EventKind.PacketDequeued, EventKind.PacketDelivered, EventKind.PacketExpired,
        EventKind.PacketPurged, EventKind.RxSlept, EventKind.RxEnded);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.PacketOffered:
                undecided.Add(e.Packet!);
                break;
            case EventKind.PacketRefused or EventKind.PacketAccepted:
                Decide(e);
                break;
            case EventKind.AtRest:
                if (undecided.Count > 0) Violate(e, $"packet #{undecided[0].Id} was offered, and neither accepted nor refused");
                break;
            case EventKind.PacketDequeued:
                if (!vif[e.Queue].LastOut.WasHead)
                    Violate(e, $"packet #{e.Packet!.Id} left the queue, and was not at its head");
                inHand[e.Queue].Add(e.Packet!);
                break;
            case EventKind.RxSlept or EventKind.RxEnded:
                if (inHand[e.Queue].Count > 0)
                    Violate(e, $"packet #{inHand[e.Queue][0].Id} was taken out of queue {e.Queue} and is neither delivered nor dropped");
                break;
            default:
                MeetFate(e);
                break;
        }
    }

    private void Decide(in Event e)
    {
        int at = undecided.IndexOf(e.Packet!);
        if (at >= 0) undecided.RemoveAt(at);
        else Violate(e, $"packet #{e.Packet!.Id} is decided on ({e.Kind}) and was not offered, or has been decided on before");
    }

    private void MeetFate(in Event e)
    {
        int at = inHand[e.Queue].IndexOf(e.Packet!);
        if (at != 0)
            Violate(e, $"packet #{e.Packet!.Id} met its fate ({e.Kind}) {(at < 0 ? "a second time, or in the queue" : "out of turn")}");
        if (at >= 0) inHand[e.Queue].RemoveAt(at);
    }
}
