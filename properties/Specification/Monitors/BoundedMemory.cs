using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>The queued bytes never exceed the revision's bound.</summary>
public sealed class BoundedMemory(MonitorContext context) : Monitor(context)
{
    private readonly long bound = context.MemoryBound;

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted);

    public override long? MostReached(IEnumerable<(int Length, int Count)> offered) => offered.Sum(o => (long)o.Length * o.Count) - bound;

    public override void On(in Event e, ObservedVif vif)
    {
        long bytes = vif[e.Queue].Bytes;
        Reach(bytes - bound);
        if (bytes > bound) Violate(e, $"queue {e.Queue} holds {Bytes(bytes)}, the bound is {Bytes(bound)}");
    }
}
