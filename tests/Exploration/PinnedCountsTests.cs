using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What exhaustive explorations come to. A count that changes says that something can happen that could not, or the reverse.</summary>
/// <remarks>Comments say what a count was when states were described by hand, and why it is another one. Where there is none the
/// configuration was not pinned. What is not here takes longer than a test may.</remarks>
public class PinnedCountsTests
{
    [Theory]
    // Was 14,641: looks at words that only their own queue writes are made at once.
    [InlineData("byte-limit", "two-queues", "2,916 states, 11,448 transitions, depth 21, 0 left", "")]
    // Was 20,809: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "one-packet", "26,301 states, 97,057 transitions, depth 107, 0 left", "")]
    // Was 22,335: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "ticking", "28,069 states, 103,252 transitions, depth 107, 0 left", "")]
    [InlineData("byte-limit", "stalling", "28,069 states, 103,252 transitions, depth 107, 0 left", "")]
    // Was 8,908: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "needing-two", "11,029 states, 38,884 transitions, depth 84, 0 left", "")]
    // Was 21,290: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "kicking", "26,856 states, 107,107 transitions, depth 78, 0 left", "")]
    // Was 7,419: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "two-requests", "9,006 states, 29,204 transitions, depth 73, 0 left", "")]
    // Was 7,553: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "destructors", "9,274 states, 30,088 transitions, depth 77, 0 left", "")]
    [InlineData("byte-limit", "two-requests-two-cpus", "96,573 states, 404,546 transitions, depth 78, 0 left", "BoundedMemory")]
    // Was 47,328: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "expiring", "50,354 states, 236,323 transitions, depth 118, 0 left", "")]
    // Was 83,773: the store to the head, the look at the time and each slot taken are points.
    [InlineData("byte-limit", "two-packets", "92,440 states, 343,157 transitions, depth 106, 0 left", "")]
    [InlineData("byte-limit", "disconnecting-blocked", "1,187 states, 2,887 transitions, depth 32, 0 left", "TeardownWithinDrain")]
    [InlineData("byte-limit", "two-requests-disconnecting", "119,602 states, 429,049 transitions, depth 101, 0 left", "TeardownWithinDrain")]
    [InlineData("stall-detection", "two-queues", "119,251 states, 503,950 transitions, depth 44, 0 left", "")]
    [InlineData("stall-detection", "one-packet", "46,056 states, 170,138 transitions, depth 134, 0 left", "")]
    [InlineData("stall-detection", "ticking", "114,384 states, 410,357 transitions, depth 174, 0 left", "")]
    [InlineData("stall-detection", "needing-two", "17,861 states, 63,355 transitions, depth 139, 0 left", "CanRecover")]
    [InlineData("stall-detection", "kicking", "48,741 states, 195,039 transitions, depth 102, 0 left", "")]
    [InlineData("stall-detection", "two-requests", "16,832 states, 54,832 transitions, depth 97, 0 left", "")]
    [InlineData("stall-detection", "destructors", "17,196 states, 56,036 transitions, depth 101, 0 left", "")]
    [InlineData("stall-detection", "disconnecting-blocked", "88 states, 178 transitions, depth 14, 0 left", "")]
    [InlineData("fewer-slots", "two-queues", "119,251 states, 503,950 transitions, depth 44, 0 left", "")]
    [InlineData("fewer-slots", "one-packet", "32,072 states, 118,497 transitions, depth 115, 0 left", "")]
    [InlineData("fewer-slots", "ticking", "48,831 states, 174,497 transitions, depth 117, 0 left", "")]
    [InlineData("fewer-slots", "needing-two", "32,072 states, 118,497 transitions, depth 115, 0 left", "")]
    [InlineData("fewer-slots", "kicking", "32,703 states, 130,555 transitions, depth 85, 0 left", "")]
    [InlineData("fewer-slots", "two-requests", "11,079 states, 36,032 transitions, depth 80, 0 left", "")]
    [InlineData("fewer-slots", "destructors", "11,443 states, 37,236 transitions, depth 84, 0 left", "")]
    [InlineData("fewer-slots", "two-packets", "115,047 states, 427,572 transitions, depth 113, 0 left", "")]
    [InlineData("fewer-slots", "fatal", "110,030 states, 414,054 transitions, depth 128, 0 left", "")]
    [InlineData("fewer-slots", "disconnecting-blocked", "1,405 states, 3,333 transitions, depth 35, 0 left", "TeardownWithinDrain")]
    [InlineData("fewer-slots", "two-requests-disconnecting", "123,772 states, 441,079 transitions, depth 104, 0 left", "TeardownWithinDrain")]
    [InlineData("head-need", "two-queues", "119,251 states, 503,950 transitions, depth 44, 0 left", "")]
    // Was 54,054: req_cons rises slot by slot, the store to the head is a point.
    [InlineData("head-need", "one-packet", "57,524 states, 213,675 transitions, depth 105, 0 left", "")]
    [InlineData("head-need", "ticking", "86,872 states, 313,270 transitions, depth 114, 0 left", "")]
    [InlineData("head-need", "needing-two", "57,524 states, 213,675 transitions, depth 105, 0 left", "")]
    [InlineData("head-need", "kicking", "58,875 states, 235,080 transitions, depth 84, 0 left", "")]
    [InlineData("head-need", "two-requests", "18,555 states, 61,142 transitions, depth 76, 0 left", "")]
    [InlineData("head-need", "destructors", "19,915 states, 65,405 transitions, depth 80, 0 left", "")]
    [InlineData("head-need", "two-packets", "111,903 states, 416,600 transitions, depth 110, 0 left", "")]
    [InlineData("head-need", "disconnecting-blocked", "1,563 states, 3,722 transitions, depth 36, 0 left", "TeardownWithinDrain")]
    [InlineData("late-eoi", "disconnecting-blocked", "1,563 states, 3,722 transitions, depth 36, 0 left", "TeardownWithinDrain")]
    [InlineData("locked-peek", "disconnecting-blocked", "1,563 states, 3,696 transitions, depth 36, 0 left", "TeardownWithinDrain")]
    [InlineData("xsa-392", "disconnecting-blocked", "2,837 states, 7,095 transitions, depth 43, 0 left", "TeardownWithinDrain")]
    [InlineData("xsa-424", "disconnecting-blocked", "2,764 states, 6,883 transitions, depth 46, 0 left", "TeardownWithinDrain")]
    [InlineData("proposed", "disconnecting-blocked", "2,177 states, 5,352 transitions, depth 46, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string violated) =>
        AssertCounts(revision, configuration, counts, violated);

    internal static void AssertCounts(string revision, string configuration, string counts, string violated)
    {
        var result = Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited);
        Assert.Equal(counts, result.ToString());
        Assert.Equal(violated, string.Join(' ', result.Findings.Select(f => f.Breach.Clause)));
    }
}

/// <summary>The larger ones, which run beside the others.</summary>
public class LargePinnedCountsTests
{
    [Theory]
    // Was 151,747: looks at words that nobody writes any more are made at once.
    [InlineData("byte-limit", "fatal", "137,736 states, 498,066 transitions, depth 125, 0 left", "NoSpin")]
    // Was 97,569: the ring's indices are looked at before the stalled mark.
    [InlineData("stall-detection", "stalling", "136,756 states, 484,755 transitions, depth 176, 0 left", "")]
    [InlineData("stall-detection", "two-packets", "142,697 states, 531,450 transitions, depth 132, 0 left", "")]
    [InlineData("stall-detection", "fatal", "185,936 states, 672,885 transitions, depth 148, 0 left", "NoSpin")]
    [InlineData("stall-detection", "two-requests-disconnecting", "189,646 states, 678,976 transitions, depth 122, 0 left", "TeardownWithinDrain")]
    [InlineData("fewer-slots", "stalling", "136,756 states, 484,755 transitions, depth 176, 0 left", "")]
    [InlineData("fewer-slots", "two-requests-two-cpus", "142,220 states, 600,212 transitions, depth 86, 0 left", "BoundedMemory")]
    [InlineData("fewer-slots", "expiring", "153,589 states, 721,407 transitions, depth 132, 0 left", "")]
    // Was 155,941: the ring's indices are looked at before the stalled mark.
    [InlineData("head-need", "stalling", "193,558 states, 689,109 transitions, depth 170, 0 left", "CanRecover")]
    [InlineData("head-need", "two-requests-two-cpus", "221,896 states, 943,381 transitions, depth 84, 0 left", "BoundedMemory")]
    [InlineData("head-need", "expiring", "406,033 states, 1,917,370 transitions, depth 130, 0 left", "")]
    [InlineData("head-need", "fatal", "175,317 states, 664,219 transitions, depth 117, 0 left", "")]
    [InlineData("head-need", "two-requests-disconnecting", "194,437 states, 705,699 transitions, depth 100, 0 left", "TeardownWithinDrain")]
    // Was 150,354: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps.
    [InlineData("late-eoi", "two-requests", "201,428 states, 691,604 transitions, depth 103, 0 left", "NoUnlockedPeek")]
    [InlineData("late-eoi", "destructors", "218,616 states, 747,777 transitions, depth 107, 0 left", "NoUnlockedPeek")]
    // Was 147,256: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps.
    [InlineData("locked-peek", "two-requests", "158,108 states, 532,846 transitions, depth 103, 0 left", "")]
    [InlineData("locked-peek", "destructors", "173,956 states, 583,794 transitions, depth 107, 0 left", "")]
    [InlineData("xsa-392", "destructors", "480,716 states, 1,593,397 transitions, depth 123, 0 left", "NoDeadlock NoSpin")]
    [InlineData("xsa-424", "two-queues", "512,740 states, 2,423,164 transitions, depth 50, 0 left", "")]
    // Was 201,854: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps; rx_slots_needed is stored before the head: a thread that finds the one without the other goes round.
    [InlineData("xsa-424", "two-requests", "547,163 states, 1,864,458 transitions, depth 122, 0 left", "NoSpin")]
    [InlineData("xsa-424", "destructors", "639,393 states, 2,167,713 transitions, depth 128, 0 left", "NoSpin")]
    [InlineData("proposed", "two-queues", "596,727 states, 2,789,578 transitions, depth 51, 0 left", "")]
    // Was 163,405: eoi_pending is a word of its own, the interrupt looks at it and at the head in steps; rx_slots_needed is stored before the head: a thread that finds the one without the other goes round.
    [InlineData("proposed", "two-requests", "488,414 states, 1,675,752 transitions, depth 121, 0 left", "NoSpin")]
    [InlineData("proposed", "destructors", "512,098 states, 1,748,136 transitions, depth 126, 0 left", "NoSpin")]
    // Was 194,585: each CPU has the new points, num_queues and the task looked at among them.
    [InlineData("byte-limit", "two-cpus", "288,902 states, 1,340,801 transitions, depth 106, 0 left", "BoundedMemory")]
    // Was 304,015: num_queues and the task are points where a disconnect writes them.
    [InlineData("byte-limit", "disconnecting", "311,378 states, 1,224,098 transitions, depth 129, 0 left", "TeardownWithinDrain")]
    // Was 744,917: more points, but what touches nothing of others is made at once.
    [InlineData("byte-limit", "two-sizes", "725,362 states, 2,899,622 transitions, depth 105, 0 left", "")]
    [InlineData("byte-limit", "two-sizes-ticking", "953,622 states, 3,802,895 transitions, depth 114, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string violated) =>
        PinnedCountsTests.AssertCounts(revision, configuration, counts, violated);
}
