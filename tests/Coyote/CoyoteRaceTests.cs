using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>Coyote finds each race by itself, in the concurrent scenario that is about it; and not in the revision without it.</summary>
[Collection(RealThreads.Name)]
[Trait("Category", "Long")]
public class CoyoteRaceTests
{
    public static TheoryData<string> Names => [.. Race.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Race_IsFound_AndItsScheduleShrinksInTheSteppedKernel(string name)
    {
        var race = Race.Find(name)!;
        var result = CoyoteEngine.Search(race.Faulty, race.ConcurrentScenario, CoyoteStrategy.Portfolio, seed: 1, schedules: 1_000, [race.Property]);
        Assert.Equal(race.Property, result.Finding?.Violation.Property);
        var shrunk = new Interleaving(race.Faulty, race.ConcurrentScenario, result.Finding!, "coyote").Shrink();
        Assert.InRange(shrunk.Finding.Schedule.Steps.Count, 1, result.Finding!.Schedule.Steps.Count);
        Assert.Equal(race.Property, CoyoteEngine.Follow(race.Faulty, shrunk.ConcurrentScenario, shrunk.Finding.Schedule, race.Property).Replayed.Violation?.Property);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RevisionWithoutTheRace_BreaksNothing(string name)
    {
        var race = Race.Find(name)!;
        // What is known of the revision anyway would only end the search.
        string[] unknown = [.. Expected.NamesFor(race.Sound).Where(p => !Expected.Knows(race.Sound, p))];
        var result = CoyoteEngine.Search(race.Sound, race.ConcurrentScenario, CoyoteStrategy.Portfolio, seed: 1, schedules: 200, unknown);
        Assert.Null(result.Finding);
        Assert.Equal((200, 0), (result.Schedules, result.CutShort));
    }

    /// <summary>What the explorer finds happens on real threads as well, step by step.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatTheExplorerFinds_HappensOnRealThreads(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Faulty, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Property });
        var finding = result.Findings.First(f => f.Violation.Property == race.Property);
        var interleaving = Interleaving.Of(race.Faulty, race.Configuration, finding, "explore");
        Assert.Equal(finding.Violation, interleaving.Replay().Violation);
        var (replayed, _) = CoyoteEngine.Follow(race.Faulty, interleaving.ConcurrentScenario, finding.Schedule, race.Property);
        Assert.Null(replayed.Divergence);
        Assert.Equal(finding.Violation, replayed.Violation);
    }

    /// <summary>A check that needs the history of a run can fail too: after an idle time today's driver takes the carrier down at once.</summary>
    [Fact]
    public void SpuriousCarrierOff_IsFound_AndReplays()
    {
        var concurrent = ConcurrentScenarios.Get("idle-then-blocked");
        var found = CoyoteEngine.Search(History.Find("xsa-424")!, concurrent, CoyoteStrategy.Portfolio, seed: 1, schedules: 1_000, ["NoSpuriousCarrierOff"]).Finding;
        var shrunk = new Interleaving(History.Find("xsa-424")!, concurrent, found!, "coyote").Shrink();
        Assert.Equal("NoSpuriousCarrierOff", shrunk.Replay().Violation?.Property);
        Assert.Null(CoyoteEngine.Search(new ByteLimit(), concurrent, CoyoteStrategy.Portfolio, seed: 1, schedules: 200).Finding);
    }
}
