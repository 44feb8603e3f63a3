using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of requests and wake-ups, in a vif of one queue.</summary>
internal sealed class RequestAbstraction : Abstraction
{
    private readonly RequestMachine m;
    private readonly RequestRules rules;
    private readonly Func<Packet, Parameters, int> needOf;
    private readonly Memory.Flag isAccepted, wasAboutToPrepare, wasAboutToRecall, wasAboutToSee, seesHead, sawNone;
    private Packet? dequeued;

    /// <param name="m">The machine.</param>
    /// <param name="rules">Those of the revision.</param>
    /// <param name="needOf">Slots that the driver looks for before it sends a packet.</param>
    public RequestAbstraction(RequestMachine m, RequestRules rules, Func<Packet, Parameters, int> needOf)
    {
        (this.m, this.rules, this.needOf) = (m, rules, needOf);
        (isAccepted, wasAboutToPrepare, wasAboutToRecall) = (Memory.NewFlag(), Memory.NewFlag(), Memory.NewFlag());
        (wasAboutToSee, seesHead, sawNone) = (Memory.NewFlag(), Memory.NewFlag(), Memory.NewFlag());
        Memory.Keep(m.Need, m.IrqNeed, m.Left, m.Rx, m.Prepared);
        // No more than a ring lies between any two indices that matter.
        Memory.KeepFrom(m.Cons, oldest: 8, m.Old, m.Seen, m.IrqSeen);
    }

    public override AbstractMachine Machine => m.Machine;

