using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about requests and the wake-ups that hang on them.</summary>
internal static class RequestTheorems
{
    private const string Ring = "The guest keeps to the ring protocol. No handler is held up in its look for slots while 2^32 requests are posted. Every store is seen at once by all. The vif is connected and not disabled.";

    public static IReadOnlyList<Statement> All { get; } =
    [
        new("consumer-never-passes-producer", "The driver takes no request that the guest has not posted.",
            $"A packet takes no more slots than were looked for (slots-cover-packets). {Ring}", r => Contained(r, takesMore: false)),
        new("consumer-never-passes-producer-if-a-slot-is-missing", "The same where a packet may take one slot more than was looked for.",
            $"As slots-cover-packets shows for fewer-slots, and slots-cover-packets-with-headroom for later revisions. {Ring}",
            r => r is FewerSlots and not Proposed ? Contained(r, takesMore: true) : null),
        new("no-lost-wakeup", "At rest the Rx thread does not sleep while the head would fit into the slots on offer.",
            $"Packets may need different numbers of slots where the driver goes by the head. One transmit at a time. {Ring}", r => Woken(r, needsDiffer: true)),
        new("no-lost-wakeup-of-equal-packets", "The same where all packets need the same number of slots.",
            $"All packets of the vif need the same number of slots. One transmit at a time. {Ring}",
            r => RequestRules.Of(r) is { NeedOfHead: true, AsksWhenStalled: false } ? Woken(r, needsDiffer: false) : null),
    ];

    /// <summary>The interrupt goes by the need of a head that has expired since: what it asks for makes the guest send no event.</summary>
    private static string[] StaleNeed(RequestRules rules) =>
    [
        .. rules.CachesNeed ? (string[])["host-stores-need", "host-links-packet"] : ["host-appends-first"],
        "host-kicks-rx", "host-appends-next", "host-kicks-rx", "guest-sends-for-nothing", "irq-begins", "irq-marks-event", "irq-sees-a-packet", "rx-drops-the-head",
        .. rules.CachesNeed ? (string[])["rx-caches-need"] : [],
        "rx-prepares", "rx-sees-a-packet", "rx-reads-prod", "rx-compares-slots", "rx-arms-event", "rx-rereads-prod", "rx-takes-the-mark", "rx-acknowledges",
        "guest-posts", "irq-reads-prod", "irq-compares-slots", "irq-arms-event", "guest-reads-event", "irq-rereads-prod", "irq-takes-the-mark", "irq-acknowledges",
        "rx-goes-to-sleep",
    ];

    private static Theorem? Contained(Revision revision, bool takesMore)
    {
        if (RequestRules.Of(revision) is not { } rules) return null;
        var m = new RequestMachine(rules with { TakesMore = takesMore });
        var claim = new Lemma("contained", "the consumer is not ahead of the producer", m.Cons <= m.Prod);
        string name = "consumer-never-passes-producer" + (takesMore ? "-if-a-slot-is-missing" : "");
        return takesMore ? new(name, m.Machine, claim, []) { Steps = rules.CachesNeed ? 9 : 7 } : new(name, m.Machine, claim, Ordered(m, rules));
    }

    private static Lemma[] Ordered(RequestMachine m, RequestRules rules) =>
    [
        new("indices-in-order", "responses taken, responses published, requests consumed, requests produced come in this order, within a ring",
            (m.Base <= m.Pub) & (m.Pub <= m.Cons) & (m.Cons <= m.Prod) & (m.Prod <= m.Base + m.Size)),
        new("seen-is-between", "what was read of the producer is between consumer and producer",
            m.Rx.At("rx-compares", "rx-arms", "rx-rereads").Implies((m.Seen <= m.Prod) & (m.Cons <= m.Seen))),
        .. !rules.NeedOfHead ? [] : (Lemma[])[
            new("looks-for-a-head", "the thread looks for slots only for a head that is there, or about to be linked",
                m.Rx.At("rx-looks", "rx-compares", "rx-arms", "rx-rereads", "rx-fits").Implies(m.Visible(rules)))],
        new("fits", "where the head was found to fit, it does", m.Rx.At("rx-fits").Implies(m.Need <= m.Prod - m.Cons)),
        new("left-fits", "what a packet still takes is there", m.Rx.At("rx-takes").Implies(m.Left > 0) & (m.Left >= 0) & (m.Left <= m.Prod - m.Cons)),
        .. !rules.CachesNeed ? [] : (Lemma[])[
            new("cache-is-right", "rx_slots_needed is what the head needs that is there or about to be linked, and 0 without one; unless the thread is about to store it",
                (!m.Rx.At("rx-caches")).Implies(m.Cached.Is(Term.If(m.Waiting | m.Host.At("host-links"), m.Need, 0))) & (m.Cached >= 0)
                    & m.Host.At("host-links").Implies(!m.Waiting & !m.Rx.At("rx-caches")))],
        new("needs-something", "a packet needs a slot", m.Need > 0),
    ];

