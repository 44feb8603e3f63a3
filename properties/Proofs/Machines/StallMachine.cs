using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// When a queue is taken for stalled, against when it really is: <c>blocked</c> is what the monitor of NoSpuriousCarrierOff keeps, from the moment
/// at which a waiting packet finds too few slots to the moment at which there is room for the head, or for the last one that was there.
/// </summary>
/// <remarks>Each look of the thread at a word that others write is a step of its own. What the thread forgets or looks at without need it may forget
/// or look at whenever it likes. Headroom does not change.</remarks>
public sealed class StallMachine
{
    private readonly StallRule rule;

    public StallMachine(StallRule rule)
    {
        this.rule = rule;
        Machine = new("stall", "slots, the head's need and the clock of one queue, and when the Rx thread takes the queue for stalled.");
        Timeout = Machine.Constant("timeout", Sort.Whole, "jiffies: the stall timeout");
        Fixed = Machine.Constant("fixed", Sort.Whole, "slots that count as enough, where that is the same for all packets");
        Now = Machine.Variable("now", Sort.Whole, "the clock, in jiffies", 0);
        Free = Machine.Variable("free", Sort.Whole, "slots on offer", 0);
        Waiting = Machine.Variable("waiting", Sort.Bool, "whether a packet is queued", false);
        Need = Machine.Variable("need", Sort.Whole, "slots that the head needs, if there is one", 0);
        Cached = Machine.Variable("cached", Sort.Whole, "rx_slots_needed, where there is such a word", 0);
        Host = Machine.Position("host", "where the transmit stands", "host-idle", "host-cached");
        Blocked = Machine.Variable("blocked", Sort.Bool, "whether a packet really finds too few slots", false);
        BlockedSince = Machine.Variable("blocked-since", Sort.Whole, "since when", 0);
        BlockedNeed = Machine.Variable("blocked-need", Sort.Whole, "slots on account of which it does", 0);
        WasBlocked = Machine.Variable("was-blocked", Sort.Bool, "whether it did for the stall timeout, and the thread cannot have seen the room that has come", false);
        Rx = Machine.Position("rx", "where the Rx thread stands", "rx-runs", "rx-passes", "rx-passed", "rx-dropped", "rx-room", "rx-weighed", "rx-anew", "rx-times",
            "rx-due", "rx-asked", "rx-few", "rx-stalls");
        Uncached = Machine.Variable("uncached", Sort.Bool, "whether the thread has removed the head, and not yet stored what the next one needs", false);
        Left = Machine.Variable("left", Sort.Whole, "slots that the packets still take which were removed to be sent", 0);
        Sees = Machine.Variable("sees", Sort.Bool, "whether the thread has seen a head in the look that it is in", false);
        Dropped = Machine.Variable("dropped", Sort.Whole, "slots that the packet needed that was dropped last", 0);
        Recalled = Machine.Variable("recalled", Sort.Whole, "rx_slots_needed as the thread read it to decide about a stall", 0);
        Stalled = Machine.Variable("stalled", Sort.Bool, "whether the queue counts as stalled", rule != StallRule.Never);
        LastRx = Machine.Variable("last-rx", Sort.Whole, "last_rx_time", 0);
        Thinks = Machine.Variable("thinks", Sort.Bool, "whether the driver thinks the queue blocked", false);
        ThinksSince = Machine.Variable("thinks-since", Sort.Whole, "since when", 0);
        LastNeed = Machine.Variable("last-need", Sort.Whole, "slots on account of which it does", 0);
        Spurious = Machine.Variable("spurious", Sort.Bool, "whether a queue has taken the carrier down that had not been blocked for the stall timeout", false);
        Slots = new("slots", Sort.Whole, "how many");
        Wants = new("wants", Sort.Whole, "slots that the new head needs");
        More = new("more", Sort.Bool, "whether there is a head");
        Moment = new("moment", Sort.Whole, "the time as it was read");
        Machine.Assume("times", "A stall takes time, and some slots are enough.", (Timeout > 0) & (Fixed > 0));
        Environment();
        Packets();
        if (rule == StallRule.Never) return;
        if (rule == StallRule.Blocked)
        {
            Looks();
            Drops();
        }
        Decides();
    }

    public AbstractMachine Machine { get; }
    public Variable Timeout { get; }
    public Variable Fixed { get; }
    public Variable Now { get; }
    public Variable Free { get; }
    public Variable Waiting { get; }
    public Variable Need { get; }
    public Variable Cached { get; }
    public Variable Host { get; }
    public Variable Blocked { get; }
    public Variable BlockedSince { get; }
    public Variable BlockedNeed { get; }
    public Variable WasBlocked { get; }
    public Variable Rx { get; }
    public Variable Uncached { get; }
    public Variable Left { get; }
    public Variable Sees { get; }
    public Variable Dropped { get; }
    public Variable Recalled { get; }
    public Variable Stalled { get; }
    public Variable LastRx { get; }
    public Variable Thinks { get; }
    public Variable ThinksSince { get; }
    public Variable LastNeed { get; }
    public Variable Spurious { get; }
    public Variable Slots { get; }
    public Variable Wants { get; }
    public Variable More { get; }
    public Variable Moment { get; }

