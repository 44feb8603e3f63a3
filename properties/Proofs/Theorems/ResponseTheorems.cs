using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about responses and the events for them.</summary>
internal static class ResponseTheorems
{
    public static IReadOnlyList<Statement> All { get; } =
    [
        new("guest-notified", "No guest sleeps while a response waits for it, unless its event is on its way.",
            "The guest looks again after it has asked for an event. Every store is seen at once by all. The vif is connected and not disabled.", Notified),
        new("guest-gets-its-event", "A guest that asked for an event at a response gets it when the response is there, whether it looks again or not.",
            "Every store is seen at once by all. The vif is connected and not disabled.", Paid),
        new("notify-rule", "Either end sends an event if and only if one of the messages that it has just published is the one asked for.",
            "None: the three indices are any words of 32 bits.", Decided),
    ];

    private static Theorem? Paid(Revision revision)
    {
        if (revision is not ByteLimit) return null;
        var m = new ResponseMachine();
        return new("guest-gets-its-event", m.Machine,
            new("paid", "when the thread is done with what it published, no event is owed", (m.Rx.At("rx-runs") & !m.Notify).Implies(!m.Owed)),
            [
                new("debt-is-known", "where an event is owed, the thread has found so, or is about to",
                    m.Owed.Implies(m.Notify | m.Rx.At("rx-published") & RequestMachine.MustNotify(m.Old, m.Pub, m.Event))),
            ]);
    }

    private static Theorem? Decided(Revision revision)
    {
        if (revision is not ByteLimit) return null;
        var m = new NotifyMachine();
        return new("notify-rule", m.Machine, new("decided-rightly", "each decision was right: an event is sent if and only if the message asked for is a new one", m.Right), []);
    }

    private static Theorem? Notified(Revision revision)
    {
        if (revision is not ByteLimit) return null;
        var m = new ResponseMachine();
        var decided = m.Notify | m.Rx.At("rx-published") & RequestMachine.MustNotify(m.Old, m.Pub, m.Event);
        return new("guest-notified", m.Machine,
            new("notified", "when the guest sleeps, no event is on its way and the thread is done with what it published, there is nothing for the guest to take",
                (m.Guest.At("guest-sleeps") & !m.Sent & !m.Notify & m.Rx.At("rx-runs")).Implies(m.Pub.Is(m.Taken))),
            [
                new("taken-was-published", "the guest takes what is published, and no more than a ring is", (m.Taken <= m.Pub) & (m.Pub <= m.Taken + m.Size)),
                new("has-asked", "a guest that sleeps, or is about to, has asked for an event at the next response",
                    m.Guest.At("guest-asked", "guest-sleeps").Implies(m.Event.Is(m.Taken + 1))),
                new("event-is-decided", "where a sleeping guest has something to take, its event is decided, or on its way",
                    (m.Guest.At("guest-sleeps") & m.Pub.IsNot(m.Taken)).Implies(m.Sent | decided)),
            ]);
    }
}
