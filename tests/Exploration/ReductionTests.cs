using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What an exploration leaves out does not matter.</summary>
public class ReductionTests
{
    [Theory]
    [InlineData("one-packet")]
    [InlineData("needing-two")]
    public void WithoutReduction_TheStatesOfRestAreTheSame(string name)
    {
        var configuration = Configurations.Get(name);
        var reduced = Explorer.Exhaustive(new ByteLimit(), configuration, ExplorationBudget.Unlimited);
        var full = Explorer.Exhaustive(new ByteLimit(), configuration with { Reduced = false }, ExplorationBudget.Unlimited);
        Assert.Equal(reduced.RestStates, full.RestStates);
        Assert.True(full.States > reduced.States);
        Assert.Equal(Properties(reduced), Properties(full));
    }

    [Theory]
    [InlineData("looks-once")]
    [InlineData("stops-after-unlock")]
    [InlineData("tests-before-preparing")]
    [InlineData("kicks-before-append")]
    public void WithoutReduction_TheSameIsBroken(string name)
    {
        var race = Race.Find(name)!;
        var reduced = Explorer.Exhaustive(race.Faulty, race.Configuration, ExplorationBudget.Unlimited);
        var full = Explorer.Exhaustive(race.Faulty, race.Configuration with { Reduced = false }, ExplorationBudget.Unlimited);
        Assert.Equal(Properties(full), Properties(reduced));
        Assert.Equal(full.RestStates, reduced.RestStates);
    }

    [Fact]
    public void RingThatStartsBeforeTheWrap_AddsNothing()
    {
        var relative = Explorer.Exhaustive(new ByteLimit(), Configurations.Get("one-packet"), ExplorationBudget.Unlimited);
        var wrapping = Explorer.Exhaustive(new ByteLimit(), Configurations.Get("wrapping"), ExplorationBudget.Unlimited);
        Assert.Equal(relative.ToString(), wrapping.ToString());
        Assert.Empty(wrapping.Findings);
    }

    private static string Properties(ExplorationResult result) =>
        string.Join(' ', result.Findings.Select(f => f.Violation.Property).Order(StringComparer.Ordinal));
}
