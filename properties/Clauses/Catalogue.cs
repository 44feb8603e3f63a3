using Netback.Properties.Clauses.Monitors;
using Netback.Properties.Generation;
using static Netback.Properties.Clauses.Probe;
using static Netback.Properties.Generation.Surroundings;

namespace Netback.Properties.Clauses;

/// <summary>All clauses.</summary>
public static class Catalogue
{
    private const string Review = "commit message of f48da8b14d04", Stall = "commit message of ecf08d2dbb96";

    public static IReadOnlyList<Property> All { get; } =
    [
        new("BoundedMemory", "With a host that honours the stop, queued bytes never exceed the limit and one packet.",
            Review, (r, p) => new BoundedMemory(r, p),
            In(Honest, QueueFull, StackHeld, LargestPacket),
            In(HostileGuest, QueueFull, ForgedAhead)) { Unit = "bytes" },
        new("BoundedMemoryForAnyHost", "The same with a host that ignores the stop.",
            "XSA-392 (CVE-2021-28715)", (r, p) => new BoundedMemory(r, p),
            In(AnyHost, QueueFull, OfferedWhileStopped, LargestPacket)) { Unit = "bytes" },
        new("ByteAccounting", "The driver's byte count is the sum of the queued lengths, and never wraps.",
            "invariant of rx_queue_len; XSA-392 on its overflow", (r, p) => new ByteAccounting(r, p),
            In(Honest, QueueFull, WaitedForDrain),
            In(AnyHost, QueueFull, OfferedWhileStopped)) { AppliesTo = r => r.CountsBytes },
        new("BoundedLatency", "A packet leaves the queue within the drain timeout (and one tick, and one turn of the thread); "
            + "a sleeping Rx thread wakes no later than the head's expiry.",
            Review, (r, p) => new BoundedLatency(r, p),
            In(Honest, Blocked, WaitedForDrain, ThreadStarved),
            In(AnyHost, Blocked, WaitedForDrain, OfferedWhileStopped)) { Unit = "ms" },
        new("TeardownWithinDrain", "Once nothing more comes in, a queue is empty within the drain timeout; "
            + "a disconnect leaves no packet behind.",
            "commit message of 093507885ae5: a guest must not pin another's memory", (r, p) => new TeardownWithinDrain(r, p),
            In(Honest, WaitedForDrain, DisconnectLoaded)),
        new("NoSpuriousCarrierOff", "The carrier goes off only when some queue has been blocked for the whole stall timeout.",
            Review, (r, p) => new NoSpuriousCarrierOff(r, p),
            In(Honest, BlockedForStall, IdleThenBlocked, EventWhileStopped)),
        new("NoPrematureCarrierOn", "After a stall the carrier comes on only when the slots on offer would fit the packet whose "
            + "blocking took it down; at connect, only when at least one slot is on offer.",
            Review + "; " + Stall, (r, p) => new NoPrematureCarrierOn(r, p),
            In(Honest, BlockedForStall, OneSlotFree, DeadGuest)),
        new("StallIsDetected", "A queue blocked for the stall timeout plus the drain timeout has led to carrier off.",
            Review + "; XSA-392 (CVE-2021-28714)", (r, p) => new StallIsDetected(r, p, whileWaiting: false),
            In(Honest, BlockedForStall, OneSlotFree),
            In(Steady, BlockedWhileWaiting, OneSlotFree) with { Monitor = (r, p) => new StallIsDetected(r, p, whileWaiting: true) }) { Unit = "ms" },
        new("NoFlapping", "A guest that posts nothing takes the carrier down at most once.",
            Review, (r, p) => new NoFlapping(r, p),
            In(Honest, DeadGuest, EventWhileStopped)),
        new("CarrierRecovers", "Once every queue offers slots for the largest packet, the carrier comes on within the drain timeout.",
            Stall, (r, p) => new CarrierRecovers(r, p),
            In(Honest, SlotsInSteps, BlockedForStall)) { Unit = "ms" },
        new("NoLostWakeup", "The Rx thread never sleeps while it has work and nobody is about to wake it.",
            "commit message of 9ab9831b4c59", (r, p) => new NoLostWakeup(r, p),
            In(Honest, Blocked, EventWhileWaiting, SlotsInSteps)),
        new("TxQueueRestarts", "A stopped Tx queue is woken once the internal queue is below the limit.",
            Review, (r, p) => new TxQueueRestarts(r, p),
            In(Honest, QueueFull, QueueDrained)) { AppliesTo = r => r.QueueLimit(Parameters.Default) is not null },
        new("SmallRingProgress", "A packet that fits into the slots posted is delivered.",
            "commit message of 1d5d48523900 (iPXE)", (r, p) => new SmallRingProgress(r, p),
            In(Honest, SmallRing)),
        new("FifoExactlyOnce",
            "An offered packet is accepted or refused; an accepted one leaves exactly once: delivered in order, expired, or purged.",
            "a network interface does not reorder, duplicate or leak", (r, p) => new FifoExactlyOnce(r, p),
            In(Honest, Blocked, WaitedForDrain, DisconnectLoaded)),
        new("NoLossForObedientHost", "The driver refuses no packet of a host that honours the stop.",
            "contract of a stopped Tx queue",
            (r, p) => new NeverHappens(r, p, EventKind.PacketRefused, Cause.QueueFull, "packet #{1} was refused: queue {0} is full"),
            In(Honest, QueueFull, StackHeld)),
        new("NoRingOverrun", "With an honest guest the consumer never passes the producer.",
            "the ring protocol", (r, p) => new NoRingOverrun(r, p),
            In(Honest, RingLow, RingFull, IndexWrapped, LargestPacket),
            In(XdpHeadroom, RingLow, Headroom)),
        new("HostileIndexContained", "A forged producer index neither reaches an assertion nor unbounded work.",
            "XenServer's patch against a ring request overflow, 2015", (r, p) => new HostileIndexContained(r, p),
            In(HostileGuest, ForgedAhead)) { Unit = "slots" },
        new("NoDriverAssertion", "No assertion of the driver fires.",
            "an assertion stops the host", (r, p) => new NeverHappens(r, p, EventKind.AssertionFailed, Cause.None,
                "an assertion of the driver stops the machine"),
            In(Honest, RingFull, LargestPacket, QueueFull)),
        new("GuestNotified", "A guest that asked for an event gets it.",
            "the ring protocol", (r, p) => new GuestNotified(r, p),
            In(Honest, ResponseAwaited, IndexWrapped)),
        new("NoFreeUnderLock", "No packet is freed while the lock of its queue is held.",
            "XSA-424 (CVE-2022-42328)", (r, p) => new NeverHappens(r, p, EventKind.FreedUnderLock, Cause.None,
                "packet #{1} was freed with the lock of queue {0} held and interrupts off"),
            In(Honest, QueueFull, WaitedForDrain)),
        new("NoUnlockedPeek", "Nobody but the Rx thread looks at the head of the queue without the lock.",
            "commit message of ec7d8e7dd3a5", (r, p) => new NeverHappens(r, p, EventKind.PeekedUnlocked, Cause.None,
                "an interrupt looked at packet #{1} at the head of queue {0} without the lock"),
            In(Honest, EventWhileWaiting)),
        new("NoSpin", "No thread goes round without sleeping or working.",
            "commit message of 42b5212fee4f", (r, p) => new NeverHappens(r, p, EventKind.RxSpins, Cause.None,
                "rx{0} goes round without working or sleeping"),
            In(HostileGuest, DisabledAndWoken),
            In(Honest, Blocked, DisconnectLoaded)),
    ];

    /// <summary>Each clause in each of its surroundings.</summary>
    public static IReadOnlyList<Claim> Claims { get; } = [.. All.SelectMany(p => p.Claims)];

    public static IEnumerable<string> Names => All.Select(p => p.Name);

    /// <returns>The clause of that name, or null.</returns>
    public static Property? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static Claim In(Surroundings surroundings, params ReadOnlySpan<Probe> probes) => new(surroundings, Probes.Of(probes));
}
