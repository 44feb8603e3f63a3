using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of requests and wake-ups, in a vif of one queue and of a revision whose interrupt kicks without a look.</summary>
/// <param name="m">The machine.</param>
/// <param name="needOf">Slots that the driver looks for before it sends a packet.</param>
internal sealed class RequestAbstraction(RequestMachine m, Func<Packet, Parameters, int> needOf) : Abstraction
{
    private bool isAccepted, wasInWait;
    private Packet? dequeued;
    private string? wasAt;

    public override Machine Machine => m.Machine;

    public override void On(in Event e)
    {
        if (e.Kind == EventKind.PacketOffered) isAccepted = false;
        if (e.Kind == EventKind.PacketAccepted) isAccepted = true;
        if (e.Kind == EventKind.PacketDequeued) dequeued = e.Packet;
    }

    public override Valuation Of(World world, Standpoints works, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        var p = world.Vif.Parameters;
        uint start = world.Configuration.StartIndex;
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        // The counts that the indices stand for: no walk goes round all of their values.
        BigInteger Count(uint index) => (BigInteger)start + (int)(index - start);
        var state = new Valuation();
        (state[m.Size], state[m.Start]) = (p.RingSize, start);
        (state[m.Prod], state[m.Cons]) = (Count(q.Shared.ReqProd.Value), Count(q.Ring.ReqCons.Value));
        (state[m.Event], state[m.Pub]) = (Count(q.Shared.ReqEvent.Value), Count(q.Shared.RspProd.Value));
        state[m.Base] = Count(world.Stage.Fronts[0].Consumed);
        state[m.Old] = before is null ? start : state[m.Prod] != Was(m.Prod) ? Was(m.Prod) : Was(m.Old);
        state[m.Guest] = PlaceOf(m.Guest, world.Actors[world.GuestNumber(0)].Context!.What == "reads req_event" ? "guest-posted" : "guest-idle");
        bool kicks = isAccepted && Hosts(world).Single().What is "stops the Tx queue" or "releases the queue lock" or "kicks rx0";
        state[m.Host] = PlaceOf(m.Host, isAccepted && kicks ? "host-kicks" : "host-idle");
        state[m.Waiting] = q.Packets.Head.Value is null ? 0 : 1;
        state[m.Need] = q.Packets.Head.Value is { } head ? needOf(head, p) : before is null ? needOf(new(0, 1, false), p) : Was(m.Need);
        var irq = world.Kernel.Contexts.Single(c => c.Kind == ContextKind.Interrupt);
        state[m.Irq] = PlaceOf(m.Irq, irq.What switch { null => "irq-idle", "kicks rx0" => "irq-kicks", _ => throw Nowhere(irq) });
        state[m.Requested] = irq.IsRequested ? 1 : 0;
        state[m.Pending] = q.Channel.IsPending ? 1 : 0;
        state[m.InService] = q.Channel.InService ? 1 : 0;
        (state[m.IrqSeen], state[m.IrqNeed]) = (start, 1);
        Thread(world, works, state, before);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        BigInteger Moved(Variable v) => after[v] - before[v];
        yield return (m.Wants, after[m.Need]);
        yield return (m.More, after[m.Waiting]);
        yield return (m.Slots, new[] { Moved(m.Prod), Moved(m.Base), Moved(m.Cons), Moved(m.Pub), Moved(m.Left) }.FirstOrDefault(n => n.Sign > 0));
    }

    private void Thread(World world, Standpoints works, Valuation state, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        var rx = world.Kernel.ContextOf(q.Thread);
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        string was = m.Rx.Sort.Places[(int)Was(m.Rx)];
        bool inWait = works.IsIn(rx, "waits for work"), moved = rx.What != wasAt || inWait != wasInWait;
        string place = !moved ? was : works.IsIn(rx, "looks for requests") ? LookPlace(rx) : OtherPlace(rx, was, inWait, !Was(m.Prepared).IsZero);
        bool isPrepared = moved ? inWait && (wasAt == "prepares to wait" || !Was(m.Prepared).IsZero && rx.What != "prepares to wait") : !Was(m.Prepared).IsZero;
        state[m.Rx] = PlaceOf(m.Rx, place);
        state[m.Prepared] = isPrepared ? 1 : 0;
        state[m.Marked] = q.Wait.IsMarked ? 1 : 0;
        state[m.Sleeping] = q.Thread.State == ThreadState.Sleeping ? 1 : 0;
        state[m.Seen] = before is null ? state[m.Start] : was == "rx-looks" && place == "rx-compares" ? state[m.Prod] : Was(m.Seen);
        state[m.Left] = place != "rx-takes" ? 0 : was == "rx-takes" ? Was(m.Left) : world.Vif.Parameters.SlotsOf(dequeued!.Length, dequeued.Gso);
        (wasAt, wasInWait, dequeued) = (rx.What, inWait, null);
    }

    private static string LookPlace(SteppedContext rx) => rx.What switch
    {
        "reads req_prod" => "rx-looks",
        "reads req_cons" => "rx-compares",
        "asks for an event at the next request" => "rx-arms",
        "re-reads req_prod after arming req_event" => "rx-rereads",
        _ => throw Nowhere(rx),
    };

    private string OtherPlace(SteppedContext rx, string was, bool inWait, bool wasPrepared) => (was, rx.What) switch
    {
        (_, "sleeps") => "rx-asleep",
        ("rx-compares", "takes the queue lock") => "rx-fits",
        ("rx-fits", "takes the queue lock") => "rx-fits",
        ("rx-fits", _) when dequeued is not null && wasAt == "takes the queue lock" => "rx-takes",
        ("rx-takes", _) => wasAt == "takes requests" ? "rx-runs" : "rx-takes",
        (_, "looks when the head expires" or "is about to sleep") when inWait => "rx-sleepy",
        ("rx-sleepy", "reads the time") when inWait => "rx-sleepy",
        ("rx-tired", _) when inWait && rx.What != "prepares to wait" => "rx-tired",
        ("rx-rereads", _) when inWait && wasPrepared => "rx-tired",
        ("rx-runs", _) when inWait && wasPrepared && wasAt is "looks for a packet" or "peeks at the head" && inWait && wasPrepared && was == "rx-runs"
            && rx.What is not "reads the length of the head" => "rx-tired",
        _ => "rx-runs",
    };
}
