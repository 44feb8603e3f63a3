using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What exhaustive explorations come to. A count that changes says that something can happen that could not, or the reverse.</summary>
public class PinnedCountsTests
{
    [Theory]
    [InlineData("byte-limit", "one-packet", "28,189 states, 103,120 transitions, depth 89, 0 left", "")]
    [InlineData("byte-limit", "two-queues", "15,625 states, 66,250 transitions, depth 28, 0 left", "")]
    [InlineData("byte-limit", "ticking", "33,393 states, 121,713 transitions, depth 89, 0 left", "")]
    [InlineData("byte-limit", "needing-two", "11,768 states, 41,091 transitions, depth 71, 0 left", "")]
    [InlineData("byte-limit", "kicking", "32,496 states, 130,149 transitions, depth 65, 0 left", "")]
    [InlineData("byte-limit", "two-requests", "7,982 states, 25,934 transitions, depth 63, 0 left", "")]
    [InlineData("byte-limit", "destructors", "8,152 states, 26,491 transitions, depth 65, 0 left", "")]
    [InlineData("byte-limit", "expiring", "79,140 states, 369,436 transitions, depth 106, 0 left", "")]
    [InlineData("byte-limit", "two-packets", "134,588 states, 497,688 transitions, depth 90, 0 left", "")]
    [InlineData("byte-limit", "two-cpus", "385,889 states, 1,797,090 transitions, depth 89, 0 left", "BoundedMemory")]
    [InlineData("byte-limit", "fatal", "182,923 states, 638,424 transitions, depth 108, 0 left", "NoSpin")]
    [InlineData("byte-limit", "disconnecting", "399,333 states, 1,515,814 transitions, depth 110, 0 left", "TeardownWithinDrain")]
    [InlineData("byte-limit", "two-sizes", "1,360,652 states, 5,488,555 transitions, depth 93, 0 left", "")]
    [InlineData("stall-detection", "stalling", "169,168 states, 603,136 transitions, depth 149, 0 left", "")]
    [InlineData("head-need", "one-packet", "77,186 states, 284,039 transitions, depth 101, 0 left", "")]
    [InlineData("late-eoi", "two-requests", "294,407 states, 1,011,171 transitions, depth 105, 0 left", "NoUnlockedPeek")]
    [InlineData("locked-peek", "two-requests", "218,122 states, 737,780 transitions, depth 116, 0 left", "")]
    [InlineData("xsa-392", "two-requests", "385,522 states, 1,308,175 transitions, depth 104, 0 left", "")]
    [InlineData("xsa-424", "two-requests", "350,948 states, 1,190,649 transitions, depth 106, 0 left", "")]
    [InlineData("proposed", "two-requests", "175,450 states, 593,021 transitions, depth 101, 0 left", "")]
    public void Exploration_ComesToTheSameCounts(string revision, string configuration, string counts, string broken)
    {
        var result = Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited);
        Assert.Equal(counts, result.ToString());
        Assert.Equal(broken, string.Join(' ', result.Findings.Select(f => f.Breach.Clause)));
    }
}
