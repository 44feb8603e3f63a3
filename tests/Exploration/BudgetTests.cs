using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>An exploration without end comes to an end all the same: the queue of <c>slot-estimate</c> grows without bound.</summary>
public class BudgetTests
{
    [Fact]
    public void EndlessExploration_EndsWithItsTime_AndSaysSo()
    {
        var result = Endless(ExplorationBudget.Unlimited with { Time = TimeSpan.FromMilliseconds(500) });
        Assert.Equal("after 0.5 s", result.Truncated);
        Assert.True(result.Left > 0);
        Assert.InRange(result.Took, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void EndlessExploration_EndsWithItsStates_AlwaysAtTheSame()
    {
        var budget = new ExplorationBudget(20_000);
        var result = Endless(budget);
        Assert.Equal("at 20,000 states", result.Truncated);
        Assert.InRange(result.States, 20_001, 20_100);
        Assert.Equal(result.ToString(), Endless(budget).ToString());
    }

    private static ExplorationResult Endless(ExplorationBudget budget) =>
        Explorer.Exhaustive(History.Find("slot-estimate")!, Configurations.Get("one-packet"), budget);
}
