using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of marks and their count. The queue that is followed is queue 0.</summary>
internal sealed class CountAbstraction : Abstraction
{
    private readonly CountMachine m;

    public CountAbstraction(CountMachine m)
    {
        this.m = m;
        Memory.Keep(m.Mine);
    }

    public override AbstractMachine Machine => m.Machine;

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var vif = model.Vif;
        var holder = HolderOf(model, vif.Lock);
        bool Waits(GuestRxQueue q) => ThreadOf(q).Will(AccessKind.Acquire, vif.Lock);
        Location ThreadOf(GuestRxQueue q) => new(model.Machine.ContextOf(q.Thread));
        var (first, others) = (vif.Queues[0], vif.Queues.Skip(1).ToList());
        bool isFirst = holder is not null && holder == ThreadOf(first).Context;
        var state = new Valuation();
        state[m.Queues] = vif.Queues.Count;
        state[m.Mark] = first.Stalled.Peek ? 1 : 0;
        state[m.Others] = others.Count(q => q.Stalled.Peek);
        state[m.Ups] = others.Count(q => Waits(q) && q.Stalled.Peek);
        state[m.Downs] = others.Count(q => Waits(q) && !q.Stalled.Peek);
        state[m.Counted] = vif.StalledQueues.Peek;
        state[m.Carrier] = vif.Carrier.IsOn ? 1 : 0;
        state[m.Rx] = PlaceOf(m.Rx, isFirst ? "rx-counted" : !Waits(first) ? "rx-runs" : first.Stalled.Peek ? "rx-marked" : "rx-unmarked");
        state[m.Lock] = PlaceOf(m.Lock, holder is null ? "free" : LockPlace(new(holder), vif.Lock));
        state[m.Mine] = holder is not null ? (isFirst ? 1 : 0) : before?[m.Mine] ?? 0;
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after) => [];

    private static string LockPlace(Location holder, SpinLock vifLock) =>
        holder.IsIn("TurnOff") ? "turns-off"
        : holder.IsIn("TurnOn") || holder.IsIn("TurnsOn") ? "turns-on"
        : holder.Will(AccessKind.Release, vifLock) ? "leaves"
        : throw Nowhere(holder);
}
