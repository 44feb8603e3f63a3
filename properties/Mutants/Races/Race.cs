using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>A race: where it is, where it must not be, and what tells.</summary>
/// <param name="Name">In kebab case.</param>
/// <param name="What">What goes wrong, in a few words.</param>
/// <param name="Faulty">The revision that has it.</param>
/// <param name="Sound">The revision that does not: an upstream fix, or what a mutant is made of.</param>
/// <param name="Configuration">The configuration in which it shows.</param>
/// <param name="Property">The property that it breaks.</param>
/// <param name="ConcurrentScenario">A concurrent scenario in which random schedules find it.</param>
public sealed record Race(string Name, string What, Revision Faulty, Revision Sound, Configuration Configuration, string Property, ConcurrentScenario ConcurrentScenario)
{
    public static IReadOnlyList<Race> All { get; } =
    [
        new("unlocked-peek", "the interrupt looks at a packet that the thread has freed",
            new LateEoi(), new LockedPeek(), Configurations.Get("two-requests"), "NoUseAfterFree", ConcurrentScenarios.Get("event-while-sending")),
        new("belated-eoi", "an EOI unmasks an event that came later",
            new LateEoi(), new Proposed(), Configurations.Get("two-requests"), "EoiMatchesEvent", ConcurrentScenarios.Get("events-in-a-row")),
        new("free-under-lock", "the destructor of a packet wants the lock under which it is freed",
            new Xsa392(), new Xsa424(), Configurations.Get("destructors"), "NoDeadlock", ConcurrentScenarios.Get("destructor")),
        new("looks-once", "no second look at req_prod after req_event is armed",
            new RaceMutants.LooksOnce(), new ByteLimit(), Configurations.Get("needing-two"), "NoLostWakeup", ConcurrentScenarios.Get("posts-in-twos")),
        new("arms-before-stopping", "the stall timer is armed before the Tx queue is stopped",
            new RaceMutants.ArmsBeforeStopping(), new SlotEstimate(), Configurations.Get("spare-slot-any-time"), "TxQueueRestarts", ConcurrentScenarios.Get("timer-against-post")),
        new("stops-after-unlock", "the Tx queue is stopped outside the lock",
            new RaceMutants.StopsAfterUnlock(), new ByteLimit(), Configurations.Get("one-packet"), "TxQueueRestarts", ConcurrentScenarios.Get("stop-and-wake")),
        new("tests-before-preparing", "the wait condition is tested before prepare_to_wait",
            new RaceMutants.TestsBeforePreparing(), new ByteLimit(), Configurations.Get("one-packet"), "NoLostWakeup",
            ConcurrentScenarios.Get("stop-and-wake")),
        new("kicks-before-append", "the thread is kicked before the packet is there",
            new RaceMutants.KicksBeforeAppend(), new ByteLimit(), Configurations.Get("one-packet"), "NoLostWakeup",
            ConcurrentScenarios.Get("stop-and-wake")),
        new("looks-for-room-unlocked", "two CPUs race past the limit",
            new RaceMutants.LooksForRoomUnlocked(), new Xsa424(), Configurations.Get("two-requests-two-cpus"), "BoundedMemory",
            ConcurrentScenarios.Get("two-cpus")),
        new("expires-in-interrupt", "a packet expires while it is delivered",
            new RaceMutants.ExpiresInInterrupt(), new ByteLimit(), Configurations.Get("expiring"), "FifoExactlyOnce", ConcurrentScenarios.Get("expiry-against-delivery")),
        new("counts-unlocked", "stalled queues are counted outside the lock of the vif",
            new RaceMutants.CountsUnlocked(), new StallDetection(), Configurations.Get("two-queues"), "StallAccounting", ConcurrentScenarios.Get("connect")),
        new("prepares-after-thread", "the Rx thread starts before its queue is prepared",
            new RaceMutants.PreparesAfterThread(), new StallDetection(), Configurations.Get("connecting"), "StallAccounting", ConcurrentScenarios.Get("connect-during-transmit")),
        new("turns-on-before-queues", "the carrier goes on before num_queues is set",
            new RaceMutants.TurnsOnBeforeQueues(), new ByteLimit(), Configurations.Get("connecting"), "NoLossForObedientHost", ConcurrentScenarios.Get("connect-during-transmit")),
        new("unbinds-before-stopping", "the event channel is unbound before the Rx thread has ended (2ac061ce97f4)",
            new RaceMutants.UnbindsBeforeStopping(), new HeadNeed(), Configurations.Get("two-requests-disconnecting"), "NoUseAfterTeardown",
            ConcurrentScenarios.Get("disconnect-during-transmit")),
        new("waits-for-no-transmit", "queues are freed while a transmit into one is still running",
            new RaceMutants.WaitsForNoTransmit(), new HeadNeed(), Configurations.Get("disconnecting-blocked"), "NoUseAfterTeardown", ConcurrentScenarios.Get("disconnect-during-transmit")),
        new("tests-before-preparing-late", "the wait condition is tested before prepare_to_wait, where an interrupt can set the wrong req_event",
            new HiddenRaceMutants.TestsBeforePreparing(), new LockedPeek(), Configurations.Get("two-requests"), "NoLostWakeup-remainder", ConcurrentScenarios.Get("stop-and-wake")),
        new("acknowledges-before-clearing", "eoi_pending is cleared after the EOI, and may then belong to the next event",
            new HiddenRaceMutants.AcknowledgesBeforeClearing(), new LockedPeek(), Configurations.Get("two-requests"), "EoiMatchesEvent-remainder",
            ConcurrentScenarios.Get("events-in-a-row")),
        new("clears-purge-too-late", "the purge event is cleared after it has been handled, and may then be the next one",
            new HiddenRaceMutants.ClearsPurgeTooLate(), new SlotEstimate(), Configurations.Get("spare-slot-any-time"), "CarrierRecovers-remainder", ConcurrentScenarios.Get("timer-against-post")),
        new("ends-threads-first", "the Rx threads end before the vif is disconnected",
            new HiddenRaceMutants.EndsThreadsFirst(), new FewerSlots(), Configurations.Get("disconnecting-blocked"), "NothingLeftBehind-remainder",
            ConcurrentScenarios.Get("disconnect-during-transmit")),
        new("disconnects-last", "the link goes down before the connected bit is cleared",
            new HiddenRaceMutants.DisconnectsLast(), new FewerSlots(), Configurations.Get("two-requests-disconnecting"), "CarrierOffWhenDisconnected-remainder",
            ConcurrentScenarios.Get("disconnect-during-transmit")),
        new("refuses-by-an-old-look", "a packet is refused by a look at the queue before the lock was taken", new HiddenRaceMutants.RefusesByAnOldLook(), new Xsa392(),
            Configurations.Get("two-requests"), "NoLossForObedientHost-remainder", ConcurrentScenarios.Get("stop-and-wake")),
        new("measures-after-kick", "a transmit counts the bytes of its packet after it has kicked the thread, which may have sent it",
            new HiddenRaceMutants.MeasuresAfterKick(), new LateEoi(), Configurations.Get("one-packet"), "NoUseAfterFree-remainder", ConcurrentScenarios.Get("stop-and-wake")),
    ];

