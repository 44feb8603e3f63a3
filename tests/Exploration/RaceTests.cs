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
        var result = Explorer.Exhaustive(race.Faulty, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Property });
        var finding = result.Findings.First(f => f.Violation.Property == race.Property);
        var model = new ModelInstance(race.Faulty, race.Configuration with { Reduced = false });
        var replayed = Replayer.Replay(model, finding.Schedule, race.Property);
        Assert.Equal(race.Property, replayed.Violation?.Property);
        Assert.Equal(finding.Schedule.Steps, replayed.Steps.Steps);
    }
}

/// <summary>Each race has a concurrent scenario in which random schedules find it.</summary>
public class RaceScenarioTests
{
    [Theory]
    [MemberData(nameof(RaceTests.Names), MemberType = typeof(RaceTests))]
    public void Race_IsFoundInItsScenario_AndOnlyThere(string name)
    {
        var race = Race.Find(name)!;
        // PCT first: it finds all but what takes many switches.
        var (strategy, result) = ((WalkStrategy[])[WalkStrategy.Pct, WalkStrategy.Uniform])
            .Select(s => (s, Explorer.Random(race.Faulty, race.ConcurrentScenario, s, 1, 20_000, [race.Property]))).FirstOrDefault(r => r.Item2.Finding is not null);
        Assert.Equal(race.Property, result?.Finding?.Violation.Property);
        Assert.Null(Explorer.Random(race.Sound, race.ConcurrentScenario, strategy, 1, 2 * (int)result!.Schedules, [race.Property]).Finding);
    }
}

/// <summary>The other half, on its own so that it runs beside the first.</summary>
[Trait("Category", "Long")]
public class RaceFreeTests
{
    /// <summary>One of them takes as long as all others together.</summary>
    public static TheoryData<string> Names => [.. Race.All.Select(r => r.Name).Where(n => Thorough.IsAsked || n != "looks-for-room-unlocked")];

    [Theory]
    [MemberData(nameof(Names))]
    public void RevisionWithoutTheRace_IsExploredToItsEnd(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Sound, race.Configuration, ExplorationBudget.Unlimited with { Recovery = false });
        Assert.Equal(0, result.Left);
        Assert.Null(result.Truncated);
        Assert.DoesNotContain(result.Findings, f => f.Violation.Property == race.Property);
        // What is known of the revision anyway may show here too.
        Assert.DoesNotContain(result.Findings, f => !Expected.Knows(race.Sound, f.Violation.Property));
    }
}

/// <summary>Races that take one moment out of many are found by visiting every state of their concurrent scenario, and are not in the driver without them.</summary>
[Trait("Category", "Long")]
public class RareRaceTests
{
    public static TheoryData<string> Names => [.. Race.Rare.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void RareRace_IsFound_AndItsScheduleReplays(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Faulty, race.ConcurrentScenario, ExplorationBudget.Unlimited with { Until = race.Property });
        var finding = result.Findings.First(f => f.Violation.Property == race.Property);
        Assert.Equal(finding.Violation, new Interleaving(race.Faulty, race.ConcurrentScenario.Only(finding.Schedule), finding, "explore").Replay().Violation);
    }

    /// <summary>One for each scenario: races of one driver share it.</summary>
    public static TheoryData<string> Soundest => [.. Race.Rare.DistinctBy(r => r.ConcurrentScenario.Name).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Soundest))]
    public void DriverWithoutTheRace_ViolatesNothingUnknownThere(string name)
    {
        var race = Race.Find(name)!;
        var result = Explorer.Exhaustive(race.Sound, race.ConcurrentScenario, ExplorationBudget.Unlimited);
        Assert.Equal(0, result.Left);
        Assert.DoesNotContain(result.Findings, f => f.Violation.Property == race.Property || !Expected.Knows(race.Sound, f.Violation.Property));
    }

    /// <summary>Both queues do stall, and both come back.</summary>
    [Fact]
    public void TwoQueuesThatStall_AreExploredToTheEnd()
    {
        var result = Explorer.Exhaustive(new Netback.Revisions.Xsa424(), ConcurrentScenarios.Get("two-queues-stall"), ExplorationBudget.Unlimited);
        Assert.Equal("30,445 states, 70,643 transitions, depth 163, 0 left", result.ToString());
        Assert.Equal("NoPrematureCarrierOn NoSpuriousCarrierOff NoFlapping", string.Join(' ', result.Findings.Select(f => f.Violation.Property)));
    }
}
