using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>With an honest guest the consumer never passes the producer.</summary>
public sealed class NoRingOverrun(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsConsumed);

    public override void On(in Event e, ObservedVif vif)
    {
        int free = vif[e.Queue].Free;
        if (free < 0)
            Violate(e, $"packet #{e.Packet!.Id} took {Count(e.Other, "slot")} of queue {e.Queue}, which offered {e.Other + free}");
    }
}
