using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about the byte count and the stop bit.</summary>
internal static class ByteTheorems
{
    private const string Lock = "The queue's lock is honoured. The vif is connected and not disabled.";

    public static IReadOnlyList<Statement> All { get; } =
    [
        new("bounded-memory", "The bytes queued never exceed the limit by more than the largest packet (by one byte less where packets are refused).",
            $"The stack offers nothing to a stopped queue, and its CPUs take turns by the Tx lock. {Lock}",
            r => Bounded(r, "bounded-memory", HostKind.Obedient, steps: _ => null)),
        new("bounded-memory-without-tx-lock", "The same where several CPUs feed the queue without taking turns.",
            $"The stack offers nothing to a stopped queue, but several Tx queues share this one. {Lock}",
            r => Bounded(r, "bounded-memory-without-tx-lock", HostKind.WithoutTxLock, steps: rules => rules.Refuses ? null : 7)),
        new("bounded-memory-of-n-cpus", "The bytes queued never exceed the limit by more than a largest packet for each CPU.",
            $"The stack offers nothing to a stopped queue; any number of CPUs. {Lock}", BoundedByCpus),
        new("bounded-memory-any-host", "The bytes queued never exceed the limit by more than the largest packet, whatever the stack does.",
            $"The stack may ignore a stopped Tx queue; any number of CPUs. {Lock}",
            r => Bounded(r, "bounded-memory-any-host", HostKind.Any, steps: rules => rules.Refuses ? null : 7)),
        new("byte-accounting", "The driver's byte count is the sum of the queued lengths, and does not wrap.",
            $"As bounded-memory; limit and largest packet together are less than 4 GiB. {Lock}", Accounting),
        new("byte-accounting-any-host", "The same, whatever the stack does.", $"The stack may ignore a stopped Tx queue. Where packets are refused: sizes as above. {Lock}",
            AccountingForAnyHost),
        new("tx-queue-restarts", "When all is at rest, a stopped Tx queue has as many bytes queued as the limit or more.",
            $"As bounded-memory. {Lock}", Restarts),
    ];

    private static Theorem? Bounded(Revision revision, string name, HostKind host, Func<ByteRules, int?> steps)
    {
        if (ByteRules.Of(revision) is not { } rules) return null;
        var m = new ByteMachine(rules, host);
        var claim = rules.Refuses
            ? new Lemma("bounded", "there are at most the limit - 1 + the largest packet bytes queued", m.Sum <= m.Limit - 1 + m.Largest)
            : new Lemma("bounded", "there are at most the limit + the largest packet bytes queued", m.Sum <= m.Limit + m.Largest);
        bool refuted = steps(rules) is not null;
        AssumeWideCount(m, rules);
        if (refuted && host == HostKind.WithoutTxLock)
            m.Machine.Assume("two-cpus", "There are at least two CPUs.", m.Room >= m.Largest + m.Largest);
        return new(name, m.Machine, claim, refuted ? [] : Strengthened(m, rules)) { Steps = steps(rules) };
    }

    private static Theorem? BoundedByCpus(Revision revision)
    {
        if (ByteRules.Of(revision) is not { Refuses: false } rules) return null;
        var m = new ByteMachine(rules, HostKind.WithoutTxLock);
        AssumeWideCount(m, rules);
        var claim = new Lemma("bounded-by-cpus", "there are at most the limit + the largest packet times the CPUs bytes queued", m.Sum <= m.Limit + m.Room);
        return new("bounded-memory-of-n-cpus", m.Machine, claim, Strengthened(m, rules));
    }

    private static Theorem? Accounting(Revision revision)
    {
        if (ByteRules.Of(revision) is not { } rules) return null;
        var m = new ByteMachine(rules, HostKind.Obedient);
        AssumeWideCount(m, rules);
        return new("byte-accounting", m.Machine, CountIsSum(m), Strengthened(m, rules)[1..]);
    }

    private static Theorem? AccountingForAnyHost(Revision revision)
    {
        if (ByteRules.Of(revision) is not { } rules) return null;
        var m = new ByteMachine(rules, HostKind.Any, floods: !rules.Refuses);
        if (rules.Refuses)
        {
            AssumeWideCount(m, rules);
            return new("byte-accounting-any-host", m.Machine, CountIsSum(m), Strengthened(m, rules)[1..]);
        }
        m.Machine.Assume("real-sizes", "As in the driver: 512 KiB, GSO packets, a count of 32 bits.",
            m.Limit.Is(524_288) & m.Largest.Is(ByteMachine.LargestPacket) & m.Wrap.Is(1L << 32));
        return new("byte-accounting-any-host", m.Machine, CountIsSum(m), []) { Steps = 1 };
    }

