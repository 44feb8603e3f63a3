using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// The request half of the ring, and who wakes whom: the guest that posts, the host that queues a packet, the interrupt, and the Rx thread
/// that looks for slots, asks for an event, looks again and sleeps.
/// </summary>
/// <remarks>
/// The driver's indices are words of 32 bits that wrap. Here an index counts on without end, from anywhere; the word that the driver sees is
/// the count modulo 2^32, and whatever the driver reckons with two words, or asks about them, is <see cref="Between"/> and <see cref="Same"/>. That is
/// to the letter what bit-vectors of 32 bits would say, in a form that solvers manage: with bit-vectors neither of the two proves within 20 s that
/// a post keeps the indices in their order. <see cref="NotifyMachine"/> is in bit-vectors. Every store is seen at once by all: the barriers of the
/// ring protocol are taken for granted.
/// </remarks>
public sealed class RequestMachine
{
    /// <summary>Words of 32 bits that there are.</summary>
    internal const long Words = 1L << 32;

    /// <param name="rules">Those of a revision.</param>
    public RequestMachine(RequestRules rules)
    {
        Machine = new("requests", "the request half of the ring and the wake-ups of the Rx thread, from connecting to disconnecting.");
        Size = Machine.Constant("size", Sort.Whole, "slots of the ring");
        var start = Start = Machine.Constant("start", Sort.Whole, "where the indices start");
        Prod = Machine.Variable("prod", Sort.Whole, "req_prod: requests up to here exist", start);
        Cons = Machine.Variable("cons", Sort.Whole, "req_cons: requests up to here have been taken", start);
        Event = Machine.Variable("event", Sort.Whole, "req_event: the host wants an event when req_prod passes this", start + 1);
        Pub = Machine.Variable("pub", Sort.Whole, "rsp_prod: responses up to here are published", start);
        Base = Machine.Variable("base", Sort.Whole, "rsp_cons of the guest: responses up to here have been taken", start);
        Guest = Machine.Position("guest", "where the guest stands", "guest-idle", "guest-posted", "guest-sends");
        Old = Machine.Variable("old", Sort.Whole, "req_prod before the guest's last post", start);
        Host = Machine.Position("host", "where the transmit stands", "host-idle", "host-links", "host-kicks");
        Waiting = Machine.Variable("waiting", Sort.Bool, "whether a packet is queued", false);
        Need = Machine.Variable("need", Sort.Whole, "slots that the head needs, or the last one that was there");
        Cached = Machine.Variable("cached", Sort.Whole, "rx_slots_needed, where there is such a word", 0);
        Rx = Machine.Position("rx", "where the Rx thread stands", "rx-runs", "rx-looks", "rx-compares", "rx-arms", "rx-rereads", "rx-fits", "rx-caches",
            "rx-takes", "rx-saw-none", "rx-tired", "rx-acks", "rx-sleepy", "rx-asleep");
        Seen = Machine.Variable("seen", Sort.Whole, "req_prod as the Rx thread read it last", start);
        Left = Machine.Variable("left", Sort.Whole, "slots that the packet still takes", 0);
        Prepared = Machine.Variable("prepared", Sort.Bool, "whether the Rx thread has prepared to wait", false);
        Marked = Machine.Variable("marked", Sort.Bool, "whether it has been kicked since then", false);
        Sleeping = Machine.Variable("sleeping", Sort.Bool, "whether it sleeps, and nobody has woken it", false);
        Irq = Machine.Position("irq", "where the interrupt handler stands", "irq-idle", "irq-kicks", "irq-marks", "irq-asks", "irq-looks", "irq-compares",
            "irq-arms", "irq-rereads", "irq-finds-nothing", "irq-acks");
        Pending = Machine.Variable("pending", Sort.Bool, "whether an event has come that has not been delivered", false);
        Masked = Machine.Variable("masked", Sort.Bool, "whether the next event waits until this one is acknowledged", false);
        Mark = Machine.Variable("mark", Sort.Bool, "eoi_pending: whether an event has been delivered that nobody has taken on to acknowledge", false);
        IrqSeen = Machine.Variable("irq-seen", Sort.Whole, "req_prod as the handler read it last", start);
        IrqNeed = Machine.Variable("irq-need", Sort.Whole, "slots that the head needed when the handler looked");
        Slots = new Variable("slots", Sort.Whole, "how many slots");
        Wants = new Variable("wants", Sort.Whole, "slots that the new head needs");
        More = new Variable("more", Sort.Bool, "whether another packet is queued");
        Asked = new Variable("asked-for", Sort.Whole, "the request for which an event is asked");
        Machine.Assume("ring", "The ring has slots, and not more than an index can tell apart.", (Size > 0) & (Size <= 1L << 31));
        Machine.Begins((Need > 0) & (IrqNeed > 0));
        GuestSteps();
        HostSteps(rules);
        InterruptSteps(rules);
        LookSteps(rules);
        SendSteps(rules);
        SleepSteps(rules);
    }

