using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// An application loses a packet only to a full qdisc, to the packet's age, or to a link that is down for a reason: some queue had been blocked for the stall timeout
/// when the carrier went off, or nobody is connected. A packet that the driver refuses as its queue is full is one that the stack would have kept.
/// </summary>
public sealed class NoUndueLoss(MonitorContext context) : Monitor(context)
{
    private readonly Cell<bool> undue = context.Remember("the carrier went off without a reason", false);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.CarrierOff, EventKind.CarrierOn, EventKind.PacketNoCarrier, EventKind.StackDropped, EventKind.PacketRefused);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.CarrierOn:
                undue.Value = false;
                break;
            case EventKind.CarrierOff:
                undue.Value = e.Cause == Cause.Stall && !WasBlocked(vif);
                break;
            case EventKind.PacketRefused when e.Cause == Cause.QueueFull:
                Violate(e, $"queue {e.Queue} is full and the driver throws a packet away that the stack would have kept");
                break;
            case EventKind.PacketNoCarrier when undue.Value:
                Violate(e, "a packet is lost, as the host sees the link down; no queue had been blocked for the stall timeout");
                break;
            case EventKind.StackDropped when e.Value != 0 && undue.Value:
                Violate(e, "the qdisc is thrown away, as the host sees the link down; no queue had been blocked for the stall timeout");
                break;
            default: break;
        }
    }

    /// <summary>As <see cref="NoSpuriousCarrierOff"/> has it, where stall detection is on.</summary>
    private bool WasBlocked(ObservedVif vif) =>
        Context.StallAfterMs is { } timeout && NoSpuriousCarrierOff.IsJustified(timeout, vif.LongestBlockedMs);
}
