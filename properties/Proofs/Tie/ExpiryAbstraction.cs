using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The machine of expiry and sleep, in a vif of one queue where time passes only when all is quiet: a pass takes no time.</summary>
/// <param name="m">The machine.</param>
/// <param name="followed">Number of the packet that is followed, among those that are offered.</param>
internal sealed class ExpiryAbstraction(ExpiryMachine m, int followed) : Abstraction
{
    private Packet? offered, packet, last;
    private bool isAccepted, isStamped, hasWaited, hasLeft, wasInWait;
    private string? wasAt;

    public override Machine Machine => m.Machine;

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

    public override Valuation Of(World world, Standpoints works, Valuation? before)
    {
        var q = world.Vif.Queues.Single();
        var kernel = world.Kernel;
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        BigInteger Ms(Packet p) => kernel.MsOf(p.Expires);
        var queued = q.Packets.Queued.ToList();
        var state = new Valuation();
        state[m.Drain] = world.Vif.Parameters.DrainTimeoutMs;
        (state[m.Pass], state[m.Late]) = (0, 0);
        BigInteger now = state[m.Now] = kernel.NowMs;
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
        Sleep(world, works, state, before, queued.Count > 0);
        return state;
    }

    public override IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after)
    {
        yield return (m.Next, after[m.Head]);
        yield return (m.Ticks, after[m.Now] - before[m.Now]);
        yield return (m.Followed, offered == packet && packet is not null ? 1 : 0);
        yield return (m.Shorter, after[m.Timeout]);
    }

    private string HostPlace(SteppedContext host, GuestRxQueue q) => host.What switch
    {
        null or "looks at the carrier" or "looks whether the Tx queue is stopped" or "looks whether the vif is connected" or "looks whether the vif is disabled"
            or "reads the time" => "host-idle",
        _ when isAccepted => "host-kicks",
        "takes the queue lock" or "updates rx_slots_needed" or "looks whether the vif is still connected" => "host-stamped",
        "stops the Tx queue" or "frees a packet" or "releases the queue lock" or "kicks rx0" => "host-refused",
        _ => throw Nowhere(host),
    };

    /// <summary>The variables of the Rx thread.</summary>
    private void Sleep(World world, Standpoints works, Valuation state, Valuation? before, bool hasHead)
    {
        var q = world.Vif.Queues.Single();
        var rx = world.Kernel.ContextOf(q.Thread);
        BigInteger Was(Variable variable) => before?[variable] ?? 0;
        string was = m.Rx.Sort.Places[(int)Was(m.Rx)];
        bool inWait = works.IsIn(rx, "waits for work"), took = before is not null && Was(m.Ahead) + Was(m.Behind) > state[m.Ahead] + state[m.Behind]
            || before is not null && Was(m.Packet) == PlaceOf(m.Packet, "queued") && state[m.Packet] == PlaceOf(m.Packet, "gone");
        string place = RxPlace(rx, world.Vif.Revision is HeadNeed, works, was, inWait, took);
        hasWaited |= inWait;
        bool sleeping = q.Thread.State == ThreadState.Sleeping;
        var now = state[m.Now];
        state[m.Rx] = PlaceOf(m.Rx, place);
        state[m.Marked] = q.Wait.IsMarked ? 1 : 0;
        state[m.Sleeping] = sleeping ? 1 : 0;
        state[m.Saw] = (was, place) switch { ("rx-prepared", "rx-reads-time") => 1, ("rx-prepared", "rx-sleeps-soon") => 0, _ => Was(m.Saw) };
        state[m.Timed] = was == "rx-prepared" && place == "rx-sleeps-soon" ? 0 : was == "rx-reads-time" && place == "rx-sleeps-soon" ? 1 : Was(m.Timed);
        state[m.Timeout] = was == "rx-reads-time" && place == "rx-sleeps-soon" ? BigInteger.Max(0, state[m.Head] - now) : Was(m.Timeout);
        bool fallsAsleep = was == "rx-sleeps-soon" && place == "rx-asleep";
        state[m.Slept] = fallsAsleep ? now : Was(m.Slept);
        state[m.End] = fallsAsleep ? now + state[m.Timeout] : Was(m.End);
        // A thread that sleeps has the deadline that the kernel has; what a thread without one would have does not matter.
        bool isTimed = !state[m.Timed].IsZero;
        if (fallsAsleep && sleeping && isTimed != q.Thread.Deadline is not null)
            throw new TieException($"rx0 sleeps {(isTimed ? "without" : "with")} a timeout");
        state[m.Deadline] = !fallsAsleep ? Was(m.Deadline) : sleeping && isTimed ? world.Kernel.MsOf(q.Thread.Deadline!.Value) : now + BigInteger.Max(state[m.Timeout], 1);
        bool looked = was is "rx-drops" or "rx-compares" && place == "rx-waits", wakes = before is not null && !Was(m.Sleeping).IsZero && !sleeping;
        state[m.Since] = looked || wakes ? now : Was(m.Since);
        (wasAt, wasInWait) = (rx.What, inWait);
    }

    private string RxPlace(SteppedContext rx, bool dequeuesUnnamed, Standpoints works, string was, bool inWait, bool took)
    {
        if (rx.What == wasAt && inWait == wasInWait && !took) return was;
        if (!inWait && !hasWaited) return "rx-waits";
        return inWait
            ? rx.What switch
            {
                "prepares to wait" => "rx-waits",
                "sleeps" => "rx-asleep",
                "is about to sleep" => "rx-sleeps-soon",
                "looks when the head expires" => "rx-prepared",
                "reads the time" when wasAt == "looks when the head expires" => "rx-reads-time",
                _ => wasAt == "prepares to wait" ? "rx-prepared" : wasInWait ? was : "rx-waits",
            }
            : (was, rx.What) switch
            {
                _ when wasInWait => "rx-round",
                (_, "looks when the head expires") => "rx-drops",
                ("rx-drops", "reads the time") when wasAt == "looks when the head expires" => "rx-compares",
                ("rx-drops", _) => wasAt == "looks when the head expires" ? "rx-waits" : "rx-drops",
                ("rx-compares", "takes the queue lock") when dequeuesUnnamed || works.IsIn(rx, "takes the head out") => "rx-expired",
                ("rx-compares", _) => "rx-waits",
                ("rx-expired", _) => took ? "rx-drops" : "rx-expired",
                _ => was,
            };
    }
}