    public StallRule Rule => rule;

    /// <summary>Whether the queue may be taken for stalled: it is blocked for the stall timeout, or was until room came that the thread cannot have seen.</summary>
    public Term MayStall => WasBlocked | Blocked & (Now >= BlockedSince + Timeout);

    /// <summary>Whether rx_slots_needed is a word, stored before the packet is linked.</summary>
    public bool Caches => rule is StallRule.FewerThanHead or StallRule.Blocked;

    private void Environment()
    {
        Machine.Step("guest-posts", "guest", "posts requests", [Slots], Slots > 0, Assess(Free + Slots, Waiting, Need));
        Machine.Step("time-passes", "clock", "time passes", [Slots], Slots > 0, (Now, Now + Slots));
        if (!Caches)
        {
            Machine.Step("host-appends", "host", "appends a packet to the empty queue", [Wants], !Waiting & (Wants > 0), Assess(Free, true, Wants));
            return;
        }
        Machine.Step("host-caches", "host", "stores the slots that a packet needs which comes to the empty queue", [Wants],
            Host.At("host-idle") & !Waiting & !Uncached & (Wants > 0), (Cached, Wants), (Host, Host.Place("host-cached")));
        Machine.Step("host-links", "host", "links the packet", Host.At("host-cached"), Assess(Free, true, Cached, (Host, Host.Place("host-idle"))));
    }

    /// <summary>Packets that the thread removes, to send them or because they have expired.</summary>
    private void Packets()
    {
        var mayRemove = Waiting & Host.At("host-idle") & !Uncached & More.Is(Wants > 0) & (Wants >= 0);
        var uncached = (Uncached, new Literal(Sort.Bool, Caches ? 1 : 0));
        Machine.Step("rx-removes-to-send", "rx", "removes the head to send it", [More, Wants], Rx.At("rx-runs") & mayRemove & !Thinks, Assess(Free, More, Wants, uncached, (Left, Left + Need)));
        Machine.Step("rx-takes-slots", "rx", "takes slots of the ring", [Slots], Rx.At("rx-runs") & !Thinks & (Slots > 0) & (Slots <= Free) & (Slots <= Left),
            Assess(Free - Slots, Waiting, Need, (WasBlocked, false), (Left, Left - Slots)));
        Machine.Step("rx-drops", "rx", "removes the head: it has expired", [More, Wants], Rx.At("rx-runs") & mayRemove,
            Assess(Free, More, Wants, uncached, (Dropped, Need), (Rx, Rx.Place(rule == StallRule.Blocked ? "rx-dropped" : "rx-runs"))));
        if (Caches) Machine.Step("rx-caches", "rx", "stores the slots that the next head needs, or that there is none", Uncached, (Cached, Term.If(Waiting, Need, 0)), (Uncached, false));
        Machine.Step("rx-sleeps", "rx", "sleeps", Rx.At("rx-runs"), (WasBlocked, false));
    }

    /// <summary>The thread looks for slots: for the last head that found too few, whether they are there now, and for the head.</summary>
    private void Looks()
    {
        Machine.Step("rx-begins-look", "rx", "has looked for a head while it thinks the queue blocked", [More], Rx.At("rx-runs") & Thinks & (Waiting | !More),
            (Rx, Rx.Place("rx-passes")), (Sees, More));
        Machine.Step("rx-passes-few", "rx", "finds that the slots are not there which the last head lacked", Rx.At("rx-passes") & (Free < LastNeed), (Rx, Rx.Place("rx-passed")));
        Machine.Step("rx-passes-room", "rx", "finds them", Rx.At("rx-passes") & (Free >= LastNeed), (Rx, Rx.Place("rx-runs")));
        Machine.Step("rx-reckons", "rx", "reckons with the head that it has seen", Rx.At("rx-passed"), (Rx, Rx.Place("rx-runs")), (LastNeed, Term.If(Sees, Need, LastNeed)));
        Machine.Step("rx-forgets", "rx", "thinks the queue no longer blocked", [Wants], Rx.At("rx-runs"), (Thinks, false), (LastNeed, Wants));
        Machine.Step("rx-thinks", "rx", "thinks the queue blocked from now on", Rx.At("rx-runs") & Waiting & !Thinks, (Thinks, true), (ThinksSince, Now));
    }

