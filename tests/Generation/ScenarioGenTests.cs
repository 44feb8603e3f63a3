using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Xunit;

namespace Netback.Tests.Generation;

public class ScenarioGenTests
{
    [Property(Replay = Cases.Replay, MaxTest = 4000)]
    public Property GeneratedScenario_IsValid_InAllEnvironment() => Prop.ForAll(
        Cases.Anywhere().ToArbitrary(),
        ((DriverEnvironment In, Scenario Scenario) c) => (Cases.Fault(c.Scenario) is null).Label(Cases.Fault(c.Scenario) ?? ""));

    [Property(Replay = Cases.Replay, MaxTest = 4000)]
    public Property GeneratedScenario_StaysWithinItsEnvironment() => Prop.ForAll(
        Cases.Anywhere().ToArbitrary(),
        ((DriverEnvironment In, Scenario Scenario) c) =>
            (c.Scenario.Host == c.In.Host).Label("the host's stack")
            .And(c.Scenario.Vif.XdpHeadroom > 0 == c.In.Xdp).Label("headroom")
            .And(c.In.Reconnects || !c.Scenario.Steps.Any(s => s.Do == StepKind.Connect)).Label("connecting again")
            .And(c.In.HasStack == c.Scenario.Stack is not null).Label("the stack above")
            .And(c.In.Notifies == c.Scenario.Vif.RxNotify).Label("events when it posts")
            .And(c.In.BacksOff == (c.Scenario.Vif.Events != EventDelivery.Immediate)).Label("events")
            .And(c.In.Shapes || !c.Scenario.HasShapes).Label("offsets and hashes")
            .And(c.In.Xdp || !c.Scenario.HasHeadroom).Label("headroom later")
            .And(c.In.Hostile || !c.Scenario.Steps.Any(s => s.Do is StepKind.SetReqProd or StepKind.FailCopies or StepKind.TxFatal)).Label("forging"));

    [Property(Replay = Cases.Replay, MaxTest = 4000)]
    public Property Disconnect_ComesOnce_AndNearTheEnd() => Prop.ForAll(
        Cases.Anywhere().ToArbitrary(),
        ((DriverEnvironment In, Scenario Scenario) c) => c.In.Reconnects ||
            c.Scenario.Steps.SkipLast(6).All(s => s.Do != StepKind.Disconnect)
            && c.Scenario.Steps.Count(s => s.Do == StepKind.Disconnect) <= 1);

    [Fact]
    public void Connect_ComesAfterADisconnect_InAllForms()
    {
        var connects = Cases.Sample(DriverEnvironment.Reconnecting, 1000)
            .SelectMany(s => s.Steps.Where((step, i) => step.Do == StepKind.Connect && s.Steps.Take(i).Any(before => before.Do == StepKind.Disconnect))).ToArray();
        Assert.InRange(connects.Length, 1000, 5000);
        Assert.Equal(connects.Length, Cases.Sample(DriverEnvironment.Reconnecting, 1000).Sum(s => s.Steps.Count(step => step.Do == StepKind.Connect)));
        Assert.Equal([1, 2, 3], connects.Select(c => c.Count).Distinct().Order());
        Assert.Equal(6, connects.Select(c => c.Amount).Distinct().Count());
    }

    [Property(Replay = Cases.Replay, MaxTest = 4000)]
    public Property LittleTimePasses_AfterAFatalError() => Prop.ForAll(
        ScenarioGen.In(DriverEnvironment.HostileGuest).ToArbitrary(),
        (Scenario scenario) => scenario.Steps.SkipWhile(s => s.Do != StepKind.TxFatal)
            .Where(s => s.Do is StepKind.Advance or StepKind.Lag).Sum(s => s.Amount) <= 12_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(200)]
    public void Length_ReachesTheMaximum_AndGoesNoFurther(int maxSteps)
    {
        var sample = Cases.Anywhere(maxSteps).Sample(1000, new Rnd(1), 50).Select(c => c.Scenario.Steps.Count).ToArray();
        Assert.Equal(maxSteps, sample.Max());
        Assert.Contains(sample, length => length <= 15);
    }