    public AbstractMachine Machine { get; }
    public Variable Size { get; }
    public Variable Start { get; }
    public Variable Prod { get; }
    public Variable Cons { get; }
    public Variable Event { get; }
    public Variable Pub { get; }
    public Variable Base { get; }
    public Variable Guest { get; }
    public Variable Old { get; }
    public Variable Host { get; }
    public Variable Waiting { get; }
    public Variable Need { get; }
    public Variable Cached { get; }
    public Variable Rx { get; }
    public Variable Seen { get; }
    public Variable Left { get; }
    public Variable Prepared { get; }
    public Variable Marked { get; }
    public Variable Sleeping { get; }
    public Variable Irq { get; }
    public Variable Pending { get; }
    public Variable Masked { get; }
    public Variable Mark { get; }
    public Variable IrqSeen { get; }
    public Variable IrqNeed { get; }
    public Variable Slots { get; }
    public Variable Wants { get; }
    public Variable More { get; }
    public Variable Asked { get; }

    /// <summary>Whether the handler is about to begin.</summary>
    public Term Requested => Pending & !Masked;

    /// <summary>The rule of both ends: whether the other one asked for an event for one of the messages (before, now].</summary>
    public static Term MustNotify(Term before, Term now, Term wanted) => Between(now, wanted) < Between(now, before);

    /// <summary>The same rule on words.</summary>
    internal static Term MustNotifyWords(Term before, Term now, Term wanted) => now - wanted < now - before;

    /// <summary>The difference of two indices as words of 32 bits: it wraps, and is never negative.</summary>
    public static Term Between(Term producer, Term consumer) => Term.Modulo(producer - consumer, Words);

    /// <summary>Whether two indices are the same word.</summary>
    public static Term Same(Term left, Term right) => Between(left, right).Is(0);

    private void GuestSteps()
    {
        // The handler compares words that it has read at two times: of 2^32 requests in between it would see none.
        var handlerSees = Irq.At("irq-compares", "irq-arms", "irq-rereads").Implies(Prod + Slots - IrqSeen < Words);
        Machine.Step("guest-posts", "guest", "publishes requests, as many as fit into the ring", [Slots],
            Guest.At("guest-idle") & (Slots > 0) & (Slots <= Size - Between(Prod, Base)) & handlerSees, (Prod, Prod + Slots), (Old, Prod), (Guest, Guest.Place("guest-posted")));
        Machine.Step("guest-takes", "guest", "takes responses", [Slots], Guest.At("guest-idle") & (Slots > 0) & (Slots <= Between(Pub, Base)), (Base, Base + Slots));
        Machine.Step("guest-reads-event", "guest", "reads req_event, and sees whether the host asked for an event", Guest.At("guest-posted"),
            (Guest, Term.If(MustNotify(Old, Prod, Event), Guest.Place("guest-sends"), Guest.Place("guest-idle"))));
        Machine.Step("guest-sends-event", "guest", "sends an event", Guest.At("guest-sends"), (Guest, Guest.Place("guest-idle")), (Pending, true));
        Machine.Step("guest-sends-for-nothing", "guest", "sends an event for no reason", Guest.At("guest-idle"), (Pending, true));
    }

    private (Variable, Term)[] Kick(params (Variable, Term)[] also) => [(Marked, true), (Sleeping, false), .. also];

    private void HostSteps(RequestRules rules)
    {
        var wanted = rules.NeedsDiffer ? Wants > 0 : Wants.Is(Need);
        if (rules.CachesNeed)
        {
            Machine.Step("host-stores-need", "host", "finds the queue empty, and stores the slots that the packet needs", [Wants],
                Host.At("host-idle") & !Waiting & !Rx.At("rx-caches") & wanted, (Need, Wants), (Cached, Wants), (Host, Host.Place("host-links")));
            Machine.Step("host-links-packet", "host", "appends the packet", Host.At("host-links"), (Waiting, true), (Host, Host.Place("host-kicks")));
        }
        else
        {
            Machine.Step("host-appends-first", "host", "appends a packet to the empty queue", [Wants],
                Host.At("host-idle") & !Waiting & wanted, (Need, Wants), (Waiting, true), (Host, Host.Place("host-kicks")));
        }
        Machine.Step("host-appends-next", "host", "appends a packet behind others", Host.At("host-idle") & Waiting, (Host, Host.Place("host-kicks")));
        Machine.Step("host-kicks-rx", "host", "kicks the Rx thread", Host.At("host-kicks"), Kick((Host, Host.Place("host-idle"))));
    }

