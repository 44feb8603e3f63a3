using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of bytes and stop bit, in a vif of one queue.</summary>
internal sealed class ByteAbstraction(ByteMachine m, ByteRules rules) : Abstraction
{
    private bool hasWaited;

    public override Machine Machine => m.Machine;

    public override Valuation Of(World world, Standpoints works, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        var p = world.Vif.Parameters;
        var holder = q.Packets.Lock.Holder as SteppedContext;
        var hosts = Hosts(world).ToList();
        var rx = world.Kernel.ContextOf(q.Thread);
        hasWaited |= works.IsIn(rx, "waits for work");
        var state = new Valuation();
        state[m.Limit] = p.QueueLimit;
        state[m.Largest] = p.MaxPacketBytes;
        state[m.Room] = (BigInteger)p.MaxPacketBytes * hosts.Count;
        state[m.Wrap] = BigInteger.One << p.ByteCountBits;
        state[m.Sum] = q.Packets.Queued.Sum(packet => (long)packet.Length);
        state[m.Count] = q.Packets.Bytes;
        state[m.Stopped] = q.Tx.IsStopped ? 1 : 0;
        int looked = hosts.Count(h => h != holder && IsOnItsWay(h));
        state[m.Looked] = (BigInteger)p.MaxPacketBytes * looked;
        state[m.Idle] = (BigInteger)p.MaxPacketBytes * (hosts.Count - looked - (hosts.Contains(holder!) ? 1 : 0));
        state[m.Lock] = PlaceOf(m.Lock, holder is null ? "free" : LockPlace(holder, before));
        state[m.Rx] = PlaceOf(m.Rx, RxPlace(rx, holder, works));
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Length, BigInteger.Abs(after[m.Sum] - before[m.Sum]));
    }

    /// <summary>From the look at the stop bit to the queue's lock.</summary>
    private static bool IsOnItsWay(SteppedContext host) => host.What switch
    {
        "looks whether the vif is connected" or "looks whether the vif is disabled" or "reads the time" or "takes the queue lock" => true,
        null or "looks at the carrier" or "looks whether the Tx queue is stopped" or "frees a packet" or "kicks rx0" => false,
        "takes the Tx lock 0" or "releases the Tx lock 0" => false,
        _ => throw Nowhere(host),
    };

    private string LockPlace(SteppedContext holder, Valuation? before)
    {
        // A look at the head ends like anything else that is done under the lock.
        if (before is not null && before[m.Lock] == PlaceOf(m.Lock, "peeks")) return "peeks";
        bool isHost = holder.Kind == ContextKind.Environment;
        return (isHost, holder.What) switch
        {
            (true, "looks whether the vif is still connected") => "host-checks",
            (true, "updates rx_slots_needed") => "host-appends",
            (true, "stops the Tx queue") => "host-stops",
            (true, "releases the queue lock" or "frees a packet") => "host-leaves",
            (false, "updates rx_slots_needed") => "rx-updates",
            (false, "wakes the Tx queue") => "rx-wakes",
            (false, "releases the queue lock") when holder.Kind == ContextKind.Thread => "rx-leaves",
            (false, "peeks at the head") => "peeks",
            _ => throw Nowhere(holder),
        };
    }

    private string RxPlace(SteppedContext rx, SteppedContext? holder, Standpoints works)
    {
        if (!hasWaited || works.IsIn(rx, "waits for work") || rx.What == "goes round again") return "rests";
        return !rules.WakesAtDequeue && rx == holder && !works.IsIn(rx, "takes the head out") ? "closing" : "round";
    }
}
