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
            var builder = new ScenarioBuilder(Vif, 0, 100, new(seed));
            builder.Queues[0].Post(40);
            builder.Queues[0].LeaveOnly(slots);
            var picture = Run(builder, revision);
            Assert.Equal(slots, picture[0].Free);
            Assert.Equal(slots, builder.Queues[0].GuestView.Free);
        }
    }

    [Fact]
    public void Misfit_NeedsMoreThanIsOnOffer()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var builder = new ScenarioBuilder(Vif, 0, 100, new(seed));
            int free = builder.RandomSource.Between(0, 15);
            builder.Queues[0].Post(free);
            builder.Queues[0].XmitMisfit();
            var packet = builder.Steps[^1];
            Assert.True(Vif.SlotsOf(packet.Length, packet.Gso) > free, $"{packet} fits into {free} slots.");
        }
    }

    [Fact]
    public void Belief_AgreesWithTheDriver_AboutAQueueThatIsServed()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var builder = new ScenarioBuilder(Vif, 0, 100, new(seed));
            var q = builder.Queues[0];
            q.Post(100);
            builder.Advance(0);
            q.XmitBig(3);
            q.XmitSmall(50);
            builder.Advance(10);
            q.Consume(5);
            q.Post(300);
            var picture = Run(builder, builder.SendsFrom > 0 ? "byte-limit" : "head-need");
            Assert.Equal(picture[0].Free, q.GuestView.Free);
            Assert.Equal(picture[0].Bytes, q.GuestView.Bytes);
            Assert.Equal(picture[0].ReqProd, q.GuestView.Posted);
        }
    }

    [Fact]
    public void Belief_ForgetsWhatHasExpired()
    {
        var builder = new ScenarioBuilder(Vif, 0, 100, new(1));
        builder.Queues[0].XmitBig(2);
        builder.Advance(Vif.DrainTimeoutMs - 1);
        Assert.InRange(builder.Queues[0].GuestView.Bytes, 1, long.MaxValue);
        builder.Advance(1);
        Assert.Equal(0, builder.Queues[0].GuestView.Bytes);
    }

    [Fact]
    public void FullDraft_TakesNoMore()
    {
        var builder = new ScenarioBuilder(Vif, 0, 3, new(1));
        for (int i = 0; i < 5; i++) builder.Queues[0].Post(1);
        Assert.Equal(3, builder.Steps.Count);
        Assert.Equal(3, builder.Queues[0].GuestView.Free);
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

    private static ObservedVif Run(ScenarioBuilder builder, string revision)
    {
        var scenario = new Scenario("builder", Vif, HostStack.HonoursStop, builder.Steps);
        var sink = new Sink(new(Vif, 0));
        new StraightRun(scenario, History.Find(revision)!, sink).RunAll(scenario.Steps);
        return sink.ObservedVif;
    }

    private sealed record Sink(ObservedVif ObservedVif) : IEventSink
    {
        public void On(in Event e) => ObservedVif.On(e);
    }
}
