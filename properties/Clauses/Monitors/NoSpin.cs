using Netback.Properties.Observation;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>No thread goes round without sleeping or working while nobody is in the middle of anything that could end it.</summary>
/// <remarks>
/// Between the store of <c>rx_slots_needed</c> and the link of the packet a thread finds slots for a packet that is not there yet, and goes
/// round until the host CPU has made its next step (from <c>xsa-392</c> on). That is no violation: it lasts as long as the CPU holds the lock.
/// </remarks>
public sealed class NoSpin(MonitorContext context) : Monitor(context)
{
    private readonly bool interleaves = context.Machine is InterleavingMachine;

    public override EventKinds Watches => EventKinds.Of(EventKind.RxSpins, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.AtRest)
        {
            foreach (var queue in vif.Queues)
                if (queue.Thread == ThreadState.Spinning) Violate(e, What(queue.Id));
        }
        else if (!interleaves)
        {
            Violate(e, What(e.Queue));
        }
    }

    private static string What(int queue) => $"rx{queue} goes round without working or sleeping";
}
