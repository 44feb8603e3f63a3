using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>Coyote finds each race by itself, in the play that is about it; and not in the revision without it.</summary>
public class CoyoteRaceTests
{
    /// <summary>Each race, and the play in which it shows.</summary>
    public static TheoryData<string, string> Races => new()
    {
        { "unlocked-peek", "posts-in-twos" },
        { "free-under-lock", "destructor" },
        { "looks-once", "posts-in-twos" },
        { "stops-after-unlock", "stop-and-wake" },
        { "tests-before-preparing", "stop-and-wake" },
        { "kicks-before-append", "stop-and-wake" },
        { "looks-for-room-unlocked", "two-cpus" },
        { "expires-in-interrupt", "expiry-against-delivery" },
        { "counts-unlocked", "connect" },
    };

    [Fact]
    public void EveryRace_IsHere() => Assert.Equal(Race.All.Select(r => r.Name), Races.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Races))]
    public void Race_IsFound_AndItsScheduleShrinksInTheSteppedKernel(string name, string play)
    {
        var race = Race.Find(name)!;
        var result = CoyoteEngine.Search(race.Broken, Plays.Find(play)!, CoyoteStrategy.Portfolio, seed: 1, schedules: 200, [race.Clause]);
        Assert.Equal(race.Clause, result.Finding?.Breach.Clause);
        var shrunk = new Interleaving(race.Broken, Plays.Find(play)!, result.Finding!, "coyote").Shrink();
        Assert.InRange(shrunk.Finding.Schedule.Steps.Count, 1, result.Finding!.Schedule.Steps.Count);
        Assert.Equal(race.Clause, CoyoteEngine.Follow(race.Broken, shrunk.Play, shrunk.Finding.Schedule, race.Clause).Replayed.Breach?.Clause);
    }

    [Theory]
    [MemberData(nameof(Races))]
    public void RevisionWithoutTheRace_BreaksNothing(string name, string play)
    {
        var race = Race.Find(name)!;
        var result = CoyoteEngine.Search(race.Sound, Plays.Find(play)!, CoyoteStrategy.Portfolio, seed: 1, schedules: 200);
        Assert.Null(result.Finding);
        Assert.Equal((200, 0), (result.Schedules, result.CutShort));
    }

    /// <summary>What the explorer finds happens on real threads as well, step by step.</summary>
    [Theory]
    [MemberData(nameof(Races))]
    public void WhatTheExplorerFinds_HappensOnRealThreads(string name, string play)
    {
        _ = play;
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Broken, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Clause });
        var finding = result.Findings.First(f => f.Breach.Clause == race.Clause);
        var interleaving = Interleaving.Of(race.Broken, race.Configuration, finding, "explore");
        Assert.Equal(finding.Breach, interleaving.Replay().Breach);
        var (replayed, _) = CoyoteEngine.Follow(race.Broken, interleaving.Play, finding.Schedule, race.Clause);
        Assert.Null(replayed.LeftTheRoad);
        Assert.Equal(finding.Breach, replayed.Breach);
    }
}
