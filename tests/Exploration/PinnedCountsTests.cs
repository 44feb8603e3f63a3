using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What exhaustive explorations come to. A count that changes says that something can happen that could not, or the reverse.</summary>
/// <remarks>Comments say what a count was when states were described by hand, and why it is another one. Where there is none the
/// configuration was not pinned. What is not here takes longer than a test may. What the monitors of properties that measure no time
/// remember is part of the states. Where a connection ends they were fewer by up to a sixth: what is left of NothingLeftBehind remembers how many packets were there
/// before.</remarks>
public class PinnedCountsTests
{
    [Theory]
    // Were up to 4 % less, of slot-estimate here and below: what is left of CarrierRecovers remembers whether a purge is requested.
    [InlineData("byte-limit", "two-waiting", "5,137 states, 13,343 transitions, depth 56, 0 left", "")]
    [InlineData("slot-estimate", "spare-slot", "86,664 states, 265,347 transitions, depth 92, 0 left", "BoundedMemory BoundedFootprint")]
    [InlineData("slot-estimate", "spare-slot-ticking", "14,733 states, 37,289 transitions, depth 110, 0 left", "CanRecover")]
    [InlineData("slot-estimate", "spare-slot-any-time", "29,650 states, 112,768 transitions, depth 67, 0 left", "")]
    [InlineData("slot-estimate", "spare-slot-kicking", "124,526 states, 449,937 transitions, depth 89, 0 left", "NoFlapping")]
    [InlineData("slot-estimate", "spare-slot-disconnecting", "61,609 states, 175,372 transitions, depth 73, 0 left", "NothingLeftBehind CarrierOffWhenDisconnected")]
    [InlineData("slot-estimate", "spare-slot-two-cpus", "1,538 states, 3,699 transitions, depth 32, 0 left", "BoundedMemory BoundedFootprint")]
    // Was 14,641: looks at words that only their own queue writes are made at once.
    [InlineData("byte-limit", "two-queues", "2,916 states, 11,448 transitions, depth 21, 0 left", "")]
    // Was 20,809: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "one-packet", "26,301 states, 97,057 transitions, depth 107, 0 left", "")]
    // Was 22,335: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "ticking", "28,069 states, 103,252 transitions, depth 107, 0 left", "")]
    [InlineData("byte-limit", "stalling", "28,069 states, 103,252 transitions, depth 107, 0 left", "")]
    // Was 8,908: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "needing-two", "11,029 states, 38,884 transitions, depth 84, 0 left", "SmallRingProgress")]
    // Was 21,290: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "kicking", "26,856 states, 107,107 transitions, depth 78, 0 left", "")]
    // Was 7,419: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "two-requests", "9,006 states, 29,204 transitions, depth 73, 0 left", "")]
    // Was 7,553: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "destructors", "9,274 states, 30,088 transitions, depth 77, 0 left", "")]
    [InlineData("byte-limit", "two-requests-two-cpus", "96,573 states, 404,546 transitions, depth 78, 0 left", "BoundedMemory BoundedFootprint")]
    // Was 47,328: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "expiring", "50,354 states, 236,323 transitions, depth 118, 0 left", "")]
    // Was 83,773: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "two-packets", "92,440 states, 343,157 transitions, depth 106, 0 left", "")]
    [InlineData("byte-limit", "disconnecting-blocked", "1,329 states, 3,188 transitions, depth 32, 0 left", "NothingLeftBehind")]
    // Was 119,602: the event channel is given back, which a thread looks at that sends an event.
    [InlineData("byte-limit", "two-requests-disconnecting", "133,993 states, 475,133 transitions, depth 102, 0 left", "NothingLeftBehind")]
    [InlineData("stall-detection", "two-queues", "175,348 states, 711,046 transitions, depth 58, 0 left", "")]
    [InlineData("stall-detection", "one-packet", "82,251 states, 304,697 transitions, depth 141, 0 left", "")]
    [InlineData("stall-detection", "ticking", "290,583 states, 1,043,862 transitions, depth 207, 0 left", "")]
    [InlineData("stall-detection", "needing-two", "31,413 states, 112,050 transitions, depth 146, 0 left", "SmallRingProgress CanRecover")]
    [InlineData("stall-detection", "kicking", "89,861 states, 360,437 transitions, depth 124, 0 left", "")]
    [InlineData("stall-detection", "two-requests", "26,296 states, 84,414 transitions, depth 104, 0 left", "")]
    [InlineData("stall-detection", "destructors", "26,876 states, 86,300 transitions, depth 108, 0 left", "")]
    [InlineData("stall-detection", "disconnecting-blocked", "88 states, 178 transitions, depth 14, 0 left", "")]
    [InlineData("fewer-slots", "two-queues", "175,348 states, 711,046 transitions, depth 58, 0 left", "")]
    [InlineData("fewer-slots", "one-packet", "57,771 states, 213,973 transitions, depth 120, 0 left", "")]
    [InlineData("fewer-slots", "ticking", "86,388 states, 308,308 transitions, depth 120, 0 left", "")]
    [InlineData("fewer-slots", "needing-two", "57,771 states, 213,973 transitions, depth 120, 0 left", "")]
    [InlineData("fewer-slots", "kicking", "59,457 states, 238,207 transitions, depth 103, 0 left", "")]
    [InlineData("fewer-slots", "two-requests", "17,639 states, 56,703 transitions, depth 85, 0 left", "")]
    [InlineData("fewer-slots", "destructors", "18,219 states, 58,589 transitions, depth 89, 0 left", "")]
    [InlineData("fewer-slots", "two-packets", "201,369 states, 751,031 transitions, depth 120, 0 left", "")]
    // Was 199,342: a fatal error is judged by what is claimed among hostile guests.
    [InlineData("fewer-slots", "fatal", "108,998 states, 408,804 transitions, depth 126, 0 left", "NothingLeftBehind")]
    [InlineData("fewer-slots", "disconnecting-blocked", "1,538 states, 3,613 transitions, depth 35, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    // Was 202,833: the event channel is given back, which a thread looks at that sends an event.
    [InlineData("fewer-slots", "two-requests-disconnecting", "226,149 states, 788,722 transitions, depth 111, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("head-need", "two-queues", "175,348 states, 711,046 transitions, depth 58, 0 left", "")]
    // Was 54,054: req_cons rises slot by slot, the store to the head is a point.
    [InlineData("head-need", "one-packet", "105,224 states, 392,107 transitions, depth 121, 0 left", "")]
    [InlineData("head-need", "ticking", "151,256 states, 546,023 transitions, depth 121, 0 left", "")]
    [InlineData("head-need", "needing-two", "105,224 states, 392,107 transitions, depth 121, 0 left", "")]
    [InlineData("head-need", "kicking", "107,194 states, 429,412 transitions, depth 92, 0 left", "")]
    [InlineData("head-need", "two-requests", "31,151 states, 101,678 transitions, depth 90, 0 left", "")]
    [InlineData("head-need", "destructors", "33,493 states, 108,935 transitions, depth 94, 0 left", "")]
    [InlineData("head-need", "two-packets", "201,695 states, 753,103 transitions, depth 116, 0 left", "")]
    // The last step of a disconnect gives back what all others look at: 1,693 to 2,932 before that was told.
    [InlineData("head-need", "disconnecting-blocked", "1,977 states, 4,701 transitions, depth 40, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("late-eoi", "disconnecting-blocked", "2,121 states, 5,084 transitions, depth 40, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("locked-peek", "disconnecting-blocked", "2,320 states, 5,527 transitions, depth 42, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("xsa-392", "disconnecting-blocked", "3,824 states, 9,658 transitions, depth 47, 0 left", "CarrierOffWhenDisconnected NoLossForObedientHost NoFreeUnderLock NothingLeftBehind")]
    [InlineData("xsa-424", "disconnecting-blocked", "3,726 states, 9,373 transitions, depth 51, 0 left", "CarrierOffWhenDisconnected NoLossForObedientHost NothingLeftBehind")]
    // Was 3,075, 665,359, 290,503 and 303,624 (here and below): a thread that knows what a packet needs looks whether it is linked before it looks for slots, and does not look for them if not.
    [InlineData("proposed", "disconnecting-blocked", "3,811 states, 9,645 transitions, depth 54, 0 left", "")]
    [InlineData("proposed", "whole-ring", "16,928 states, 47,572 transitions, depth 70, 0 left", "")]
    // A packet, a fatal error, a disconnect and a connect in any order; NothingLeftBehind of byte-limit is the race of any disconnect.
    [InlineData("byte-limit", "fatal-reconnecting", "85,886 states, 249,787 transitions, depth 111, 0 left", "NoSpin NothingLeftBehind")]
    [InlineData("xsa-424", "fatal-reconnecting", "104,552 states, 314,094 transitions, depth 79, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("proposed", "fatal-reconnecting", "134,138 states, 418,767 transitions, depth 94, 0 left", "")]
    // Was 111,403: the thread of a new connection begins as if something had just changed.
    [InlineData("byte-limit", "reconnecting", "111,339 states, 364,987 transitions, depth 82, 0 left", "NothingLeftBehind StopMatchesQueue")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string violated) =>
        AssertCounts(revision, configuration, counts, violated);

    internal static void AssertCounts(string revision, string configuration, string counts, string violated)
    {
        // What monitors that measure time remember would be most of the count.
        var untimed = Configurations.Get(configuration) with { Judged = Judged.Untimed };
        var result = Explorer.Exhaustive(History.Find(revision)!, untimed, ExplorationBudget.Unlimited);
        Assert.Equal(counts, result.ToString());
        Assert.Equal(violated, string.Join(' ', result.Findings.Select(f => f.Violation.Property)));
    }
}

/// <summary>With the clock at any moment it is the properties that measure time that matter: here all are judged.</summary>
[Trait("Category", "Long")]
public class TimedPinnedCountsTests
{
    [Theory]
    [InlineData("slot-estimate", "spare-slot-any-time", "233,971 states, 851,437 transitions, depth 92, 0 left", "NoSpuriousCarrierOff BoundedLatency TeardownWithinDrain")]
    [InlineData("byte-limit", "one-offer-any-time", "75,879 states, 263,394 transitions, depth 61, 0 left", "StallIsDetected")]
    [InlineData("stall-detection", "one-offer-any-time", "261,465 states, 918,898 transitions, depth 106, 0 left", "NoSpuriousCarrierOff")]
    [InlineData("proposed", "one-offer-any-time", "564,326 states, 2,187,064 transitions, depth 89, 0 left", "")]
    [InlineData("fewer-slots", "one-slot-any-time", "57,183 states, 169,496 transitions, depth 88, 0 left", "NoSpuriousCarrierOff")]
    [InlineData("head-need", "one-slot-any-time", "56,723 states, 169,319 transitions, depth 82, 0 left", "NoSpuriousCarrierOff")]
    [InlineData("late-eoi", "one-slot-any-time", "387,236 states, 1,239,480 transitions, depth 106, 0 left", "NoUnlockedPeek NoUseAfterFree NoSpuriousCarrierOff")]
    [InlineData("locked-peek", "one-slot-any-time", "354,084 states, 1,121,987 transitions, depth 106, 0 left", "NoSpuriousCarrierOff")]
    [ThoroughInlineData("xsa-392", "one-slot-any-time", "1,092,120 states, 3,411,925 transitions, depth 134, 0 left", "NoPrematureCarrierOn NoSpuriousCarrierOff StallIsDetected")]
    [InlineData("xsa-424", "one-slot-any-time", "1,111,701 states, 3,472,319 transitions, depth 135, 0 left", "NoPrematureCarrierOn NoSpuriousCarrierOff StallIsDetected")]
    [InlineData("proposed", "one-slot-any-time", "139,866 states, 444,949 transitions, depth 86, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string violated)
    {
        var result = Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited with { Recovery = false });
        Assert.Equal(counts, result.ToString());
        Assert.Equal(violated, string.Join(' ', result.Findings.Select(f => f.Violation.Property)));
    }
}

/// <summary>The larger ones, which run beside the others.</summary>
[Trait("Category", "Long")]
public class LargePinnedCountsTests
{
    [Theory]
    [InlineData("slot-estimate", "spare-slot-fatal", "523,364 states, 1,682,634 transitions, depth 119, 0 left", "NoSpin NothingLeftBehind CarrierOffWhenDisconnected")]
    // Was 151,747: looks at words that nobody writes any more are made at once.
    // Was 137,736: a fatal error is judged by what is claimed among hostile guests.
    // Was 136,704, and 184,904 below: a thread spins in the second round in which nothing changes.
    [InlineData("byte-limit", "fatal", "154,544 states, 546,052 transitions, depth 129, 0 left", "NoSpin")]
    // Was 97,569: the ring's indices are looked at before the stalled mark.
    // last_rx_time + timeout is kept across a point, and is further back if last_rx_time is: no reason to refuse the driver.
    [InlineData("stall-detection", "stalling", "339,355 states, 1,204,402 transitions, depth 212, 0 left", "")]
    [InlineData("stall-detection", "two-packets", "251,019 states, 937,793 transitions, depth 141, 0 left", "")]
    // Was 334,140: a fatal error is judged by what is claimed among hostile guests.
    [InlineData("stall-detection", "fatal", "209,632 states, 741,487 transitions, depth 160, 0 left", "NoSpin")]
    // Was 303,885: the event channel is given back, which a thread looks at that sends an event.
    [InlineData("stall-detection", "two-requests-disconnecting", "333,258 states, 1,167,287 transitions, depth 131, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("fewer-slots", "stalling", "339,355 states, 1,204,402 transitions, depth 212, 0 left", "")]
    [InlineData("fewer-slots", "two-requests-two-cpus", "232,055 states, 971,967 transitions, depth 93, 0 left", "BoundedMemory BoundedFootprint")]
    [InlineData("fewer-slots", "expiring", "377,123 states, 1,773,556 transitions, depth 139, 0 left", "")]
    // Was 155,941: the ring's indices are looked at before the stalled mark.
    [ThoroughInlineData("head-need", "stalling", "505,776 states, 1,811,952 transitions, depth 219, 0 left", "CanRecover")]
    [InlineData("head-need", "two-requests-two-cpus", "381,199 states, 1,611,771 transitions, depth 99, 0 left", "BoundedMemory BoundedFootprint")]
    [ThoroughInlineData("head-need", "expiring", "995,528 states, 4,709,222 transitions, depth 131, 0 left", "")]
    // Was 318,168: a fatal error is judged by what is claimed among hostile guests.
    [InlineData("head-need", "fatal", "173,024 states, 653,805 transitions, depth 117, 0 left", "NothingLeftBehind")]
    [InlineData("head-need", "two-requests-disconnecting", "489,325 states, 1,742,651 transitions, depth 125, 0 left", "CarrierOffWhenDisconnected NothingLeftBehind")]
    [InlineData("late-eoi", "shared-channel", "170,013 states, 548,458 transitions, depth 91, 0 left", "NoUnlockedPeek NoUseAfterFree EoiMatchesEvent")]
    [InlineData("proposed", "shared-channel", "103,500 states, 324,909 transitions, depth 99, 0 left", "")]
    // Was 150,354: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps.
    [InlineData("late-eoi", "two-requests", "355,344 states, 1,215,276 transitions, depth 103, 0 left", "NoUnlockedPeek NoUseAfterFree EoiMatchesEvent")]
    [InlineData("late-eoi", "destructors", "386,123 states, 1,315,498 transitions, depth 107, 0 left", "NoUnlockedPeek NoUseAfterFree EoiMatchesEvent")]
    // Was 147,256: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps.
    [InlineData("locked-peek", "two-requests", "281,781 states, 945,414 transitions, depth 106, 0 left", "EoiMatchesEvent")]
    [InlineData("locked-peek", "destructors", "310,379 states, 1,037,057 transitions, depth 110, 0 left", "EoiMatchesEvent")]
    // Was 795,588, 909,934 and 1,062,647 (here and below): a thread that finds slots for a packet that is not linked yet goes round twice before it counts as spinning.
    [ThoroughInlineData("xsa-392", "destructors", "797,580 states, 2,622,156 transitions, depth 123, 0 left", "NoLossForObedientHost NoFreeUnderLock NoDeadlock EoiMatchesEvent")]
    [ThoroughInlineData("xsa-424", "two-queues", "538,704 states, 2,522,976 transitions, depth 58, 0 left", "")]
    // Was 201,854: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps; rx_slots_needed is stored before the head: a thread that finds the one without the other goes round.
    [ThoroughInlineData("xsa-424", "two-requests", "911,926 states, 3,083,939 transitions, depth 123, 0 left", "NoLossForObedientHost EoiMatchesEvent")]
    [ThoroughInlineData("xsa-424", "destructors", "1,064,639 states, 3,583,237 transitions, depth 128, 0 left", "NoLossForObedientHost EoiMatchesEvent")]
    [ThoroughInlineData("proposed", "two-queues", "795,335 states, 3,585,848 transitions, depth 62, 0 left", "")]
    // Was 163,405: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps; rx_slots_needed is stored before the head: a thread that finds the one without the other goes round.
    [InlineData("proposed", "two-requests", "181,039 states, 609,572 transitions, depth 116, 0 left", "")]
    [InlineData("proposed", "destructors", "190,600 states, 638,606 transitions, depth 120, 0 left", "")]
    // Was 194,585: each CPU has the new points, num_queues and the task looked at among them.
    [InlineData("byte-limit", "two-cpus", "288,902 states, 1,340,801 transitions, depth 106, 0 left", "BoundedMemory BoundedFootprint")]
    // Was 304,015: num_queues and the task are points where a disconnect writes them.
    [InlineData("byte-limit", "disconnecting", "338,939 states, 1,319,377 transitions, depth 129, 0 left", "NothingLeftBehind")]
    // Was 744,917: more points, but what touches nothing of others is made at once.
    [ThoroughInlineData("byte-limit", "two-sizes", "725,362 states, 2,899,622 transitions, depth 105, 0 left", "SmallRingProgress")]
    [ThoroughInlineData("byte-limit", "two-sizes-ticking", "953,622 states, 3,802,895 transitions, depth 114, 0 left", "SmallRingProgress")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string violated) =>
        PinnedCountsTests.AssertCounts(revision, configuration, counts, violated);
}