    protected override void Hear(in Event e)
    {
        if (e.Kind == EventKind.PacketOffered) isAccepted.Is = false;
        if (e.Kind == EventKind.PacketAccepted) isAccepted.Is = true;
        if (e.Kind == EventKind.PacketDequeued) dequeued = e.Packet;
    }

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        var p = model.Vif.Parameters;
        uint start = model.Configuration.StartIndex;
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        // The counts that the indices stand for: no walk goes round all of their values.
        BigInteger Count(RingIndex index) => (BigInteger)start + (int)(index.Value - start);
        var state = new Valuation();
        (state[m.Size], state[m.Start]) = (p.RingSize, start);
        (state[m.Prod], state[m.Cons]) = (Count(q.Shared.ReqProd.Peek), Count(q.Ring.ReqCons.Peek));
        (state[m.Event], state[m.Pub]) = (Count(q.Shared.ReqEvent.Peek), Count(q.Shared.RspProd.Peek));
        state[m.Base] = Count(model.TestBench.Fronts[0].Consumed);
        state[m.Old] = before is null ? start : state[m.Prod] != Was(m.Prod) ? Was(m.Prod) : Was(m.Old);
        var guest = new Location(model.Processes[model.GuestNumber(0)].Context!);
        state[m.Guest] = PlaceOf(m.Guest, guest.Will(AccessKind.Load, q.Shared.ReqEvent) ? "guest-posted" : "guest-idle");
        var host = Hosts(model).Single();
        state[m.Host] = PlaceOf(m.Host, HostPlace(host, model, q));
        state[m.Cached] = q.SlotsNeeded.Peek;
        state[m.Waiting] = q.Packets.Head.Peek is null ? 0 : 1;
        state[m.Need] = q.Packets.Head.Peek is { } head ? needOf(head, p) : host.Will(AccessKind.Store, q.Packets.Head) && rules.CachesNeed ? state[m.Cached]
            : before is null ? needOf(new(0, new(1, false)), p) : Was(m.Need);
        state[m.Pending] = q.Channel.IsPending ? 1 : 0;
        state[m.Masked] = q.Channel.IsMasked ? 1 : 0;
        state[m.Mark] = q.EoiPending.Peek ? 1 : 0;
        Interrupt(model, q, state, before);
        Thread(model, q, state, before);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        BigInteger Moved(Variable v) => after[v] - before[v];
        yield return (m.Wants, after[m.Need]);
        yield return (m.More, after[m.Waiting]);
        yield return (m.Asked, after[m.Event]);
        yield return (m.Slots, new[] { Moved(m.Prod), Moved(m.Base), Moved(m.Cons), Moved(m.Pub), Moved(m.Left) }.FirstOrDefault(n => n.Sign > 0));
    }

    /// <summary>A refused packet, for which the thread is kicked all the same, was refused behind others: that is like one that came in.</summary>
    private string HostPlace(Location host, ModelInstance model, GuestRxQueue q)
    {
        if (!host.IsIn("Enqueue")) return "host-idle";
        if (rules.CachesNeed && host.Will(AccessKind.Store, q.Packets.Head)) return "host-links";
        bool kicksAnyway = model.Vif.Revision is Xsa392 and not Xsa424 && (host.Will(AccessKind.Exchange, "tx_stopped") || host.IsIn("Free")
            || host.Will(AccessKind.Release, q.Packets.Lock) || host.Will(AccessKind.Wake, q.Wait));
        return isAccepted.Is || kicksAnyway ? "host-kicks" : "host-idle";
    }

    private void Interrupt(ModelInstance model, GuestRxQueue q, Valuation state, Valuation? before)
    {
        var irq = new Location(model.Machine.ContextOf(q.Channel));
        string place = InterruptPlace(irq, q), was = m.Irq.Sort.Places[(int)(before?[m.Irq] ?? 0)];
        state[m.Irq] = PlaceOf(m.Irq, place);
        state[m.IrqSeen] = before is null ? state[m.Start] : was == "irq-looks" && place == "irq-compares" ? state[m.Prod] : before[m.IrqSeen];
        state[m.IrqNeed] = before is null ? 1 : was == "irq-asks" && place == "irq-looks" ? (rules.CachesNeed ? before[m.Cached] : before[m.Need]) : before[m.IrqNeed];
    }

    private string InterruptPlace(Location irq, GuestRxQueue q) =>
        irq.Context.IsIdle ? "irq-idle"
        : irq.Will(AccessKind.Wake, q.Wait) ? "irq-kicks"
        : !rules.AcknowledgesLate ? throw Nowhere(irq)
        : irq.IsIn("EndOfInterrupt") ? "irq-acks"
        : irq.IsIn("AcknowledgeUnused") ? "irq-finds-nothing"
        : irq.Will(AccessKind.Exchange, q.EoiPending) ? "irq-marks"
        : irq.IsIn("HasRequests") ? LookPlace(irq, q, "irq")
        : irq.IsIn("HasLinkWork") ? "irq-finds-nothing"
        : irq.IsIn("NeedOfPeeked") ? "irq-looks"
        : irq.IsIn("NeedOfHead") ? (!irq.Will(AccessKind.Release, q.Packets.Lock) ? "irq-asks" : q.Packets.Head.Peek is null ? "irq-finds-nothing" : "irq-looks")
        : "irq-finds-nothing";

    private static string LookPlace(Location at, GuestRxQueue q, string who) =>
        at.Will(AccessKind.Load, q.Shared.ReqProd) ? who + (at.What!.StartsWith("re-", StringComparison.Ordinal) ? "-rereads" : "-looks")
        : at.Will(AccessKind.Load, q.Ring.ReqCons) || at.Will(AccessKind.Load, q.Ring.RspProdPrivate) ? who + "-compares"
        : at.Will(AccessKind.Store, q.Shared.ReqEvent) ? who + "-arms"
        : throw Nowhere(at);

    private void Thread(ModelInstance model, GuestRxQueue q, Valuation state, Valuation? before)
    {
        var rx = new Location(model.Machine.ContextOf(q.Thread));
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        string was = m.Rx.Sort.Places[(int)Was(m.Rx)];
        bool aboutToPrepare = rx.Will(AccessKind.Prepare, q.Wait);
        bool isPrepared = rx.IsIn("WaitForRxWork") && !aboutToPrepare && (wasAboutToPrepare.Is || !Was(m.Prepared).IsZero);
        Recalls(rx, q, isPrepared, before);
        wasAboutToPrepare.Is = aboutToPrepare;
        bool isSent = dequeued is not null && rx.IsIn("RxAction");
        state[m.Left] = isSent ? model.Vif.Parameters.SlotsOf(dequeued!) : before is null ? 0 : Was(m.Left) - (state[m.Cons] - Was(m.Cons));
        string place = RxPlace(rx, q, was, isPrepared, !state[m.Left].IsZero);
        state[m.Rx] = PlaceOf(m.Rx, place);
        state[m.Prepared] = isPrepared ? 1 : 0;
        state[m.Marked] = q.Wait.IsMarked ? 1 : 0;
        state[m.Sleeping] = q.Thread.State == ThreadState.Sleeping ? 1 : 0;
        state[m.Seen] = before is null ? state[m.Start] : was == "rx-looks" && place == "rx-compares" ? state[m.Prod] : Was(m.Seen);
        dequeued = null;
    }

    /// <summary>Whether it knows what the head needs, and is about to see whether it is there.</summary>
    private static bool LooksForHead(Location rx) => rx.IsIn("SlotsAvailable") && rx.IsIn("HasPacket");

    /// <summary>What the thread remembers of rx_slots_needed as it read it last, where it may ask for an event without a packet.</summary>
    private void Recalls(Location rx, GuestRxQueue q, bool isPrepared, Valuation? before)
    {
        bool aboutToRecall = (rx.IsIn("NeedOfHead") || rx.Will(AccessKind.Load, q.SlotsNeeded)) && !rx.IsIn("IsStalled");
        if (wasAboutToRecall.Is && !aboutToRecall)
        {
            bool none = before![m.Cached].IsZero;
            if (!rx.IsIn("HasRecovered")) (sawNone.Is, seesHead.Is) = (none, !none);
        }
        bool aboutToSee = LooksForHead(rx);
        if (wasAboutToSee.Is && !aboutToSee && before![m.Waiting].IsZero) (sawNone.Is, seesHead.Is) = (true, false);
        wasAboutToSee.Is = aboutToSee;
        sawNone.Is &= isPrepared && rules.AsksWhenStalled;
        wasAboutToRecall.Is = aboutToRecall;
    }

    private string RxPlace(Location rx, GuestRxQueue q, string was, bool isPrepared, bool takes)
    {
        if (rules.CachesNeed && rx.IsIn("Dequeue") && rx.Will(AccessKind.Store, q.SlotsNeeded)) return "rx-caches";
        if (takes) return "rx-takes";
        if (rx.Will(AccessKind.Woke, q.Wait)) return "rx-asleep";
        if (rx.IsIn("EndOfInterrupt")) return "rx-acks";
        if (isPrepared && (rx.IsIn("QueueTimeout") || rx.What == "is about to sleep")) return "rx-sleepy";
        string resting = !isPrepared ? "rx-runs" : sawNone.Is ? "rx-saw-none" : "rx-tired";
        bool asks = rules.AsksWhenStalled && (rx.IsIn("HasRecovered") || !seesHead.Is);
        if (rx.IsIn("HasRequests")) return asks ? resting : LookPlace(rx, q, "rx");
        bool looksForSlots = rx.IsIn("SlotsAvailable");
        bool afterLook = looksForSlots && rx.Will(AccessKind.Load, q.Machine.Jiffies);
        // Between the look that found enough and the removal nothing else happens but another look at the head.
        bool fits = was is "rx-compares" or "rx-fits" && (afterLook || rx.IsIn("RxAction") && (rx.IsIn("Dequeue") || rx.IsIn("HasPacket")));
        if (fits && !(rx.IsIn("Dequeue") && !rx.Will(AccessKind.Acquire, q.Packets.Lock) && !rx.Will(AccessKind.Store, q.Packets.Head))) return "rx-fits";
        if (afterLook) return resting;
        if (LooksForHead(rx)) return "rx-runs";
        // Slots that it looks at in passing, on account of a head that it has seen.
        if (looksForSlots && !rx.IsIn("NeedOfHead") && !rx.Will(AccessKind.Load, q.SlotsNeeded)) return asks ? resting : "rx-looks";
        if (looksForSlots && rx.IsIn("NeedOfHead") && rx.Will(AccessKind.Release, q.Packets.Lock)) return q.Packets.Head.Peek is null ? resting : "rx-looks";
        return isPrepared && (looksForSlots || rx.IsIn("CanSend")) ? "rx-runs" : resting;
    }
}
