using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of expiry and sleep, in a vif of one queue where time passes only when all is quiet: a pass takes no time.</summary>
/// <param name="m">The machine.</param>
/// <param name="followed">Number of the packet that is followed, among those that are offered.</param>
internal sealed class ExpiryAbstraction(ExpiryMachine m, int followed) : Abstraction
{
    private Packet? offered, packet, last;
    private bool isAccepted, isStamped, hasLeft, wasAboutToPrepare, isPrepared;

    public override AbstractMachine Machine => m.Machine;

    public override void On(in Event e)
    {
        if (e.Kind == EventKind.PacketOffered)
        {
            (offered, isAccepted) = (e.Packet, false);
            if (e.Packet!.Id == followed) packet = e.Packet;
        }
        if (e.Kind == EventKind.PacketAccepted) (last, isAccepted) = (e.Packet, true);
        if (e.Kind is EventKind.PacketDequeued or EventKind.PacketRefused && e.Packet == packet) hasLeft = true;
    }

    public override Valuation Of(World world, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        BigInteger Ms(Packet p) => world.Machine.MsOf(p.Expires.At);
        var queued = q.Packets.Queued.ToList();
        var state = new Valuation();
        state[m.Drain] = world.Vif.Parameters.DrainTimeoutMs;
        (state[m.Pass], state[m.Late]) = (0, 0);
        BigInteger now = state[m.Now] = world.Machine.NowMs;
        int place = packet is null ? -1 : queued.IndexOf(packet);
        state[m.Ahead] = place < 0 ? queued.Count : place;
        state[m.Behind] = place < 0 ? 0 : queued.Count - place - 1;
        state[m.Head] = queued.Count > 0 ? Ms(queued[0]) : Was(m.Head);
        state[m.Last] = last is null ? 0 : Ms(last);
        string host = HostPlace(Hosts(world).Single(), q);
        state[m.Host] = PlaceOf(m.Host, host);
        state[m.Stamp] = host == "host-stamped" ? Ms(offered!) : Was(m.Stamp);
        state[m.HostSince] = host == "host-stamped" && Was(m.Host) == 0 ? now : Was(m.HostSince);
        isStamped |= packet is not null && packet == offered && host == "host-stamped";
        hasLeft |= isStamped && packet == offered && host == "host-refused";
        state[m.Packet] = PlaceOf(m.Packet, place >= 0 ? "queued" : hasLeft ? "gone" : isStamped ? "stamped" : "elsewhere");
        state[m.Expires] = isStamped ? Ms(packet!) : 0;
        Sleep(world, state, before);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Next, after[m.Head]);
        yield return (m.Ticks, after[m.Now] - before[m.Now]);
        yield return (m.Followed, offered == packet && packet is not null ? 1 : 0);
        yield return (m.Shorter, after[m.Timeout]);
    }

    private string HostPlace(Standpoint host, GuestRxQueue q) =>
        !host.IsIn("Enqueue") ? "host-idle"
        : isAccepted ? "host-kicks"
        : host.IsIn("Free") || host.Will(AccessKind.Exchange, "tx_stopped") || host.Will(AccessKind.Release, q.Packets.Lock) || host.Will(AccessKind.Wake, q.Wait)
            ? "host-refused" : "host-stamped";

    /// <summary>The variables of the Rx thread.</summary>
    private void Sleep(World world, Valuation state, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        var rx = new Standpoint(world.Machine.ContextOf(q.Thread));
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        bool aboutToPrepare = rx.Will(AccessKind.Prepare, q.Wait);
        isPrepared = rx.IsIn("WaitForRxWork") && !aboutToPrepare && (wasAboutToPrepare || isPrepared);
        wasAboutToPrepare = aboutToPrepare;
        string was = m.Rx.Sort.Places[(int)Was(m.Rx)], place = RxPlace(rx, q);
        bool sleeping = q.Thread.State == ThreadState.Sleeping;
        var now = state[m.Now];
        state[m.Rx] = PlaceOf(m.Rx, place);
        state[m.Marked] = q.Wait.IsMarked ? 1 : 0;
        state[m.Sleeping] = sleeping ? 1 : 0;
        state[m.Saw] = (was, place) switch { ("rx-prepared", "rx-reads-time") => 1, ("rx-prepared", "rx-sleeps-soon") => 0, _ => Was(m.Saw) };
        long? timeout = place == "rx-sleeps-soon" ? TimeoutOf(rx) : null;
        state[m.Timed] = place != "rx-sleeps-soon" ? Was(m.Timed) : timeout is null ? 0 : 1;
        state[m.Timeout] = timeout ?? Was(m.Timeout);
        bool fallsAsleep = was == "rx-sleeps-soon" && place == "rx-asleep";
        state[m.Slept] = fallsAsleep ? now : Was(m.Slept);
        state[m.End] = fallsAsleep ? now + state[m.Timeout] : Was(m.End);
        // A thread that sleeps has the deadline that the kernel has; what a thread without one would have does not matter.
        bool isTimed = !state[m.Timed].IsZero;
        if (fallsAsleep && sleeping && isTimed != q.Thread.Deadline.IsSet)
            throw new TieException($"rx0 sleeps {(isTimed ? "without" : "with")} a timeout");
        state[m.Deadline] = !fallsAsleep ? Was(m.Deadline) : sleeping && isTimed ? world.Machine.MsOf(q.Thread.Deadline.At) : now + BigInteger.Max(state[m.Timeout], 1);
        bool looked = was is "rx-drops" or "rx-compares" && place == "rx-waits", wakes = before is not null && !Was(m.Sleeping).IsZero && !sleeping;
        state[m.Since] = looked || wakes ? now : Was(m.Since);
    }

    /// <summary>How long the thread is going to sleep, as far as it has reckoned.</summary>
    private static long? TimeoutOf(Standpoint rx) =>
        (long?)(rx.IsIn("LeftUntilStall") ? rx.Local("QueueTimeout", "expiry") : rx.Local("WaitForRxWork", "timeout"));

    private string RxPlace(Standpoint rx, GuestRxQueue q)
    {
        if (rx.Context.IsStarting || rx.IsIn("ThreadStarts") || rx.IsIn("MaybeWake") || rx.What == "goes round again") return "rx-waits";
        if (rx.IsIn("WaitForRxWork"))
            return rx.Will(AccessKind.Woke, q.Wait) ? "rx-asleep"
                : rx.What == "is about to sleep" || rx.IsIn("QueueTimeout") && rx.IsIn("LeftUntilStall") ? "rx-sleeps-soon"
                : rx.IsIn("QueueTimeout") && rx.Will(AccessKind.Load, q.Machine.Jiffies) ? "rx-reads-time"
                : isPrepared ? "rx-prepared" : "rx-waits";
        if (!rx.IsIn("DropExpired")) return "rx-round";
        if (rx.IsIn("HasExpired")) return rx.Will(AccessKind.Load, q.Machine.Jiffies) ? "rx-compares" : "rx-drops";
        bool takes = rx.IsIn("Dequeue") && (rx.Will(AccessKind.Acquire, q.Packets.Lock) || rx.Will(AccessKind.Store, q.Packets.Head));
        return takes ? "rx-expired" : "rx-drops";
    }
}
