using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>Coyote finds each race by itself, in the play that is about it; and not in the revision without it.</summary>
public class CoyoteRaceTests
{
    public static TheoryData<string> Names => [.. Race.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Race_IsFound_AndItsScheduleShrinksInTheSteppedKernel(string name)
    {
        var race = Race.Find(name)!;
        var result = CoyoteEngine.Search(race.Broken, race.Play, CoyoteStrategy.Portfolio, seed: 1, schedules: 1_000, [race.Clause]);
        Assert.Equal(race.Clause, result.Finding?.Breach.Clause);
        var shrunk = new Interleaving(race.Broken, race.Play, result.Finding!, "coyote").Shrink();
        Assert.InRange(shrunk.Finding.Schedule.Steps.Count, 1, result.Finding!.Schedule.Steps.Count);
        Assert.Equal(race.Clause, CoyoteEngine.Follow(race.Broken, shrunk.Play, shrunk.Finding.Schedule, race.Clause).Replayed.Breach?.Clause);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RevisionWithoutTheRace_BreaksNothing(string name)
    {
        var race = Race.Find(name)!;
        var result = CoyoteEngine.Search(race.Sound, race.Play, CoyoteStrategy.Portfolio, seed: 1, schedules: 200);
        Assert.Null(result.Finding);
        Assert.Equal((200, 0), (result.Schedules, result.CutShort));
    }

    /// <summary>What the explorer finds happens on real threads as well, step by step.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatTheExplorerFinds_HappensOnRealThreads(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Broken, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Clause });
        var finding = result.Findings.First(f => f.Breach.Clause == race.Clause);
        var interleaving = Interleaving.Of(race.Broken, race.Configuration, finding, "explore");
        Assert.Equal(finding.Breach, interleaving.Replay().Breach);
        var (replayed, _) = CoyoteEngine.Follow(race.Broken, interleaving.Play, finding.Schedule, race.Clause);
        Assert.Null(replayed.LeftTheRoad);
        Assert.Equal(finding.Breach, replayed.Breach);
    }

    /// <summary>A check that needs the history of a run can fail too: after an idle time today's driver takes the carrier down at once.</summary>
    [Fact]
    public void SpuriousCarrierOff_IsFound_AndReplays()
    {
        var play = Plays.Get("idle-then-blocked");
        var found = CoyoteEngine.Search(History.Find("xsa-424")!, play, CoyoteStrategy.Portfolio, seed: 1, schedules: 1_000, ["NoSpuriousCarrierOff"]).Finding;
        var shrunk = new Interleaving(History.Find("xsa-424")!, play, found!, "coyote").Shrink();
        Assert.Equal("NoSpuriousCarrierOff", shrunk.Replay().Breach?.Clause);
        Assert.Null(CoyoteEngine.Search(new ByteLimit(), play, CoyoteStrategy.Portfolio, seed: 1, schedules: 1_000).Finding);
    }
}
