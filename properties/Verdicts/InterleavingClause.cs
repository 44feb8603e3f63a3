using Netback.Properties.Exploration;
using Netback.Revisions;
using static Netback.EventKind;

namespace Netback.Properties.Verdicts;

/// <summary>A clause about what contexts do to each other: it is looked at after every step of every context.</summary>
/// <param name="Name">As in <see cref="Breach"/>.</param>
/// <param name="Statement">What it says, in a sentence.</param>
/// <param name="Wants">Events that must have happened in the searches for a verdict to count.</param>
public sealed record InterleavingClause(string Name, string Statement, EventKinds Wants)
{
    /// <summary>Whether the clause is about CPUs that feed one queue without the stack's Tx lock, and about nothing else.</summary>
    public bool WithoutTxLock { get; init; }

    /// <summary>Whether it takes the history of a run: then nothing can be said by visiting states.</summary>
    public bool NeedsHistory { get; init; }

    /// <summary>Whether the design has what the clause speaks of.</summary>
    private Func<Revision, bool> Has { get; init; } = _ => true;

    /// <summary>Whether there is something to check. <c>slot-estimate</c> is not explored: nothing bounds its queue, and its estimate of
    /// slots is wrong where a packet has none to spare, as in small configurations.</summary>
    public bool AppliesTo(Revision revision) => revision is ByteLimit && Has(revision);

    /// <summary>How it is called in tables.</summary>
    public string Title => WithoutTxLock ? $"{Name}@no-tx-lock" : $"{Name}@interleaved";

    public static IReadOnlyList<InterleavingClause> All { get; } =
    [
        new("BoundedMemory", "Queued bytes never exceed the bound of the revision.", EventKinds.Of(PacketAccepted, TxStopped)),
        new("BoundedMemory", "The same while CPUs that feed one queue do not take turns: several Tx queues share it.",
            EventKinds.Of(PacketAccepted, TxStopped)) { WithoutTxLock = true },
        new("ByteAccounting", "The byte count is the sum of the queued lengths.", EventKinds.Of(PacketAccepted, PacketDequeued)),
        new("BoundedLatency", "The Rx thread sleeps no longer than until the head expires.", EventKinds.Of(PacketExpired, RxSlept)),
        new("NoSpuriousCarrierOff", "The carrier goes off on account of a stall only when some queue has been blocked for the whole stall timeout.",
            EventKinds.Of(CarrierOn, PacketExpired))
        {
            // The others break it with one context at a time already.
            NeedsHistory = true, Has = r => r is Proposed || r.Name == "byte-limit",
        },
        new("TeardownWithinDrain", "Nothing is queued when all is torn down.", EventKinds.Of(PacketPurged, Disconnected)),
        new("NoLostWakeup", "The Rx thread never sleeps while it has work and nobody is about to wake it.", EventKinds.Of(RxSlept, RxWoken)),
        new("TxQueueRestarts", "At rest a Tx queue is not stopped while the internal queue is below the limit.", EventKinds.Of(TxStopped, TxWoken)),
        new("FifoExactlyOnce", "An accepted packet leaves exactly once: delivered in order, expired, or purged.",
            EventKinds.Of(PacketDelivered, PacketPurged)),
        new("NoRingOverrun", "The consumer never passes the producer.", EventKinds.Of(SlotsConsumed, SlotsPosted)),
        new("NoDriverAssertion", "No assertion of the driver fires, and no lock is misused.", EventKinds.Of(PacketDelivered)),
        new("GuestNotified", "A guest that asked for an event gets it.", EventKinds.Of(GuestNotified, RspEventSet)),
        new("NoUnlockedPeek", "Nobody looks at a packet that has been freed.", EventKinds.Of(EventRaised, PacketDelivered)),
        new("NoSpin", "No thread goes round without sleeping or working.", EventKinds.Of(RxSlept, RxEnded)),
        new("NoDeadlock", "No context waits for what can no longer come.", EventKinds.Of(PacketPurged, TxStopped)),
        new("StallAccounting", "At rest as many queues are counted as stalled as are marked, and the carrier is on if there are none.",
            EventKinds.Of(StallMarked, CarrierOn)) { Has = r => r is StallDetection },
    ];
}
