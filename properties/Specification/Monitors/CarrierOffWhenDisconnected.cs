using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A disconnect and a fatal error take the link down, and then the carrier stays off.</summary>
public sealed class CarrierOffWhenDisconnected(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOn, EventKind.ConnectionClosed, EventKind.Disconnected, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.CarrierOn:
                if (vif.Closed) Violate(e, $"rx{e.Queue} turned the carrier on after the connection was closed");
                break;
            case EventKind.ConnectionClosed:
                if (vif.Carrier) Violate(e, "the connection is closed, and the carrier is on");
                break;
            case EventKind.Disconnected:
                if (vif.Carrier) Violate(e, "all is torn down, and the carrier is on");
                break;
            default:
                if (vif is { Disabled: true, Carrier: true, Closed: false }) Violate(e, "the vif is disabled, and at rest the carrier is on: nobody takes it down");
                break;
        }
    }
}
