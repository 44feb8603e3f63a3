using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of bytes and stop bit, in a vif of one queue.</summary>
internal sealed class ByteAbstraction(ByteMachine m) : Abstraction
{
    public override AbstractMachine Machine => m.Machine;

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        var p = model.Vif.Parameters;
        var holder = HolderOf(model, q.Packets.Lock);
        var hosts = Hosts(model).ToList();
        var rx = new Location(model.Machine.ContextOf(q.Thread));
        var state = new Valuation();
        state[m.Limit] = p.QueueLimit;
        state[m.Largest] = p.MaxPacketBytes;
        state[m.Room] = (BigInteger)p.MaxPacketBytes * hosts.Count;
        state[m.Wrap] = BigInteger.One << p.ByteCountBits;
        state[m.Sum] = q.Packets.Queued.Sum(packet => (long)packet.Length);
        state[m.Count] = q.Packets.CountedBytes;
        state[m.Stopped] = q.Tx.IsStopped ? 1 : 0;
        int looked = hosts.Count(h => h.Context != holder && IsOnItsWay(h, q));
        state[m.Looked] = (BigInteger)p.MaxPacketBytes * looked;
        state[m.Idle] = (BigInteger)p.MaxPacketBytes * (hosts.Count - looked - hosts.Count(h => h.Context == holder));
        state[m.Lock] = PlaceOf(m.Lock, holder is null ? "free" : LockPlace(new(holder), q));
        state[m.Rx] = PlaceOf(m.Rx, RxPlace(rx, holder));
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Length, BigInteger.Abs(after[m.Sum] - before[m.Sum]));
    }

    /// <summary>From the look at the stop bit to the queue's lock.</summary>
    private static bool IsOnItsWay(Location host, GuestRxQueue q) =>
        host.IsIn("StartXmit") && !host.IsIn("Free") && !host.Will(AccessKind.Wake, q.Wait);

    private static string LockPlace(Location holder, GuestRxQueue q)
    {
        if (holder.IsIn("NeedOfHead") || holder.IsIn("HasLinkWork")) return "peeks";
        bool isHost = holder.Context.Kind == ContextKind.Environment, isRx = holder.Context.Kind == ContextKind.Thread;
        return isHost && holder.Will(AccessKind.Load, q.Vif.Connected) ? "host-checks"
            : isHost && holder.Will(AccessKind.Store, q.SlotsNeeded) ? "host-updates"
            : isHost && holder.Will(AccessKind.Store, q.Packets.Head) ? "host-links"
            : isHost && holder.Will(AccessKind.Exchange, "tx_stopped") ? "host-stops"
            : isHost && (holder.Will(AccessKind.Release, q.Packets.Lock) || holder.IsIn("Free")) ? "host-leaves"
            : isRx && holder.Will(AccessKind.Store, q.Packets.Head) ? "rx-unlinks"
            : isRx && holder.Will(AccessKind.Store, q.SlotsNeeded) ? "rx-updates"
            : isRx && holder.Will(AccessKind.Exchange, "tx_stopped") ? "rx-wakes"
            : isRx && holder.Will(AccessKind.Release, q.Packets.Lock) ? "rx-leaves"
            : throw Nowhere(holder);
    }

    private static string RxPlace(Location rx, Context? holder) =>
        rx.Context.IsStarting || rx.IsIn("WaitForRxWork") || rx.IsIn("ThreadStarts") || rx.What == KernelThread.LoopsAgain ? "rests"
        : rx.Context == holder && rx.IsIn("MaybeWake") ? "closing" : "round";
}
