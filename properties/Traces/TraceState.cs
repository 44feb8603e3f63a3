using Netback.Properties.Commands;

namespace Netback.Properties.Traces;

/// <summary>Queue, ring and link of a vif in words, and which of them have changed since one last looked.</summary>
internal sealed class TraceState(Vif vif)
{
    private readonly string?[] told = new string?[1 + vif.Queues.Count];

    /// <summary>The parts that read otherwise than last time; at first, all.</summary>
    public IEnumerable<string> Changes()
    {
        var now = Words(vif).ToArray();
        for (int i = 0; i < now.Length; i++)
        {
            if (now[i] == told[i]) continue;
            told[i] = now[i];
            yield return now[i];
        }
    }

    /// <summary>The link, then each queue.</summary>
    public static IEnumerable<string> Words(Vif vif) =>
        vif.Queues.Select(Queue).Prepend(vif.Carrier.IsOn ? "carrier on" : "carrier off");

    private static string Queue(GuestRxQueue q)
    {
        int packets = q.Packets.Queued.Count();
        int bytes = q.Packets.Queued.Sum(p => p.Length);
        string queued = packets == 0 ? "no packets" : $"{Commands.Changes.Count(packets, "packet")}, {bytes} B";
        string tx = q.Tx.IsStopped ? "tx stopped" : "tx running";
        string free = Commands.Changes.Count((int)(q.Shared.ReqProd.Peek - q.Ring.ReqCons.Peek), "slot");
        return $"queue {q.Id}: {queued}; {tx}; {free} free{(q.Stalled.Peek ? "; stalled" : "")}";
    }
}
