using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// Bytes and stop bit of one queue: host CPUs that offer packets, and the Rx thread that takes them out. A place is where the holder of
/// the queue's lock stands; what is done between two places is one step of the driver.
/// </summary>
public sealed class ByteMachine
{
    /// <summary>Bytes of the largest packet that a stack offers: a GSO packet.</summary>
    public const int LargestPacket = 65_536;

    private readonly ByteRules rules;
    private readonly Variable length;

    /// <param name="rules">Those of a revision.</param>
    /// <param name="host">What is assumed of the stack.</param>
    /// <param name="floods">Whether there is a step for many packets of the largest size at once: for runs that would be very long.</param>
    public ByteMachine(ByteRules rules, HostKind host, bool floods = false)
    {
        this.rules = rules;
        Machine = new("bytes", "the byte count of one queue and its stop bit, from connecting to disconnecting.");
        Limit = Machine.Constant("limit", Sort.Whole, "bytes: the limit of the queue");
        Largest = Machine.Constant("largest", Sort.Whole, "bytes of the largest packet that the stack offers");
        Room = Machine.Constant("room", Sort.Whole, "bytes: the largest packet, times the CPUs that may offer packets at the same time");
        Wrap = Machine.Constant("wrap", Sort.Whole, "where the driver's byte count wraps: 2 to the power of its bits");
        Sum = Machine.Variable("sum", Sort.Whole, "bytes of all queued packets", 0);
        Count = Machine.Variable("count", Sort.Whole, "the driver's count of them, which wraps", 0);
        Stopped = Machine.Variable("stopped", Sort.Bool, "the stop bit of the Tx queue", false);
        Idle = Machine.Variable("idle", Sort.Whole, "the largest packet, times the CPUs that offer nothing", Room);
        Looked = Machine.Variable("looked", Sort.Whole, "the largest packet, times the CPUs that are on their way to the queue's lock with a packet", 0);
        Lock = Machine.Position("lock", "who holds the queue's lock, and what he is about to do", "free", "host-checks", "host-updates", "host-links",
            "host-stops", "host-leaves", "rx-unlinks", "rx-updates", "rx-wakes", "rx-leaves", "peeks");
        Rx = Machine.Position("rx", "where the Rx thread stands in its loop", "rests", "round", "closing");
        length = new Variable("length", Sort.Whole, "bytes of the packet");
        Machine.Assume("sizes", "There is a limit, packets have a length, and there is a CPU.", (Limit > 0) & (Largest > 0) & (Room >= Largest));
        Machine.Assume("count-holds-a-packet", "The count does not wrap within one packet.", Wrap > Largest);
        if (host == HostKind.Obedient) Machine.Assume("tx-lock", "The CPUs that feed the queue take turns by the Tx lock.", Room.Is(Largest));
        HostSteps(host);
        if (floods) Flood();
        RxSteps();
    }

    public AbstractMachine Machine { get; }
    public Variable Limit { get; }
    public Variable Largest { get; }
    public Variable Room { get; }
    public Variable Wrap { get; }
    public Variable Sum { get; }
    public Variable Count { get; }
    public Variable Stopped { get; }
    public Variable Idle { get; }
    public Variable Looked { get; }
    public Variable Lock { get; }
    public Variable Rx { get; }

    /// <summary>Bytes of the packet that a step is about.</summary>
    public Variable Length => length;

    /// <summary>Whether the stack's side of the lock is held: its holder counts neither as idle nor as on his way.</summary>
    public Term HostHolds => Lock.At("host-checks", "host-updates", "host-links", "host-stops", "host-leaves");

    private void HostSteps(HostKind host)
    {
        var honours = host == HostKind.Any ? Term.All() : !Stopped;
        Machine.Step("host-looks", "host", host == HostKind.Any ? "has a packet to offer" : "sees that the Tx queue is not stopped", (Idle >= Largest) & honours,
            (Idle, Idle - Largest), (Looked, Looked + Largest));
        Machine.Step("host-gives-up", "host", "sees that the vif takes no packets", Looked >= Largest, (Idle, Idle + Largest), (Looked, Looked - Largest));
        var arrives = Lock.At("free") & (Looked >= Largest);
        var fits = (length > 0) & (length <= Largest);
        if (rules.LooksAgain)
            Machine.Step("host-locks", "host", "takes the queue's lock", arrives, (Lock, Lock.Place("host-checks")), (Looked, Looked - Largest));
        var atTest = rules.LooksAgain ? Lock.At("host-checks") : arrives;
        var looked = rules.LooksAgain ? Looked : Looked - Largest;
        if (rules.LooksAgain)
            Machine.Step("host-leaves-again", "host", "sees under the lock that the vif takes no packets", atTest, (Lock, Lock.Place("host-leaves")));
        var hasRoom = rules.Refuses ? Count < Limit : true;
        if (rules.Refuses)
        {
            Machine.Step("host-refuses", "host", "finds the queue full", atTest & (Count >= Limit), (Lock, Lock.Place("host-stops")), (Looked, looked));
            Machine.Step("host-finds-it-empty", "host", "finds the queue empty, and is about to store rx_slots_needed", atTest & hasRoom & Sum.Is(0),
                (Lock, Lock.Place("host-updates")), (Looked, looked));
            Machine.Step("host-updates-need", "host", "stores rx_slots_needed", Lock.At("host-updates"), (Lock, Lock.Place("host-links")));
        }
        else
        {
            Machine.Step("host-finds-it-empty", "host", "finds the queue empty, and is about to link the packet", atTest & Sum.Is(0),
                (Lock, Lock.Place("host-links")), (Looked, looked));
        }
        Append("host-appends-first", "links the packet: it is the head", Lock.At("host-links") & fits, Looked);
        Append("host-appends-next", "appends the packet behind others", atTest & fits & hasRoom & (Sum > 0), looked);
        Machine.Step("host-stops-tx", "host", "stops the Tx queue", Lock.At("host-stops"), (Stopped, true), (Lock, Lock.Place("host-leaves")));
        Machine.Step("host-unlocks", "host", "releases the queue's lock", Lock.At("host-leaves"), (Lock, Lock.Place("free")), (Idle, Idle + Largest));
    }

