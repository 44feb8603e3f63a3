using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What an exploration comes to does not depend on how many workers it has.</summary>
[Trait("Category", "Long")]
public class WorkerTests
{
    [Theory]
    [InlineData("byte-limit", "one-packet")]
    [InlineData("byte-limit", "two-requests-two-cpus")]
    [InlineData("byte-limit", "disconnecting-blocked")]
    public void Exploration_IsTheSame_WhateverTheNumberOfWorkers(string revision, string configuration) =>
        AssertSame(workers => Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited, workers));

    /// <summary>A large one: with an odd number of workers, which shares shards out unevenly.</summary>
    [Fact]
    public void LargeExploration_ThatFindsWhatCannotRecover_IsTheSame()
    {
        var (driver, configuration) = Thorough.IsAsked ? ((Revision)new HeadNeed(), "stalling") : (new StallDetection(), "needing-two");
        var result = AssertSame(workers => Explorer.Exhaustive(driver, Configurations.Get(configuration), ExplorationBudget.Unlimited, workers), 3);
        Assert.Contains(result.Findings, f => f.Violation.Property == Recovery.CanRecover);
    }

    [Fact]
    public void ExplorationOfAScenario_IsTheSame() =>
        AssertSame(workers => Explorer.Exhaustive(new HeadNeed(), ConcurrentScenarios.Get("two-queues-one-carrier"), new(60_000), workers));

    [Fact]
    public void ExplorationThatEndsAtAViolation_IsTheSame()
    {
        var race = Race.Find("stops-after-unlock")!;
        var result = AssertSame(workers => Explorer.Exhaustive(race.Faulty, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Property }, workers));
        Assert.Equal($"at a violation of {race.Property}", result.Truncated);
        Assert.True(result.Left > 0);
    }

    [Fact]
    public void ExplorationThatEndsWithItsStates_IsTheSame()
    {
        var result = AssertSame(workers => Explorer.Exhaustive(new Xsa424(), Configurations.Get("one-packet"), new(30_000), workers));
        Assert.Equal("at 30,000 states", result.Truncated);
    }

    [Fact]
    public void ExplorationThatBeginsAnew_AndLaysRowsOutAnew_IsTheSame()
    {
        var result = AssertSame(workers => Explorer.Exhaustive(new ByteLimit(), Configurations.Get("fatal"), ExplorationBudget.Unlimited, workers));
        Assert.True(result.Restarts > 0);
        Assert.True(result.Relays > 0);
    }

    private static ExplorationResult AssertSame(Func<int, ExplorationResult> explore, params int[] numbers)
    {
        var one = explore(1);
        foreach (int workers in numbers.Length > 0 ? numbers : [2, 3])
        {
            var several = explore(workers);
            Assert.Equal(one.ToString(), several.ToString());
            Assert.Equal((one.RestStates, one.Rules, one.Bits, one.Restarts, one.Relays), (several.RestStates, several.Rules, several.Bits, several.Restarts, several.Relays));
            Assert.Equal((one.Recoverable, one.ConvergesWithin), (several.Recoverable, several.ConvergesWithin));
            Assert.Equal(one.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())), several.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())));
        }
        return one;
    }
}