    private static Theorem? Restarts(Revision revision)
    {
        if (ByteRules.Of(revision) is not { } rules) return null;
        var m = new ByteMachine(rules, HostKind.Obedient);
        AssumeWideCount(m, rules);
        var claim = new Lemma("restarts", "when nobody holds the lock and the Rx thread rests, a stopped queue has at least the limit queued",
            (m.Lock.At("free") & m.Rx.At("rests") & m.Stopped).Implies(m.Sum >= m.Limit));
        // While a round is in progress, the wake that ends it is still to come; where dequeues wake, only until the lock is released.
        var due = rules.WakesAtDequeue ? m.Lock.At("rx-updates", "rx-wakes") : m.Rx.At("round") | m.Lock.At("rx-wakes");
        return new("tx-queue-restarts", m.Machine, claim,
        [
            new("wake-is-due", "a stopped queue has at least the limit queued, unless the Rx thread is about to look", m.Stopped.Implies((m.Count >= m.Limit) | due)),
            new("stop-was-right", "whoever is about to stop the Tx queue has found at least the limit queued", m.Lock.At("host-stops").Implies(m.Count >= m.Limit)),
            .. rules.WakesAtDequeue ? [] : (Lemma[])[new("dequeues-in-a-round", "the head is dequeued in a round", m.Lock.At("rx-unlinks").Implies(m.Rx.At("round")))],
            new("closing-holds-the-lock", "a round is closed under the lock", m.Rx.At("closing").Implies(m.Lock.At("rx-wakes", "rx-leaves"))),
            .. Strengthened(m, rules),
        ]);
    }

    private static Lemma CountIsSum(ByteMachine m) =>
        new("count-is-sum", "the driver's count is the sum of the queued lengths", m.Count.Is(m.Sum));

    private static void AssumeWideCount(ByteMachine m, ByteRules rules) =>
        m.Machine.Assume("count-is-wide", "The most that may be queued is less than the value at which the count wraps.",
            m.Wrap > (rules.Refuses ? m.Limit + m.Largest : m.Limit + m.Room));

    /// <summary>What makes the claims about bytes inductive. The first is that the count is the sum.</summary>
    private static Lemma[] Strengthened(ByteMachine m, ByteRules rules) =>
    [
        CountIsSum(m),
        new("sum-is-no-debt", "a sum of lengths is not negative", m.Sum >= 0),
        new("cpus-are-kept", "each CPU offers nothing, is on its way, or holds the lock",
            (m.Idle >= 0) & (m.Looked >= 0) & (m.Idle + m.Looked + Term.If(m.HostHolds, m.Largest, 0)).Is(m.Room)),
        .. rules.Refuses ?
        (Lemma[])[
            new("never-overfull", "only a queue below the limit gets another packet", m.Sum <= m.Limit - 1 + m.Largest),
            new("room-was-found", "whoever is about to make a packet the head has found room", m.Lock.At("host-updates", "host-links").Implies(m.Count < m.Limit)),
        ] :
        [
            new("open-means-room", "a queue that is not stopped, and is not about to be, has at most the limit queued",
                (!m.Stopped & !m.Lock.At("host-stops")).Implies(m.Sum <= m.Limit)),
            new("stop-is-prompt", "a queue that is about to be stopped, and was not, is over the limit by one packet",
                (!m.Stopped & m.Lock.At("host-stops")).Implies(m.Sum <= m.Limit + m.Largest)),
            new("all-on-their-way-fit", "the bytes queued and those on their way to the lock are bounded", m.Sum + m.Looked <= m.Limit + m.Room),
        ],
        new("still-empty", "a queue that has been found empty under the lock is empty", m.Lock.At("host-updates", "host-links").Implies(m.Sum.Is(0))),
        new("wake-was-right", "whoever is about to wake the Tx queue has found less than the limit queued", m.Lock.At("rx-wakes").Implies(m.Count < m.Limit)),
    ];
}
