using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of slots, in a vif of one queue: what the Rx thread looks for, and what a packet then takes.</summary>
internal sealed class SlotAbstraction(SlotMachine m) : Abstraction
{
    private Packet? sent, packet;
    private long taken, looked;

    public override AbstractMachine Machine => m.Machine;

    protected override void Hear(in Event e)
    {
        if (e.Kind == EventKind.SlotsConsumed) (sent, taken) = (e.Packet, e.Other);
    }

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        var rx = new Location(model.Machine.ContextOf(q.Thread));
        var state = new Valuation();
        state[m.GsoVif] = model.Vif.Parameters.Gso ? 1 : 0;
        state[m.Mtu] = model.Vif.Parameters.Mtu;
        state[m.Looked] = before is null ? 0 : sent is null ? before[m.Looked] : looked;
        state[m.Taken] = before is null ? 0 : sent is null ? before[m.Taken] : taken;
        state[m.Covered] = before is null ? 1 : sent is null ? before[m.Covered] : before[m.Covered].IsZero || taken > looked ? 0 : 1;
        (packet, sent) = (sent, null);
        if (rx.IsIn("RxAction") && rx.TryLocal("HasRequests", "needed", out object? needed)) looked = (uint)needed!;
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Length, packet?.Length ?? 0);
        yield return (m.Gso, packet is { Gso: true } ? 1 : 0);
    }
}
