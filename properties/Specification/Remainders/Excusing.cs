using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>Says whether what violates a property in this event is known, in the state that the event has led to.</summary>
public delegate bool Excuse(in Event e, ObservedVif vif);

/// <summary>A property without the violations that are known.</summary>
/// <param name="context">What it is about.</param>
/// <param name="property">The monitor of the property.</param>
/// <param name="excuse">Which violations are known.</param>
internal sealed class Excusing(MonitorContext context, Monitor property, Excuse excuse) : Monitor(context)
{
    public override bool IsTimed => property.IsTimed;

    public override EventKinds Watches => property.Watches;

    public override void On(in Event e, ObservedVif vif)
    {
        property.On(e, vif);
        if (property.Violation is not { } what) return;
        property.Reset();
        if (!excuse(e, vif)) Violate(e, what);
    }
}
