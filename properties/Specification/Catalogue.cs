using Netback.Properties.Specification.Monitors;
using Netback.Properties.Generation;
using Netback.Revisions;
using static Netback.Properties.Specification.Probe;
using static Netback.Properties.Generation.DriverEnvironment;

namespace Netback.Properties.Specification;

/// <summary>All properties.</summary>
public static class Catalogue
{
    /// <summary>The name of the property that is looked at in every state (see <see cref="Exploration.Deadlocks"/>).</summary>
    public const string NoDeadlock = "NoDeadlock";

    private const string Review = "commit message of f48da8b14d04", Stall = "commit message of ecf08d2dbb96";

    /// <summary>What a property of connections that follow each other wants to have happened.</summary>
    private static readonly EventKinds Again = EventKinds.Of(EventKind.Disconnected, EventKind.QueueOpened);

    public static IReadOnlyList<Property> All { get; } =
    [
        new("BoundedMemory", "With a host that respects a stopped Tx queue, queued bytes never exceed the limit plus one packet.",
            Review, c => new BoundedMemory(c),
            In(Honest, QueueFull, StackHeld, LargestPacket),
            In(Reconnecting, QueueFull, Reconnected) with { WantedEvents = Again },
            In(HostileGuest, QueueFull, ForgedAhead) with { WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.Disabled) },
            In(NoRxNotify, QueueFull, StackHeld),
            In(NoTxLock))
        {
            Unit = "bytes", NeedsObedientHost = true, WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.TxStopped),
        },
        new("BoundedMemoryForAnyHost", "Even with a host that ignores a stopped Tx queue, queued bytes never exceed the limit plus one packet.",
            "XSA-392 (CVE-2021-28715)", c => new BoundedMemory(c),
            In(AnyHost, QueueFull, OfferedWhileStopped, LargestPacket),
            In(HostileAnyHost, QueueFull, OfferedWhileStopped, ForgedAhead) with { WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.Disabled) })
        {
            Unit = "bytes", WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketRefused),
        },
        new("BoundedFootprint", "The packets of a queue never hold more memory than one packet plus the worst mix of packets within the byte limit; "
            + "those of a vif never more than that for each of its queues.",
            Review + ": an upper bound on the amount of memory used", c => new BoundedFootprint(c),
            In(Honest, QueueFull, LargestPacket, ManySmall),
            In(AnyHost, QueueFull, OfferedWhileStopped, ManySmall),
            In(HostileGuest, QueueFull, ForgedAhead) with { WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.Disabled) },
            In(XdpHeadroom, QueueFull, Headroom),
            In(NoTxLock))
        {
            Unit = "bytes", WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketDequeued),
        },
        new("ByteAccounting", "The driver's byte count is the sum of the queued lengths, and never wraps.",
            "invariant of rx_queue_len; XSA-392 on its overflow", c => new ByteAccounting(c),
            In(Honest, QueueFull, WaitedForDrain),
            In(Reconnecting, QueueFull, Reconnected) with { WantedEvents = Again },
            In(AnyHost, QueueFull, OfferedWhileStopped),
            In(HostileGuest, QueueFull, ForgedAhead, DisabledAndWoken) with { IsOfScenariosOnly = true })
        {
            AppliesTo = r => r.CountsBytes, WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.PacketDequeued),
        },
        new("BoundedLatency", "A packet leaves the queue within the drain timeout (plus one tick or the granularity of timers, plus one turn of the thread); "
            + "a sleeping Rx thread wakes no later than the head's expiry (plus that tick or granularity).",
            Review, c => new BoundedLatency(c),
            In(Honest, Blocked, WaitedForDrain, ThreadStarved, CoarseTimer),
            In(AnyHost, Blocked, WaitedForDrain, OfferedWhileStopped),
            In(HostileGuest, Blocked, WaitedForDrain, ForgedAhead) with { IsOfScenariosOnly = true },
            In(NoRxNotify, Blocked, WaitedForDrain, ThreadStarved))
        {
            Unit = "ms", WantedEvents = EventKinds.Of(EventKind.PacketExpired, EventKind.RxSlept),
        },
        new("TeardownWithinDrain", "Once nothing more comes in, a queue is empty within the drain timeout; "
            + "a disconnect leaves no packet behind.",
            "commit message of 093507885ae5: a guest must not pin another's memory", c => new TeardownWithinDrain(c),
            In(Honest, WaitedForDrain, DisconnectLoaded),
            In(HostileGuest, WaitedForDrain, ForgedAhead, DisabledAndWoken) with { IsOfScenariosOnly = true })
        {
            WantedEvents = EventKinds.Of(EventKind.PacketPurged, EventKind.Disconnected),
        },
        new("NothingLeftBehind", "A disconnect leaves no packet behind, and neither does a fatal error: a queue whose thread has ended holds none.",
            "a thread that has ended frees nothing", c => new NothingLeftBehind(c),
            In(Honest, DisconnectLoaded),
            In(Reconnecting, DisconnectLoaded, Reconnected) with { WantedEvents = Again },
            In(HostileGuest, DisabledAndWoken) with { WantedEvents = EventKinds.Of(EventKind.PacketPurged, EventKind.Disabled) })
        {
            WantedEvents = EventKinds.Of(EventKind.PacketPurged, EventKind.Disconnected),
        },
        new("NoUseAfterTeardown", "Nothing is used after it is gone: no task of an ended thread to which nobody holds a reference, no event channel that has been unbound, no interrupt of a connection that is closed, no queue that has been torn down.",
            "XSA-374 (CVE-2021-28691); the teardown order of 2ac061ce97f4, fixed two months later", c => new NoUseAfterTeardown(c),
            In(Honest, DisconnectLoaded),
            In(HostileGuest, DisconnectedWhenDisabled) with { WantedEvents = EventKinds.Of(EventKind.Disabled, EventKind.RxEnded) },
            In(Reconnecting, Reconnected, ConnectFailed) with { WantedEvents = Again })
        {
            WantedEvents = EventKinds.Of(EventKind.Disconnected, EventKind.GuestNotified),
        },
        new("FreshStart", "A second connection starts like the first: the driver serves the ring from where it stands, takes interrupts, and lets packets in.",
            "dynamic unbind and bind of Dec 2019; the ring protocol", c => new FreshStart(c),
            In(Reconnecting, Reconnected, RingInUse, OtherQueues, DisconnectLoaded)) { WantedEvents = Again },
        new("NothingCarriedOver", "Nothing of a connection is left in the next one: no packet, byte count, stop, stalled mark, timer, event or carrier.",
            "each connect allocates zeroed queues", c => new NothingCarriedOver(c),
            In(Reconnecting, Reconnected, RingInUse, OtherQueues, DisconnectLoaded)) { WantedEvents = Again },
        new("NoEarlyExpiry", "No packet is dropped for its age before the drain timeout is over, nor while the slots that it needs are free.",
            Review, c => new NoEarlyExpiry(c),
            In(Honest, WaitedForDrain),
            In(AnyHost, WaitedForDrain, OfferedWhileStopped))
        {
            AppliesTo = r => r.ExpiresAfterMs(Parameters.Default) is not null, WantedEvents = EventKinds.Of(EventKind.PacketExpired, EventKind.RxSlept),
        },
        new("NoSpuriousCarrierOff", "The carrier goes off only when some queue has been blocked for the whole stall timeout.",
            Review, c => new NoSpuriousCarrierOff(c),
            In(Honest, BlockedForStall, IdleThenBlocked, EventWhileStopped))
        {
            WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.PacketExpired),
        },
        new("NoPrematureCarrierOn", "After a stall the carrier comes on only when the slots on offer would fit the packet whose "
            + "blocking took it down; at connect, only when at least one slot is on offer.",
            Review + "; " + Stall, c => new NoPrematureCarrierOn(c),
            In(Honest, BlockedForStall, OneSlotFree, DeadGuest))
        {
            WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.PacketExpired),
        },
        new("CarrierOffWhenDisconnected", "A disconnect and a fatal error take the link down, and then the carrier stays off.",
            "what disconnecting means", c => new CarrierOffWhenDisconnected(c),
            In(Honest, DisconnectLoaded),
            In(HostileGuest, DisabledAndWoken) with { WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.Disabled) })
        {
            WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.ConnectionClosed),
        },
        new("StallAccounting", "At rest, stalled_queues is the number of queues marked as stalled, and the carrier is on if and only if there are none.",
            Stall, c => new StallAccounting(c),
            In(Honest, BlockedForStall),
            In(Reconnecting, BlockedForStall, OtherQueues) with { WantedEvents = Again })
        {
            AppliesTo = r => r is StallDetection, WantedEvents = EventKinds.Of(EventKind.StallMarked, EventKind.CarrierOn),
        },
        new("StallIsDetected", "A queue blocked for the stall timeout plus the drain timeout (plus one tick or the granularity of timers) has led to carrier off; where a larger packet and then the slots that the last one lacked come before the thread runs, the time begins anew.",
            Review + "; XSA-392 (CVE-2021-28714)", c => new StallIsDetected(c, whileWaiting: false),
            In(Honest, BlockedForStall, OneSlotFree, CoarseTimer),
            In(Steady, BlockedWhileWaiting, OneSlotFree) with { Monitor = c => new StallIsDetected(c, whileWaiting: true) })
        {
            Unit = "ms", WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.RxSlept),
        },
        new("NoFlapping", "A guest that posts nothing takes the carrier down at most once.",
            Review, c => new NoFlapping(c),
            In(Honest, DeadGuest, EventWhileStopped),
            In(Stack, DeadGuest, LinkWentDown))
        {
            WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.RxSlept),
        },
        new("NoFeltFlapping", "A guest that posts nothing makes the host see its link go down at most once.",
            Review + "; linkwatch looks once a second at links that have gone down", c => new NoFeltFlapping(c),
            In(Stack, DeadGuest, LinkWentDown)) { WantedEvents = EventKinds.Of(EventKind.LinkDown) },
        new("NoUndueLoss", "An application loses a packet only to a full qdisc, to the packet's age, or to a link that is down because some queue had been blocked for the stall timeout.",
            Review + "; contract of a stopped Tx queue", c => new NoUndueLoss(c),
            In(Stack, QueueFull, QdiscFull, KeptThenOffered, LinkWentDown, IdleThenBlocked)) { WantedEvents = EventKinds.Of(EventKind.PacketWanted) },
        new("CarrierRecovers", "Once every stalled queue offers the slots that end its stall, the carrier comes on within the drain timeout.",
            Stall, c => new CarrierRecovers(c),
            In(Honest, SlotsInSteps, BlockedForStall, RoomAfterStall),
            In(Reconnecting, SlotsInSteps, Reconnected, RingInUse) with { WantedEvents = Again }) { Unit = "ms", WantedEvents = EventKinds.Of(EventKind.CarrierOn, EventKind.PacketExpired) },
        new("Isolation", "A queue that the guest keeps up with loses packets because of other queues only while one of these has been blocked for the stall timeout, "
            + "or has had no slots posted to it since connecting: none because of a false alarm, and none later than a tick after the slots have come.",
            Stall + ": one stalled queue takes the carrier down for all", c => new Isolation(c),
            In(Honest, KeepsUpBesideBlocked, BlockedForStall) with { IsOfSchedulesOnly = true, WantedEvents = EventKinds.Of(EventKind.CarrierOff, EventKind.PacketNoCarrier) },
            In(AnyHost, KeepsUpBesideBlocked, BlockedForStall, OfferedWhileStopped) with { IsOfScenariosOnly = true },
            In(XdpHeadroom, KeepsUpBesideBlocked, BlockedForStall, Headroom) with { IsOfScenariosOnly = true })
        {
            Unit = "ms",
        },
        new("NoLostWakeup", "The Rx thread never sleeps while it has work and nobody is about to wake it.",
            "commit message of 9ab9831b4c59", c => new NoLostWakeup(c),
            In(Honest, Blocked, EventWhileWaiting, SlotsInSteps))
        {
            WantedEvents = EventKinds.Of(EventKind.RxSlept, EventKind.RxWoken),
        },
        new("TxQueueRestarts", "A stopped Tx queue is woken once the internal queue is below the limit.",
            Review, c => new TxQueueRestarts(c),
            In(Honest, QueueFull, QueueDrained),
            In(Reconnecting, QueueFull, DisconnectLoaded) with { WantedEvents = Again },
            In(NoRxNotify, QueueFull, QueueDrained))
        {
            WantedEvents = EventKinds.Of(EventKind.TxStopped, EventKind.TxWoken),
        },
        new("StopMatchesQueue", "The Tx queue is stopped only when the internal queue is full, and woken only when it is not.",
            Review, c => new StopMatchesQueue(c),
            In(Honest, QueueFull, QueueDrained),
            In(HostileGuest, QueueFull, ForgedAhead, DisabledAndWoken) with { IsOfScenariosOnly = true })
        {
            AppliesTo = r => r.QueueLimit(Parameters.Default) is not null, WantedEvents = EventKinds.Of(EventKind.TxStopped, EventKind.TxWoken),
        },
        new("SmallRingProgress", "A packet that fits into the slots posted is delivered.",
            "commit message of 1d5d48523900 (iPXE)", c => new SmallRingProgress(c),
            In(Honest, SmallRing),
            In(PacketShapes, SmallRing, LinearCrossesPage, HashAsked))
        {
            WantedEvents = EventKinds.Of(EventKind.PacketDelivered, EventKind.SlotsPosted),
        },
        new("TimelyDelivery", "Once a packet is at the head and its slots are posted, it leaves within a tick, if the guest sends no events that were not asked for.",
            "XSA-332; commit message of a3daf3d39132 (FreeBSD guests)", c => new TimelyDelivery(c),
            In(Honest, Blocked, SlotsInSteps) with { IsOfScenariosOnly = true },
            In(AnyHost, Blocked, SlotsInSteps, OfferedWhileStopped) with { IsOfScenariosOnly = true },
            In(XdpHeadroom, Blocked, SlotsInSteps, Headroom) with { IsOfScenariosOnly = true },
            In(EventBackOff, Blocked, SlotsInManySteps, TxWork) with { IsOfScenariosOnly = true })
        {
            Unit = "ms",
        },
        new("FifoExactlyOnce",
            "An offered packet is accepted or refused; an accepted one leaves exactly once: delivered in order, expired, or purged.",
            "a network interface does not reorder, duplicate or leak", c => new FifoExactlyOnce(c),
            In(Honest, Blocked, WaitedForDrain, DisconnectLoaded),
            In(Reconnecting, Blocked, DisconnectLoaded) with { WantedEvents = Again },
            In(HostileGuest, Blocked, ForgedAhead, DisabledAndWoken) with { IsOfScenariosOnly = true },
            In(NoRxNotify, Blocked, WaitedForDrain, DisconnectLoaded))
        {
            WantedEvents = EventKinds.Of(EventKind.PacketDelivered, EventKind.PacketPurged),
        },
        new("NoLossForObedientHost", "The driver refuses no packet of a host that respects a stopped Tx queue and the carrier.",
            "contract of a stopped Tx queue, and of the carrier",
            c => new NoLossForObedientHost(c),
            In(Honest, QueueFull, StackHeld))
        {
            NeedsObedientHost = true, WantedEvents = EventKinds.Of(EventKind.PacketAccepted, EventKind.TxStopped),
        },
        new("NoRingOverrun", "With an honest guest the consumer never passes the producer.",
            "the ring protocol", c => new NoRingOverrun(c),
            In(Honest, RingLow, RingFull, IndexWrapped, LargestPacket),
            In(Reconnecting, RingLow, RingInUse) with { WantedEvents = Again },
            In(XdpHeadroom, RingLow, Headroom, HeadroomChanged),
            In(PacketShapes, RingLow, LinearCrossesPage, HashAsked))
        {
            WantedEvents = EventKinds.Of(EventKind.SlotsConsumed, EventKind.SlotsPosted),
        },
        new("SlotAccounting", "A packet takes exactly as many slots as it needs, including those for the headroom that the guest wants, and gets one response for each; all of it is in them.",
            "the ring protocol", c => new SlotAccounting(c),
            In(Honest, RingLow, IndexWrapped),
            In(Reconnecting, RingLow, RingInUse) with { WantedEvents = Again },
            In(XdpHeadroom, RingLow, Headroom, HeadroomChanged),
            In(PacketShapes, RingLow, LinearCrossesPage, HashAsked))
        {
            WantedEvents = EventKinds.Of(EventKind.SlotsConsumed, EventKind.ResponsesPushed),
        },
        new("FailuresReported", "A grant copy that fails sets an error in the response of its slot (up to fewer-slots, in the packet's first response), and no other response has one.",
            "the ring protocol", c => new FailuresReported(c),
            In(HostileGuest, CopyFailed, RingLow) with { IsOfSchedulesOnly = true, WantedEvents = EventKinds.Of(EventKind.CopyFailed, EventKind.ResponseFailed) }),
        new("EoiMatchesEvent", "An EOI unmasks only the event that it belongs to, and does not flag an event that brought work as spurious.",
            "XSA-332: an event channel stays masked until its EOI", c => new EoiMatchesEvent(c),
            In(Honest, EventWhileWaiting),
            In(EventBackOff, EventWhileWaiting, TxWork) with { IsOfScenariosOnly = true })
        {
            AppliesTo = r => r.AcknowledgesLate, WantedEvents = EventKinds.Of(EventKind.EoiTaken, EventKind.EventAcknowledged),
        },
        new("HostileIndexContained", "A forged producer index triggers no assertion and causes no unbounded work; a ring in use with more unanswered requests than slots is refused.",
            "XenServer's patch against a ring request overflow, 2015", c => new HostileIndexContained(c),
            In(HostileGuest, ForgedAhead))
        {
            Unit = "slots", WantedEvents = EventKinds.Of(EventKind.ReqProdForged, EventKind.SlotsConsumed),
        },
        new("NoDriverAssertion", "No assertion of the driver fires.",
            "an assertion stops the host", c => new NoDriverAssertion(c),
            In(Honest, RingFull, LargestPacket, QueueFull),
            In(PacketShapes, LargestPacket, LinearCrossesPage, HashAsked),
            In(Reconnecting, LargestPacket, Reconnected, RingInUse) with { WantedEvents = Again })
        {
            WantedEvents = EventKinds.Of(EventKind.PacketDelivered),
        },
        new("GuestNotified", "A guest that asked for an event gets it.",
            "the ring protocol", c => new GuestNotified(c),
            In(Honest, ResponseAwaited, IndexWrapped),
            In(Reconnecting, ResponseAwaited, RingInUse) with { WantedEvents = Again })
        {
            WantedEvents = EventKinds.Of(EventKind.GuestNotified, EventKind.RspEventSet),
        },
        new("NoNeedlessEvent", "A guest gets no event that it has not asked for, and is asked for none while its queue is empty and waits for no slots, except once after a packet has left.",
            "the ring protocol", c => new NoNeedlessEvent(c),
            In(Honest, ResponseAwaited, IndexWrapped) with { IsOfScenariosOnly = true })
        {
            // Before, a packet that is blocked sends one in any case.
            AppliesTo = r => r is ByteLimit,
        },
        new("NoFreeUnderLock", "No packet is freed while the lock of its queue is held.",
            "XSA-424 (CVE-2022-42328)", c => new NeverHappens(c, EventKind.FreedUnderLock, Cause.None,
                "packet #{1} was freed with the lock of queue {0} held and interrupts off"),
            In(Honest, QueueFull, WaitedForDrain),
            In(HostileGuest, QueueFull, ForgedAhead) with { IsOfScenariosOnly = true })
        {
            WantedEvents = EventKinds.Of(EventKind.PacketDequeued, EventKind.PacketPurged),
        },
        new("NoUnlockedPeek", "Nobody but the Rx thread looks at the head of the queue without the lock.",
            "commit message of ec7d8e7dd3a5", c => new NeverHappens(c, EventKind.PeekedUnlocked, Cause.None,
                "an interrupt looked at packet #{1} at the head of queue {0} without the lock"),
            In(Honest, EventWhileWaiting),
            In(HostileGuest, EventWhileWaiting, ForgedAhead, DisabledAndWoken) with { IsOfScenariosOnly = true })
        {
            WantedEvents = EventKinds.Of(EventKind.EventRaised, EventKind.PacketDelivered),
        },
        new("NoUseAfterFree", "Nobody looks at a packet that has been freed.",
            "commit message of ec7d8e7dd3a5", c => new NeverHappens(c, EventKind.UsedAfterFree, Cause.None,
                "packet #{1} is used after it has been freed"),
            In(Honest, EventWhileWaiting))
        {
            WantedEvents = EventKinds.Of(EventKind.EventRaised, EventKind.PacketDelivered),
        },
        // A thread that sleeps between two rounds, however briefly, does not busy-loop: NoIdleWakeups is about that.
        new("NoSpin", "No thread busy-loops, neither working nor sleeping, while nobody is about to end it.",
            "commit message of 42b5212fee4f", c => new NeverHappens(c, EventKind.RxSpins, Cause.None,
                "rx{0} busy-loops: it neither works nor sleeps"),
            In(HostileGuest, DisabledAndWoken) with { WantedEvents = EventKinds.Of(EventKind.Disabled, EventKind.RxEnded) },
            In(Honest, Blocked, DisconnectLoaded))
        {
            WantedEvents = EventKinds.Of(EventKind.RxSlept, EventKind.RxEnded),
        },
        new("NoIdleWakeups", "A timeout does not wake the Rx thread for nothing more than once while nothing else happens.",
            "commit message of 11b57f90257c: no thread runs on against a guest that does not respond", c => new NoIdleWakeups(c),
            In(Honest, WaitedForDrain, BlockedForStall),
            In(HostileGuest, WaitedForDrain, DisabledAndWoken) with { IsOfScenariosOnly = true })
        {
            // The thread of slot-estimate sleeps without a timeout.
            AppliesTo = r => r.ExpiresAfterMs(Parameters.Default) is not null, WantedEvents = EventKinds.Of(EventKind.RxSlept, EventKind.PacketExpired),
        },
        new(NoDeadlock, "No context waits for something that can no longer happen.", "what any program of several threads must do",
            c => new NeverHappens(c, EventKind.Deadlocked, Cause.None, "a context outside the Rx threads waits for what only they could do, and none of them does"),
            In(Honest, Blocked, DisconnectLoaded),
            In(HostileGuest, ForgedAhead, DisabledAndWoken, DisconnectedWhenDisabled) with { IsOfScenariosOnly = true })
        {
            IsOfStates = true, WantedEvents = EventKinds.Of(EventKind.PacketPurged, EventKind.TxStopped),
        },
    ];

    /// <summary>Each property in each of its environment.</summary>
    public static IReadOnlyList<Claim> Claims { get; } = [.. All.SelectMany(p => p.Claims)];

    public static IEnumerable<string> Names => All.Select(p => p.Name);

    /// <returns>The property of that name, or null.</returns>
    public static Property? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static Claim In(DriverEnvironment environment, params ReadOnlySpan<Probe> probes) => new(environment, Probes.Of(probes));
}
