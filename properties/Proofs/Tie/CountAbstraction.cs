using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of marks and their count. The queue that is followed is queue 0.</summary>
internal sealed class CountAbstraction(CountMachine m) : Abstraction
{
    public override Machine Machine => m.Machine;

    public override Valuation Of(World world, Standpoints works, Valuation? before)
    {
        var vif = world.Vif;
        var rx = world.Kernel.ContextOf(vif.Queues[0].Thread);
        var holder = vif.Lock.Holder as SteppedContext;
        bool Waits(GuestRxQueue q) => world.Kernel.ContextOf(q.Thread).What == "takes the vif lock";
        var others = vif.Queues[1..];
        var state = new Valuation();
        state[m.Queues] = vif.Queues.Length;
        state[m.Mark] = vif.Queues[0].Stalled.Value ? 1 : 0;
        state[m.Others] = others.Count(q => q.Stalled.Value);
        state[m.Ups] = others.Count(q => Waits(q) && q.Stalled.Value);
        state[m.Downs] = others.Count(q => Waits(q) && !q.Stalled.Value);
        state[m.Counted] = vif.StalledQueues;
        state[m.Carrier] = vif.Carrier.IsOn ? 1 : 0;
        state[m.Rx] = PlaceOf(m.Rx, holder == rx ? "rx-counted" : !Waits(vif.Queues[0]) ? "rx-runs" : vif.Queues[0].Stalled.Value ? "rx-marked" : "rx-unmarked");
        state[m.Lock] = PlaceOf(m.Lock, holder?.What switch
        {
            null => "free",
            "turns the carrier off" => "turns-off",
            "turns the carrier on" => "turns-on",
            "releases the vif lock" => "leaves",
            _ => throw Nowhere(holder),
        });
        state[m.Mine] = holder is not null ? (holder == rx ? 1 : 0) : before?[m.Mine] ?? 0;
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after) => [];
}
