using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>After a disconnect or a fatal error has taken the link down, the carrier stays off.</summary>
public sealed class CarrierOffWhenDisconnected(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOn);

    public override void On(in Event e, ObservedVif vif)
    {
        if (vif.Closed) Violate(e, $"rx{e.Queue} turned the carrier on after the connection was closed");
    }
}
