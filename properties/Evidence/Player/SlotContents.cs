namespace Netback.Properties.Evidence.Player;

/// <summary>What is in the slots of the rings besides data, as events tell it: extra descriptors, which come right after the first slot of a packet, and responses whose
/// status is an error. What the guest has taken is gone.</summary>
/// <param name="vif">The vif.</param>
internal sealed class SlotContents(Vif vif) : IEventSink
{
    /// <summary>What a slot holds; <see cref="Error"/> comes on top.</summary>
    public const long Gso = 1, Hash = 2, Headroom = 3, Error = 8;

    private readonly SortedDictionary<long, long>[] slots = [.. vif.Queues.Select(_ => new SortedDictionary<long, long>())];
    private readonly uint[] taken = [.. vif.Queues.Select(q => q.Shared.Start.Value)];
    private readonly int[] headroom = [.. vif.Queues.Select(_ => vif.Revision.HasXdp ? vif.Parameters.XdpHeadroom : 0)];

    /// <summary>For each slot of a queue with more than data in it its number, and what it holds.</summary>
    public List<long> Of(int queue) => [.. slots[queue].SelectMany(s => (long[])[s.Key, s.Value])];

    public void On(in Event e)
    {
        switch (e.Kind)
        {
            case EventKind.SlotsConsumed: Fill(e); break;
            case EventKind.ResponseFailed:
                long failed = SlotOf((uint)e.Value);
                slots[e.Queue][failed] = slots[e.Queue].GetValueOrDefault(failed) | Error;
                break;
            case EventKind.ResponsesConsumed:
                for (long i = 0; i < Math.Min(e.Value, vif.Parameters.RingSize); i++) slots[e.Queue].Remove(SlotOf(taken[e.Queue] + (uint)i));
                taken[e.Queue] += (uint)e.Value;
                break;
            case EventKind.HeadroomUsed: headroom[e.Queue] = (int)e.Value; break;
            case EventKind.Connecting when e.Other == 0: BeginAnew(); break;
            default: break;
        }
    }

    private void Fill(in Event e)
    {
        uint at = (uint)e.Value - (uint)e.Other + 1;
        long[] extras = [.. e.Packet!.Gso ? [Gso] : (long[])[], .. e.Packet.Hash ? [Hash] : (long[])[], .. headroom[e.Queue] > 0 ? [Headroom] : (long[])[]];
        foreach (long extra in extras.Take((int)e.Other - 1)) slots[e.Queue][SlotOf(at++)] = extra;
    }

    private void BeginAnew()
    {
        foreach (var queue in vif.Queues)
        {
            slots[queue.Id].Clear();
            taken[queue.Id] = queue.Shared.Start.Value;
        }
    }

    private long SlotOf(uint index) => index % (uint)vif.Parameters.RingSize;
}
