using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The carrier goes off on account of a stall only when some queue has been blocked for the whole stall timeout. Room that has come in the very
/// turn in which the Rx thread found the queue stalled does not count: it cannot have seen it.
/// </summary>
public sealed class NoSpuriousCarrierOff(MonitorContext context) : Monitor(context)
{
    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.CarrierOff);

    /// <summary>Whether some queue has been blocked for so long that the carrier may go off.</summary>
    /// <param name="timeoutMs">The stall timeout, or null if stall detection is off.</param>
    /// <param name="longestMs">For how long some queue has been blocked (<see cref="ObservedVif.LongestBlockedMs"/>).</param>
    internal static bool IsJustified(long? timeoutMs, long longestMs) => longestMs == long.MaxValue || longestMs >= timeoutMs;

    public override void On(in Event e, ObservedVif vif)
    {
        long longest = vif.LongestBlockedMs;
        if (e.Cause != Cause.Stall || IsJustified(Context.StallAfterMs, longest)) return;
        string blocked = longest < 0 ? "no queue was blocked" : $"no queue had been blocked for longer than {longest:N0} ms";
        if (Context.StallAfterMs is not { } timeout)
            Violate(e, $"the carrier went off for a stall although stall detection is off; {blocked}");
        else
            Violate(e, $"the carrier went off when {blocked}, the stall timeout is {timeout:N0} ms");
    }
}
