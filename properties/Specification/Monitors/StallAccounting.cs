using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>At rest as many queues are counted as stalled as are marked, and the carrier is on if and only if there are none.</summary>
public sealed class StallAccounting(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        if (Context.StallAfterMs is null || vif.Closed || vif.Disconnecting || vif.StalledQueues is not { } counted) return;
        int marks = 0;
        foreach (var queue in vif.Queues)
            if (queue.Stalled == true) marks++;
        if (marks != counted) Violate(e, $"{Count(marks, "queue")} marked as stalled, the driver counts {counted}");
        else if (vif.Carrier != (marks == 0)) Violate(e, $"the carrier is {(vif.Carrier ? "on" : "off")} with {Count(marks, "queue")} stalled");
    }
}
