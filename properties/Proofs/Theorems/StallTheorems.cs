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
            "A look at slots and clock is one piece. No packet expires before the thread has looked for slots for it. The guest keeps to the ring protocol.", NotSpurious),
        new("stalled-queues-are-counted", "At rest, stalled_queues is the number of queues that are marked.", Counts, Counted),
        new("carrier-follows-count", "When nobody is changing it, the carrier is on if and only if no queue counts as stalled.", Counts, Follows),
    ];

    private static Theorem? NotSpurious(Revision revision)
    {
        if (StallRules.Of(revision) is not { } rule) return null;
        var m = new StallMachine(rule);
        var claim = new Lemma("not-spurious", "no queue has been taken for stalled that had not been blocked for the stall timeout", !m.Spurious);
        const string name = "no-spurious-carrier-off";
        if (rule == StallRule.Never) return new(name, m.Machine, claim, []);
        if (rule != StallRule.Blocked) return new(name, m.Machine, claim, []) { Steps = rule == StallRule.FewerThanFixed ? 7 : 4 };
        return new(name, m.Machine, claim,
        [
            new("blocked-means-too-few", "a queue is blocked if and only if the head, or the one that blocked it, finds too few slots",
                m.Blocked.Is(m.Free < Term.If(m.Waiting, m.Need, m.BlockedNeed)) & m.Blocked.Implies((m.BlockedSince <= m.Now) & (!m.Waiting | m.BlockedNeed.Is(m.Need)))),
            new("numbers", "slots and needs are not negative", (m.Free >= 0) & (m.Need >= 0) & (m.BlockedNeed >= 0) & m.Waiting.Implies(m.Need > 0)),
            new("judged-alike", "once the thread has looked for slots for the head, it reckons with what the head needs",
                (m.Judged & m.Waiting & m.Thinks).Implies(m.LastNeed.Is(m.Need))),
            new("thinks-late", "the driver thinks a queue blocked no longer than it is, or the next look shows it that there is room",
                m.Thinks.Implies(m.Blocked & (m.BlockedSince <= m.ThinksSince) & (m.Waiting | m.BlockedNeed.Is(m.LastNeed))
                    | m.Free >= m.LastNeed | m.Waiting & (m.Free >= m.Need))),
            new("fresh-look", "right after a look the driver knows whether the queue is blocked",
                m.Fresh.Implies(m.Thinks.Implies(m.Blocked & (m.Free < m.LastNeed)))),
        ]);
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
