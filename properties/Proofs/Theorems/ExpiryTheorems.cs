using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about how long a packet waits, and the thread sleeps.</summary>
internal static class ExpiryTheorems
{
    private const string Times =
        "The CPUs that feed the queue take turns by the Tx lock. A transmit, and the Rx thread once it runs, take at most a pass until they are done or sleep; "
        + "a pass is no longer than the drain timeout. The vif is connected and not disabled. Times do not wrap.";

    public static IReadOnlyList<Statement> All { get; } =
    [
        new("packet-leaves-in-time", "A packet leaves the queue within the drain timeout, one tick, the lateness of timers, and three passes of the thread.", Times, Leaves),
        new("sleeper-wakes-in-time", "A sleeping thread has a timer that wakes it when the head expires, or at the next tick if it has expired.", Times, Wakes),
        new("queue-is-in-order", "The packets of a queue expire in their order, so that it is enough to look at the head.", Times, InOrder),
    ];

    private static Theorem? Leaves(Revision revision) => ExpiryRules.Of(revision) is not { } rules ? null : Of(rules, "packet-leaves-in-time", m =>
        new("leaves-in-time", "a packet that is still queued has expired at most three passes, a tick and the lateness of a timer ago",
            m.IsQueued.Implies(m.Now <= m.Expires + Term.Times(3, m.Pass) + 1 + m.Late)));

    private static Theorem? Wakes(Revision revision) => ExpiryRules.Of(revision) is not { } rules ? null : Of(rules, "sleeper-wakes-in-time", m =>
        new("wakes-in-time", "if a packet is queued, the thread sleeps until the head expires, or for one tick if it has expired, and no longer but for what it took to fall asleep; unless it is about to be kicked",
            (m.Sleeping & m.HasHead & !m.Host.At("host-kicks")).Implies(m.Timed & (m.Deadline <= Term.Max(m.Head + m.Pass, m.Slept + 1)))));

    private static Theorem? InOrder(Revision revision) => ExpiryRules.Of(revision) is not { } rules ? null : Of(rules, "queue-is-in-order", m =>
        new("in-order", "the head expires no later than the followed packet, and that no later than the last",
            m.IsQueued.Implies((m.Head <= m.Expires) & (m.Expires <= m.Last)) & m.HasHead.Implies(m.Head <= m.Last)));

    private static Theorem Of(ExpiryRules rules, string name, Func<ExpiryMachine, Lemma> claim)
    {
        var m = new ExpiryMachine(rules);
        return new(name, m.Machine, claim(m), Strengthened(m));
    }

    private static Lemma[] Strengthened(ExpiryMachine m) => [.. Order(m), .. Running(m), .. Sleeping(m)];

    private static Lemma[] Order(ExpiryMachine m) =>
    [
        new("numbers", "there are no fewer than no packets, and none behind one that is not there",
            (m.Ahead >= 0) & (m.Behind >= 0) & ((m.Behind > 0).Implies(m.IsQueued))),
        new("order", "head, followed packet and last expire in this order",
            (m.Head <= m.Last) & m.IsQueued.Implies((m.Head <= m.Expires) & (m.Expires <= m.Last)) & (m.IsQueued & m.Ahead.Is(0)).Implies(m.Head.Is(m.Expires))),
        new("stamps", "a packet expires a drain timeout after its transmit read the time, which it did at most a pass ago",
            (!m.Host.At("host-idle")).Implies(m.Stamp.Is(m.HostSince + m.Drain) & (m.HostSince <= m.Now) & (m.Now <= m.HostSince + m.Pass))),
        new("stamps-rise", "what is stamped last expires last",
            (m.Last <= m.Now + m.Drain) & m.Host.At("host-stamped").Implies(m.Last <= m.Stamp) & m.Host.At("host-kicks").Implies(m.Last.Is(m.Stamp))),
        new("followed-in-transmit", "the followed packet is the one in the transmit as long as it is stamped and not queued",
            m.Packet.At("stamped").Implies(m.Host.At("host-stamped") & m.Expires.Is(m.Stamp))),
    ];

    private static Lemma[] Running(ExpiryMachine m) =>
    [
        new("running", "the thread runs, and then for at most a pass, unless it sleeps",
            (m.Since <= m.Now) & (!m.Sleeping).Implies(m.Now <= m.Since + m.Pass) & m.Sleeping.Implies(m.Rx.At("rx-asleep") & !m.Marked)),
        new("waits-early", "in the wait the thread has run since the head expired, or a pass later, at the latest",
            (m.HasHead & m.Rx.At("rx-waits", "rx-prepared", "rx-reads-time", "rx-sleeps-soon")).Implies(m.Since <= m.Head + m.Pass)),
        new("woken-early", "the thread has run since two passes, a tick and the lateness of a timer after the head expired, at the latest",
            (m.HasHead & !m.Sleeping).Implies(m.Since <= m.Head + m.Pass + m.Pass + 1 + m.Late)),
    ];

    private static Lemma[] Sleeping(ExpiryMachine m) =>
    [
        new("saw-what-is-there", "a head that was seen is there: only this thread takes it out",
            ((m.Rx.At("rx-reads-time") | (m.Saw & m.Rx.At("rx-sleeps-soon", "rx-asleep"))).Implies(m.HasHead)) & m.Rx.At("rx-reads-time").Implies(m.Saw)
            & m.Rx.At("rx-compares", "rx-expired").Implies(m.HasHead)),
        new("kick-is-coming", "where no head was seen there is none, or the transmit that queued it is about to kick",
            (m.Rx.At("rx-sleeps-soon", "rx-asleep") & !m.Saw & !m.Marked & m.HasHead & (m.Sleeping | m.Rx.At("rx-sleeps-soon")))
                .Implies(m.Host.At("host-kicks") & m.Head.Is(m.Stamp))),
        new("unseen-head-is-young", "a head that was not seen expires no sooner than the thread has run",
            (m.Rx.At("rx-sleeps-soon", "rx-asleep") & !m.Saw & m.HasHead & !m.Sleeping).Implies(m.Since <= m.Head)),
        new("timeout-is-short", "the timeout ends when the head expires, or at once",
            (m.Rx.At("rx-sleeps-soon") & m.Saw).Implies(m.Timed & (m.Timeout.Is(0) | (m.Since + m.Timeout <= m.Head)))
            & (m.Timed & m.Rx.At("rx-sleeps-soon")).Implies(m.Timeout >= 0)),
        new("end-is-early", "the sleep ends a pass after the head expires, or at once",
            (m.Rx.At("rx-asleep") & m.Saw).Implies(m.Timed & ((m.End <= m.Head + m.Pass) | (m.End <= m.Slept)) & (m.Slept <= m.Head + m.Pass + m.Pass))
            & m.Rx.At("rx-asleep").Implies(m.Slept <= m.Now)),
        new("timer-is-set", "the timer fires when the sleep ends, or after one tick, and has not fired yet",
            (m.Sleeping & m.Saw).Implies(m.Deadline <= Term.Max(m.Head + m.Pass, m.Slept + 1)) & (m.Sleeping & m.Timed).Implies(m.Now <= m.Deadline + m.Late)),
    ];
}
