using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>Whether a search takes the shortest ways first or the longest makes no difference to what there is.</summary>
public class DepthFirstTests
{
    [Theory]
    [InlineData("byte-limit", "needing-two")]
    [InlineData("stall-detection", "two-requests-ticking")]
    [InlineData("fewer-slots", "disconnecting-blocked")]
    [InlineData("xsa-392", "disconnecting-blocked")]
    [InlineData("proposed", "disconnecting-blocked")]
    public void DepthFirst_VisitsTheSameStates_AndFindsTheSameViolations(string revision, string name)
    {
        var (driver, configuration) = (History.Find(revision)!, Configurations.Get(name));
        var budget = ExplorationBudget.Unlimited with { Recovery = false };
        using var wide = new BreadthFirst(driver, configuration, budget, workers: 1);
        var expected = wide.Run();
        // By the same rules, so that rows mean the same; and by rules of its own.
        var search = new DepthFirst(wide.Book, FindingReport.Of(wide.Book, driver, configuration, concurrent: null), budget);
        foreach (var result in new[] { search.Run(), Explorer.DepthFirst(driver, configuration, budget) })
        {
            Assert.Equal((expected.States, expected.Transitions, expected.RestStates, 0), (result.States, result.Transitions, result.RestStates, result.Left));
            Assert.Equal(PropertiesOf(expected), PropertiesOf(result));
            Assert.InRange(result.Depth, expected.Depth, expected.States);
        }
        Assert.Equal(wide.States().Select(Shown).Order(StringComparer.Ordinal), search.States().Select(Shown).Order(StringComparer.Ordinal));
    }

    /// <summary>As long as a search level by level is allowed to take it does not come so far.</summary>
    [Fact]
    public void DepthFirst_FindsAtTheEndOfLongWays_WhatALevelByLevelSearchHasNotComeTo()
    {
        var (driver, configuration) = (History.Find("head-need")!, Configurations.Get("two-offers-any-time"));
        var budget = new ExplorationBudget(60_000) { Recovery = false };
        var finding = Explorer.DepthFirst(driver, configuration, budget).Findings.First(f => f.Violation.Property == "CarrierRecovers");
        Assert.DoesNotContain("CarrierRecovers", PropertiesOf(Explorer.Exhaustive(driver, configuration, budget)));
        Assert.Equal(finding.Violation, Replayer.Replay(new ModelInstance(driver, configuration), finding.Schedule, "CarrierRecovers").Violation);
    }

    private static IEnumerable<string> PropertiesOf(ExplorationResult result) => result.Findings.Select(f => f.Violation.Property).Order();

    private static string Shown(ulong[] row) => string.Join(' ', row.Select(word => word.ToString("x16")));
}
