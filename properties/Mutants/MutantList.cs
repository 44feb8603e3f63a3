using Netback.Properties.Specification;
using Netback.Revisions;
using static Netback.Properties.Mutants.AccountingMutants;
using static Netback.Properties.Mutants.BoundaryMutants;
using static Netback.Properties.Mutants.ByteLimitMutants;
using static Netback.Properties.Mutants.ConnectionMutants;
using static Netback.Properties.Mutants.HiddenMutants;
using static Netback.Properties.Mutants.ProposedMutants;
using static Netback.Properties.Mutants.RingMutants;
using static Netback.Properties.Mutants.ShapeMutants;
using static Netback.Properties.Mutants.StackMutants;
using static Netback.Properties.Mutants.TeardownMutants;

namespace Netback.Properties.Mutants;

/// <summary>All mutants. The claim that must catch one holds for the original, or what is left of it does where the original is known to violate it.</summary>
public static class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        // slot-estimate
        Of<HistoryMutants.NeedsOneFewer>("needs-one-fewer", "slots needed, less one", "NoRingOverrun@honest"),
        Of<HistoryMutants.KeepsLastNeed>("keeps-last-need", "the need of a blocked packet is kept after it has gone", "SmallRingProgress@honest"),
        Of<HistoryMutants.LosesPurgeEvent>("loses-purge-event", "a purge event with the carrier off is dropped", "CarrierRecovers@honest"),

        // byte-limit: the limit
        Of<NeverStops>("never-stops", "the Tx queue is never stopped", "BoundedMemory@honest"),
        Of<StopsOneByteLate>("stops-one-byte-late", "limit + 1 instead of limit", "BoundedMemory@honest"),
        Of<NeverWakesTx>("never-wakes-tx", "the Tx queue is never woken", "TxQueueRestarts@honest"),
        Of<WakesTxWhenEmpty>("wakes-tx-when-empty", "the Tx queue is woken only when the internal queue is empty", "TxQueueRestarts@honest"),
        Of<MiscountsExpiry>("miscounts-expiry", "the byte count is one too high after an expiry", "ByteAccounting@honest"),
        Of<RefusesWhenFull>("refuses-when-full", "a packet that would cross the limit is dropped", "NoLossForObedientHost@honest"),

        // byte-limit: expiry
        Of<NeverExpires>("never-expires", "packets do not expire", "BoundedLatency@honest"),
        Of<ExpiresTwoTicksLate>("expires-two-ticks-late", "expiry two ticks late", "BoundedLatency@honest"),
        Of<ExpiresUnsigned>("expires-unsigned", "times compared without regard to the wrap", "BoundedLatency@any-host"),
        Of<OversleepsByTwoTicks>("oversleeps-by-two-ticks", "the thread's timeout is two ticks too long", "BoundedLatency@honest"),
        Of<SleepsForEver>("sleeps-for-ever", "the thread sleeps without a timeout", "TeardownWithinDrain@honest"),
        Of<LeaksExpired>("leaks-expired", "an expired packet is not freed", "FifoExactlyOnce@honest"),

        // byte-limit: order and teardown
        Of<ExpiresTheSecond>("takes-the-second", "the packet behind the head is taken", "FifoExactlyOnce@honest"),
        Of<CompletesBackwards>("completes-backwards", "responses in the reverse order", "FifoExactlyOnce@honest"),
        Of<ForgetsPurge>("forgets-purge", "the queue is not purged when the thread ends", "TeardownWithinDrain@honest"),

        // byte-limit: slots
        Of<NeedsTwoSlotsFewer>("needs-two-slots-fewer", "16 slots instead of 18", "NoRingOverrun@honest"),
        Of<SendsUnchecked>("sends-unchecked", "slots are tested once per turn", "NoRingOverrun@honest"),
        Of<AssertsTooEarly>("asserts-too-early", "the array of copies is smaller than the ring", "NoDriverAssertion@honest"),

        // byte-limit: wake-ups
        Of<ForgetsKick>("forgets-kick", "a packet does not kick the thread", "BoundedLatency@any-host"),
        Of<IgnoresInterrupt>("ignores-interrupt", "an event does not kick the thread", "NoLostWakeup@honest"),
        Of<WorksForAnyPacket>("works-for-any-packet", "any packet counts as work (before 11b57f90257c)", "NoSpin@honest"),
        Of<TakesCarrierDown>("takes-carrier-down", "an event while stopped takes the carrier down", "NoSpuriousCarrierOff@honest"),

        // The ring protocol
        Of<ComparesWithoutWrap>("compares-without-wrap", "indices compared as if they did not wrap", "NoLostWakeup@honest"),
        Of<ComparesSigned>("compares-signed", "indices compared signed", "NoLostWakeup@honest"),
        Of<ArmsARingTooFar>("arms-a-ring-too-far", "req_event is set a whole ring too far", "NoLostWakeup@honest"),
        Of<NeverArms>("never-arms", "req_event is not written", "NoLostWakeup@honest"),
        Of<ReportsTooLate>("reports-too-late", "the error of a copy is set after the response is published", "FailuresReported@hostile"),
        Of<NotifiesOneLate>("notifies-one-late", "an event for the first response is not sent", "GuestNotified@honest"),
        Of<AsksWhileEmpty>("asks-while-empty", "the slots are looked at before the queue, so that req_event is set while it is empty", "NoNeedlessEvent@honest"),
        Of<NotifiesInverted>("notifies-inverted", "events are sent when not asked for", "GuestNotified@honest"),

        // stall-detection to locked-peek
        Of<HistoryMutants.CountsFromLastEnqueue>("counts-from-last-enqueue", "the stall is measured from the last packet offered", "StallIsDetected@steady"),
        Of<HistoryMutants.StallsAtNoSlots>("stalls-at-no-slots", "stalled at 0 free slots (fewer-slots)", "StallIsDetected@steady"),
        Of<HistoryMutants.StartsReady>("starts-ready", "queues start as ready", "NoPrematureCarrierOn@honest"),
        Of<HistoryMutants.CountsRecoveryTwice>("counts-recovery-twice", "one recovery is counted twice", "NoPrematureCarrierOn@honest"),
        Of<HistoryMutants.ReadyAtTwoSlots>("ready-at-two-slots", "> instead of >= in the test for ready", "CarrierRecovers@honest"),
        Of<HistoryMutants.SleepsATickAtATime>("sleeps-a-tick-at-a-time", "the timeout of a packet that waits is a tick", "NoIdleWakeups@honest"),
        Of<HistoryMutants.SendsOneUnchecked>("sends-one-unchecked", "no slot test for the first packet (eb1723a29b9a)", "NoRingOverrun@honest"),
        Of<HistoryMutants.NeverNotifies>("never-notifies", "responses without an event", "GuestNotified@honest"),
        Of<HistoryMutants.ForgetsEoi>("forgets-eoi", "no EOI before the thread sleeps", "NoLostWakeup@honest"),

        // xsa-424
        Of<HistoryMutants.AcceptsAtTheLimit>("accepts-at-the-limit", "> instead of >= in the test for full", "BoundedMemory@honest"),
        Of<HistoryMutants.AcceptsAlways>("accepts-always", "the queue is never full", "BoundedMemoryForAnyHost@any-host"),
        Of<HistoryMutants.FillsUpToTheBound>("fills-up-to-the-bound", "packets are accepted up to the limit plus one largest packet", "BoundedFootprint@any-host"),
        Of<HistoryMutants.NeverWakesTx>("never-wakes-tx", "the Tx queue is never woken", "TxQueueRestarts@honest"),
        Of<HistoryMutants.LeaksRefused>("leaks-refused", "a refused packet is reported as accepted", "FifoExactlyOnce@honest"),
        Of<HistoryMutants.KeepsOldNeed>("keeps-old-need", "slots needed not updated at a dequeue", "SmallRingProgress@honest"),
        Of<HistoryMutants.NeedOutlivesTheQueue>("need-outlives-the-queue", "slots needed not cleared when the queue runs empty", "NoSpin@honest"),
        Of<HistoryMutants.StallsAtNoSlotsAgain>("stalls-at-no-slots", "stalled at 0 free slots (fewer-slots)", "StallIsDetected@steady"),
        Of<HistoryMutants.ReadyAtOneSlotMore>("ready-at-one-slot-more", "> instead of >= in the test for ready", "CarrierRecovers@honest"),

        // proposed
        Of<StopsAtRefusal>("stops-at-refusal", "stop with the packet that is dropped (xsa-392)", "NoLossForObedientHost@honest"),
        Of<IgnoresHeadroom>("ignores-headroom", "the extra slot of XDP is not counted (xsa-424)", "NoRingOverrun@xdp"),
        Of<KeepsNeedWhenHeadroomChanges>("keeps-need-when-headroom-changes", "the need of the head is not recomputed when the headroom changes", "NoRingOverrun@xdp"),
        Of<KeepsHeadroom>("keeps-headroom", "a changed headroom is ignored", "SlotAccounting@xdp"),
        Of<SpuriousUnlessBoth>("spurious-unless-both", "a shared event that brings only Rx work, or only Tx work, counts as spurious (late-eoi)", "TimelyDelivery@event-back-off"),
        Of<ForgetsWhatItAskedFor>("forgets-what-it-asked-for", "an event that brings the slots of a packet that has expired counts as spurious (xsa-424)", "TimelyDelivery@event-back-off"),
        Of<RemembersTheLastPacketOnly>("remembers-the-last-packet-only", "a packet that is sent makes the driver forget for which it has asked for an event", "TimelyDelivery@event-back-off"),
        Of<SwallowsErrors>("swallows-errors", "a failed copy sets no error in its response", "FailuresReported@hostile"),
        Of<ReportsOneSlotTooEarly>("reports-one-slot-too-early", "a failed copy sets the error in the response before its own", "FailuresReported@hostile"),
        Of<ProposedMutants.StallsATickEarly>("stalls-a-tick-early", "stalled one tick before the time", "NoSpuriousCarrierOff@honest"),
        Of<CountsFromLastDelivery>("counts-from-last-delivery", "stall measured from the last delivery (xsa-424)", "NoSpuriousCarrierOff@honest"),
        Of<ForgetsBlockedWhenEmpty>("forgets-blocked-when-empty", "an empty queue is not blocked (xsa-424)", "StallIsDetected@honest"),
        Of<WakesForExpiryOnly>("wakes-for-expiry-only", "the thread's timeout does not consider the stall (xsa-424)", "StallIsDetected@honest"),
        Of<ReadyAtOneSlot>("ready-at-one-slot", "ready at one free slot (fewer-slots)", "NoPrematureCarrierOn@honest"),
        Of<ReadyWhenEmpty>("ready-when-empty", "ready when the queue is empty (xsa-392)", "NoFlapping@honest"),
        Of<ReadyAsksForNoEvent>("ready-asks-for-no-event", "the ready test does not set req_event (stall-detection)", "CarrierRecovers@honest"),
        Of<ReadyAtConnect>("ready-at-connect", "ready at connect without slots (xsa-392)", "NoPrematureCarrierOn@honest"),
        Of<WakesForAStallThatIsMarked>("wakes-for-a-stall-that-is-marked", "a queue that counts as stalled has a timeout of 0", "NoIdleWakeups@honest"),
        Of<DropsLastNeed>("drops-last-need", "the need of a packet that expires is forgotten with it", "StallIsDetected@honest"),
        Of<DropsStalledNeed>("drops-stalled-need", "the slots that end a stall are forgotten when a packet expires", "NoPrematureCarrierOn@honest"),
        Of<NeedOutlivesTheQueue>("need-outlives-the-queue", "slots needed not cleared when the queue runs empty", "CarrierRecovers@honest"),
        Of<RecoversAtOneSlotMore>("recovers-at-one-slot-more", "> instead of >= in the test for the end of a stall", "CarrierRecovers@honest"),
        Of<RecoversWithSlotsForTheLargest>("recovers-with-slots-for-the-largest", "ready at 18 free slots (stall-detection)", "Isolation@honest"),
        Of<StaysStalled>("stays-stalled", "a stalled queue is never ready again", "CarrierRecovers@honest"),
        Of<TrustsTheProducer>("trusts-the-producer", "the producer index is not checked (xsa-424)", "HostileIndexContained@hostile"),
        Of<LeavesOthersSpinning>("leaves-others-spinning", "only the thread of queue 0 ends (xsa-424)", "NoSpin@hostile"),
        Of<NeverEndsWhenDisabled>("never-ends-when-disabled", "no thread ends when disabled (byte-limit)", "NoSpin@hostile"),
        Of<FreesUnderLock>("frees-under-lock", "a refused packet is freed under the lock (xsa-392)", "NoFreeUnderLock@honest"),
        Of<PeeksUnlocked>("peeks-unlocked", "the interrupt peeks without the lock (late-eoi)", "NoUnlockedPeek@honest"),
        Of<AcceptsAlways>("accepts-always", "the queue is never full (byte-limit)", "BoundedMemoryForAnyHost@any-host"),

        // The end of a connection, and packets that go before their time
        Of<LeavesLoadedAtDisconnect>("leaves-loaded-at-disconnect", "no purge when the thread is told to stop", "NothingLeftBehind@honest"),
        Of<LeavesLoadedWhenDisabled>("leaves-loaded-when-disabled", "no purge after a fatal error", "NothingLeftBehind@hostile"),
        Of<WaitsForPacketsWhenDisabled>("waits-for-packets-when-disabled", "the thread of a disabled vif does not hear that it is told to stop", "NoDeadlock@hostile"),
        Of<KicksTheLastQueue>("kicks-the-last-queue", "a fatal error kicks the thread of the last queue, which leaves it to that of queue 0", "CarrierOffWhenDisconnected@hostile"),
        Of<SilencesTheFirstQueue>("silences-the-first-queue", "a fatal error leaves the interrupts of the other queues on", "NoUseAfterTeardown@hostile"),
        Of<ExpiresATickEarly>("expires-a-tick-early", "expiry one tick early", "NoEarlyExpiry@honest"),
        Of<ExpiresAtHalfTime>("expires-at-half-time", "expiry after half the drain timeout", "NoEarlyExpiry@any-host"),
        Of<CountsBackAtEnd>("counts-back-at-end", "a queue whose thread ends while it is stalled counts as recovered", "CarrierOffWhenDisconnected@honest"),
        Of<TurnsOnEachRound>("turns-on-each-round", "every round turns the carrier on", "CarrierOffWhenDisconnected@hostile"),

        // A connection after another one
        Of<LeavesTxStopped>("leaves-tx-stopped", "the Tx queues are not woken at the end of connecting", "NothingCarriedOver@reconnecting"),
        Of<KeepsQueueMemory>("keeps-queue-memory", "a connection begins with the queues of the last one", "NothingCarriedOver@reconnecting"),
        Of<TakesAnyRingForNew>("takes-any-ring-for-new", "a ring in use is treated as new (before Dec 2019)", "FreshStart@reconnecting"),
        Of<NeverUnbinds>("never-unbinds", "the event channel is not unbound", "NothingCarriedOver@reconnecting"),
        Of<HoldsNoTask>("holds-no-task", "no reference to the task of a thread (late-eoi)", "NoUseAfterTeardown@hostile"),

        // What the user of the host feels
        Of<ReadyWhenExpired>("ready-when-expired", "ready when the backlog has expired (xsa-392)", "NoFeltFlapping@stack"),
        Of<RefusesTheLast>("refuses-the-last", "the packet that fills the queue is dropped", "NoUndueLoss@stack"),

        // What must add up
        Of<ForgetsToCountBack>("forgets-to-count-back", "stalled_queues is decremented only for the last queue to recover", "StallAccounting@honest"),
        Of<LeavesCarrierOff>("leaves-carrier-off", "the last queue to recover leaves the carrier off", "StallAccounting@honest"),
        Of<CountsStallTwice>("counts-stall-twice", "one stalled queue is counted twice", "StallAccounting@honest"),
        Of<TakesOneSlotMore>("takes-one-slot-more", "a slot more than the packet needs", "SlotAccounting@honest"),
        Of<OwesAResponse>("owes-a-response", "the last response of a batch is not published", "SlotAccounting@honest"),
        Of<CompletesBeforeItCopies>("completes-before-it-copies", "a flush in the middle of a packet frees it", "SlotAccounting@honest"),
        Of<FreesBeforeItCopies>("frees-before-it-copies", "packets are freed before their copies are carried out and answered", "SlotAccounting@honest"),
        Of<CopiesAByteShort>("copies-a-byte-short", "the last byte of a packet is not copied", "SlotAccounting@honest"),
        Of<FillsSlotsAByteShort>("fills-slots-a-byte-short", "the last byte of each slot is not copied", "SlotAccounting@honest"),
        Of<OwesHeadroom>("owes-headroom", "the extra slot of XDP gets no response", "SlotAccounting@xdp"),
        Of<CountsPagesOfTheLinearArea>("counts-pages-of-the-linear-area", "a slot more for a linear area that crosses a page (slot-estimate)", "SmallRingProgress@packet-shapes"),
        Of<ForgetsHash>("forgets-hash", "the slot of a hash is not counted", "NoRingOverrun@packet-shapes"),
        Of<OwesHash>("owes-hash", "the slot of a hash gets no response", "SlotAccounting@packet-shapes"),
        Of<AcknowledgesWithoutTaking>("acknowledges-without-taking", "the thread sends the EOI and leaves eoi_pending set", "EoiMatchesEvent@honest"),
        Of<AcknowledgesUnmarked>("acknowledges-unmarked", "the thread sends an EOI even if eoi_pending is not set", "EoiMatchesEvent@honest"),
        Of<CallsTxWorkSpurious>("calls-tx-work-spurious", "a shared event that brings only Tx work counts as spurious", "EoiMatchesEvent@event-back-off"),
        Of<LeavesMarkWhenUnused>("leaves-mark-when-unused", "the handler sends the EOI and leaves eoi_pending set", "EoiMatchesEvent@honest"),
        Of<NeverForgetsWhatItAskedFor>("never-forgets-what-it-asked-for", "each event after one packet has expired counts as one with work", "EoiMatchesEvent@honest"),
        Of<PeeksAtTheLastHead>("peeks-at-the-last-head", "the interrupt looks at the previous head, which has gone", "NoUseAfterFree@honest"),
        Of<MeasuresWhenFreed>("measures-when-freed", "the thread reads the length of a packet that it has freed", "NoUseAfterFree@honest"),

        // At the limit exactly, in one branch only
        Of<StopsAtTheLimit>("stops-at-the-limit", ">= instead of > in the test for the stop", "StopMatchesQueue@honest"),
        Of<WakesAtTheLimit>("wakes-at-the-limit", "<= instead of < in the test for the wake", "StopMatchesQueue@honest"),
        Of<WakesTxWhenFull>("wakes-tx-when-full", "each dequeue wakes the Tx queue", "StopMatchesQueue@honest"),
        Of<NotifiesOneEarly>("notifies-one-early", "an event for the response before the first", "NoNeedlessEvent@honest"),
        Of<DropsBeforeItSends>("drops-before-it-sends", "expiry before the packets that fit are sent", "NoEarlyExpiry@honest"),
        Of<NeedsOneMore>("needs-one-more", "a slot more than the largest packet needs", "NoLostWakeup@honest"),
        Of<LeavesFatalError>("leaves-fatal-error", "a fatal error does not kick the thread", "CarrierOffWhenDisconnected@hostile"),
        Of<IgnoresTheTimer>("ignores-the-timer", "the stall timer requests no purge", "TxQueueRestarts@honest"),
        Of<CallsWorkSpurious>("calls-work-spurious", "the thread flags its EOI as spurious", "EoiMatchesEvent@honest"),
        Of<CallsNoWorkWork>("calls-no-work-work", "the handler does not flag the EOI of an event without work as spurious", "EoiMatchesEvent@honest"),
        Of<LeavesTxEventMasked>("leaves-tx-event-masked", "an event that brings only Tx work gets no EOI", "EoiMatchesEvent@event-back-off"),
        Of<OverfillsTheBatch>("overfills-the-batch", "a full batch of copies is not flushed in the middle of a packet", "NoDriverAssertion@honest"),
        Of<AbandonsThreads>("abandons-threads", "a failed connect leaves its threads running", "NothingCarriedOver@reconnecting"),
        Of<RefusesAFullRing>("refuses-a-full-ring", "< instead of <= in the test of a ring in use", "FreshStart@reconnecting"),
        Of<KeepsStalledNeed>("keeps-stalled-need", "the slots that end a stall are carried over to the next connection", "NothingCarriedOver@reconnecting"),

        // What a known violation would hide
        Of<LooksAtNoStop>("looks-at-no-stop", "the stall timer requests a purge even if the Tx queue is not stopped", "NoSpuriousCarrierOff@honest"),
        Of<StallsAfterTheDrainTimeout>("stalls-after-the-drain-timeout", "the drain timeout instead of the stall timeout", "NoSpuriousCarrierOff@honest"),
        Of<LinkAfterUnlock>("link-after-unlock", "the carrier changes after the lock of the vif is released", "NoDriverAssertion@honest"),
        Of<HiddenMutants.StallsATickEarly>("stalls-a-tick-early", "<= instead of < in the test of the stall timeout", "NoSpuriousCarrierOff@honest"),
        Of<DropsBeforeItStalls>("drops-before-it-stalls", "expiry before the look at stalled and ready", "StallIsDetected@honest"),
        Of<StallsWithSlotsEnough>("stalls-with-slots-enough", "<= instead of < in the test for stalled", "NoSpuriousCarrierOff@honest"),
        Of<ForgetsTheTime>("forgets-the-time", "last_rx_time is not written when a packet is sent", "NoSpuriousCarrierOff@honest"),
        Of<ReadyAtNineteen>("ready-at-nineteen", "> instead of >= in the test for ready", "CarrierRecovers@honest"),
        Of<ReadyAtTwo>("ready-at-two", "ready at two free slots", "CarrierRecovers@honest"),
        Of<AsksForAllItsSlots>("asks-for-all-its-slots", "req_event is set for the last slot that the head needs, not for the next", "CarrierRecovers@honest"),
        Of<ForgetsGsoSlot>("forgets-gso-slot", "the slot of the GSO descriptor is not counted", "NoRingOverrun@honest"),
        Of<AllSpinWhenDisabled>("all-spin-when-disabled", "no thread ends when disabled (byte-limit)", "NoSpin@hostile"),
        Of<RefusesHalfFull>("refuses-half-full", "full at half the limit", "NoLossForObedientHost@honest"),
        Of<RefusesWithoutStopping>("refuses-without-stopping", "the second queue refuses, and is not stopped", "NoLossForObedientHost@honest"),
        Of<LosesSharedEvents>("loses-shared-events", "an event that brings Tx work is not checked for Rx work", "TimelyDelivery@event-back-off"),
        Of<RequestsForAnyQueue>("requests-for-any-queue", "with the carrier off each event requests a purge, also of a queue that has not stalled", "Isolation@honest"),
        Of<ForgetsGsoBesideHeadroom>("forgets-gso-beside-headroom", "the slot of the GSO descriptor is not counted if there is headroom", "NoRingOverrun@xdp"),
        Of<AssertsTheIndex>("asserts-the-index", "an assertion that there are no more requests than the ring has, which a guest can forge", "HostileIndexContained@hostile"),
        Of<ReadyToSend>("ready-to-send", "ready with the slots of the largest packet, not with one (stall-detection)", "Isolation@honest"),
        Of<ReadyAtTwoAgain>("ready-at-two", "ready at two free slots", "CarrierRecovers@reconnecting"),
        Of<SilencesNobody>("silences-nobody", "a fatal error leaves the interrupts on", "NoUseAfterTeardown@hostile"),
    ];

    /// <summary>The original is the revision that the broken one derives from.</summary>
    private static Mutant Of<T>(string name, string what, string claim) where T : Revision, new()
    {
        var original = History.All.First(r => r.GetType() == typeof(T).BaseType);
        return new(name, original, new T(), what, Catalogue.Claims.First(c => c.Name == claim));
    }
}
