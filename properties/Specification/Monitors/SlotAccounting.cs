using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A packet takes as many slots as it needs, headroom included as the guest wants it at the moment, and gets as many responses. It is not done with before it has
/// taken them and they are answered, and all of it is in them.</summary>
public sealed class SlotAccounting(MonitorContext context) : Monitor(context)
{
    private readonly bool interleaves = context.Machine.Interleaves;
    private readonly Cell<int>[] unanswered = context.RememberEach("slots taken and not answered", 0);
    private readonly Cell<int>[] undelivered = context.RememberEach("packets that have their slots and are not delivered", 0);

    // Where contexts interleave the headroom can change while a packet is being sent, and more than once.
    private readonly Cell<int>[] least = context.RememberEach("least headroom since the packet was taken out", context.Parameters.XdpHeadroom);
    private readonly Cell<int>[] most = context.RememberEach("most headroom since the packet was taken out", context.Parameters.XdpHeadroom);

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketDequeued, EventKind.HeadroomUsed, EventKind.CopiedShort, EventKind.SlotsConsumed,
        EventKind.ResponsesPushed, EventKind.PacketDelivered, EventKind.AtRest, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.PacketDequeued:
                (least[e.Queue].Value, most[e.Queue].Value) = (vif[e.Queue].Headroom, vif[e.Queue].Headroom);
                break;
            case EventKind.HeadroomUsed:
                least[e.Queue].Value = Math.Min(least[e.Queue].Value, (int)e.Value);
                most[e.Queue].Value = Math.Max(most[e.Queue].Value, (int)e.Value);
                break;
            case EventKind.CopiedShort:
                Violate(e, $"{Bytes(e.Value)} of packet #{e.Packet!.Id} are copied to the guest, it has {Bytes(e.Packet.Length)}");
                break;
            case EventKind.SlotsConsumed:
                int need = vif[e.Queue].NeedOf(e.Packet!);
                bool wasNeed = interleaves && e.Other >= Parameters.SlotsOf(e.Packet!, least[e.Queue].Value) && e.Other <= Parameters.SlotsOf(e.Packet!, most[e.Queue].Value);
                if (e.Other != need && !wasNeed) Violate(e, $"packet #{e.Packet!.Id} took {Count(e.Other, "slot")}, it needs {need}");
                unanswered[e.Queue].Value += (int)e.Other;
                undelivered[e.Queue].Value++;
                break;
            case EventKind.ResponsesPushed:
                unanswered[e.Queue].Value -= (int)(uint)(e.Value - e.Other);
                if (unanswered[e.Queue].Value < 0) Violate(e, $"queue {e.Queue} has more responses than requests were taken");
                break;
            case EventKind.PacketDelivered:
                if (undelivered[e.Queue].Value == 0) Violate(e, $"packet #{e.Packet!.Id} is given back as delivered, and has not taken all its slots yet");
                else if (--undelivered[e.Queue].Value == 0 && unanswered[e.Queue].Value > 0)
                    Violate(e, $"packet #{e.Packet!.Id} is given back as delivered, and queue {e.Queue} has no response yet for {Count(unanswered[e.Queue].Value, "slot")} taken");
                break;
            case EventKind.Connecting:
                foreach (var each in unanswered) each.Value = 0;
                foreach (var each in undelivered) each.Value = 0;
                break;
            default:
                foreach (var each in vif.Queues)
                {
                    if (each.Thread != ThreadState.Sleeping) continue;
                    if (unanswered[each.Id].Value != 0)
                        Violate(e, $"queue {each.Id} has no response for {Count(unanswered[each.Id].Value, "slot")} taken");
                    if (each.Headroom != vif.HeadroomWanted)
                        Violate(e, $"queue {each.Id} keeps a headroom of {Bytes(each.Headroom)}, the guest wants {vif.HeadroomWanted}");
                }
                break;
        }
    }
}
