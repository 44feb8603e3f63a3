using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of what follows a connection, on streams made by hand; and that the others begin anew with a new one.</summary>
public class ConnectionMonitorTests
{
    private static EventScript Gone(string claim, string revision = "xsa-424", Parameters? vif = null) => new EventScript(claim, revision, vif)
        .Add(EventKind.Disconnecting).Add(EventKind.RxEnded).Add(EventKind.Disconnected);

    private static EventScript Again(EventScript s, bool ringInUse = false, int queues = 1) =>
        s.Add(EventKind.Connecting, value: queues, other: ringInUse ? 1 : 0);

    [Theory]
    [InlineData(nameof(Netback.Gone.Task), "rx0 is told to stop after it has ended by itself, and its task is gone")]
    [InlineData(nameof(Netback.Gone.Queue), "of queue 0 is touched after the queue has been given back")]
    [InlineData(nameof(Netback.Gone.Channel), "rx0 sends an event through a channel that has been given back")]
    public void NoUseAfterTeardown_UseOfWhatIsGone_Breaks_AndADisconnect_Holds(string what, string message)
    {
        Gone("NoUseAfterTeardown@honest").Holds()
            .BreaksBy(s => s.Add(EventKind.GoneUsed, value: (long)Enum.Parse<Gone>(what)), message);
    }

    [Fact]
    public void FreshStart_DriverThatBeginsElsewhereThanTheRingStands_Breaks_AndWhereItStands_Holds()
    {
        EventScript Begun() => Gone("FreshStart@reconnecting").Post(7).With(s => Again(s, ringInUse: true));
        Begun().Add(EventKind.RingAttached, value: 7, other: 7).Holds();
        Begun().BreaksBy(s => s.Add(EventKind.RingAttached, value: 0, other: 7), "the driver begins queue 0 at request 0; the ring is in use, and answered up to 7");
    }

    [Fact]
    public void FreshStart_QueueThatIsMadeBeforeItsRingIsAttached_Breaks_AndAfterIt_Holds()
    {
        EventScript Begun() => Gone("FreshStart@reconnecting", vif: Parameters.Default with { Queues = 2 }).With(s => Again(s, queues: 2)).Add(EventKind.RingAttached).Add(EventKind.QueueMade);
        Begun().Add(EventKind.RingAttached, queue: 1).Add(EventKind.QueueMade, queue: 1).Holds();
        Begun().BreaksBy(s => s.Add(EventKind.QueueMade, queue: 1), "queue 1 is made before the driver knows where its ring stands");
        Begun().With(s => Again(s, queues: 2)).BreaksBy(s => s.Add(EventKind.QueueMade), "queue 0 is made before the driver knows where its ring stands");
    }

    [Fact]
    public void FreshStart_QueueThatIsNotServed_Breaks()
    {
        EventScript Begun() => Gone("FreshStart@reconnecting").With(s => Again(s)).Add(EventKind.RingAttached);
        Begun().Add(EventKind.QueueOpened).Holds();
        Begun().BreaksBy(s => s.Add(EventKind.QueueOpened, value: (long)Leftovers.NotServed), "takes no interrupts");
        Begun().BreaksBy(s => s.Add(EventKind.QueueOpened, value: (long)Leftovers.Stopped), "its Tx queue is stopped");
    }

    [Fact]
    public void FreshStart_QueueThatIsNotOpened_OrIsRefusedWithAGoodRing_Breaks_AndABadRing_Holds()
    {
        EventScript Begun() => new EventScript("FreshStart@reconnecting").Post(200).Add(EventKind.Disconnecting).With(s => Again(s, ringInUse: true));
        Begun().Add(EventKind.RingAttached).Add(EventKind.QueueOpened).Add(EventKind.AtRest).Holds();
        Begun().Add(EventKind.RingAttached).BreaksBy(s => s.Add(EventKind.AtRest), "the frontend is connected with 1 queue not opened to the stack");
        Begun().BreaksBy(s => s.Add(EventKind.ConnectRefused, cause: Cause.RingInvalid), "though its ring has no more than 200 unanswered requests");
        Begun().Post(57).Add(EventKind.ConnectRefused, cause: Cause.RingInvalid).Holds();
        Begun().Post(57).BreaksBy(s => s.Add(EventKind.RingAttached), "whose ring has 257 unanswered requests");
    }

