using System.Text.Json;
using Netback.Properties.Exploration;
using Netback.Properties.Observation;

namespace Netback.Properties.Conformance.Interleaved;

/// <summary>What the events of a run come to: the last packet looked at and freed, and the state at the end.</summary>
internal sealed class ObservedEnd(Configuration configuration) : IEventSink
{
    private readonly ObservedVif picture = new(configuration.Vif, configuration.StartIndex);

    /// <summary>The packet that was freed in the last step: its number, its fate, and whether that was with interrupts off.</summary>
    public (long Id, string Fate, bool UnderLock)? Freed { get; private set; }

    /// <summary>The packet whose fields were read without being its owner.</summary>
    public Packet? Peeked { get; private set; }

    public void Clear() => (Freed, Peeked) = (null, null);

    public void On(in Event e)
    {
        picture.On(e);
        string? fate = e.Kind switch
        {
            EventKind.PacketDelivered => "delivered",
            EventKind.PacketExpired => "expired",
            EventKind.PacketPurged => "purged",
            EventKind.PacketRefused => "refused",
            _ => null,
        };
        if (fate is not null) Freed = (e.Packet!.Id, fate, false);
        if (e.Kind == EventKind.FreedUnderLock && Freed is var (id, was, _)) Freed = (id, was, true);
        if (e.Kind == EventKind.HeadPeeked) Peeked = e.Packet;
    }

    /// <returns>The first value that differs: its name, as recorded, and here; or null.</returns>
    public (string What, string Recorded, string Ours)? FirstDifference(JsonElement end, ModelInstance model)
    {
        var vif = model.Vif;
        bool hasStalls = vif.Revision.StallAfterMs(new Parameters()) is not null;
        if (Differs(end, "", [
            ("now", model.Machine.NowMs), ("carrier", vif.Carrier.IsOn), ("connected", vif.Connected.Peek), ("disabled", vif.Disabled.Peek),
            ("stalledQueues", hasStalls ? vif.StalledQueues.Peek : 0), ("carrierDowns", picture.CarrierDowns), ("carrierUps", picture.CarrierUps),
        ]) is { } first) return first;
        foreach (var q in vif.Queues)
        {
            var queue = picture[q.Id];
            var thread = model.Machine.ContextOf(q.Thread);
            string state = q.Thread.State == ThreadState.Stopped ? "ended" : thread.IsStarting ? "starting"
                : q.Thread.State == ThreadState.Sleeping ? "sleeping" : "running";
            if (Differs(end.GetProperty("queues")[q.Id], $"queues[{q.Id}].", [
                ("txStopped", q.Tx.IsStopped), ("packets", q.Packets.Queued.Count()), ("bytes", q.Packets.CountedBytes),
                ("reqProd", q.Shared.ReqProd.Peek.Value), ("reqCons", q.Ring.ReqCons.Peek.Value), ("rspProd", q.Shared.RspProd.Peek.Value),
                ("reqEvent", q.Shared.ReqEvent.Peek.Value), ("rspEvent", q.Shared.RspEvent.Peek.Value), ("slotsNeeded", q.SlotsNeeded.Peek),
                ("thread", state), ("deadline", q.Thread.Deadline is { IsSet: true } at ? (long)at.At.Value : -1), ("stalled", q.Stalled.Peek),
                ("lastRxTime", q.LastRxTime.Peek.Value), ("eoiPending", q.EoiPending.Peek ? 1 : 0), ("masked", q.Channel.IsMasked),
                ("pending", q.Channel.IsPending), ("delivered", queue.Delivered), ("expired", queue.Expired), ("purged", queue.Purged),
                ("refused", queue.Dropped), ("held", queue.Held), ("noCarrier", queue.NoCarrier), ("notified", queue.Notified),
            ]) is { } other) return other;
        }
        return null;
    }

    private static (string, string, string)? Differs(JsonElement end, string prefix, ReadOnlySpan<(string Name, object Ours)> values)
    {
        foreach (var (name, ours) in values)
        {
            string recorded = end.TryGetProperty(name, out var value) ? value.ToString() : "missing", here = ours.ToString()!;
            if (!string.Equals(recorded, here, StringComparison.OrdinalIgnoreCase)) return (prefix + name, recorded, here);
        }
        return null;
    }
}
