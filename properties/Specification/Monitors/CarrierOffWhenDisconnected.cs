using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A disconnect and a fatal error take the link down, and then the carrier stays off.</summary>
public sealed class CarrierOffWhenDisconnected(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOn, EventKind.ConnectionClosed, EventKind.Disconnected, EventKind.RxEnded, EventKind.TimePassed, EventKind.AtRest);

    private readonly bool interleaves = context.Machine.Interleaves;

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
            case EventKind.RxEnded:
                // It ends by itself once it has taken the vif down, whatever the carrier was: another queue could turn that on.
                if (e.Queue == 0 && vif is { Disabled: true, Closed: false, Disconnecting: false }) Violate(e, "rx0 ends after the fatal error, and the connection is not closed");
                break;
            case EventKind.TimePassed:
                // Another thread may busy-loop for the fatal error, so that there is no rest.
                if (!interleaves && vif is { Disabled: true, Carrier: true, Closed: false } && vif.Queues[0].Thread == ThreadState.Sleeping)
                    Violate(e, "the vif is disabled, and rx0 sleeps while time passes: the carrier is on, and nobody takes it down");
                break;
            default:
                if (vif is { Disabled: true, Carrier: true, Closed: false }) Violate(e, "the vif is disabled, and at rest the carrier is on: nobody takes it down");
                break;
        }
    }
}
