using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about stalled queues and the carrier.</summary>
internal static class StallTheorems
{
    private const string Counts = "Stall detection is on. The vif is connected and not disabled. Any number of queues.";

    public static IReadOnlyList<Statement> All { get; } =
    [
        new("no-spurious-carrier-off", "No queue takes the carrier down that has not been blocked for the whole stall timeout.",
            "The vif is connected and not disabled. The guest keeps to the ring protocol. The headroom does not change.", NotSpurious),
        new("stalled-queues-are-counted", "At rest, stalled_queues is the number of queues that are marked.", Counts, Counted),
        new("carrier-follows-count", "When nobody is changing it, the carrier is on if and only if no queue counts as stalled.", Counts, Follows),
    ];

    private static Theorem? NotSpurious(Revision revision)
    {
        if (StallRules.Of(revision) is not { } rule) return null;
        var m = new StallMachine(rule);
        var claim = new Lemma("not-spurious", "no queue has taken the carrier down that had not been blocked for the stall timeout", !m.Spurious);
        const string name = "no-spurious-carrier-off";
        if (rule == StallRule.Never) return new(name, m.Machine, claim, []);
        if (rule != StallRule.Blocked) return new(name, m.Machine, claim, []) { Steps = rule == StallRule.FewerThanFixed ? 10 : 8 };
        return new(name, m.Machine, claim, Blocked(m));
    }

    /// <summary>What <c>proposed</c> keeps while it thinks a queue blocked.</summary>
    private static Lemma[] Blocked(StallMachine m)
    {
        var due = m.Now >= m.ThinksSince + m.Timeout;
        // The head has room, and the thread will see it before it decides; or a packet really lacks slots for so long, and the last one that did is the one reckoned with.
        var headFits = m.Waiting & (m.Free >= m.Need);
        Term Lacks(Term last) => m.Blocked & (m.BlockedSince <= m.ThinksSince) & (m.Waiting | m.BlockedNeed.Is(last));
        var last = (m.Free >= m.Dropped) | headFits | Lacks(m.Dropped);
        return
        [
            new("numbers", "slots and needs are not negative, and no moment is still to come", (m.Free >= 0) & (m.Need >= 0) & (m.BlockedNeed >= 0) & (m.Cached >= 0) & (m.Recalled >= 0)
                & m.Waiting.Implies(m.Need > 0) & (m.Thinks | m.Rx.At("rx-due", "rx-asked", "rx-stalls")).Implies(m.ThinksSince <= m.Now)),
            new("blocked-means-too-few", "a queue is blocked if and only if the head, or the one that blocked it, finds too few slots",
                m.Blocked.Is(m.Free < Term.If(m.Waiting, m.Need, m.BlockedNeed)) & m.Blocked.Implies((m.BlockedSince <= m.Now) & (!m.Waiting | m.BlockedNeed.Is(m.Need)))
                & (m.Blocked | m.BlockedNeed.Is(0))),
            new("need-is-cached", "rx_slots_needed is the need of the head, but for the moment after it was removed; a packet about to be linked comes to an empty queue",
                (m.Waiting & !m.Uncached).Implies(m.Cached.Is(m.Need)) & m.Host.At("host-cached").Implies(!m.Waiting & !m.Uncached & (m.Cached > 0))),
            new("seen-head-waits", "a head that the thread has seen in its look is still there", (m.Rx.At("rx-passes", "rx-passed") & m.Sees).Implies(m.Waiting)),
            new("looks-while-blocked", "the thread looks for what the last head lacked, and decides about a stall, only while it thinks the queue blocked",
                m.Rx.At("rx-passes", "rx-passed", "rx-weighed", "rx-due", "rx-asked", "rx-stalls").Implies(m.Thinks) & m.Rx.At("rx-times").Implies(!m.Thinks)),
            new("thinks-late", "the driver thinks a queue blocked no longer than it is, or the next look shows it that there is room",
                (m.Thinks & m.Rx.At("rx-runs", "rx-passes", "rx-passed", "rx-due", "rx-asked", "rx-stalls")).Implies(m.Free >= m.LastNeed | headFits | Lacks(m.LastNeed))),
            new("passed-late", "where the last head still lacked slots, the one that has been seen has room, or has lacked them for as long",
                (m.Rx.At("rx-passed") & m.Sees).Implies(headFits | Lacks(m.LastNeed))),
            new("dropped-late", "a packet that has been dropped has lacked slots for as long as the driver thinks, or the next look shows room",
                (m.Thinks & m.Rx.At("rx-dropped")).Implies(m.Free >= m.LastNeed | last) & m.Rx.At("rx-weighed").Implies(last)),
            new("dropped-lacks", "what a dropped packet still lacks blocks the queue, unless another packet waits",
                m.Rx.At("rx-dropped", "rx-anew", "rx-times").Implies(m.Free >= m.Dropped | m.Waiting | m.Blocked & m.BlockedNeed.Is(m.Dropped))),
            new("reckons-with-dropped", "the thread that is about to think the queue blocked on account of a dropped packet reckons with it", m.Rx.At("rx-times").Implies(m.LastNeed.Is(m.Dropped))),
            new("due-is-due", "whoever decides about a stall has seen that it is due", m.Rx.At("rx-due", "rx-asked", "rx-stalls").Implies(due) & m.Rx.At("rx-due").Implies(!m.Uncached)),
            new("asked-late", "once it has read rx_slots_needed, what it knows is right, or what has changed came when the stall was due",
                m.Rx.At("rx-asked").Implies(m.Free >= m.LastNeed | (m.Recalled > 0) & m.Recalled.Is(m.Need) & headFits | m.Blocked & (m.BlockedSince <= m.ThinksSince) | m.WasBlocked)),
            new("stalls-rightly", "whoever takes a queue for stalled is right", m.Rx.At("rx-stalls").Implies(m.MayStall)),
        ];
    }

