using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>Nothing is used after it is gone.</summary>
public sealed class NoUseAfterTeardown(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.GoneUsed);

    public override void On(in Event e, ObservedVif vif) => Violate(e, (Gone)e.Value switch
    {
        Gone.Task => $"rx{e.Queue} is told to stop after it has ended by itself, and its task is gone: nobody held a reference",
        _ => $"rx{e.Queue} sends an event through a channel that has been given back",
    });
}