    /// <summary>The packet comes in, and whether the Tx queue is to be stopped follows from the count.</summary>
    private void Append(string symbol, string words, Term guard, Term looked)
    {
        var count = Wrapped(Count + length);
        var next = rules.Stop switch
        {
            Stop.AboveLimit => Term.If(count > Limit, Lock.Place("host-stops"), Lock.Place("host-leaves")),
            Stop.AtLimit => Term.If(count >= Limit, Lock.Place("host-stops"), Lock.Place("host-leaves")),
            _ => Lock.Place("host-leaves"),
        };
        Machine.Step(symbol, "host", words, [length], guard, (Sum, Sum + length), (Count, count), (Looked, looked), (Lock, next));
    }

    /// <summary>Many packets of the largest size, one after the other, while the Rx thread does nothing: as many steps in one.</summary>
    private void Flood()
    {
        var packets = new Variable("packets", Sort.Whole, "how many packets");
        var count = Count + Term.Times(LargestPacket, packets);
        Machine.Step("host-floods", "host", "offers packets of 65,536 bytes, one after the other", [packets],
            Lock.At("free") & (Idle >= Largest) & Largest.Is(LargestPacket) & (packets > 0) & (count < Wrap + Wrap),
            (Sum, Sum + Term.Times(LargestPacket, packets)), (Count, Wrapped(count)), (Stopped, Stopped | (Wrapped(count) > Limit)));
    }

    private void RxSteps()
    {
        var takes = Rx.At("round") & Lock.At("free");
        var fits = (length > 0) & (length <= Largest) & (length <= Sum);
        var count = Term.If(Count < length, Count - length + Wrap, Count - length);
        var afterTest = Term.If((rules.Refuses ? Count : count) < Limit, Lock.Place("rx-wakes"), Lock.Place("rx-leaves"));
        Machine.Step("rx-goes-round", "rx", "has waited, and begins a round", Rx.At("rests"), (Rx, Rx.Place("round")));
        Machine.Step("rx-finds-a-head", "rx", "takes the queue's lock, and there is a packet", takes & (Sum > 0), (Lock, Lock.Place("rx-unlinks")));
        Machine.Step("rx-takes-the-head", "rx", "dequeues the head", [length], Lock.At("rx-unlinks") & fits, (Sum, Sum - length), (Count, count),
            (Lock, !rules.WakesAtDequeue ? Lock.Place("rx-leaves") : rules.Refuses ? Lock.Place("rx-updates") : afterTest));
        if (!rules.WakesAtDequeue) Machine.Step("rx-finds-nothing", "rx", "takes the queue's lock, and nothing is queued", takes & Sum.Is(0), (Lock, Lock.Place("rx-leaves")));
        if (rules.Refuses)
            Machine.Step("rx-updates-need", "rx", "stores rx_slots_needed, and looks at the byte count", Lock.At("rx-updates"), (Lock, afterTest));
        if (rules.WakesAtDequeue)
            Machine.Step("rx-waits-again", "rx", "ends the round", Rx.At("round"), (Rx, Rx.Place("rests")));
        else
            Machine.Step("rx-looks-at-the-count", "rx", "takes the queue's lock at the end of the round, and looks at the byte count", takes,
                (Rx, Rx.Place("closing")), (Lock, Term.If(Count < Limit, Lock.Place("rx-wakes"), Lock.Place("rx-leaves"))));
        Machine.Step("rx-wakes-tx", "rx", "wakes the Tx queue", Lock.At("rx-wakes"), (Stopped, false), (Lock, Lock.Place("rx-leaves")));
        Machine.Step("rx-unlocks", "rx", "releases the queue's lock", Lock.At("rx-leaves"), (Lock, Lock.Place("free")),
            (Rx, Term.If(Rx.At("closing"), Rx.Place("rests"), Rx)));
        if (!rules.PeeksLocked) return;
        Machine.Step("head-is-looked-at", "rx or irq", "takes the queue's lock to look at the head", Lock.At("free"), (Lock, Lock.Place("peeks")));
        Machine.Step("head-was-looked-at", "rx or irq", "releases the queue's lock after the look", Lock.At("peeks"), (Lock, Lock.Place("free")));
    }

    private Term Wrapped(Term count) => Term.If(count >= Wrap, count - Wrap, count);
}