    private static Theorem? Woken(Revision revision, bool needsDiffer)
    {
        if (RequestRules.Of(revision) is not { } rules) return null;
        var m = new RequestMachine(rules with { NeedsDiffer = needsDiffer && rules.NeedOfHead });
        var rest = m.Sleeping & m.Guest.At("guest-idle") & m.Host.At("host-idle") & m.Irq.At("irq-idle") & !m.Requested;
        var claim = new Lemma("woken", "when nobody is about to do anything, and the Rx thread sleeps, the head does not fit into the slots on offer",
            (rest & m.Waiting).Implies(m.Prod - m.Cons < m.Need));
        string name = "no-lost-wakeup" + (needsDiffer ? "" : "-of-equal-packets");
        if (needsDiffer && rules.LooksInInterrupt)
        {
            var schedule = StaleNeed(rules);
            return new(name, m.Machine, claim, []) { Steps = schedule.Length, Schedule = schedule };
        }
        return new(name, m.Machine, claim, [.. Ordered(m, rules), .. Armed(m, rules)]);
    }

    private static Lemma[] Armed(RequestMachine m, RequestRules rules)
    {
        // A handler that finds a packet kicks, or looks for slots: once it has not looked yet it will, and one that has will look again if req_prod is not what it saw.
        var handling = !rules.AcknowledgesLate ? m.Irq.At("irq-kicks") : !rules.LooksInInterrupt ? m.Irq.At("irq-kicks", "irq-marks", "irq-asks")
            : m.Irq.At("irq-kicks", "irq-marks", "irq-asks", "irq-looks", "irq-compares", "irq-arms") | m.Irq.At("irq-rereads") & !RequestMachine.Same(m.Prod, m.IrqSeen);
        var coming = m.Guest.At("guest-posted") & RequestMachine.MustNotify(m.Old, m.Prod, m.Event) | m.Guest.At("guest-sends") | m.Pending | handling;
        var resting = m.Rx.At("rx-tired", "rx-acks", "rx-sleepy") | m.Sleeping;
        var few = m.Prod - m.Cons < m.Need;
        return
        [
            new("sleeps-unmarked", "whoever sleeps has prepared and has not been kicked", m.Sleeping.Implies(m.Rx.At("rx-asleep") & !m.Marked)),
            new("has-prepared", "whoever is about to sleep has prepared", m.Rx.At("rx-saw-none", "rx-tired", "rx-acks", "rx-sleepy", "rx-asleep").Implies(m.Prepared)
                & m.Rx.At("rx-caches", "rx-takes").Implies(!m.Prepared)),
            new("too-few", "whoever asks for an event has seen too few slots", m.Rx.At("rx-arms", "rx-rereads").Implies(m.Seen - m.Cons < m.Need)),
            new("asked-at-reread", "before a thread that is about to sleep reads req_prod again, a kick is due, or the next request brings an event, or an event is coming, or the handler will look",
                (m.Rx.At("rx-rereads") & m.Prepared & !m.Marked & RequestMachine.Same(m.Prod, m.Seen)).Implies(m.Host.At("host-kicks") | RequestMachine.Same(m.Event, m.Prod + 1) | coming)),
            new("asked", "where the head waits and the thread is about to sleep, a kick is due, or the slots are too few and the next one brings an event, or an event is coming, or the handler will look",
                (resting & !m.Marked & m.Waiting).Implies(m.Host.At("host-kicks") | few & RequestMachine.Same(m.Event, m.Prod + 1) | coming)),
            .. !rules.AsksWhenStalled ? [] : (Lemma[])[
                new("none-but-new", "where the thread has seen no packet, one that is there now has come since, and a kick is due",
                    (m.Rx.At("rx-saw-none") & !m.Marked & m.Waiting).Implies(m.Host.At("host-kicks")))],
            .. rules.AcknowledgesLate ? (Lemma[])[
                new("somebody-acknowledges", "an event that masks others is marked, or is about to be, or somebody has taken its mark and acknowledges it",
                    m.Masked.Implies(m.Mark | m.Irq.At("irq-marks", "irq-acks") | m.Rx.At("rx-acks"))),
                new("mark-is-taken", "where the thread has looked for a mark and has not been kicked since, a mark belongs to a handler that has not ended",
                    (m.Mark & !m.Marked & (m.Rx.At("rx-acks", "rx-sleepy") | m.Sleeping)).Implies(!m.Irq.At("irq-idle", "irq-marks", "irq-acks"))),
            ] : [new("no-late-events", "events are acknowledged at once", !m.Masked & !m.Mark)],
            .. rules is { LooksInInterrupt: true, CachesNeed: true } ? (Lemma[])[
                new("stale-need-is-equal", "rx_slots_needed is 0, or what every packet needs", m.Cached.Is(0) | m.Cached.Is(m.Need))] : [],
            .. rules.LooksInInterrupt ? (Lemma[])[
                new("handler-reads-the-past", "what the handler has seen of the producer was there, fewer than 2^32 requests ago while it compares",
                    (m.IrqSeen <= m.Prod) & m.Irq.At("irq-compares", "irq-arms", "irq-rereads").Implies(m.Prod - m.IrqSeen < RequestMachine.Words)),
                new("handler-knows-the-need", "the handler reckons with the slots that the head needs",
                    m.Irq.At("irq-looks", "irq-compares", "irq-arms", "irq-rereads").Implies(m.IrqNeed.Is(m.Need))),
                new("handler-saw-too-few", "a handler that asks for an event has seen too few slots",
                    m.Irq.At("irq-arms", "irq-rereads").Implies(m.IrqSeen - m.Cons < m.Need)),
            ] : [],
        ];
    }
}
