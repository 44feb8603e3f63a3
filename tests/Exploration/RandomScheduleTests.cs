using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

public class RandomScheduleTests
{
    private static readonly Scenario Traffic = new("traffic",
        Configurations.Get("needing-two").Vif with { RingSize = 4, DrainTimeoutMs = 1000 }, HostStack.HonoursStop,
        [
            Step.Xmit(0, 64), Step.Post(0, 1), Step.Post(0, 1), Step.Xmit(0, 64), Step.Post(0, 1), Step.Xmit(0, 64), Step.Post(0, 1),
        ]);

    [Theory]
    [InlineData("looks-once")]
    [InlineData("stops-after-unlock")]
    [InlineData("tests-before-preparing")]
    [InlineData("kicks-before-append")]
    public void Pct_FindsTheRace_WhateverTheNumberOfWorkers(string name)
    {
        var race = Race.Find(name)!;
        var one = Explorer.Random(race.Faulty, Traffic, WalkStrategy.Pct, 1, 20_000, [race.Property], workers: 1);
        var two = Explorer.Random(race.Faulty, Traffic, WalkStrategy.Pct, 1, 20_000, [race.Property], workers: 2);
        Assert.NotNull(one.Finding);
        Assert.Equal((one.Schedules, one.Steps), (two.Schedules, two.Steps));
        Assert.Equal(one.Finding.Schedule.Steps, two.Finding!.Schedule.Steps);
        var replayed = Replayer.Replay(new(race.Faulty, Traffic) { SkipsSteps = true }, one.Finding.Schedule, race.Property);
        Assert.Equal(race.Property, replayed.Violation?.Property);
    }

    [Theory]
    [InlineData(WalkStrategy.Uniform)]
    [InlineData(WalkStrategy.Pct)]
    public void SoundRevision_BreaksNothing_WhateverScenarioAndSchedule(WalkStrategy strategy)
    {
        foreach (var revision in new Revision[] { new ByteLimit(), new Xsa424(), new Proposed() })
        {
            // What it is known to break would hide the rest.
            var properties = Catalogue.Claims.Where(c => c.IsOfContexts).Select(c => c.Property.Name).Where(c => !Expected.Knows(revision, c)).Distinct().ToList();
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(1, 0x9E3779B97F4A7C15UL).WithQuietOnSuccess(true),
                Prop.ForAll(WalkGen.In(revision, DriverEnvironment.Honest, strategy, 40), (Walk walk) =>
                    walk.Go(properties: properties).Violation is not { } violation || violation.Property is "NoSpin" or "NoRingOverrun"
                        ? true : throw new InvalidOperationException($"{revision.Name}: {violation}")));
        }
    }

    [Fact]
    public void SeveralExplorations_ComeToTheSame_WhateverTheNumberOfWorkers()
    {
        (Revision, Configuration)[] jobs =
        [
            (new ByteLimit(), Configurations.Get("one-packet")), (new ByteLimit(), Configurations.Get("needing-two")),
            (new ByteLimit(), Configurations.Get("ticking")),
        ];
        var one = Explorer.Exhaustive(jobs, ExplorationBudget.Unlimited, workers: 1);
        var two = Explorer.Exhaustive(jobs, ExplorationBudget.Unlimited, workers: 2);
        Assert.Equal(one.Select(r => (r.ToString(), r.RestStates)), two.Select(r => (r.ToString(), r.RestStates)));
    }

    [Fact]
    public void AfterAnythingThatCanHappen_AllRunsAgain_WithinTheDrainTimeout()
    {
        var result = Explorer.Exhaustive(new ByteLimit(), Configurations.Get("ticking"), ExplorationBudget.Unlimited);
        Assert.Equal(result.States, result.Recoverable);
        Assert.True(result.ConvergesWithin <= 2, $"{result.ConvergesWithin} ticks");
    }
}
