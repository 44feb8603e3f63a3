using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// Expiry and sleep: the queue, one packet of it that is followed from its offer to its end, the clock, and the Rx thread that sleeps until
/// the head expires.
/// </summary>
/// <remarks>
/// Of all other packets only two are known: when the head expires and when the last one does. Those between may expire at any time between
/// the two, which is what it means that the queue is in the order of expiry. That the order is kept is proved too.
/// </remarks>
public sealed class ExpiryMachine
{
    /// <param name="rules">Those of a revision.</param>
    public ExpiryMachine(ExpiryRules rules)
    {
        Machine = new("expiry", "packets that expire, the clock, and the sleep of the Rx thread, from connecting to disconnecting.");
        Drain = Machine.Constant("drain", Sort.Whole, "jiffies: the drain timeout");
        Pass = Machine.Constant("pass", Sort.Whole, "jiffies that a transmit, or the Rx thread once it runs, takes at most until it is done or sleeps");
        Late = Machine.Constant("late", Sort.Whole, "jiffies by which a timer may be late");
        Now = Machine.Variable("now", Sort.Whole, "the clock, in jiffies", 0);
        Ahead = Machine.Variable("ahead", Sort.Whole, "packets ahead of the followed one; all that are queued as long as that is not in the queue", 0);
        Behind = Machine.Variable("behind", Sort.Whole, "packets behind the followed one", 0);
        Head = Machine.Variable("head", Sort.Whole, "when the head expires; when the last one did, if nothing is queued", 0);
        Last = Machine.Variable("last", Sort.Whole, "when the packet expires that was queued last", 0);
        Packet = Machine.Position("packet", "where the followed packet is", "elsewhere", "stamped", "queued", "gone");
        Expires = Machine.Variable("expires", Sort.Whole, "when the followed packet expires, once it is stamped", 0);
        Host = Machine.Position("host", "where the transmit stands", "host-idle", "host-stamped", "host-kicks", "host-refused");
        Stamp = Machine.Variable("stamp", Sort.Whole, "when the packet in the transmit expires", 0);
        HostSince = Machine.Variable("host-since", Sort.Whole, "when the transmit read the time", 0);
        Rx = Machine.Position("rx", "where the Rx thread stands", "rx-waits", "rx-prepared", "rx-reads-time", "rx-sleeps-soon", "rx-asleep",
            "rx-round", "rx-drops", "rx-compares", "rx-expired");
        Since = Machine.Variable("since", Sort.Whole, "since when the Rx thread has been running, or when it last found that the head had not expired", 0);
        Marked = Machine.Variable("marked", Sort.Bool, "whether the Rx thread has been kicked since it prepared to wait", false);
        Saw = Machine.Variable("saw", Sort.Bool, "whether it saw a head when it last computed how long to sleep", false);
        Timed = Machine.Variable("timed", Sort.Bool, "whether it then computed a timeout", false);
        Timeout = Machine.Variable("timeout", Sort.Whole, "jiffies: that timeout", 0);
        Slept = Machine.Variable("slept", Sort.Whole, "when it last went to sleep", 0);
        End = Machine.Variable("end", Sort.Whole, "when the timeout is over with which it did", 0);
        Deadline = Machine.Variable("deadline", Sort.Whole, "when the timer then wakes it", 0);
        Sleeping = Machine.Variable("sleeping", Sort.Bool, "whether it sleeps, and nobody has woken it", false);
        Next = new Variable("next", Sort.Whole, "when the packet expires that becomes the head");
        Ticks = new Variable("ticks", Sort.Whole, "jiffies that pass");
        Followed = new Variable("followed", Sort.Bool, "whether it is the packet that is followed");
        Shorter = new Variable("shorter", Sort.Whole, "jiffies until a stall is due");
        Machine.Assume("times", "Nothing takes less than no time; a transmit takes no longer than the drain timeout.",
            (Drain >= 0) & (Pass >= 0) & (Late >= 0) & (Pass <= Drain));
        HostSteps(rules);
        ClockSteps();
        WaitSteps(rules.SleepsShorter);
        RoundSteps();
    }

