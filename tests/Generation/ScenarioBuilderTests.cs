using Netback.Properties.Execution;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Generation;

public class ScenarioBuilderTests
{
    private static readonly Parameters Vif = Parameters.Default;

    [Theory]
    [InlineData("byte-limit", 1)]
    [InlineData("byte-limit", 16)]
    [InlineData("head-need", 1)]
    [InlineData("head-need", 7)]
    public void LeaveOnly_LeavesSoManySlots_WhateverTheDriverSendsFrom(string revision, int slots)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var draft = new ScenarioBuilder(Vif, 0, 100, new(seed));
            draft.Queues[0].Post(40);
            draft.Queues[0].LeaveOnly(slots);
            var picture = Run(draft, revision);
            Assert.Equal(slots, picture[0].Free);
            Assert.Equal(slots, draft.Queues[0].GuestView.Free);
        }
    }

    [Fact]
    public void Misfit_NeedsMoreThanIsOnOffer()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var draft = new ScenarioBuilder(Vif, 0, 100, new(seed));
            int free = draft.RandomSource.Between(0, 15);
            draft.Queues[0].Post(free);
            draft.Queues[0].XmitMisfit();
            var packet = draft.Steps[^1];
            Assert.True(Vif.SlotsOf(packet.Length, packet.Gso) > free, $"{packet} fits into {free} slots.");
        }
    }

    [Fact]
    public void Belief_AgreesWithTheDriver_AboutAQueueThatIsServed()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var draft = new ScenarioBuilder(Vif, 0, 100, new(seed));
            var q = draft.Queues[0];
            q.Post(100);
            draft.Advance(0);
            q.XmitBig(3);
            q.XmitSmall(50);
            draft.Advance(10);
            q.Consume(5);
            q.Post(300);
            var picture = Run(draft, draft.SendsFrom > 0 ? "byte-limit" : "head-need");
            Assert.Equal(picture[0].Free, q.GuestView.Free);
            Assert.Equal(picture[0].Bytes, q.GuestView.Bytes);
            Assert.Equal(picture[0].ReqProd, q.GuestView.Posted);
        }
    }

    [Fact]
    public void Belief_ForgetsWhatHasExpired()
    {
        var draft = new ScenarioBuilder(Vif, 0, 100, new(1));
        draft.Queues[0].XmitBig(2);
        draft.Advance(Vif.DrainTimeoutMs - 1);
        Assert.InRange(draft.Queues[0].GuestView.Bytes, 1, long.MaxValue);
        draft.Advance(1);
        Assert.Equal(0, draft.Queues[0].GuestView.Bytes);
    }

    [Fact]
    public void FullDraft_TakesNoMore()
    {
        var draft = new ScenarioBuilder(Vif, 0, 3, new(1));
        for (int i = 0; i < 5; i++) draft.Queues[0].Post(1);
        Assert.Equal(3, draft.Steps.Count);
        Assert.Equal(3, draft.Queues[0].GuestView.Free);
    }

    [Fact]
    public void Dice_AreThoseOfThePublishedGenerator()
    {
        // The first outputs of SplitMix64 for seed 0, as its authors' reference gives them.
        var random = new RandomSource(0);
        ulong[] expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F];
        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }

    [Fact]
    public void Dice_KeepToBoundsAndWeights()
    {
        var random = new RandomSource(3);
        var seen = Enumerable.Range(0, 1000).Select(_ => random.Between(-1, 2)).ToHashSet();
        Assert.Equal([-1, 0, 1, 2], seen.Order());
        var drawn = Enumerable.Range(0, 1000).Select(_ => random.Weighted(0, 9, 0, 1)).ToArray();
        Assert.Equal([1, 3], drawn.Distinct().Order());
        Assert.InRange(drawn.Count(i => i == 1), 850, 950);
    }

    private static ObservedVif Run(ScenarioBuilder draft, string revision)
    {
        var scenario = new Scenario("draft", Vif, HostStack.HonoursStop, draft.Steps);
        var sink = new Sink(new(Vif, 0));
        new StraightRun(scenario, History.Find(revision)!, sink).RunAll(scenario.Steps);
        return sink.ObservedVif;
    }

    private sealed record Sink(ObservedVif ObservedVif) : IEventSink
    {
        public void On(in Event e) => ObservedVif.On(e);
    }
}