    private void InterruptSteps(RequestRules rules)
    {
        Machine.Step("irq-begins", "irq", "begins", Irq.At("irq-idle") & Requested,
            (Pending, false), (Masked, rules.AcknowledgesLate), (Irq, Irq.Place(rules.AcknowledgesLate ? "irq-marks" : "irq-kicks")));
        Machine.Step("irq-kicks-rx", "irq", "kicks the Rx thread", Irq.At("irq-kicks"), Kick((Irq, Irq.Place("irq-idle"))));
        if (!rules.AcknowledgesLate) return;
        Machine.Step("irq-marks-event", "irq", "marks the event", Irq.At("irq-marks"), (Mark, true), (Irq, Irq.Place("irq-asks")));
        Machine.Step("irq-sees-no-packet", "irq", "sees no packet", Irq.At("irq-asks") & !Visible(rules), (Irq, Irq.Place("irq-finds-nothing")));
        if (rules.LooksInInterrupt) InterruptLooks(rules);
        else
            Machine.Step("irq-sees-a-packet", "irq", "sees that a packet waits", Irq.At("irq-asks") & Visible(rules), (Irq, Irq.Place("irq-kicks")));
        Machine.Step("irq-finds-other-work", "irq", "finds other work", Irq.At("irq-finds-nothing"), (Irq, Irq.Place("irq-kicks")));
        Machine.Step("irq-takes-the-mark", "irq", "takes the mark of the event", Irq.At("irq-finds-nothing"),
            (Mark, false), (Irq, rules.OnlyTakerAcknowledges ? Term.If(Mark, Irq.Place("irq-acks"), Irq.Place("irq-idle")) : Irq.Place("irq-acks")));
        Machine.Step("irq-acknowledges", "irq", "acknowledges the event", Irq.At("irq-acks"), (Masked, false), (Irq, Irq.Place("irq-idle")));
    }

    /// <summary>The handler looks for slots as the thread does.</summary>
    private void InterruptLooks(RequestRules rules)
    {
        Machine.Step("irq-sees-a-packet", "irq", "sees how many slots the head needs", Irq.At("irq-asks") & Visible(rules),
            (Irq, Irq.Place("irq-looks")), (IrqNeed, rules.CachesNeed ? Cached : Need));
        Machine.Step("irq-reads-prod", "irq", "reads req_prod", Irq.At("irq-looks"), (IrqSeen, Prod), (Irq, Irq.Place("irq-compares")));
        Machine.Step("irq-compares-slots", "irq", "reads req_cons, and compares", Irq.At("irq-compares"),
            (Irq, Term.If(Between(IrqSeen, Cons) >= IrqNeed, Irq.Place("irq-kicks"), Irq.Place("irq-arms"))));
        Machine.Step("irq-arms-event", "irq", "asks for an event at the next request", Irq.At("irq-arms"),
            (Event, IrqSeen + 1), (Irq, Irq.Place("irq-rereads")));
        Machine.Step("irq-rereads-prod", "irq", "reads req_prod again", Irq.At("irq-rereads"),
            (Irq, Term.If(Same(Prod, IrqSeen), Irq.Place("irq-finds-nothing"), Irq.Place("irq-looks"))));
    }

    /// <summary>Whether others see that there is a head.</summary>
    internal Term Visible(RequestRules rules) => rules.CachesNeed ? Cached > 0 : Waiting;

    private void LookSteps(RequestRules rules)
    {
        Machine.Step("rx-sees-a-packet", "rx", "sees how many slots the head needs", Rx.At("rx-runs") & Visible(rules), (Rx, Rx.Place("rx-looks")));
        if (!rules.NeedOfHead)
            Machine.Step("rx-looks-for-more", "rx", "looks for the slots of another packet, whether there is one or not", Rx.At("rx-runs") & !Prepared, (Rx, Rx.Place("rx-looks")));
        // Who looks for the packet itself does not take one for it that is about to be linked.
        Machine.Step("rx-sees-no-packet", "rx", "sees no packet", Rx.At("rx-runs") & Prepared & (rules.AsksWhenStalled ? !Visible(rules) | !Waiting : !Visible(rules)),
            (Rx, Rx.Place(rules.AsksWhenStalled ? "rx-saw-none" : "rx-tired")));
        Machine.Step("rx-reads-prod", "rx", "reads req_prod", Rx.At("rx-looks"), (Seen, Prod), (Rx, Rx.Place("rx-compares")));
        Machine.Step("rx-compares-slots", "rx", "compares with req_cons", Rx.At("rx-compares"),
            (Rx, Term.If(Between(Seen, Cons) >= Need, Rx.Place("rx-fits"), Rx.Place("rx-arms"))));
        Machine.Step("rx-arms-event", "rx", "asks for an event at the next request", Rx.At("rx-arms"), (Event, Seen + 1), (Rx, Rx.Place("rx-rereads")));
        Machine.Step("rx-rereads-prod", "rx", "reads req_prod again", Rx.At("rx-rereads"),
            (Rx, Term.If(!Same(Prod, Seen), Rx.Place("rx-looks"), Term.If(Prepared, Rx.Place("rx-tired"), Rx.Place("rx-runs")))));
        if (!rules.AsksWhenStalled) return;
        Machine.Step("rx-asks-for-more", "rx", "asks for an event for something else than a packet", [Asked],
            (Rx.At("rx-saw-none") | Rx.At("rx-runs") & !Prepared) & (Asked <= Prod + 1), (Event, Asked));
    }

