using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// The memory that the packets of a queue hold (<see cref="Truesize"/>) never exceeds the revision's bound. A queue in which a packet waits that is
/// shorter than any frame is not judged until it has run empty: no bound on bytes bounds how many of these there are.
/// </summary>
/// <remarks>The bound of the vif follows: queues do not share a limit.</remarks>
public sealed class BoundedFootprint(MonitorContext context) : Monitor(context)
{
    private readonly long bound = Footprint.Bound(context.Revision, context.Parameters);
    private readonly int shortest = Math.Min(Truesize.ShortestFrame, context.Parameters.MaxPacketBytes), pageSize = context.Parameters.PageSize;
    private readonly Cell<long>[] held = context.RememberEach("memory held", 0L);
    private readonly Cell<bool>[] hasShorter = context.RememberEach("has held less than a frame", false);

    public override EventKinds Watches => EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketDequeued);

    public override long? MostReached(IEnumerable<(int Length, int Count)> offered) => offered.Sum(o => Truesize.Default.Of(o.Length, pageSize) * o.Count) - bound;

    public override void On(in Event e, ObservedVif vif)
    {
        var (queue, memory, shorter) = (vif[e.Queue], held[e.Queue], hasShorter[e.Queue]);
        int length = e.Packet!.Length;
        long its = Truesize.Default.Of(length, pageSize);
        if (e.Kind == EventKind.PacketDequeued)
        {
            memory.Value -= its;
            if (queue.Packets == 0 && shorter.Value) shorter.Value = false;
            return;
        }
        memory.Value += its;
        if (length < shortest) shorter.Value = true;
        if (shorter.Value) return;
        Reach(memory.Value - bound);
        if (memory.Value > bound)
            Violate(e, $"queue {e.Queue} holds {Bytes(memory.Value)} of memory in {Count(queue.Packets, "packet")} of {Bytes(queue.Bytes)}, the bound is {Bytes(bound)}");
    }
}
