using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What exhaustive explorations come to. A count that changes says that something can happen that could not, or the reverse.</summary>
public class PinnedCountsTests
{
    [Theory]
    [InlineData("byte-limit", "one-packet", "20,809 states, 76,958 transitions, depth 89, 0 left", "")]
    [InlineData("byte-limit", "two-queues", "14,641 states, 62,436 transitions, depth 28, 0 left", "")]
    [InlineData("byte-limit", "ticking", "22,335 states, 82,329 transitions, depth 89, 0 left", "")]
    [InlineData("byte-limit", "needing-two", "8,908 states, 31,421 transitions, depth 71, 0 left", "")]
    [InlineData("byte-limit", "kicking", "21,290 states, 85,116 transitions, depth 65, 0 left", "")]
    [InlineData("byte-limit", "two-requests", "7,419 states, 24,133 transitions, depth 63, 0 left", "")]
    [InlineData("byte-limit", "destructors", "7,553 states, 24,575 transitions, depth 65, 0 left", "")]
    [InlineData("byte-limit", "expiring", "47,328 states, 222,617 transitions, depth 103, 0 left", "")]
    [InlineData("byte-limit", "two-packets", "83,773 states, 312,194 transitions, depth 89, 0 left", "")]
    [InlineData("byte-limit", "two-cpus", "194,585 states, 909,977 transitions, depth 89, 0 left", "BoundedMemory")]
    [InlineData("byte-limit", "fatal", "151,747 states, 524,397 transitions, depth 108, 0 left", "NoSpin")]
    [InlineData("byte-limit", "disconnecting", "304,015 states, 1,163,656 transitions, depth 109, 0 left", "TeardownWithinDrain")]
    [InlineData("byte-limit", "two-sizes", "744,917 states, 3,012,955 transitions, depth 87, 0 left", "")]
    [InlineData("head-need", "stalling", "155,941 states, 557,370 transitions, depth 154, 0 left", "CanRecover")]
    [InlineData("stall-detection", "stalling", "97,569 states, 347,867 transitions, depth 149, 0 left", "")]
    [InlineData("head-need", "one-packet", "54,054 states, 201,039 transitions, depth 101, 0 left", "")]
    [InlineData("late-eoi", "two-requests", "150,354 states, 514,380 transitions, depth 99, 0 left", "NoUnlockedPeek")]
    [InlineData("locked-peek", "two-requests", "147,256 states, 492,526 transitions, depth 116, 0 left", "")]
    [InlineData("xsa-392", "two-requests", "224,334 states, 764,040 transitions, depth 104, 0 left", "")]
    [InlineData("xsa-424", "two-requests", "201,854 states, 687,132 transitions, depth 106, 0 left", "")]
    [InlineData("proposed", "two-requests", "163,405 states, 551,981 transitions, depth 101, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string broken) =>
        AssertCounts(revision, configuration, counts, broken);

    internal static void AssertCounts(string revision, string configuration, string counts, string broken)
    {
        var result = Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited);
        Assert.Equal(counts, result.ToString());
        Assert.Equal(broken, string.Join(' ', result.Findings.Select(f => f.Breach.Clause)));
    }
}

/// <summary>The interrupt looks for work itself, beside the thread: these take longer, and run beside the others.</summary>
public class LateEoiPinnedCountsTests
{
    [Theory]
    [InlineData("late-eoi", "one-packet", "1,164,262 states, 4,583,013 transitions, depth 145, 0 left", "NoUnlockedPeek")]
    [InlineData("late-eoi", "kicking", "1,194,010 states, 5,022,904 transitions, depth 130, 0 left", "NoUnlockedPeek")]
    [InlineData("xsa-392", "one-packet", "1,612,738 states, 6,338,038 transitions, depth 149, 0 left", "")]
    [InlineData("xsa-424", "one-packet", "1,507,207 states, 5,922,579 transitions, depth 151, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string broken) =>
        PinnedCountsTests.AssertCounts(revision, configuration, counts, broken);
}