    private static Theorem? Counted(Revision revision)
    {
        if (revision is not StallDetection) return null;
        var m = new CountMachine();
        return new("stalled-queues-are-counted", m.Machine, new("counted-at-rest", "when no queue has changed its mark without counting it, the count is right",
            (m.Rx.At("rx-runs", "rx-counted") & m.Ups.Is(0) & m.Downs.Is(0)).Implies(m.Counted.Is(m.Others + Term.If(m.Mark, 1, 0)))), Strengthened(m));
    }

    private static Theorem? Follows(Revision revision)
    {
        if (revision is not StallDetection) return null;
        var m = new CountMachine();
        return new("carrier-follows-count", m.Machine, new("follows", "when nobody holds the vif's lock, the carrier is on if and only if no queue counts as stalled",
            m.Lock.At("free").Implies(m.Carrier.Is(m.Counted.Is(0)))), Strengthened(m));
    }

    private static Lemma[] Strengthened(CountMachine m) =>
    [
        new("numbers", "no number is negative, and no more queues are marked than there are",
            (m.Ups >= 0) & (m.Downs >= 0) & (m.Ups <= m.Others) & (m.Others + m.Downs <= m.Queues - 1)),
        new("count-is-exact", "the count is that of the marks, but for those that have not been counted yet",
            m.Counted.Is(m.Others - m.Ups + m.Downs + Term.If(m.Mark, 1, 0) - Term.If(m.Rx.At("rx-marked"), 1, 0) + Term.If(m.Rx.At("rx-unmarked"), 1, 0))),
        new("mark-is-known", "a thread that has set its mark has it, and one that has cleared it has not",
            m.Rx.At("rx-marked").Implies(m.Mark) & m.Rx.At("rx-unmarked").Implies(!m.Mark)),
        new("change-is-due", "who is about to turn the carrier off is the only one that counts, and on, if none does",
            m.Lock.At("turns-off").Implies(m.Counted.Is(1)) & m.Lock.At("turns-on").Implies(m.Counted.Is(0))),
        new("carrier-is-right", "unless it is about to be turned, the carrier is on if and only if no queue counts",
            m.Lock.At("free", "leaves").Implies(m.Carrier.Is(m.Counted.Is(0)))),
        new("own-lock", "the followed queue has counted itself when it holds the lock", (m.Mine & !m.Lock.At("free")).Implies(m.Rx.At("rx-counted"))
            & m.Rx.At("rx-counted").Implies(m.Mine & !m.Lock.At("free"))),
    ];
}
