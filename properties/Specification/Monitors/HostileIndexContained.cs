using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A forged producer index reaches no assertion, and no more work than an honest one could: in one turn the Rx thread takes
/// no more slots than the ring has, and than the guest posts meanwhile where contexts interleave. A ring in use with more unanswered requests than it has slots is refused.
/// </summary>
public sealed class HostileIndexContained(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int>[] taken = context.RememberEach("slots of this turn", 0);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(
        EventKind.AssertionFailed, EventKind.SlotsConsumed, EventKind.SlotsPosted, EventKind.RxSlept, EventKind.TimePassed,
        EventKind.Connecting, EventKind.RingAttached);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.AssertionFailed:
                Violate(e, "an assertion of the driver stops the machine");
                break;
            case EventKind.SlotsConsumed:
                int slots = taken[e.Queue].Value + (int)e.Other;
                Reach(slots - Parameters.RingSize);
                if (slots > Parameters.RingSize) Violate(e, $"rx{e.Queue} took {Count(slots, "slot")} in one turn, the ring has {Parameters.RingSize}");
                // One too many is enough to remember where states are told apart.
                taken[e.Queue].Value = Context.Machine.Interleaves ? Math.Min(slots, Parameters.RingSize + 1) : slots;
                break;
            case EventKind.SlotsPosted:
                taken[e.Queue].Value = Math.Max(taken[e.Queue].Value - (int)e.Other, -Parameters.RingSize);
                break;
            case EventKind.RingAttached:
                uint unanswered = vif[e.Queue].ReqProd - (uint)e.Other;
                if (vif.IsRingInUse && unanswered > Parameters.RingSize) Violate(e, $"the driver begins queue {e.Queue}, whose ring of {Parameters.RingSize} has {Count(unanswered, "unanswered request")}");
                break;
            case EventKind.RxSlept:
                taken[e.Queue].Value = 0;
                break;
            default:
                foreach (var each in taken) each.Value = 0;
                break;
        }
    }
}
