using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Xunit;

namespace Netback.Tests.Generation;

public class ShrinkerTests
{
    [Property(Replay = Cases.Replay, MaxTest = 60)]
    public Property Candidate_IsValid() => EachCandidate((_, candidate) => Cases.Fault(candidate) is null);

    [Property(Replay = Cases.Replay, MaxTest = 60)]
    public Property Candidate_IsStrictlySimpler() =>
        EachCandidate((scenario, candidate) => Complexity.Of(candidate) < Complexity.Of(scenario));

    [Property(Replay = Cases.Replay, MaxTest = 60)]
    public Property Candidate_StaysInTheSameEnvironment() => EachCandidate((scenario, candidate) =>
        candidate.Host == scenario.Host && candidate.Vif.XdpHeadroom > 0 == scenario.Vif.XdpHeadroom > 0);

    [Property(Replay = Cases.Replay, MaxTest = 60)]
    public Property Candidate_AddsNoKindOfStep_ButAdvanceForLag() => EachCandidate((scenario, candidate) =>
        Kinds(candidate).All(kind => Kinds(scenario).Contains(kind) || kind == StepKind.Advance));

    [Fact]
    public void LongScript_LosesHalfOfItsStepsFirst()
    {
        var scenario = Cases.Of([.. Enumerable.Range(0, 128).Select(i => Step.Post(0, i))]);
        var sizes = Shrinker.Shrink(scenario).Select(c => c.Steps.Count).Take(8).ToArray();
        Assert.Equal([0, 64, 64, 96, 96, 96, 96, 112], sizes);
    }

    [Fact]
    public void Shrinking_IsLazy()
    {
        var scenario = Cases.Of([.. Enumerable.Range(0, 100_000).Select(_ => Step.Post(0, 1))]);
        Assert.Single(Shrinker.Shrink(scenario).Take(1));
    }

    [Fact]
    public void SimplestScenario_HasNoCandidates() =>
        Assert.Empty(Shrinker.Shrink(Cases.Of() with { Vif = Parameters.Default with { Gso = false } }));

    [Fact]
    public void RemovedQueue_LetsTheOthersMoveUp()
    {
        var scenario = Cases.Of(Step.Post(0, 1), Step.Post(1, 2), Step.Advance(5), Step.Post(2, 3));
        scenario = scenario with { Vif = scenario.Vif with { Queues = 3 } };
        Assert.Contains(Shrinker.Shrink(scenario), c =>
            c.Vif.Queues == 2 && c.Steps.SequenceEqual([Step.Post(0, 1), Step.Advance(5), Step.Post(1, 3)]));
    }

    [Fact]
    public void VifWithoutGso_GetsItsPacketsCutToTheMtu() => Assert.Contains(
        Shrinker.Shrink(Cases.Of(Step.Xmit(0, 65_226, gso: true, count: 2))),
        c => !c.Vif.Gso && c.Steps.SequenceEqual([Step.Xmit(0, 1514, gso: false, count: 2)]));

    [Fact]
    public void ForgedIndex_MovesWithTheStartOfTheRing()
    {
        var scenario = Cases.Of(Step.SetReqProd(0, 7)) with { StartIndex = uint.MaxValue };
        Assert.Contains(Shrinker.Shrink(scenario), c => c.StartIndex == 0 && c.Steps.SequenceEqual([Step.SetReqProd(0, 8)]));
    }

    [Fact]
    public void ApartSteps_Merge() => Assert.Contains(
        Shrinker.Shrink(Cases.Of(Step.Advance(3), Step.Kick(0), Step.Advance(4))),
        c => c.Steps.SequenceEqual([Step.Kick(0), Step.Advance(7)]));

    [Fact]
    public void RemovedPackets_TakeTheirSlotsAlong() => Assert.Contains(
        Shrinker.Shrink(Cases.Of(Step.Post(0, 12), Step.Xmit(0, 4097, count: 5, gso: true))),
        c => c.Steps.SequenceEqual([Step.Post(0, 0), Step.Xmit(0, 4097, gso: true)]));

    [Fact]
    public void RemovedTime_ShortensTheStallTimeout() => Assert.Contains(
        Shrinker.Shrink(Cases.Of(Step.Xmit(0, 60), Step.Advance(9_999), Step.Kick(0))),
        c => c.Vif.StallTimeoutMs == 50_001 && c.Steps.SequenceEqual([Step.Kick(0)]));

    private static Property EachCandidate(Func<Scenario, Scenario, bool> holds) => Prop.ForAll(
        Cases.Anywhere(maxSteps: 60).Select(c => c.Scenario).ToArbitrary(),
        (Scenario scenario) => Shrinker.Shrink(scenario).All(candidate => holds(scenario, candidate)));

    private static HashSet<StepKind> Kinds(Scenario s) => [.. s.Steps.Select(step => step.Do)];
}