    private void SendSteps(RequestRules rules)
    {
        var follows = More & (rules.NeedsDiffer ? Wants > 0 : Wants.Is(Need)) | !More & Wants.Is(Need);
        Machine.Step("rx-goes-on", "rx", "goes on: there is work", Rx.At("rx-fits"), (Rx, Rx.Place("rx-runs")), (Prepared, false));
        var most = rules.TakesMore ? Need + 1 : Need;
        Machine.Step("rx-takes-the-head", "rx", "dequeues the head to send it", [More, Wants, Slots],
            Rx.At("rx-fits") & !Prepared & Waiting & follows & (Slots > 0) & (Slots <= most),
            (Rx, Rx.Place(rules.CachesNeed ? "rx-caches" : "rx-takes")), (Left, Slots), (Waiting, More), (Need, Wants));
        if (rules.CachesNeed)
            Machine.Step("rx-caches-need", "rx", "stores the slots that the next packet needs, or that there is none", Rx.At("rx-caches"),
                (Cached, Term.If(Waiting, Need, 0)), (Rx, Term.If(Left > 0, Rx.Place("rx-takes"), Rx.Place("rx-runs"))));
        Machine.Step("rx-takes-slots", "rx", "takes slots of the ring", [Slots], Rx.At("rx-takes") & (Slots > 0) & (Slots <= Left),
            (Cons, Cons + Slots), (Left, Left - Slots), (Rx, Term.If(Slots.Is(Left), Rx.Place("rx-runs"), Rx)));
        Machine.Step("rx-publishes", "rx", "publishes responses", [Slots], Rx.At("rx-runs", "rx-takes") & (Slots > 0) & (Slots <= Cons - Pub), (Pub, Pub + Slots));
        Machine.Step("rx-drops-the-head", "rx", "drops the head: it has expired", [More, Wants], Rx.At("rx-runs") & !Prepared & Waiting & follows,
            (Waiting, More), (Need, Wants), (Rx, Rx.Place(rules.CachesNeed ? "rx-caches" : "rx-runs")));
    }

    private void SleepSteps(RequestRules rules)
    {
        Machine.Step("rx-prepares", "rx", "prepares to wait", Rx.At("rx-runs") & !Prepared, (Prepared, true), (Marked, false));
        string[] rests = rules.AsksWhenStalled ? ["rx-saw-none", "rx-tired"] : ["rx-tired"];
        Machine.Step("rx-finds-other-work", "rx", "finds other work", Rx.At(rests), (Rx, Rx.Place("rx-runs")), (Prepared, false));
        if (rules.AcknowledgesLate)
        {
            Machine.Step("rx-takes-the-mark", "rx", "takes the mark of an event, if there is one", Rx.At(rests),
                (Mark, false), (Rx, Term.If(Mark, Rx.Place("rx-acks"), Rx.Place("rx-sleepy"))));
            Machine.Step("rx-acknowledges", "rx", "acknowledges the event", Rx.At("rx-acks"), (Masked, false), (Rx, Rx.Place("rx-sleepy")));
        }
        else
        {
            Machine.Step("rx-reckons", "rx", "computes how long to sleep", Rx.At(rests), (Rx, Rx.Place("rx-sleepy")));
        }
        Machine.Step("rx-goes-to-sleep", "rx", "sleeps, unless it has been kicked since it prepared", Rx.At("rx-sleepy"),
            (Rx, Rx.Place("rx-asleep")), (Sleeping, !Marked));
        Machine.Step("timer-fires", "clock", "wakes the Rx thread", Sleeping, (Sleeping, false));
        Machine.Step("rx-wakes", "rx", "goes on", Rx.At("rx-asleep") & !Sleeping, (Rx, Rx.Place("rx-runs")), (Prepared, false));
    }
}