    /// <summary>Also where the ring may be forged, and of revisions that take more slots than a forged ring has anyway.</summary>
    [Theory]
    [InlineData("proposed", false)]
    [InlineData("xsa-424", true)]
    public void HostileIndexContained_RingThatNoHonestGuestCanHave_IsRefused(string revision, bool isKnown)
    {
        EventScript Begun(int more) => new EventScript("HostileIndexContained@hostile", revision, isKnown: isKnown, interleaves: isKnown).Post(200 + more).Add(EventKind.Disconnecting)
            .With(s => Again(s, ringInUse: true));
        Begun(56).Add(EventKind.RingAttached).Holds();
        Begun(57).Add(EventKind.ConnectRefused, cause: Cause.RingInvalid).Holds();
        Begun(57).BreaksBy(s => s.Add(EventKind.RingAttached), "the driver begins queue 0, whose ring of 256 has 257 unanswered requests");
    }

    /// <summary>The thread that ends before the vif is connected cannot take it down: known where the vif was disabled before, and only there.</summary>
    [Fact]
    public void CarrierOffWhenDisconnected_ThreadThatEndsAndClosesNothing_IsKnown_WhereTheVifConnectsDisabled()
    {
        EventScript Of(bool isKnown) => new("CarrierOffWhenDisconnected@hostile", "xsa-424", isKnown: isKnown, interleaves: isKnown);
        EventScript Again(EventScript s) => ConnectionMonitorTests.Again(s.Add(EventKind.Disabled).Add(EventKind.ConnectionClosed).Add(EventKind.Disconnecting));
        Again(Of(isKnown: false)).BreaksBy(s => s.Add(EventKind.RxEnded), "rx0 ends after the fatal error, and the connection is not closed");
        Again(Of(isKnown: true)).Add(EventKind.RxEnded).Add(EventKind.AtRest).Holds();
        Of(isKnown: true).Add(EventKind.Disabled).BreaksBy(s => s.Add(EventKind.RxEnded), "rx0 ends after the fatal error, and the connection is not closed");
        ConnectionMonitorTests.Again(Of(isKnown: true).Add(EventKind.Disconnecting)).Add(EventKind.Disabled)
            .BreaksBy(s => s.Add(EventKind.RxEnded), "rx0 ends after the fatal error, and the connection is not closed");
    }

    [Fact]
    public void NothingCarriedOver_ThreadOfAConnectThatFailed_Breaks_AndNone_Holds()
    {
        EventScript Failing() => Gone("NothingCarriedOver@reconnecting", vif: Parameters.Default with { Queues = 2 }).With(s => Again(s, queues: 2)).Add(EventKind.QueueMade);
        Failing().BreaksBy(s => s.Add(EventKind.ConnectRefused, queue: 1, cause: Cause.NoThread), "the frontend is not connected, and rx0 of queue 0 is still there");
        Failing().Add(EventKind.RxEnded).Add(EventKind.ConnectRefused, queue: 1, cause: Cause.NoThread).Holds();
    }

    [Fact]
    public void NoUseAfterTeardown_PacketThatIsAcceptedAfterIt_Breaks_WhereQueuesAreGivenBack()
    {
        EventScript Gone(string revision) => new EventScript("NoUseAfterTeardown@honest", revision).Accept().Add(EventKind.Disconnected);
        Gone("head-need").BreaksBy(s => s.Accept(), "packet #1 comes into queue 0 after all is torn down");
        Gone("fewer-slots").Accept().Holds();
        Gone("head-need").Add(EventKind.Connecting, value: 1).Accept().Holds();
    }

