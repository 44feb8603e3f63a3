using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A kind of event, perhaps of one cause only, never occurs.</summary>
/// <param name="context">What it is about.</param>
/// <param name="kind">What must not occur.</param>
/// <param name="cause">For this cause, or <see cref="Cause.None"/> for any.</param>
/// <param name="what">The sentence that says what happened; {0} is the queue, {1} the packet's number.</param>
public sealed class NeverHappens(MonitorContext context, EventKind kind, Cause cause, string what) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(kind);

    public override void On(in Event e, ObservedVif vif)
    {
        if (cause == Cause.None || e.Cause == cause) Violate(e, string.Format(null, what, e.Queue, e.Packet?.Id));
    }
}
