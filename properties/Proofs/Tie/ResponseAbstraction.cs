using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of responses and events for the guest, in a vif of one queue.</summary>
internal sealed class ResponseAbstraction : Abstraction
{
    private readonly ResponseMachine m;
    private readonly Memory.Flag isOwed, isSent;

    public ResponseAbstraction(ResponseMachine m)
    {
        this.m = m;
        (isOwed, isSent) = (Memory.NewFlag(), Memory.NewFlag());
        Memory.Keep(m.Rx, m.Notify);
        Memory.KeepFrom(m.Pub, oldest: 8, m.Old);
    }

    public override AbstractMachine Machine => m.Machine;

    /// <summary>What is owed is what the monitor of GuestNotified takes for owed.</summary>
    protected override void Hear(in Event e)
    {
        if (e.Kind == EventKind.ResponsesPushed && e.Cause == Cause.EventAsked) isOwed.Is = true;
        if (e.Kind is EventKind.RspEventSet or EventKind.GuestNotified) isOwed.Is = false;
        if (e.Kind == EventKind.GuestNotified) isSent.Is = true;
    }

    public override Valuation Of(ModelInstance model, Valuation? before)
    {
        var q = model.Vif.Queues.Single();
        uint start = model.Configuration.StartIndex;
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        // The counts that the indices stand for: no walk goes round all of their values.
        BigInteger Count(RingIndex index) => (BigInteger)start + (int)(index.Value - start);
        var state = new Valuation();
        (state[m.Size], state[m.Start]) = (model.Vif.Parameters.RingSize, start);
        state[m.Pub] = Count(q.Shared.RspProd.Peek);
        state[m.Taken] = Count(model.TestBench.Fronts[0].Consumed);
        state[m.Event] = Count(q.Shared.RspEvent.Peek);
        bool hasPublished = before is not null && state[m.Pub] != Was(m.Pub);
        state[m.Old] = before is null ? start : hasPublished ? Was(m.Pub) : Was(m.Old);
        var rx = new Location(model.Machine.ContextOf(q.Thread));
        // A publication of nothing changes nothing.
        bool isPublished = rx.Will(AccessKind.Load, q.Shared.RspEvent) && (hasPublished || Was(m.Rx) == PlaceOf(m.Rx, "rx-published"));
        state[m.Rx] = PlaceOf(m.Rx, isPublished ? "rx-published" : "rx-runs");
        state[m.Notify] = rx.What == "sends an event to the guest" ? 1
            : !rx.IsIn("Complete") ? 0 : rx.TryLocal("Complete", "notify", out object? notify) ? (true.Equals(notify) ? 1 : 0) : Was(m.Notify);
        var guest = new Location(model.Processes[model.GuestNumber(0)].Context!);
        state[m.Guest] = PlaceOf(m.Guest, guest.Will(AccessKind.Exchange, q.Shared.RspEvent) ? "guest-took-all" : "guest-runs");
        state[m.Sent] = isSent.Is ? 1 : 0;
        state[m.Owed] = isOwed.Is ? 1 : 0;
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Slots, after[m.Pub] != before[m.Pub] ? after[m.Pub] - before[m.Pub] : after[m.Taken] - before[m.Taken]);
    }
}