    [Fact]
    public void NoUseAfterTeardown_HandlerThatBeginsAfterIt_Breaks_AndInANewConnection_Holds()
    {
        Gone("NoUseAfterTeardown@honest").BreaksBy(s => s.Add(EventKind.EventDelivered), "the handler of irq0 begins after all is torn down");
        Gone("NoUseAfterTeardown@reconnecting").With(s => Again(s)).Add(EventKind.EventDelivered).Holds();
        new EventScript("NoUseAfterTeardown@hostile", "xsa-424").Add(EventKind.Disabled).Add(EventKind.EventDelivered).Add(EventKind.ConnectionClosed).Holds()
            .BreaksBy(s => s.Add(EventKind.EventDelivered), "the handler of irq0 begins after the connection is closed");
    }

    [Theory]
    [InlineData(Leftovers.Packets, "holds packets")]
    [InlineData(Leftovers.Bytes, "counts bytes")]
    [InlineData(Leftovers.StalledMark, "has the stalled mark that it had at the end")]
    [InlineData(Leftovers.Timer, "has a timer that runs")]
    [InlineData(Leftovers.Event, "has an event pending or masked")]
    [InlineData(Leftovers.Need, "has slots needed")]
    [InlineData(Leftovers.Own, "has a word of the revision's own as it was")]
    [InlineData(Leftovers.Channel, "has an event channel that was not given back")]
    public void NothingCarriedOver_QueueThatIsNotAsNew_Breaks_AndOneThatIs_Holds(Leftovers left, string message)
    {
        EventScript Begun() => Gone("NothingCarriedOver@reconnecting").With(s => Again(s));
        Begun().Add(EventKind.QueueMade).Add(EventKind.QueueOpened).Holds();
        Begun().BreaksBy(s => s.Add(EventKind.QueueMade, value: (long)left), message);
    }

    [Fact]
    public void NothingCarriedOver_CarrierThatIsStillOn_Breaks_AndOneThatWentOff_Holds()
    {
        EventScript On() => new EventScript("NothingCarriedOver@reconnecting", "xsa-424").CarrierOn().Add(EventKind.Disconnecting);
        On().CarrierOff(Cause.Disconnect).With(s => Again(s)).Holds();
        On().BreaksBy(s => Again(s), "the carrier of the last connection is still on");
    }

    // What was known of the last connection says nothing about the next.
    [Fact]
    public void PacketsOfTheLastConnection_AreForgotten() => new EventScript("NothingLeftBehind@reconnecting").Accept()
        .With(s => Again(s)).Add(EventKind.Disconnected).Holds();

    [Fact]
    public void CarrierRecovers_CountsFromTheNewConnection() => new EventScript("CarrierRecovers@reconnecting").Sleep().Post(18).Pass(10_000)
        .With(s => Again(s, ringInUse: true)).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "for 10,002 ms");

    [Fact]
    public void QueuesThatTheConnectionHasNot_AreNotWaitedFor() => Gone("CarrierRecovers@reconnecting", "stall-detection", Parameters.Default with { Queues = 2 })
        .With(s => Again(s)).Add(EventKind.QueueMade).Sleep().Post(18).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "has offered the slots that end its stall (18 slots)");

    [Fact]
    public void SlotAccounting_SlotsThatTheLastConnectionTook_NeedNoResponse()
    {
        EventScript Taken(EventScript s) => s.Post(2).Take(s.New(), 1);
        new EventScript("SlotAccounting@reconnecting").With(Taken).With(s => Again(s)).Sleep().Holds();
        new EventScript("SlotAccounting@reconnecting").With(Taken).BreaksBy(s => s.Sleep(), "queue 0 has no response for 1 slot taken");
    }
}
