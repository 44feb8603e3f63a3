using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// When a queue is taken for stalled, against when it really is: <c>blocked</c> is what the monitor of NoSpuriousCarrierOff keeps, from the moment
/// at which a waiting packet finds too few slots to the moment at which there is room for the head, or for the last one that was there.
/// </summary>
/// <remarks>A look at slots and clock is one piece: <c>fresh</c> says that nothing has happened since the thread looked.</remarks>
public sealed class StallMachine
{
    public StallMachine(StallRule rule)
    {
        Machine = new("stall", "slots, the head's need and the clock of one queue, and when the Rx thread takes the queue for stalled.");
        Timeout = Machine.Constant("timeout", Sort.Whole, "jiffies: the stall timeout");
        Fixed = Machine.Constant("fixed", Sort.Whole, "slots that count as enough, where that is the same for all packets");
        Now = Machine.Variable("now", Sort.Whole, "the clock, in jiffies", 0);
        Free = Machine.Variable("free", Sort.Whole, "slots on offer", 0);
        Waiting = Machine.Variable("waiting", Sort.Bool, "whether a packet is queued", false);
        Need = Machine.Variable("need", Sort.Whole, "slots that the head needs, if there is one", 0);
        Judged = Machine.Variable("judged", Sort.Bool, "whether the thread has looked for slots for this head", false);
        Blocked = Machine.Variable("blocked", Sort.Bool, "whether a packet really finds too few slots", false);
        BlockedSince = Machine.Variable("blocked-since", Sort.Whole, "since when", 0);
        BlockedNeed = Machine.Variable("blocked-need", Sort.Whole, "slots on account of which it does", 0);
        Fresh = Machine.Variable("fresh", Sort.Bool, "whether nothing has happened since the thread looked", false);
        Stalled = Machine.Variable("stalled", Sort.Bool, "whether the queue counts as stalled", rule != StallRule.Never);
        LastRx = Machine.Variable("last-rx", Sort.Whole, "last_rx_time", 0);
        Thinks = Machine.Variable("thinks", Sort.Bool, "whether the driver thinks the queue blocked", false);
        ThinksSince = Machine.Variable("thinks-since", Sort.Whole, "since when", 0);
        LastNeed = Machine.Variable("last-need", Sort.Whole, "slots on account of which it does", 0);
        Spurious = Machine.Variable("spurious", Sort.Bool, "whether a queue has been taken for stalled that had not been blocked for the stall timeout", false);
        Slots = new("slots", Sort.Whole, "how many");
        Wants = new("wants", Sort.Whole, "slots that the new head needs");
        More = new("more", Sort.Bool, "whether another packet is queued");
        Machine.Assume("times", "A stall takes time, and some slots are enough.", (Timeout > 0) & (Fixed > 0));
        Environment();
        Thread(rule);
    }

    public AbstractMachine Machine { get; }
    public Variable Timeout { get; }
    public Variable Fixed { get; }
    public Variable Now { get; }
    public Variable Free { get; }
    public Variable Waiting { get; }
    public Variable Need { get; }
    public Variable Judged { get; }
    public Variable Blocked { get; }
    public Variable BlockedSince { get; }
    public Variable BlockedNeed { get; }
    public Variable Fresh { get; }
    public Variable Stalled { get; }
    public Variable LastRx { get; }
    public Variable Thinks { get; }
    public Variable ThinksSince { get; }
    public Variable LastNeed { get; }
    public Variable Spurious { get; }
    public Variable Slots { get; }
    public Variable Wants { get; }
    public Variable More { get; }

    private void Environment()
    {
        Machine.Step("guest-posts", "guest", "posts requests", [Slots], Slots > 0, Assess(Free + Slots, Waiting, Need, (Fresh, false)));
        Machine.Step("host-appends", "host", "appends a packet to the empty queue", [Wants], !Waiting & (Wants > 0),
            Assess(Free, true, Wants, (Judged, false), (Fresh, false)));
        Machine.Step("time-passes", "clock", "time passes", [Slots], Slots > 0, (Now, Now + Slots), (Fresh, false));
    }

    private void Thread(StallRule rule)
    {
        var follows = More.Is(Wants > 0) & (Wants >= 0);
        Machine.Step("rx-sends", "rx", "sends the head", [More, Wants], Waiting & Judged & (Free >= Need) & follows & (rule != StallRule.Blocked | !Thinks),
            Assess(Free - Need, More, Wants, (LastRx, Now), (Judged, false), (Fresh, false)));
        Machine.Step("rx-drops", "rx", "drops the head: it has expired", [More, Wants], Waiting & Judged & follows,
            Assess(Free, More, Wants, (Judged, false), (Fresh, false)));
        Look(rule);
        if (rule == StallRule.Never) return;
        var limit = rule == StallRule.FewerThanFixed ? Fixed : Term.If(Waiting, Need, 0);
        var stalls = rule == StallRule.Blocked ? Fresh & Thinks & (Free < LastNeed) & (Now >= ThinksSince + Timeout) : (Free < limit) & (Now > LastRx + Timeout);
        Machine.Step("rx-takes-for-stalled", "rx", "takes the queue for stalled, and takes the carrier down", !Stalled & stalls,
            (Stalled, true), (Spurious, Spurious | !(Blocked & (Now >= BlockedSince + Timeout))));
        Machine.Step("rx-takes-for-ready", "rx", "takes the queue for ready", Stalled & (rule == StallRule.Blocked ? Term.All() : Free >= limit),
            (Stalled, false), (LastRx, Now));
    }

    /// <summary>The thread looks for slots for the head; in <c>proposed</c> also for the last one there was, once it has found too few for it.</summary>
    private void Look(StallRule rule)
    {
        if (rule != StallRule.Blocked)
        {
            Machine.Step("rx-looks", "rx", "looks for slots for the head", Waiting, (Judged, true));
            return;
        }
        var thinks = Thinks & (Free < LastNeed);
        var need = Term.If(Waiting, Need, LastNeed);
        var looks = Waiting | thinks;
        Machine.Step("rx-looks", "rx", "looks for slots for the head, or for the last one that found too few", Term.All(),
            (Judged, Waiting), (Fresh, true), (Thinks, looks & (Free < need)), (ThinksSince, Term.If(thinks, ThinksSince, Now)),
            (LastNeed, Term.If(looks, need, LastNeed)));
    }

    /// <summary>What the monitor does at each event that changes slots or head.</summary>
    private (Variable, Term)[] Assess(Term free, Term waiting, Term need, params (Variable, Term)[] also)
    {
        var wanted = Term.If(waiting, need, BlockedNeed);
        return
        [
            (Free, free), (Waiting, waiting), (Need, Term.If(waiting, need, 0)), (Blocked, free < wanted),
            (BlockedSince, Term.If(Blocked, BlockedSince, Now)), (BlockedNeed, Term.If(free < wanted, wanted, 0)), .. also,
        ];
    }
}
