using System.Diagnostics.CodeAnalysis;
using Microsoft.Coyote.SystematicTesting;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;

namespace Netback.Properties.Coyote;

/// <summary>
/// What Coyote's own command line can test and replay, by name: <c>test netback.dll -m LateEoi_PostsInTwos</c>. The same as
/// <c>netback explore --engine coyote</c> with that revision and scenario.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "People type these names: LateEoi_PostsInTwos is easier than one word.")]
public static class Scheduled
{
    // The design under review, in every concurrent scenario.
    [Test] public static void ByteLimit_FillAndDrain() => Go("byte-limit", "fill-and-drain");
    [Test] public static void ByteLimit_StopAndWake() => Go("byte-limit", "stop-and-wake");
    [Test] public static void ByteLimit_PostsInTwos() => Go("byte-limit", "posts-in-twos");
    [Test] public static void ByteLimit_EventWhileSending() => Go("byte-limit", "event-while-sending");
    [Test] public static void ByteLimit_EventsInARow() => Go("byte-limit", "events-in-a-row");
    [Test] public static void ByteLimit_SharedEventWhileSending() => Go("byte-limit", "shared-event-while-sending");
    [Test] public static void ByteLimit_TakesWhileSending() => Go("byte-limit", "takes-while-sending");
    [Test] public static void ByteLimit_Destructor() => Go("byte-limit", "destructor");
    [Test] public static void ByteLimit_ExpiryAgainstDelivery() => Go("byte-limit", "expiry-against-delivery");
    [Test] public static void ByteLimit_ExpiryUnderInterrupt() => Go("byte-limit", "expiry-under-interrupt");
    [Test] public static void ByteLimit_SentUnderInterrupt() => Go("byte-limit", "sent-under-interrupt");
    [Test] public static void ByteLimit_StallAgainstPost() => Go("byte-limit", "stall-against-post");
    [Test] public static void ByteLimit_IdleThenBlocked() => Go("byte-limit", "idle-then-blocked");
    [Test] public static void ByteLimit_SmallerAfterBlocked() => Go("byte-limit", "smaller-after-blocked");
    [Test] public static void ByteLimit_SmallerBehindStalled() => Go("byte-limit", "smaller-behind-stalled");
    [Test] public static void ByteLimit_LargerAfterBlocked() => Go("byte-limit", "larger-after-blocked");
    [Test] public static void ByteLimit_HeadroomForSmaller() => Go("byte-limit", "headroom-for-smaller");
    [Test] public static void ByteLimit_HeadroomAndDisconnect() => Go("byte-limit", "headroom-and-disconnect");
    [Test] public static void ByteLimit_HeadroomTakenBack() => Go("byte-limit", "headroom-taken-back");
    [Test] public static void ByteLimit_HeadroomKept() => Go("byte-limit", "headroom-kept");
    [Test] public static void ByteLimit_ComesAndExpires() => Go("byte-limit", "comes-and-expires");
    [Test] public static void ByteLimit_PostAsDue() => Go("byte-limit", "post-as-due");
    [Test] public static void ByteLimit_Connect() => Go("byte-limit", "connect");
    [Test] public static void ByteLimit_ConnectDuringTransmit() => Go("byte-limit", "connect-during-transmit");
    [Test] public static void ByteLimit_DisconnectDuringTransmit() => Go("byte-limit", "disconnect-during-transmit");
    [Test] public static void ByteLimit_FatalAfterDisconnect() => Go("byte-limit", "fatal-after-disconnect");
    [Test] public static void ByteLimit_ConnectWhenDisabled() => Go("byte-limit", "connect-when-disabled");
    [Test] public static void ByteLimit_ConnectAgain() => Go("byte-limit", "connect-again");
    [Test] public static void ByteLimit_TwoCpus() => Go("byte-limit", "two-cpus");
    [Test] public static void ByteLimit_TwoQueuesStall() => Go("byte-limit", "two-queues-stall");
    [Test] public static void ByteLimit_StallAgainstRecovery() => Go("byte-limit", "stall-against-recovery");
    [Test] public static void ByteLimit_TwoQueuesOneCarrier() => Go("byte-limit", "two-queues-one-carrier");
    [Test] public static void ByteLimit_TimerAgainstPost() => Go("byte-limit", "timer-against-post");
    [Test] public static void ByteLimit_TimerAgainstPosts() => Go("byte-limit", "timer-against-posts");
    [Test] public static void ByteLimit_StopAgainstDisconnect() => Go("byte-limit", "stop-against-disconnect");
    [Test] public static void ByteLimit_StopAgainstWake() => Go("byte-limit", "stop-against-wake");
    [Test] public static void ByteLimit_TwoCpusWithoutSlots() => Go("byte-limit", "two-cpus-without-slots");

