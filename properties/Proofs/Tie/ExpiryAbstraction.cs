using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of expiry and sleep, in a vif of one queue where time passes only when all is quiet: a pass takes no time.</summary>
internal sealed class ExpiryAbstraction : Abstraction
{
    private readonly ExpiryMachine m;
    private readonly int followed;
    private readonly Memory.Flag offered, length, placeInQueue, isAccepted, followsOffered, isStamped, hasLeft, wasAboutToPrepare, isPrepared;

    /// <param name="m">The machine.</param>
    /// <param name="followed">Number of the packet that is followed, among those that are offered.</param>
    public ExpiryAbstraction(ExpiryMachine m, int followed)
    {
        (this.m, this.followed) = (m, followed);
        (offered, length, placeInQueue) = (Memory.NewFlag(), Memory.NewFlag(), Memory.NewFlag(NotQueued));
        (isAccepted, followsOffered, isStamped) = (Memory.NewFlag(), Memory.NewFlag(), Memory.NewFlag());
        (hasLeft, wasAboutToPrepare, isPrepared) = (Memory.NewFlag(), Memory.NewFlag(), Memory.NewFlag());
        Memory.Keep(m.Saw, m.Timed, m.Timeout);
        // What lies further back than a few timeouts is over.
        Memory.KeepFrom(m.Now, oldest: 16, m.Head, m.Last, m.Expires, m.Stamp, m.HostSince, m.Since, m.Slept, m.End, m.Deadline);
    }

    private const int NotQueued = -1;

    public override AbstractMachine Machine => m.Machine;

    /// <summary>Packets are told apart by their place: in an exploration nothing else tells those apart that are alike.</summary>
    protected override void Hear(in Event e)
    {
        switch (e.Kind)
        {
            case EventKind.PacketOffered:
                (followsOffered.Is, isAccepted.Is) = (offered.Number == followed, false);
                offered.Number = Math.Min(offered.Number, followed) + 1;
                break;
            case EventKind.PacketAccepted:
                isAccepted.Is = true;
                if (followsOffered.Is) placeInQueue.Number = length.Number;
                length.Number++;
                break;
            case EventKind.PacketDequeued:
                length.Number--;
                hasLeft.Is |= placeInQueue.Number == 0;
                if (placeInQueue.Number != NotQueued) placeInQueue.Number--;
                break;
            case EventKind.PacketRefused:
                hasLeft.Is |= followsOffered.Is;
                break;
        }
    }

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        BigInteger Ms(Packet p) => model.Machine.MsOf(p.Expires.At);
        var queued = q.Packets.Queued.ToList();
        var state = new Valuation();
        state[m.Drain] = model.Vif.Parameters.DrainTimeoutMs;
        (state[m.Pass], state[m.Late]) = (0, 0);
        BigInteger now = state[m.Now] = model.Machine.NowMs;
        int place = (int)placeInQueue.Number;
        if (length.Number != queued.Count) throw new TieException($"{queued.Count} packets are queued, and {length.Number} have come and not gone");
        state[m.Ahead] = place < 0 ? queued.Count : place;
        state[m.Behind] = place < 0 ? 0 : queued.Count - place - 1;
        state[m.Head] = queued.Count > 0 ? Ms(queued[0]) : Was(m.Head);
        state[m.Last] = queued.Count > 0 ? Ms(queued[^1]) : Was(m.Last);
        var transmit = Hosts(model).Single();
        string host = HostPlace(transmit, q);
        state[m.Host] = PlaceOf(m.Host, host);
        state[m.Stamp] = host == "host-stamped" && before is not null && Was(m.Host) == 0 ? Ms((Packet)transmit.Local("Enqueue", "packet")!) : Was(m.Stamp);
        state[m.HostSince] = host == "host-stamped" && Was(m.Host) == 0 ? now : Was(m.HostSince);
        isStamped.Is |= followsOffered.Is && host == "host-stamped";
        hasLeft.Is |= isStamped.Is && followsOffered.Is && host == "host-refused";
        state[m.Packet] = PlaceOf(m.Packet, place >= 0 ? "queued" : hasLeft.Is ? "gone" : isStamped.Is ? "stamped" : "elsewhere");
        state[m.Expires] = place >= 0 ? Ms(queued[place]) : followsOffered.Is && host == "host-stamped" ? state[m.Stamp] : Was(m.Expires);
        Sleep(model, state, before);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Next, after[m.Head]);
        yield return (m.Ticks, after[m.Now] - before[m.Now]);
        yield return (m.Followed, followsOffered.Is ? 1 : 0);
        yield return (m.Shorter, after[m.Timeout]);
    }

    private string HostPlace(Location host, GuestRxQueue q) =>
        !host.IsIn("Enqueue") ? "host-idle"
        : isAccepted.Is ? "host-kicks"
        : host.IsIn("Free") || host.Will(AccessKind.Exchange, "tx_stopped") || host.Will(AccessKind.Release, q.Packets.Lock) || host.Will(AccessKind.Wake, q.Wait)
            ? "host-refused" : "host-stamped";

    /// <summary>The variables of the Rx thread.</summary>
    private void Sleep(ModelInstance model, Valuation state, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        var rx = new Location(model.Machine.ContextOf(q.Thread));
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        bool aboutToPrepare = rx.Will(AccessKind.Prepare, q.Wait);
        isPrepared.Is = rx.IsIn("WaitForRxWork") && !aboutToPrepare && (wasAboutToPrepare.Is || isPrepared.Is);
        wasAboutToPrepare.Is = aboutToPrepare;
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
        state[m.Deadline] = !fallsAsleep ? Was(m.Deadline) : sleeping && isTimed ? model.Machine.MsOf(q.Thread.Deadline.At) : now + BigInteger.Max(state[m.Timeout], 1);
        bool looked = was is "rx-drops" or "rx-compares" && place == "rx-waits", wakes = before is not null && !Was(m.Sleeping).IsZero && !sleeping;
        state[m.Since] = looked || wakes ? now : Was(m.Since);
    }

    /// <summary>How long the thread is going to sleep, as far as it has reckoned.</summary>
    private static long? TimeoutOf(Location rx) =>
        (long?)(rx.IsIn("LeftUntilStall") ? rx.Local("QueueTimeout", "expiry") : rx.Local("WaitForRxWork", "timeout"));

    private string RxPlace(Location rx, GuestRxQueue q)
    {
        if (rx.Context.IsStarting || rx.IsIn("ThreadStarts") || rx.IsIn("MaybeWake") || rx.What == KernelThread.LoopsAgain) return "rx-waits";
        if (rx.IsIn("WaitForRxWork"))
            return rx.Will(AccessKind.Woke, q.Wait) ? "rx-asleep"
                : rx.What == "is about to sleep" || rx.IsIn("QueueTimeout") && rx.IsIn("LeftUntilStall") ? "rx-sleeps-soon"
                : rx.IsIn("QueueTimeout") && rx.Will(AccessKind.Load, q.Machine.Jiffies) ? "rx-reads-time"
                : isPrepared.Is ? "rx-prepared" : "rx-waits";
        if (!rx.IsIn("DropExpired")) return "rx-round";
        if (rx.IsIn("HasExpired")) return rx.Will(AccessKind.Load, q.Machine.Jiffies) ? "rx-compares" : "rx-drops";
        bool takes = rx.IsIn("Dequeue") && (rx.Will(AccessKind.Acquire, q.Packets.Lock) || rx.Will(AccessKind.Store, q.Packets.Head));
        return takes ? "rx-expired" : "rx-drops";
    }
}
