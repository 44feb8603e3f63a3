using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>No packet is dropped for its age before the drain timeout is over.</summary>
public sealed class NoEarlyExpiry(MonitorContext context) : Monitor(context)
{
    private readonly long drain = context.DrainMs;
    private readonly Cell<bool>[] young = context.RememberEach("the packet taken out was young", false);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketDequeued, EventKind.PacketExpired);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.PacketExpired)
        {
            if (young[e.Queue].Value) Violate(e, $"packet #{e.Packet!.Id} expired before the drain timeout of {drain:N0} ms was over");
            return;
        }
        // Where contexts interleave any time may pass between the offer, from which its time runs, and the acceptance that is seen here.
        var packet = vif[e.Queue].LastOut.Packet;
        young[e.Queue].Value = Context.Machine.Interleaves
            ? packet.Packet.Expires is { IsSet: true } at && at.LeftAt(vif.Now) > 0 : vif.Now - packet.Since < drain;
    }
}
