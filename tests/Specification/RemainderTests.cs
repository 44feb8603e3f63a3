using Netback.Properties.Engines;
using Netback.Properties.Mutants;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>What is left of claims that are known to be violated.</summary>
public class RemainderTests
{
    [Fact]
    public void EachRemainder_IsOfACellThatIsKnownToBeViolated() => Assert.All(RemainderList.OfScenarios, left =>
    {
        var claim = Assert.Single(Catalogue.Claims, c => c.Name == left.Claim);
        Assert.EndsWith(".", left.Statement, StringComparison.Ordinal);
        Assert.All(left.Revisions, name => Assert.True(Expected.BreaksAlone(claim, History.Find(name)!), $"{left.Claim} holds for {name}: nothing needs to be left of it"));
    });

    [Fact]
    public void EachRemainderBetweenContexts_IsOfACellThatIsKnownToBeViolated() => Assert.All(RemainderList.OfContexts, left =>
    {
        var claim = Assert.Single(Catalogue.Claims, c => c.Name == left.Claim);
        Assert.True(claim.IsOfContexts);
        Assert.EndsWith(".", left.Statement, StringComparison.Ordinal);
        Assert.All(left.Revisions, name => Assert.NotNull(Expected.Why(claim, History.Find(name)!)));
    });

    [Fact]
    public void NoCell_HasTwo() => Assert.All([RemainderList.OfScenarios, RemainderList.OfContexts], list =>
        Assert.Empty(list.SelectMany(r => r.Revisions.Select(name => (r.Claim, name))).GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key)));

    /// <summary>The carrier of another queue wakes a Tx queue whose thread has not seen to its event yet, and a packet stops it again.</summary>
    [Fact]
    public void PurgeThatAnEventHasAskedFor_IsStillAskedFor_AfterTheTxQueueWasWoken()
    {
        EventScript Stopped() => new EventScript("NoSpuriousCarrierOff@honest", "slot-estimate", Parameters.Default with { Queues = 2 }, isKnown: true).CarrierOn().Add(EventKind.TxStopped, 1);
        EventScript WokenAndStopped(EventScript s) => s.Add(EventKind.TxWoken, 1).Add(EventKind.TxStopped, 1);
        WokenAndStopped(Stopped().Add(EventKind.EventDelivered, 1)).Add(EventKind.CarrierOff, 1, cause: Cause.Stall).Holds();
        WokenAndStopped(Stopped()).BreaksBy(s => s.Add(EventKind.CarrierOff, 1, cause: Cause.Stall), "and no event had come");
    }

    /// <summary>What an event has asked for the thread has seen to before it sleeps: what comes after needs another reason.</summary>
    [Fact]
    public void PurgeThatAnEventHasAskedFor_IsOverWhenTheThreadSleeps()
    {
        EventScript Asked() => new EventScript("NoSpuriousCarrierOff@honest", "slot-estimate", isKnown: true).CarrierOn().Add(EventKind.TxStopped).Add(EventKind.EventDelivered);
        Asked().Add(EventKind.CarrierOff, cause: Cause.Stall).Holds();
        Asked().Add(EventKind.RxSlept).BreaksBy(s => s.Add(EventKind.CarrierOff, cause: Cause.Stall), "and no event had come");
        Asked().Add(EventKind.RxSlept).Pass(10_000).Add(EventKind.CarrierOff, cause: Cause.Stall).Holds();
    }

    /// <summary>One slot can end the stall, however many the packet needs.</summary>
    [Theory]
    [InlineData("stall-detection")]
    [InlineData("head-need")]
    [InlineData("locked-peek")]
    public void ThreadThatSleepsBesideAPacket_HasAskedForAnEventAtTheNextSlot(string revision)
    {
        EventScript Blocked(long at) => new EventScript("CarrierRecovers@honest", revision, isKnown: true).Accept(4000).Add(EventKind.ReqEventArmed, value: at);
        Blocked(1).Sleep(10_000).Holds();
        Blocked(2).BreaksBy(s => s.Add(EventKind.RxSlept, value: 10_000), "rx0 falls asleep with 1 packet waiting, and no event is asked for at the next slot");
        Blocked(1).Post(1).BreaksBy(s => s.Add(EventKind.RxSlept, value: 10_000), "no event is asked for at the next slot");
        Blocked(1).Post(1).Add(EventKind.ReqEventArmed, value: 2).Sleep(10_000).Holds();
        Blocked(2).Expire().Sleep().Holds();
    }

    [Fact]
    public void PurgeThatIsRequested_IsForAQueueThatIsStopped_OrHasTakenTheCarrierDown()
    {
        EventScript On() => new EventScript("Isolation@honest", "slot-estimate", Parameters.Default with { Queues = 2 }, isKnown: true).CarrierOn();
        EventScript Off() => On().Add(EventKind.StallMarked, 1, value: 1).CarrierOff(queue: 1);
        const string what = "a purge is requested for queue 0, which is neither stopped nor stalled";
        On().Add(EventKind.TxStopped, 1).Add(EventKind.PurgeAsked, 1).BreaksBy(s => s.Add(EventKind.PurgeAsked), what);
        Off().Add(EventKind.PurgeAsked, 1).BreaksBy(s => s.Add(EventKind.PurgeAsked), what);
        // A mark that an earlier stall has left is none of a queue whose carrier is on.
        On().Add(EventKind.StallMarked, value: 1).BreaksBy(s => s.Add(EventKind.PurgeAsked), what);
    }

    /// <summary>1,000 bytes take a slot, and another one with headroom; GSO is a slot more.</summary>
    [Fact]
    public void PacketThatHasItsSlotsButForTheHeadroom_MayPassTheProducer()
    {
        EventScript Offered(int slots) => new EventScript("NoRingOverrun@xdp", "xsa-424", Parameters.Default with { XdpHeadroom = 256 }, isKnown: true).Post(slots);
        Offered(1).With(s => s.Take(s.New(1000), 2)).Holds();
        Offered(2).With(s => s.Take(s.New(1000, gso: true), 3)).Holds().With(s => s.Take(s.New(1000), 2)).Holds();
        Offered(0).BreaksBy(s => s.Take(s.New(1000), 2), "packet #0 took 2 slots of queue 0, which offered 0");
        Offered(1).BreaksBy(s => s.Take(s.New(1000, gso: true), 3), "packet #0 took 3 slots of queue 0, which offered 1");
    }

    [Fact]
    public void TaskOfTheFirstThread_MayBeUsedAfterAFatalError_AndNothingElse()
    {
        EventScript Of() => new("NoUseAfterTeardown@hostile", "late-eoi", Parameters.Default with { Queues = 2 }, isKnown: true);
        EventScript Use(EventScript s, Gone what, int queue = 0) => s.Add(EventKind.GoneUsed, queue, value: (long)what);
        Of().Add(EventKind.Disabled).With(s => Use(s, Gone.Task)).Holds().BreaksBy(s => Use(s, Gone.Channel), "rx0 sends an event through a channel that has been given back");
        Of().Add(EventKind.Disabled).BreaksBy(s => Use(s, Gone.Task, 1), "rx1 is told to stop after it has ended by itself");
        Of().BreaksBy(s => Use(s, Gone.Task), "rx0 is told to stop after it has ended by itself");
        Of().Add(EventKind.Disabled).Add(EventKind.ConnectionClosed).BreaksBy(s => s.Add(EventKind.EventDelivered), "the handler of irq0 begins after the connection is closed");
    }

    [Theory]
    [InlineData("head-need")]
    [InlineData("xsa-424")]
    public void ForgedIndex_MayMakeTheThreadGoRoundTheRing_ButStopsNoMachine(string revision) =>
        new EventScript("HostileIndexContained@hostile", revision, isKnown: true).With(s => s.Take(s.New(), 257)).Holds()
            .BreaksBy(s => s.Add(EventKind.AssertionFailed), "an assertion of the driver stops the machine");

    [Fact]
    public void FalseAlarm_MayCostOthersPackets_UntilATickAfterTheSlots()
    {
        static EventScript Lose(EventScript s) => s.Add(EventKind.PacketNoCarrier, queue: 1);
        EventScript Off() => new EventScript("Isolation@honest", "fewer-slots", Parameters.Default with { Queues = 2 }, isKnown: true).Post(256, queue: 1).CarrierOn()
            .Accept().Add(EventKind.StallMarked, value: 1).CarrierOff();
        Off().With(Lose).Post(1).Pass(1).With(Lose).Holds();
        Off().Post(1).Pass(2).BreaksBy(Lose, "queue 1 offers 256 slots and loses a packet 2 ms after the last of the other queues has got the slots that it wanted");
    }

    [Theory]
    [InlineData("stall-detection", 18)]
    [InlineData("locked-peek", 1)]
    public void ThreadOfAStalledQueue_DoesNotSleepBesideTheSlotsThatEndTheStall_InALaterConnectionEither(string revision, int enough)
    {
        EventScript Stalled(int slots) => new EventScript("CarrierRecovers@reconnecting", revision, isKnown: true).Add(EventKind.Connecting, other: 1).Add(EventKind.StallMarked, value: 1).Post(slots);
        Stalled(enough - 1).Sleep().Holds();
        Stalled(enough).BreaksBy(s => s.Add(EventKind.RxSlept, value: -1), $"rx0 falls asleep as stalled, with {(enough == 1 ? "1 slot" : $"{enough} slots")} on offer");
    }

    /// <summary>With contexts interleaved the thread may have made room between a look and the refusal.</summary>
    [Fact]
    public void PacketThatIsRefused_FindsTheQueueFullAndStopped_OrTheVifNotConnected()
    {
        EventScript Of() => new("NoLossForObedientHost@honest", "xsa-392", Parameters.Default with { QueueLimit = 1000 }, interleaves: true, isKnown: true);
        EventScript Refuse(EventScript s, Cause cause) => s.Add(EventKind.PacketRefused, packet: s.New(), cause: cause);
        Of().With(s => Refuse(s, Cause.NotReady)).Holds();
        Of().Accept(1000).Add(EventKind.TxStopped).With(s => Refuse(s, Cause.QueueFull)).Holds();
        Of().Accept(999).Add(EventKind.TxStopped).BreaksBy(s => Refuse(s, Cause.QueueFull), "queue 0 is full");
        Of().Accept(1000).BreaksBy(s => Refuse(s, Cause.QueueFull), "queue 0 is full");
    }

    [Fact]
    public void FreedPacket_MayBeUsedByAnInterrupt_AndByNobodyElse()
    {
        foreach (bool inHandler in (bool[])[true, false])
        {
            var script = new EventScript("NoUseAfterFree@honest", "late-eoi", interleaves: true, isKnown: true);
            EventScript Use(EventScript s) => s.Add(EventKind.UsedAfterFree, packet: s.New());
            if (inHandler) script.InHandler(Use).Holds();
            else script.BreaksBy(Use, "packet #0 is used after it has been freed");
        }
    }

    /// <summary>It stands beside the witness of the known violation, however short that is, and replays.</summary>
    [Fact]
    public void WitnessOfAFaultBehindAKnownViolation_IsKept_AndShowsIt_ThoughThePropertyItselfMayHold()
    {
        using var temporary = new TempFolder();
        var folder = new WitnessFolder(temporary.Path);
        var mutant = MutantList.All.Single(m => m.FullName == "xsa-424+drops-before-it-stalls");
        Verdict Kept(Revision revision) => folder.Keep(Verifier.Verify([revision], [mutant.CaughtBy], new(400, null, 1)).Single());
        Verdict original = Kept(mutant.Original), broken = Kept(mutant.Faulty);
        Assert.Equal(["StallIsDetected@honest.unknown.witness.json", "StallIsDetected@honest.witness.json"], folder.Files().Select(Path.GetFileName));
        Assert.Equal(original.Scenario!.Scenario.Steps, Witness.Read<ScenarioWitness>(Path.Combine(folder.Path, original.Scenario.FileName)).Scenario.Steps);
        var witness = Witness.Read<ScenarioWitness>(Path.Combine(folder.Path, broken.Witness!.FileName)) with { Driver = mutant.Faulty };
        Assert.Equal(broken.Unknown, witness.What);
        Assert.Equal(broken.Unknown, witness.Reproduce());
        Assert.Null(new MonitorSet(mutant.Faulty, [mutant.CaughtBy]).FindViolation(witness.Scenario));
    }

    /// <summary>The mutant violates the property as its original does, and is told from it all the same.</summary>
    [Fact]
    public void Verdict_OfAFaultBehindAKnownViolation_Differs_AndShowsIt()
    {
        var mutant = MutantList.All.Single(m => m.FullName == "stall-detection+stalls-after-the-drain-timeout");
        Verdict Of(Revision revision) => Verifier.Verify([revision], [mutant.CaughtBy], new(60, null, 1)).Single();
        Verdict original = Of(mutant.Original), broken = Of(mutant.Faulty);
        Assert.Equal((Outcome.Violated, Outcome.Violated), (original.Alone, broken.Alone));
        Assert.Null(original.Unknown);
        Assert.False(original.Differs);
        Assert.Contains("after queue", broken.Unknown, StringComparison.Ordinal);
        Assert.True(broken.Differs);
        Assert.NotNull(broken.Scenario!.Replay());
    }
}