    /// <summary>A head that has expired is weighed as if it were still there.</summary>
    private void Drops()
    {
        Machine.Step("rx-weighs-room", "rx", "finds the slots that the packet needed", Rx.At("rx-dropped") & (Free >= Dropped), (Rx, Rx.Place("rx-room")));
        Machine.Step("rx-weighs-few", "rx", "finds neither them nor those of the head before it", Rx.At("rx-dropped") & Thinks & (Free < Dropped) & (Free < LastNeed),
            (Rx, Rx.Place("rx-weighed")));
        Machine.Step("rx-weighs-anew", "rx", "finds fewer than the packet needed, and enough for the head before it, if that lacked any",
            Rx.At("rx-dropped") & (Free < Dropped) & (!Thinks | Free >= LastNeed), (Rx, Rx.Place("rx-anew")));
        Machine.Step("rx-lets-go", "rx", "thinks the queue no longer blocked", Rx.At("rx-room"), (Rx, Rx.Place("rx-runs")), (Thinks, false));
        Machine.Step("rx-keeps", "rx", "thinks the queue blocked as before, on account of the packet", Rx.At("rx-weighed"), (Rx, Rx.Place("rx-runs")), (LastNeed, Dropped));
        Machine.Step("rx-begins-anew", "rx", "reckons with the packet", Rx.At("rx-anew"), (Rx, Rx.Place("rx-times")), (Thinks, false), (LastNeed, Dropped));
        Machine.Step("rx-thinks-of-dropped", "rx", "thinks the queue blocked from now on, on account of the packet", Rx.At("rx-times"), (Rx, Rx.Place("rx-runs")), (Thinks, true), (ThinksSince, Now));
    }

    /// <summary>From the first look to the carrier.</summary>
    private void Decides()
    {
        Machine.Step("rx-delivers", "rx", "updates last_rx_time", [Moment], (Moment >= LastRx) & (Moment <= Now), (LastRx, Moment));
        if (rule == StallRule.Blocked)
            Machine.Step("rx-finds-due", "rx", "finds that it thinks the queue blocked for the stall timeout", Rx.At("rx-runs") & !Uncached & !Stalled & Thinks & (Now >= ThinksSince + Timeout),
                (Rx, Rx.Place("rx-due")));
        if (Caches)
            Machine.Step("rx-recalls", "rx", "reads rx_slots_needed", Rx.At(rule == StallRule.Blocked ? "rx-due" : "rx-runs"), (Rx, Rx.Place("rx-asked")), (Recalled, Cached));
        var few = rule switch
        {
            StallRule.Blocked => Rx.At("rx-asked") & (Free < LastNeed) & (Recalled.Is(0) | Free < Recalled),
            StallRule.FewerThanHead => Rx.At("rx-asked") & !Stalled & (Free < Recalled),
            _ => Rx.At("rx-runs") & !Stalled & (Free < Fixed),
        };
        Machine.Step("rx-finds-few", "rx", "finds too few slots", few, (Rx, Rx.Place(rule == StallRule.Blocked ? "rx-stalls" : "rx-few")));
        if (rule != StallRule.Blocked)
            Machine.Step("rx-finds-time-up", "rx", "finds that nothing was delivered for the stall timeout", Rx.At("rx-few") & (Now > LastRx + Timeout), (Rx, Rx.Place("rx-stalls")));
        Machine.Step("rx-marks", "rx", "takes the queue for stalled", Rx.At("rx-stalls"), (Stalled, true));
        Machine.Step("rx-turns-off", "rx", "takes the carrier down", Rx.At("rx-stalls") & Stalled, (Rx, Rx.Place("rx-runs")),
            (Spurious, Spurious | !MayStall));
        Machine.Step("rx-goes-on", "rx", "does something else", Rx.At(rule == StallRule.Blocked ? ["rx-due", "rx-asked", "rx-stalls"] : ["rx-asked", "rx-few", "rx-stalls"]), (Rx, Rx.Place("rx-runs")));
        // Where a stall need not be right it is enough that the queue was ready before: with the slots that it takes, looked at in one.
        var ready = rule switch { StallRule.Blocked => Term.All(), StallRule.FewerThanHead => Free >= Cached, _ => Free >= Fixed };
        Machine.Step("rx-takes-for-ready", "rx", "takes the queue for ready", Rx.At("rx-runs") & Stalled & ready, (Stalled, false));
    }

    /// <summary>What the monitor does at each event that changes slots or head.</summary>
    private (Variable, Term)[] Assess(Term free, Term waiting, Term need, params (Variable, Term)[] also)
    {
        var wanted = Term.If(waiting, need, BlockedNeed);
        var lacks = free < wanted;
        return
        [
            (Free, free), (Waiting, waiting), (Need, Term.If(waiting, need, 0)), (Blocked, lacks),
            (BlockedSince, Term.If(lacks & !Blocked, Now, BlockedSince)), (BlockedNeed, Term.If(lacks, wanted, 0)),
            .. also.Any(u => u.Item1 == WasBlocked) ? [] : new (Variable, Term)[] { (WasBlocked, WasBlocked | Blocked & !lacks & (Now >= BlockedSince + Timeout)) },
            .. also,
        ];
    }
}