    [Fact]
    public void MaximumBelowOne_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ScenarioGen.In(DriverEnvironment.Honest, 0));

    [Fact]
    public void SameSeed_GivesTheSameScenarios() => Assert.Equal(
        Cases.Sample(DriverEnvironment.HostileGuest, 200, seed: 5).Select(Cases.Text),
        Cases.Sample(DriverEnvironment.HostileGuest, 200, seed: 5).Select(Cases.Text));

    [Fact]
    public void OtherSeed_GivesOtherScenarios() => Assert.Empty(
        Cases.Sample(DriverEnvironment.Honest, 200, seed: 5).Select(Cases.Text)
            .Intersect(Cases.Sample(DriverEnvironment.Honest, 200, seed: 6).Select(Cases.Text)));

    [Fact]
    public void EveryBehaviour_IsDrawn()
    {
        var drawn = Cases.Sample(DriverEnvironment.HostileGuest, 3000).SelectMany(s => s.Class!.Split('+')).ToHashSet();
        string[] repertoire = [.. GuestBehaviour.All.Select(g => g.Name), .. HostBehaviour.All.Select(h => h.Name)];
        Assert.Equal(repertoire.Order(), drawn.Order());
    }

    [Fact]
    public void HostileBehaviour_IsNotDrawn_WhereGuestsAreHonest() => Assert.DoesNotContain(
        Cases.Sample(DriverEnvironment.AnyHost, 3000), s => s.Class!.Contains(GuestBehaviour.HostileIndex.Name));

    [Fact]
    public void EveryStepKind_IsDrawn()
    {
        var drawn = Cases.Sample(DriverEnvironment.HostileGuest, 3000).Concat(Cases.Sample(DriverEnvironment.Reconnecting, 100))
            .Concat(Cases.Sample(DriverEnvironment.XdpHeadroom, 100)).Concat(Cases.Sample(DriverEnvironment.EventBackOff, 100))
            .SelectMany(s => s.Steps).Select(s => s.Do).ToHashSet();
        Assert.Equal(Enum.GetValues<StepKind>().Order(), drawn.Order());
    }

    [Fact]
    public void SomeStepKinds_AreLeftOutOfManyScenarios()
    {
        var scripts = Cases.Sample(DriverEnvironment.Honest, 1000).Where(s => s.Steps.Count >= 50).ToArray();
        foreach (var kind in new[] { StepKind.Kick, StepKind.Run, StepKind.Lag, StepKind.Consume })
            Assert.InRange(scripts.Count(s => s.Steps.All(step => step.Do != kind)), scripts.Length / 20, scripts.Length);
    }

    [Fact]
    public void EveryParameter_TakesAllItsValues()
    {
        var vifs = Cases.Sample(DriverEnvironment.XdpHeadroom, 2000).Select(s => s.Vif).ToArray();
        Assert.Equal([1, 2, 3], vifs.Select(v => v.Queues).Distinct().Order());
        Assert.Equal([false, true], vifs.Select(v => v.Gso).Distinct().Order());
        Assert.Equal([576, 1500, 4090, 8178, 9000], vifs.Select(v => v.Mtu).Distinct().Order());
        Assert.Equal([0, 30, 250, 1000, 3000, 10_000], vifs.Select(v => v.DrainTimeoutMs).Distinct().Order());
        Assert.Equal([0, 500, 2000, 5000, 10_000, 60_000], vifs.Select(v => v.StallTimeoutMs).Distinct().Order());
        Assert.Equal([0, 100, 250, 1000], vifs.Select(v => v.TimerHz).Distinct().Order());
        Assert.InRange(vifs.Select(v => v.XdpHeadroom).Distinct().Count(), 4, 4095);
    }

    [Fact]
    public void EveryOptionOfAnEnvironment_TakesAllItsValues()
    {
        var stacks = Cases.Sample(DriverEnvironment.Stack, 500).Select(s => s.Stack!).ToArray();
        Assert.Equal([0, 1, 32, 1000], stacks.Select(s => s.Qdisc).Distinct().Order());
        Assert.Equal([false, true], stacks.Select(s => s.LinkWatch).Distinct().Order());
        Assert.Equal([EventDelivery.Own, EventDelivery.Shared], Cases.Sample(DriverEnvironment.EventBackOff, 200).Select(s => s.Vif.Events).Distinct().Order());
        Assert.All(Cases.Sample(DriverEnvironment.NoRxNotify, 200), s => Assert.Equal((false, 30L, 0L), (s.Vif.RxNotify, s.Vif.DrainTimeoutMs, s.Vif.StallTimeoutMs)));
        Assert.InRange(Cases.Sample(DriverEnvironment.HostileAnyHost, 500).Count(s => s.Steps.Any(step => step.Do == StepKind.SetReqProd)), 150, 400);
    }

    [Fact]
    public void PacketsOfAllShapes_Come_SoThatTheLinearAreaJustCrossesAPageAndJustDoesNot()
    {
        var sample = Cases.Sample(DriverEnvironment.PacketShapes, 500);
        var packets = sample.SelectMany(s => s.Steps.Where(step => step.Do == StepKind.Xmit)).ToArray();
        Assert.InRange(packets.Count(p => p.Offset == 0), packets.Length / 10, packets.Length / 2);
        Assert.InRange(packets.Count(p => p.Offset + p.Length == 4096), packets.Length / 20, packets.Length);
        Assert.InRange(packets.Count(p => p.Offset + p.Length == 4097), packets.Length / 20, packets.Length);
        Assert.InRange(packets.Count(p => p.Hash), packets.Length / 3, packets.Length * 2 / 3);
        Assert.InRange(sample.Count(s => s.Vif.Hash), 250, 400);
    }

    [Fact]
    public void IndicesAndJiffies_OftenWrap()
    {
        var sample = Cases.Sample(DriverEnvironment.Honest, 1000);
        Assert.InRange(sample.Count(s => s.StartIndex > uint.MaxValue - 600), 500, 800);
        Assert.InRange(sample.Count(s => s.StartIndex == 0), 100, 400);
        Assert.InRange(sample.Count(s => s.StartJiffies > ulong.MaxValue - 100_000), 300, 700);
    }
}