    // The driver before it, whose timer runs while the Tx queue is stopped.
    [Test] public static void SlotEstimate_TimerAgainstPost() => Go("slot-estimate", "timer-against-post");
    [Test] public static void SlotEstimate_TimerAgainstPosts() => Go("slot-estimate", "timer-against-posts");
    [Test] public static void SlotEstimate_StopAgainstDisconnect() => Go("slot-estimate", "stop-against-disconnect");
    [Test] public static void SlotEstimate_StopAgainstWake() => Go("slot-estimate", "stop-against-wake");

    // The races that upstream had, and the revisions that are free of them.
    [Test] public static void LateEoi_PostsInTwos() => Go("late-eoi", "posts-in-twos");
    [Test] public static void LateEoi_EventWhileSending() => Go("late-eoi", "event-while-sending");
    [Test] public static void LateEoi_EventsInARow() => Go("late-eoi", "events-in-a-row");
    [Test] public static void LockedPeek_PostsInTwos() => Go("locked-peek", "posts-in-twos");
    [Test] public static void LockedPeek_EventWhileSending() => Go("locked-peek", "event-while-sending");
    [Test] public static void Xsa392_Destructor() => Go("xsa-392", "destructor");
    [Test] public static void Xsa424_Destructor() => Go("xsa-424", "destructor");

    // Today's driver and the proposed one.
    [Test] public static void Xsa424_StopAndWake() => Go("xsa-424", "stop-and-wake");
    [Test] public static void Xsa424_DisconnectDuringTransmit() => Go("xsa-424", "disconnect-during-transmit");
    [Test] public static void Xsa424_ConnectAgain() => Go("xsa-424", "connect-again");
    [Test] public static void Xsa424_TwoCpus() => Go("xsa-424", "two-cpus");
    [Test] public static void Xsa424_TwoQueuesOneCarrier() => Go("xsa-424", "two-queues-one-carrier");
    [Test] public static void Proposed_StopAndWake() => Go("proposed", "stop-and-wake");
    [Test] public static void Proposed_DisconnectDuringTransmit() => Go("proposed", "disconnect-during-transmit");
    [Test] public static void Proposed_ConnectAgain() => Go("proposed", "connect-again");
    [Test] public static void Proposed_TwoQueuesOneCarrier() => Go("proposed", "two-queues-one-carrier");

    // The mutants, each in the concurrent scenario in which it shows.
    [Test] public static void LooksOnce_PostsInTwos() => Go("byte-limit+looks-once", "posts-in-twos");
    [Test] public static void ArmsBeforeStopping_TimerAgainstPost() => Go("slot-estimate+arms-before-stopping", "timer-against-post");
    [Test] public static void StopsAfterUnlock_StopAndWake() => Go("byte-limit+stops-after-unlock", "stop-and-wake");
    [Test] public static void TestsBeforePreparing_StopAndWake() => Go("byte-limit+tests-before-preparing", "stop-and-wake");
    [Test] public static void KicksBeforeAppend_StopAndWake() => Go("byte-limit+kicks-before-append", "stop-and-wake");
    [Test] public static void LooksForRoomUnlocked_TwoCpus() => Go("xsa-424+looks-for-room-unlocked", "two-cpus");
    [Test] public static void ExpiresInInterrupt_ExpiryAgainstDelivery() => Go("byte-limit+expires-in-interrupt", "expiry-against-delivery");
    [Test] public static void PreparesAfterThread_ConnectDuringTransmit() => Go("stall-detection+prepares-after-thread", "connect-during-transmit");
    [Test] public static void UnbindsBeforeStopping_DisconnectDuringTransmit() => Go("head-need+unbinds-before-stopping", "disconnect-during-transmit");
    [Test] public static void CountsUnlocked_Connect() => Go("stall-detection+counts-unlocked", "connect");

    /// <summary>The name of the method for a driver in a concurrent scenario.</summary>
    public static string NameOf(string driver, string concurrent) => $"{Words(driver[(driver.IndexOf('+') + 1)..])}_{Words(concurrent)}";

    private static void Go(string driver, string concurrent) => new CoyoteRun(Drivers.Find(driver)!, ConcurrentScenarios.Find(concurrent)!).Go();

    private static string Words(string name) => string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
