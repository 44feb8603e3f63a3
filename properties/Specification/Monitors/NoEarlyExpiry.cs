using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>No packet is dropped for its age before the drain timeout is over, nor while it has its slots: a thread that gets to run late sends what it can first.</summary>
/// <remarks>That it has its slots is judged of the first packet that is dropped in a turn, if the turn has not sent a batch, and only where one context runs at a time: what
/// comes to the head by a drop is dropped with it.</remarks>
public sealed class NoEarlyExpiry(MonitorContext context) : Monitor(context)
{
    private readonly long drain = context.DrainMs;
    private readonly int enough = context.SlotsBeforeAnything;
    private readonly bool interleaves = context.Machine.Interleaves;
    private readonly Cell<bool>[] young = context.RememberEach("the packet taken out was young", false);
    private readonly Cell<bool>[] dropped = context.RememberEach("one was dropped since the last was sent", false);
    private readonly Cell<int>[] sent = context.RememberEach("packets sent in this turn", 0);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketDequeued, EventKind.PacketExpired, EventKind.SlotsConsumed, EventKind.RxSlept, EventKind.TimePassed);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.PacketExpired:
                if (young[e.Queue].Value) Violate(e, $"packet #{e.Packet!.Id} expired before the drain timeout of {drain:N0} ms was over");
                else if (!interleaves) Judge(e, vif[e.Queue]);
                break;
            case EventKind.PacketDequeued:
                // Where contexts interleave any time may pass between the offer, from which its time runs, and the acceptance that is seen here.
                var packet = vif[e.Queue].LastOut.Packet;
                young[e.Queue].Value = interleaves ? packet.Packet.Expires is { IsSet: true } at && at.LeftAt(vif.Now) > 0 : vif.Now - packet.Since < drain;
                break;
            // Remembered for nothing where contexts interleave: there would be more states.
            case var _ when interleaves:
                break;
            case EventKind.SlotsConsumed:
                dropped[e.Queue].Value = false;
                sent[e.Queue].Value++;
                break;
            case EventKind.RxSlept:
                (dropped[e.Queue].Value, sent[e.Queue].Value) = (false, 0);
                break;
            default:
                foreach (var each in dropped) each.Value = false;
                foreach (var each in sent) each.Value = 0;
                break;
        }
    }

    private void Judge(in Event e, ObservedQueue queue)
    {
        int need = queue.NeedOf(e.Packet!);
        if (!dropped[e.Queue].Value && sent[e.Queue].Value < Parameters.RxBatch && queue.Free >= Math.Max(enough, need))
            Violate(e, $"packet #{e.Packet!.Id} expired with {Count(queue.Free, "slot")} free, and needs {need}");
        dropped[e.Queue].Value = true;
    }
}
