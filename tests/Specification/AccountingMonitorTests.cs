using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of what must add up: packets and slots to the last one, marks and their count, an event and its acknowledgement.</summary>
public class AccountingMonitorTests
{
    [Fact]
    public void NothingLeftBehind_PacketThatADisconnectLeaves_Breaks_AndOneThatIsPurged_Holds()
    {
        EventScript Loaded() => new EventScript("NothingLeftBehind@honest").Accept();
        Loaded().BreaksBy(s => s.Add(EventKind.Disconnected), "queue 0 still holds 1 packet when all is torn down");
        Loaded().Add(EventKind.RxEnded).BreaksBy(s => s.Add(EventKind.AtRest), "queue 0 still holds 1 packet, and rx0 has ended");
        Loaded().Expire().Add(EventKind.Disconnected).Holds();
    }

    [Fact]
    public void NoEarlyExpiry_TickTooEarly_Breaks_AndInTime_Holds()
    {
        new EventScript("NoEarlyExpiry@honest").Accept().Pass(9_999).BreaksBy(s => s.Expire(), "packet #0 expired before the drain timeout of 10,000 ms was over");
        new EventScript("NoEarlyExpiry@honest").Accept().Pass(10_000).Expire().Holds();
    }

    [Fact]
    public void NoEarlyExpiry_PacketThatHasItsSlots_Breaks_AndWhatComesToTheHeadByADrop_Holds()
    {
        EventScript Late(int slots) => new EventScript("NoEarlyExpiry@honest").Post(slots).Accept(count: 2).Pass(10_000, starved: true);
        Late(18).BreaksBy(s => s.Expire(), "packet #0 expired with 18 slots free, and needs 1");
        Late(17).Expire().Post(1).Expire().Holds();
    }

    [Fact]
    public void CarrierOffWhenDisconnected_CarrierThatStaysOn_Breaks_AndOneThatGoesOff_Holds()
    {
        EventScript On() => new EventScript("CarrierOffWhenDisconnected@hostile").CarrierOn(Cause.Connect);
        On().Add(EventKind.Disabled).CarrierOff(Cause.Fatal).Add(EventKind.ConnectionClosed).Add(EventKind.AtRest).Add(EventKind.Disconnected).Holds();
        On().Add(EventKind.Disabled).BreaksBy(s => s.Add(EventKind.AtRest), "the vif is disabled, and at rest the carrier is on");
        new EventScript("CarrierOffWhenDisconnected@hostile").Add(EventKind.Disabled).BreaksBy(s => s.Add(EventKind.RxEnded), "rx0 ends after the fatal error, and the connection is not closed");
        new EventScript("CarrierOffWhenDisconnected@hostile").Add(EventKind.Disabled).Add(EventKind.ConnectionClosed).Add(EventKind.RxEnded).Holds();
        On().BreaksBy(s => s.Add(EventKind.ConnectionClosed), "the connection is closed, and the carrier is on");
        On().BreaksBy(s => s.Add(EventKind.Disconnected), "all is torn down, and the carrier is on");
    }

    [Fact]
    public void NothingLeftBehind_PacketsOfAThreadThatTookTheVifDown_AndOnlyGoesRound_Breaks()
    {
        EventScript Round() => new EventScript("NothingLeftBehind@hostile").Accept().Add(EventKind.Disabled).Add(EventKind.ConnectionClosed).Add(EventKind.RxSpins);
        Round().BreaksBy(s => s.Pass(1), "queue 0 still holds 1 packet, and rx0, which has taken the vif down, only busy-loops");
        Round().Expire().Pass(1).Holds();
    }

    [Fact]
    public void EoiMatchesEvent_AcknowledgementThatIsMissingOrSaysWhatIsNot_Breaks_AndATrueOne_Holds()
    {
        EventScript Delivered() => new EventScript("EoiMatchesEvent@honest", "xsa-424").Add(EventKind.EventDelivered);
        Delivered().Add(EventKind.EventAcknowledged, value: 1).Sleep().Holds();
        Delivered().Add(EventKind.EoiTaken).Add(EventKind.EventAcknowledged).Sleep().Holds();
        Delivered().BreaksBy(s => s.Sleep(), "an event of queue 0 is not acknowledged, and rx0 sleeps");
        Delivered().Add(EventKind.EoiTaken).BreaksBy(s => s.Add(EventKind.EventAcknowledged, value: 1), "rx0 acknowledges an event that brought work as one without");
        Delivered().BreaksBy(s => s.Add(EventKind.EventAcknowledged), "irq0 acknowledges an event that brought no work as one with work");
        Delivered().Add(EventKind.TxWorkRaised).Add(EventKind.EventAcknowledged).Holds();
    }

