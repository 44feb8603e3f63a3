using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>Each race is found where it is, and is not where it is not.</summary>
public class RaceTests
{
    public static TheoryData<string> Names => [.. Race.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Race_IsFound_AndItsScheduleReplays(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Broken, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Clause });
        var finding = result.Findings.First(f => f.Breach.Clause == race.Clause);
        var world = new World(race.Broken, race.Configuration with { Reduced = false });
        var replayed = Replayer.Replay(world, finding.Schedule, race.Clause);
        Assert.Equal(race.Clause, replayed.Breach?.Clause);
        Assert.Equal(finding.Schedule.Steps, replayed.Steps.Steps);
    }
}

/// <summary>Each race has a play in which random schedules find it.</summary>
public class RacePlayTests
{
    [Theory]
    [MemberData(nameof(RaceTests.Names), MemberType = typeof(RaceTests))]
    public void Race_IsFoundInItsPlay_AndOnlyThere(string name)
    {
        var race = Race.Find(name)!;
        // PCT first: it finds all but what takes many switches.
        var (strategy, result) = ((WalkStrategy[])[WalkStrategy.Pct, WalkStrategy.Uniform])
            .Select(s => (s, Explorer.Random(race.Broken, race.Play, s, 1, 20_000, [race.Clause]))).FirstOrDefault(r => r.Item2.Finding is not null);
        Assert.Equal(race.Clause, result?.Finding?.Breach.Clause);
        Assert.Null(Explorer.Random(race.Sound, race.Play, strategy, 1, 2 * (int)result!.Schedules, [race.Clause]).Finding);
    }
}

/// <summary>The other half, on its own so that it runs beside the first.</summary>
public class RaceFreeTests
{
    [Theory]
    [MemberData(nameof(RaceTests.Names), MemberType = typeof(RaceTests))]
    public void RevisionWithoutTheRace_IsExploredToItsEnd(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Sound, race.Configuration, ExplorationBudget.Unlimited with { Recovery = false });
        Assert.Equal(0, result.Left);
        Assert.Null(result.Truncated);
        Assert.DoesNotContain(result.Findings, f => f.Breach.Clause == race.Clause);
        // What is known of the revision anyway may show here too.
        Assert.DoesNotContain(result.Findings, f => !Expected.Knows(race.Sound, f.Breach.Clause));
    }
}
