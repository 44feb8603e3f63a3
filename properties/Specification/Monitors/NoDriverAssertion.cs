using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>No assertion of the driver fires; and no thread turns the carrier on or off by the count of stalled queues without the lock that protects both: another queue could
/// change them in between.</summary>
public sealed class NoDriverAssertion(MonitorContext context) : Monitor(context)
{
    private readonly bool countsStalled = context.Revision is StallDetection;

    public override EventKinds Watches => EventKinds.Of(EventKind.AssertionFailed, EventKind.CarrierOn, EventKind.CarrierOff);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.AssertionFailed) Violate(e, "an assertion of the driver stops the machine");
        else if (countsStalled && e is { Cause: Cause.Ready or Cause.Stall, Other: not 0 })
            Violate(e, $"rx{e.Queue} turns the carrier {(e.Kind == EventKind.CarrierOn ? "on" : "off")} without the vif lock");
    }
}