    /// <summary>An event that was asked for for a packet that has gone since counts as one with work, and so does one after the headroom has changed; the next one does not.</summary>
    [Fact]
    public void EoiMatchesEvent_EventsWithoutWorkThatTheThreadAcknowledges_BreakFromTheSecondOn()
    {
        EventScript Answered(EventScript s) => s.Add(EventKind.EventDelivered).Add(EventKind.EoiTaken).Add(EventKind.EventAcknowledged);
        EventScript Idle(string revision) => new EventScript("EoiMatchesEvent@honest", revision).Add(EventKind.StallMarked, value: 0);
        Idle("xsa-424").BreaksBy(s => Answered(s), "rx0 acknowledges an event that brought no work as one with work");
        Answered(Idle("locked-peek")).Holds();
        Answered(Idle("xsa-424").Accept()).Holds();
        Answered(Idle("xsa-424").Accept().Expire()).Holds();
        Answered(Idle("xsa-424").Accept().Expire()).BreaksBy(s => Answered(s), "rx0 acknowledges an event that brought no work");
        Answered(Answered(Idle("xsa-424").Accept().Expire().Add(EventKind.HeadroomWanted, value: 16))).BreaksBy(s => Answered(s), "rx0 acknowledges an event that brought no work");
    }

    [Fact]
    public void CarrierOffWhenDisconnected_CarrierOnAfterTheEnd_Breaks_AndBefore_Holds()
    {
        new EventScript("CarrierOffWhenDisconnected@honest").CarrierOn().Holds();
        new EventScript("CarrierOffWhenDisconnected@honest").Add(EventKind.ConnectionClosed)
            .BreaksBy(s => s.CarrierOn(), "rx0 turned the carrier on after the connection was closed");
        // Another thread busy-loops, and nothing is ever at rest.
        new EventScript("CarrierOffWhenDisconnected@hostile").CarrierOn().Add(EventKind.Disabled).Pass(1).Holds();
        new EventScript("CarrierOffWhenDisconnected@hostile").CarrierOn().Add(EventKind.RxSlept, value: -1).Add(EventKind.Disabled)
            .BreaksBy(s => s.Pass(1), "the vif is disabled, and rx0 sleeps while time passes: the carrier is on, and nobody takes it down");
    }

    [Fact]
    public void StallAccounting_MarkThatIsNotCounted_Breaks_AndOneThatIs_Holds()
    {
        EventScript Marked() => new EventScript("StallAccounting@honest", "stall-detection").Add(EventKind.StallMarked, value: 1);
        Marked().Add(EventKind.StalledQueues, value: 1).Add(EventKind.AtRest).Holds();
        Marked().Add(EventKind.StalledQueues, value: 0).BreaksBy(s => s.Add(EventKind.AtRest), "1 queue marked as stalled, the driver counts 0");
    }

    [Fact]
    public void SlotAccounting_SlotTooMany_Breaks_AndAsManyAsAreNeeded_Holds()
    {
        EventScript Taken(int slots, out Packet packet)
        {
            var script = new EventScript("SlotAccounting@honest").Post(4);
            packet = script.New(4097);
            return script;
        }
        Taken(2, out var two).Take(two, 2).Holds();
        var three = Taken(3, out var packet);
        three.BreaksBy(s => s.Take(packet, 3), "packet #0 took 3 slots, it needs 2");
        Taken(2, out var unanswered).Take(unanswered, 2).BreaksBy(s => s.Sleep(), "queue 0 has no response for 2 slots taken");
    }

    /// <summary>Of those that are answered together the last one counts.</summary>
    [Fact]
    public void SlotAccounting_PacketThatIsDoneWithBeforeItIsAnswered_Breaks_AndAfterwards_Holds()
    {
        var script = new EventScript("SlotAccounting@honest").Post(4);
        Packet one = script.New(4097), two = script.New();
        script.Take(one, 2).Take(two, 1).Add(EventKind.ResponsesPushed, value: 2).Add(EventKind.PacketDelivered, packet: one).Holds()
            .BreaksBy(s => s.Add(EventKind.PacketDelivered, packet: two), "packet #1 is given back as delivered, and queue 0 has no response yet for 1 slot taken");
        var answered = new EventScript("SlotAccounting@honest").Post(4);
        var packet = answered.New();
        answered.Take(packet, 1).Add(EventKind.ResponsesPushed, value: 1).Add(EventKind.PacketDelivered, packet: packet).Sleep().Holds();
    }

    [Fact]
    public void SlotAccounting_PacketOfWhichBytesAreMissing_Breaks()
    {
        var script = new EventScript("SlotAccounting@honest").Post(2);
        var packet = script.New(4097);
        script.BreaksBy(s => s.Add(EventKind.CopiedShort, packet: packet, value: 4096), "4,096 bytes of packet #0 are copied to the guest, it has 4,097 bytes");
    }

