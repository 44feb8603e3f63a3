using Netback.Properties.Traces;

namespace Netback.Properties.Evidence.Player;

/// <summary>What can be seen of a vif at one moment: names of values, and the values. A name that ends in a number is of that queue.</summary>
/// <param name="Values">Numbers, words, truths; packets as arrays of number, length in bytes and slots; those of them that begin within a page or have a hash as arrays of their place
/// among these, the offset, and 1 for a hash; slots with more than data in them as <see cref="SlotContents.Of"/> has them.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Packets of a queue that are shown one by one; of the others only how many there are.</summary>
    public const int MostPackets = 16;

    /// <param name="vif">The vif.</param>
    /// <param name="guest">For each queue up to where its guest has taken responses.</param>
    /// <param name="contents">What is in the slots of the rings.</param>
    internal static Snapshot Of(Vif vif, IReadOnlyList<uint> guest, SlotContents contents)
    {
        var values = new Dictionary<string, object?>
        {
            ["ms"] = vif.Machine.NowMs, ["carrier"] = vif.Carrier.IsOn, ["disabled"] = vif.Disabled.Peek, ["stalledQueues"] = (long)vif.StalledQueues.Peek,
        };
        foreach (var q in vif.Queues) Add(values, vif, q, guest[q.Id], contents);
        return new(values);
    }

    /// <summary>The values that are not the same in an earlier snapshot, or all without one.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Since(Snapshot? before) =>
        Values.Where(v => before is null || !Same(v.Value, before.Values[v.Key]));

    private static void Add(Dictionary<string, object?> values, Vif vif, GuestRxQueue q, uint guest, SlotContents contents)
    {
        long packets = 0, bytes = 0;
        List<long> first = [], shapes = [];
        foreach (var packet in q.Packets.Queued)
        {
            if (packets < MostPackets)
            {
                first.AddRange([packet.Id, packet.Length, vif.Parameters.SlotsOf(packet)]);
                if (packet.Offset > 0 || packet.Hash) shapes.AddRange([packets, packet.Offset, packet.Hash ? 1 : 0]);
            }
            packets++;
            bytes += packet.Length;
        }
        values[$"reqProd{q.Id}"] = (long)q.Shared.ReqProd.Peek.Value;
        values[$"reqCons{q.Id}"] = (long)q.Ring.ReqCons.Peek.Value;
        values[$"rspProd{q.Id}"] = (long)q.Shared.RspProd.Peek.Value;
        values[$"reqEvent{q.Id}"] = (long)q.Shared.ReqEvent.Peek.Value;
        values[$"rspEvent{q.Id}"] = (long)q.Shared.RspEvent.Peek.Value;
        values[$"rspCons{q.Id}"] = (long)guest;
        values[$"packets{q.Id}"] = packets;
        values[$"first{q.Id}"] = first;
        values[$"shapes{q.Id}"] = shapes;
        values[$"contents{q.Id}"] = contents.Of(q.Id);
        values[$"bytes{q.Id}"] = bytes;
        if (vif.Revision.CountsBytes) values[$"counted{q.Id}"] = q.Packets.CountedBytes;
        values[$"stopped{q.Id}"] = q.Tx.IsStopped;
        values[$"stalled{q.Id}"] = q.Stalled.Peek;
        values[$"thread{q.Id}"] = ThreadWords(vif.Machine, q.Thread);
    }

    private static string ThreadWords(Machine machine, KernelThread thread) => thread.State switch
    {
        ThreadState.Sleeping => thread.Deadline is { IsSet: true } at ? $"sleeps until {machine.MsOf(at.At):N0} ms" : "sleeps",
        ThreadState.Spinning => "busy-loops",
        ThreadState.Stopped => "has ended",
        _ => "runnable",
    };

    private static bool Same(object? a, object? b) => a is List<long> x && b is List<long> y ? x.SequenceEqual(y) : Equals(a, b);
}