    public AbstractMachine Machine { get; }
    public Variable Drain { get; }
    public Variable Pass { get; }
    public Variable Late { get; }
    public Variable Now { get; }
    public Variable Ahead { get; }
    public Variable Behind { get; }
    public Variable Head { get; }
    public Variable Last { get; }
    public Variable Packet { get; }
    public Variable Expires { get; }
    public Variable Host { get; }
    public Variable Stamp { get; }
    public Variable HostSince { get; }
    public Variable Rx { get; }
    public Variable Since { get; }
    public Variable Marked { get; }
    public Variable Saw { get; }
    public Variable Timed { get; }
    public Variable Timeout { get; }
    public Variable Slept { get; }
    public Variable End { get; }
    public Variable Deadline { get; }
    public Variable Sleeping { get; }
    public Variable Next { get; }
    public Variable Ticks { get; }
    public Variable Followed { get; }
    public Variable Shorter { get; }

    /// <summary>Whether the followed packet is queued.</summary>
    public Term IsQueued => Packet.At("queued");

    /// <summary>Whether any packet is queued.</summary>
    public Term HasHead => (Ahead > 0) | IsQueued;

    private void HostSteps(ExpiryRules rules)
    {
        Machine.Step("host-stamps", "host", "reads the time, and stamps a packet with when it expires", [Followed],
            Host.At("host-idle") & Followed.Implies(Packet.At("elsewhere")),
            (Host, Host.Place("host-stamped")), (HostSince, Now), (Stamp, Now + Drain),
            (Packet, Term.If(Followed, Packet.Place("stamped"), Packet)), (Expires, Term.If(Followed, Now + Drain, Expires)));
        Machine.Step("host-appends", "host", "appends the packet", Host.At("host-stamped"),
            (Host, Host.Place("host-kicks")), (Last, Stamp), (Head, Term.If(HasHead, Head, Stamp)),
            (Packet, Term.If(Packet.At("stamped"), Packet.Place("queued"), Packet)),
            (Ahead, Term.If(Packet.At("stamped", "queued"), Ahead, Ahead + 1)), (Behind, Term.If(IsQueued, Behind + 1, Behind)));
        Machine.Step("host-kicks-rx", "host", "kicks the Rx thread", Host.At("host-kicks"), Kick((Host, Host.Place("host-idle"))));
        Machine.Step("somebody-kicks-rx", "irq", "kicks the Rx thread for another reason", Term.All(), Kick());
        if (!rules.Refuses) return;
        Machine.Step("host-refuses", "host", "refuses the packet", Host.At("host-stamped"), (Host, Host.Place("host-refused")),
            (Packet, Term.If(Packet.At("stamped"), Packet.Place("gone"), Packet)));
        if (rules.KicksAnyway)
            Machine.Step("host-kicks-in-vain", "host", "kicks the Rx thread all the same", Host.At("host-refused"), Kick((Host, Host.Place("host-idle"))));
        else
            Machine.Step("host-frees", "host", "frees the packet, and kicks nobody", Host.At("host-refused"), (Host, Host.Place("host-idle")));
    }

    private (Variable, Term)[] Kick(params (Variable, Term)[] also) =>
        [(Marked, true), (Since, Term.If(Sleeping, Now, Since)), (Sleeping, false), .. also];

    private void ClockSteps()
    {
        var later = Now + Ticks;
        var others = (Ticks > 0) & (!Host.At("host-idle")).Implies(later <= HostSince + Pass);
        Machine.Step("time-passes", "clock", "time passes", [Ticks],
            others & (!Sleeping).Implies(later <= Since + Pass) & (Sleeping & Timed).Implies(later < Deadline + Late), (Now, later));
        Machine.Step("timer-fires", "clock", "time passes, and the timer wakes the Rx thread", [Ticks],
            others & Sleeping & Timed & (later >= Deadline) & (later <= Deadline + Late), (Now, later), (Since, later), (Sleeping, false));
    }