    /// <summary>Those that no random schedule is likely to find, in configurations with too many states: every state of the concurrent scenario is visited.</summary>
    public static IReadOnlyList<Race> Rare { get; } =
    [
        OfProposed<RareRaceMutants.RecoveredAlwaysAsks>("recovered-always-asks", "sets req_event for the slots that end a stall, although it is set for those of a waiting packet",
            "NoLostWakeup", ConcurrentScenarios.Get("smaller-behind-stalled")),
        OfProposed<RareRaceMutants.ReckonsBeforeLinked>("reckons-before-linked", "uses the need of a packet that is not queued yet",
            "NoSpuriousCarrierOff", ConcurrentScenarios.Get("comes-and-expires")),
        OfProposed<RareRaceMutants.ForgetsTheDropped>("forgets-the-dropped", "ignores a head that came and expired since the thread last looked",
            "StallIsDetected", ConcurrentScenarios.Get("comes-and-expires")),
        OfProposed<RareRaceMutants.NeverBlocksAtDrop>("never-blocks-at-drop", "does not begin to wait for slots by a head that came and expired since its last look",
            "StallIsDetected", ConcurrentScenarios.Get("comes-and-expires")),
        OfProposed<RareRaceMutants.KeepsNeedAtDrop>("keeps-need-at-drop", "waits for the slots of the head before, if one came and expired since its last look",
            "StallIsDetected", ConcurrentScenarios.Get("comes-and-expires")),
        OfProposed<RareRaceMutants.ForgetsSinceAtDrop>("forgets-since-at-drop", "does not note since when a head waited that came and expired since its last look",
            "StallIsDetected", ConcurrentScenarios.Get("comes-and-expires")),
        OfProposed<RareRaceMutants.DropsNeedTooLate>("drops-need-too-late", "renews the need of the head after the lock has been given back",
            "NoLostWakeup", ConcurrentScenarios.Get("sent-under-interrupt")),
        OfProposed<RareRaceMutants.LooksAtSlotsFirst>("looks-at-slots-first", "decides about a stall by slots read before the clock",
            "NoSpuriousCarrierOff", ConcurrentScenarios.Get("post-as-due")),
        OfProposed<RareRaceMutants.StallsBesideAFittingHead>("stalls-beside-a-fitting-head", "decides about a stall only by the need of the last head, not of the present one",
            "NoFlapping", ConcurrentScenarios.Get("smaller-after-blocked")),
        OfProposed<RareRaceMutants.StaysBlockedAtDrop>("stays-blocked-at-drop", "stays blocked although a head had its slots, if that head expired since the thread last looked",
            "NoSpuriousCarrierOff", ConcurrentScenarios.Get("smaller-after-blocked")),
        OfProposed<RareRaceMutants.NeedsItsOwnAtDrop>("needs-its-own-at-drop", "waits on although the slots of the last head have come, as a larger packet that came and expired had too few",
            "NoSpuriousCarrierOff", ConcurrentScenarios.Get("larger-after-blocked")),
        OfProposed<RareRaceMutants.StaysBlockedByHeadroom>("stays-blocked-by-headroom", "waits on although a head has had its slots, as it needs more once the guest wants headroom",
            "NoSpuriousCarrierOff", ConcurrentScenarios.Get("headroom-for-smaller")),
        OfProposed<RareRaceMutants.ReckonsByWanted>("reckons-by-wanted", "reckons what a packet needs by the headroom that the guest wants, and sends it with the one in use",
            "NoRingOverrun", ConcurrentScenarios.Get("headroom-taken-back")),
        OfProposed<RareRaceMutants.ForgetsHeadroom>("forgets-headroom", "begins each connection without headroom, whatever the guest wants",
            "SlotAccounting", ConcurrentScenarios.Get("headroom-kept")),
        OfProposed<RareRaceMutants.MarksSharedEventsLate>("marks-shared-events-late", "marks an event of the shared channel after it has kicked the thread, which then has none to acknowledge",
            "NoLostWakeup", ConcurrentScenarios.Get("shared-event-while-sending")),
        new("wakes-before-cancelling", "the Tx queue is woken before the stall timer is stopped", new RareRaceMutants.WakesBeforeCancelling(), new SlotEstimate(),
            Configurations.Get("spare-slot-two-sizes"), "TxQueueRestarts", ConcurrentScenarios.Get("stop-against-wake")),
        new("marks-after-carrier-off", "the queue is marked as stalled after the carrier has gone off", new HiddenRaceMutants.MarksAfterCarrierOff(), new SlotEstimate(),
            Configurations.Get("spare-slot-two-requests"), "CarrierRecovers-remainder", ConcurrentScenarios.Get("timer-against-posts")),
        new("counts-stalls-unlocked", "queues that stall are counted outside the lock of the vif", new RareRaceMutants.CountsStallsUnlocked(), new Xsa424(),
            Configurations.Get("two-queues-stalling"), "StallAccounting", ConcurrentScenarios.Get("two-queues-stall")),
        new("kicks-what-is-gone", "a fatal error that is found after the disconnect kicks the thread of a queue that has been given back", new RareRaceMutants.KicksWhatIsGone(), new Xsa424(),
            Configurations.Get("fatal-disconnecting"), "NoUseAfterTeardown", ConcurrentScenarios.Get("fatal-after-disconnect")),
        new("looks-at-no-disabled", "a packet is accepted although the vif is disabled, and the Rx thread may have ended before the vif connected", new HiddenRaceMutants.LooksAtNoDisabled(), new Xsa424(),
            Configurations.Get("fatal-reconnecting"), "NothingLeftBehind-remainder", ConcurrentScenarios.Get("connect-when-disabled")),
        new("links-after-counting", "stalled queues are counted in one critical section of the vif's lock, and the link changes in the next", new RareRaceMutants.LinksAfterCounting(), new StallDetection(),
            Configurations.Get("two-queues-kicking"), "StallAccounting", ConcurrentScenarios.Get("stall-against-recovery")),
    ];

    /// <summary>These and those.</summary>
    public static IEnumerable<Race> Every => All.Concat(Rare);

    /// <returns>The race of that name, or null.</returns>
    public static Race? Find(string name) => Every.FirstOrDefault(r => r.Name == name);

    private static Race OfProposed<T>(string name, string what, string property, ConcurrentScenario concurrent) where T : Proposed, new() =>
        new(name, what, new T(), new Proposed(), concurrent.Configuration, property, concurrent);
}
