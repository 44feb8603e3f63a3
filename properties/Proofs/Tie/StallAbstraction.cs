using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Observation;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of stalls, in a vif of one queue. Whether it is blocked, and since when, is what the monitor of NoSpuriousCarrierOff says.</summary>
internal sealed class StallAbstraction : Abstraction
{
    private readonly StallMachine m;
    private bool isDropped, isTurnedOff;

    public StallAbstraction(StallMachine m)
    {
        this.m = m;
        Memory.Keep(m.Rx, m.Uncached, m.Left, m.Sees, m.Dropped, m.Recalled, m.Spurious);
        // What lies further back than a few timeouts is over.
        Memory.KeepFrom(m.Now, oldest: 16, m.BlockedSince, m.ThinksSince);
    }

    public override AbstractMachine Machine => m.Machine;

    protected override void Hear(in Event e)
    {
        isDropped |= e.Kind == EventKind.PacketDequeued;
        isTurnedOff |= e.Kind == EventKind.CarrierOff;
    }

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        var seen = model.Watch.Observed.Queues[0];
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        BigInteger Ms(Jiffies? moment, Variable variable) => moment is { } at ? model.Machine.MsOf(at) : Was(variable);
        var state = new Valuation();
        (state[m.Timeout], state[m.Fixed]) = (model.Vif.Parameters.StallTimeoutMs, model.Vif.Parameters.MaxPacketSlots);
        (state[m.Now], state[m.Free]) = (model.Machine.NowMs, seen.Free);
        (state[m.Waiting], state[m.Need]) = (seen.Packets > 0 ? 1 : 0, seen.Head?.Need ?? 0);
        state[m.Cached] = m.Caches ? q.SlotsNeeded.Peek : 0;
        bool isLinked = !m.Caches || seen.Packets > 0 || !Hosts(model).Any(h => h.Will(AccessKind.Store, q.Packets.Head));
        state[m.Host] = PlaceOf(m.Host, isLinked ? "host-idle" : "host-cached");
        (state[m.Blocked], state[m.BlockedSince], state[m.BlockedNeed]) = (seen.BlockedSince is null ? 0 : 1, Ms(seen.BlockedSince, m.BlockedSince), seen.BlockedNeed);
        state[m.WasBlocked] = seen.WasBlockedForStall ? 1 : 0;
        state[m.Stalled] = q.Stalled.Peek ? 1 : 0;
        // Where nothing has ever been delivered, any moment before the connection.
        state[m.LastRx] = Math.Max(0, model.Machine.MsOf(q.LastRxTime.Peek));
        var proposed = model.Vif.Revision as Proposed;
        var since = proposed?.BlockedSince[q].Peek;
        (state[m.Thinks], state[m.ThinksSince], state[m.LastNeed]) = (since is null ? 0 : 1, Ms(since, m.ThinksSince), proposed?.LastNeed[q].Peek ?? 0);
        Thread(new(model.Machine.ContextOf(q.Thread)), q, state, before);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        BigInteger Moved(Variable v) => BigInteger.Abs(after[v] - before[v]);
        yield return (m.Slots, BigInteger.Max(Moved(m.Free), Moved(m.Now)));
        bool isCached = after[m.Host] != before[m.Host] && before[m.Host].IsZero;
        yield return (m.Wants, isCached ? after[m.Cached] : after[m.LastNeed] != before[m.LastNeed] || after[m.Thinks] != before[m.Thinks] ? after[m.LastNeed] : after[m.Need]);
        yield return (m.More, after[m.Rx] != before[m.Rx] && after[m.Rx] == PlaceOf(m.Rx, "rx-passes") ? after[m.Sees] : after[m.Waiting]);
        yield return (m.Moment, after[m.LastRx]);
    }

    private void Thread(Location rx, GuestRxQueue q, Valuation state, Valuation? before)
    {
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        string was = m.Rx.Sort.Places[(int)Was(m.Rx)];
        foreach (var kept in (Variable[])[m.Sees, m.Dropped, m.Recalled]) state[kept] = Was(kept);
        string place = m.Rule == StallRule.Blocked ? Place(rx, q, state, was) : "rx-runs";
        state[m.Rx] = PlaceOf(m.Rx, place);
        state[m.Uncached] = !m.Caches || before is null ? 0 : isDropped ? 1 : rx.IsIn("Dequeue") && rx.Will(AccessKind.Store, q.SlotsNeeded) ? Was(m.Uncached) : 0;
        state[m.Left] = before is null ? 0 : isDropped && !rx.IsIn("DropExpired") ? Was(m.Left) + Was(m.Need) : Was(m.Left) - BigInteger.Max(0, Was(m.Free) - state[m.Free]);
        if (place == "rx-passes" && was != place) state[m.Sees] = (uint)rx.Local("SlotsAvailable", "head")! > 0 ? 1 : 0;
        if (isDropped && rx.IsIn("DropExpired")) state[m.Dropped] = Was(m.Need);
        if (place == "rx-asked" && was != place) state[m.Recalled] = Was(m.Cached);
        state[m.Spurious] = isTurnedOff && before is not null && !m.MayStall.Holds(before) ? 1 : Was(m.Spurious);
        (isDropped, isTurnedOff) = (false, false);
    }

    private string Place(Location rx, GuestRxQueue q, Valuation state, string was)
    {
        // The first of the words that tell how many slots there are is the one that others write.
        bool hasLooked = rx.IsIn("Requests") && !rx.Will(AccessKind.Load, q.Shared.ReqProd);
        bool Fewer(Variable than) => state[m.Free] < state[than];
        if (rx.IsIn("DropExpired"))
        {
            if (isDropped) return "rx-dropped";
            if (hasLooked && was == "rx-dropped") return !Fewer(m.Dropped) ? "rx-room" : !state[m.Thinks].IsZero && Fewer(m.LastNeed) ? "rx-weighed" : "rx-anew";
            if (was == "rx-dropped" || (hasLooked && was is "rx-room" or "rx-weighed" or "rx-anew")) return was;
            if (rx.IsIn("Drop") && rx.Will(AccessKind.Load, q.Machine.Jiffies)) return "rx-times";
        }
        if (rx.IsIn("SlotsAvailable") && rx.IsIn("Requests")) return !hasLooked ? "rx-passes" : was == "rx-passes" && !Fewer(m.LastNeed) ? "rx-runs" : was == "rx-passes" ? "rx-passed" : was;
        if (rx.IsIn("IsStalled"))
        {
            if (rx.Will(AccessKind.Load, q.SlotsNeeded)) return "rx-due";
            if (rx.IsIn("Requests") && !hasLooked) return "rx-asked";
            if (hasLooked && was == "rx-asked") return Fewer(m.LastNeed) && (state[m.Recalled].IsZero || Fewer(m.Recalled)) ? "rx-stalls" : "rx-runs";
            return hasLooked ? was : "rx-runs";
        }
        return was == "rx-stalls" && rx.IsIn("CountStalled") && !isTurnedOff ? "rx-stalls" : "rx-runs";
    }
}