    private void WaitSteps(bool sleepsShorter)
    {
        Machine.Step("rx-finds-work", "rx", "finds work", Rx.At("rx-waits", "rx-prepared"), (Rx, Rx.Place("rx-round")));
        Machine.Step("rx-prepares", "rx", "prepares to wait", Rx.At("rx-waits"), (Rx, Rx.Place("rx-prepared")), (Marked, false));
        Machine.Step("rx-sees-a-head", "rx", "computes how long to sleep, and sees a head", Rx.At("rx-prepared") & HasHead,
            (Rx, Rx.Place("rx-reads-time")), (Saw, true));
        Machine.Step("rx-sees-no-head", "rx", "computes how long to sleep, and sees no head", Rx.At("rx-prepared") & !HasHead,
            (Rx, Rx.Place("rx-sleeps-soon")), (Saw, false), (Timed, false));
        Machine.Step("rx-reads-the-time", "rx", "reads the time: so long the head has left", Rx.At("rx-reads-time"),
            (Rx, Rx.Place("rx-sleeps-soon")), (Timed, true), (Timeout, Term.Max(0, Head - Now)));
        if (sleepsShorter)
            Machine.Step("rx-thinks-of-the-stall", "rx", "sees that a stall is due sooner", [Shorter],
                Rx.At("rx-sleeps-soon") & (Shorter >= 0) & Timed.Implies(Shorter <= Timeout), (Timed, true), (Timeout, Shorter));
        Machine.Step("rx-goes-to-sleep", "rx", "sleeps, unless it has been kicked since it prepared", Rx.At("rx-sleeps-soon"),
            (Rx, Rx.Place("rx-asleep")), (Slept, Now), (End, Now + Timeout), (Deadline, Now + Term.Max(Timeout, 1)), (Sleeping, !Marked));
        Machine.Step("rx-wakes", "rx", "goes on: leaves the wait if the timeout is over, else looks again for work", Rx.At("rx-asleep") & !Sleeping,
            (Rx, Term.If(Timed & (End <= Now), Rx.Place("rx-round"), Rx.Place("rx-waits"))));
    }

    private void RoundSteps()
    {
        Take("rx-sends", "dequeues the head to send it", "rx-round", "rx-round");
        Machine.Step("rx-begins-to-drop", "rx", "is done with sending", Rx.At("rx-round"), (Rx, Rx.Place("rx-drops")));
        Machine.Step("rx-sees-nothing-to-drop", "rx", "looks when the head expires, and nothing is queued", Rx.At("rx-drops") & !HasHead,
            (Rx, Rx.Place("rx-waits")), (Since, Now));
        Machine.Step("rx-looks-at-the-expiry", "rx", "looks when the head expires", Rx.At("rx-drops") & HasHead, (Rx, Rx.Place("rx-compares")));
        Machine.Step("rx-compares-the-time", "rx", "reads the time, and compares", Rx.At("rx-compares"),
            (Rx, Term.If(Now >= Head, Rx.Place("rx-expired"), Rx.Place("rx-waits"))), (Since, Term.If(Now >= Head, Since, Now)));
        Take("rx-drops-the-head", "dequeues the expired head", "rx-expired", "rx-drops");
    }

    /// <summary>The head leaves. Whoever becomes the head expires no sooner, and no later than the followed packet or the last.</summary>
    private void Take(string symbol, string words, string from, string to)
    {
        var leaves = IsQueued & Ahead.Is(0);
        var remain = Term.If(leaves, Behind, Ahead - 1);
        var isNext = Term.If(IsQueued & Ahead.Is(1), Next.Is(Expires), Term.If(remain.Is(0), Next.Is(Head),
            (Head <= Next) & (Next <= Term.If(IsQueued & !leaves, Expires, Last))));
        Machine.Step(symbol, "rx", words, [Next], Rx.At(from) & HasHead & isNext, (Rx, Rx.Place(to)), (Head, Next), (Ahead, remain),
            (Behind, Term.If(leaves, 0, Behind)), (Packet, Term.If(leaves, Packet.Place("gone"), Packet)));
    }
}