    [Fact]
    public void SlotAccounting_HeadroomThatChangesTwiceDuringOneSend_CountsAsItWas_BetweenContextsOnly()
    {
        EventScript Changing(bool interleaves, out Packet packet)
        {
            var script = new EventScript("SlotAccounting@xdp", "late-eoi", interleaves: interleaves).Post(9).Add(EventKind.HeadroomUsed, value: 2048);
            packet = script.New(8192);
            return script.Add(EventKind.PacketDequeued, packet: packet).Add(EventKind.HeadroomUsed, value: 256).Add(EventKind.HeadroomUsed, value: 0);
        }
        Changing(interleaves: true, out var first).Take(first, 5).Holds();
        Changing(interleaves: true, out var last).Take(last, 2).Holds();
        Changing(interleaves: true, out var tooMany).BreaksBy(s => s.Take(tooMany, 6), "packet #0 took 6 slots, it needs 2");
        Changing(interleaves: false, out var alone).BreaksBy(s => s.Take(alone, 5), "packet #0 took 5 slots, it needs 2");
    }

    [Fact]
    public void SlotAccounting_HeadroomThatTheGuestWants_CountsFromWhenItIsUsed_AndMustBeAtRest()
    {
        EventScript Wanted() => new EventScript("SlotAccounting@xdp", "proposed").Post(9).Add(EventKind.HeadroomWanted, value: 256);
        EventScript Taken(EventScript s, int slots) => s.With(t => t.Take(t.New(4096), slots));
        Taken(Wanted(), 1).Holds();
        Taken(Wanted().Add(EventKind.HeadroomUsed, value: 256), 3).Holds();
        Wanted().Add(EventKind.HeadroomUsed, value: 256).BreaksBy(s => Taken(s, 1), "packet #0 took 1 slot, it needs 3");
        Wanted().Add(EventKind.HeadroomUsed, value: 256).Sleep().Holds();
        Wanted().BreaksBy(s => s.Sleep(), "queue 0 keeps a headroom of 0 bytes, the guest wants 256");
    }

    [Fact]
    public void FailuresReported_ErrorInTheSlotOfTheCopy_Holds_AndElsewhereOrNowhere_Breaks()
    {
        EventScript Failed(string revision) => new EventScript("FailuresReported@hostile", revision, startIndex: 0)
            .With(s => s.Add(EventKind.CopyFailed, packet: s.New(9000), value: 6, other: 5));
        Failed("xsa-424").Add(EventKind.ResponseFailed, value: 6).Add(EventKind.ResponsesPushed, value: 8, other: 5).Holds();
        Failed("byte-limit").Add(EventKind.ResponseFailed, value: 5).Add(EventKind.ResponsesPushed, value: 8, other: 5).Holds();
        // Two copies that fill one slot set its status twice.
        Failed("xsa-424").With(s => s.Add(EventKind.CopyFailed, packet: s.New(9000), value: 6, other: 5)).Add(EventKind.ResponseFailed, value: 6).Add(EventKind.ResponseFailed, value: 6)
            .Add(EventKind.ResponsesPushed, value: 8, other: 5).Holds();
        Failed("xsa-424").Add(EventKind.ResponsesPushed, value: 6, other: 5).Holds()
            .BreaksBy(s => s.Add(EventKind.ResponsesPushed, value: 8, other: 6), "response 6 of queue 0 is published without an error, and a copy for it has failed");
        Failed("xsa-424").BreaksBy(s => s.Add(EventKind.ResponseFailed, value: 5), "response 5 of queue 0 has an error, and no copy for it has failed");
        Failed("byte-limit").BreaksBy(s => s.Add(EventKind.ResponsesPushed, value: 8, other: 5), "response 5 of queue 0 is published without an error");
    }

    [Fact]
    public void EoiMatchesEvent_AcknowledgementAfterAnotherEvent_Breaks_AndBeforeIt_Holds()
    {
        EventScript Taken() => new EventScript("EoiMatchesEvent@honest", "late-eoi").Add(EventKind.EoiTaken);
        Taken().Add(EventKind.EventAcknowledged, other: 1).Add(EventKind.EventDelivered).Holds();
        Taken().Add(EventKind.EventDelivered)
            .BreaksBy(s => s.Add(EventKind.EventAcknowledged, other: 1), "a belated acknowledgement of rx0 unmasks a later event");
    }

    [Fact]
    public void NoUseAfterFree_LookAtAFreedPacket_Breaks_AndOneAtAPacket_Holds()
    {
        var script = new EventScript("NoUseAfterFree@honest", "late-eoi");
        var packet = script.New();
        script.Accept(packet).Add(EventKind.PeekedUnlocked, packet: packet).Holds()
            .BreaksBy(s => s.Add(EventKind.UsedAfterFree, packet: packet), "packet #0 is used after it has been freed");
    }
}
