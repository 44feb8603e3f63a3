using Xunit;

namespace Netback.Tests.Specification;

/// <summary>
/// Monitors of the link, on streams made by hand. Drain timeout 10,000 ms, stall timeout 60,000 ms. The Rx thread sleeps,
/// so that time without CPU is not taken off.
/// </summary>
public class CarrierMonitorTests
{
    private const string Off = "NoSpuriousCarrierOff@honest", On = "NoPrematureCarrierOn@honest", Recovers = "CarrierRecovers@honest";

    private static readonly Packet New = new(99, new(60, false));

    private static EventScript Stalls(EventScript s) => s.Add(EventKind.StallMarked, value: 1).CarrierOff();

    private static EventScript Up(string claim, string revision = "stall-detection", Parameters? vif = null) =>
        new EventScript(claim, revision, vif).Sleep().Post(1).CarrierOn().Take(New, 1);

    [Fact]
    public void NoSpuriousCarrierOff_AfterTheWholeStallTimeout_Holds_AndOneTickSooner_Breaks()
    {
        Up(Off).Pass(7).Accept().Pass(60_000).CarrierOff().Holds();
        Up(Off).Pass(7).Accept().Pass(59_999).BreaksBy(s => s.CarrierOff(),
            "the carrier went off when no queue had been blocked for longer than 59,999 ms, the stall timeout is 60,000 ms");
    }

    [Fact]
    public void NoSpuriousCarrierOff_IdleTimeBeforeThePacket_DoesNotCount() =>
        Up(Off).Pass(60_000).Accept().BreaksBy(s => s.CarrierOff(), "no queue had been blocked for longer than 0 ms");

    [Fact]
    public void NoSpuriousCarrierOff_RoomForThePacket_EndsTheStall_AndTooLittleDoesNot()
    {
        EventScript Big(int slots) => Up(Off).Accept(4097).Pass(59_999).Post(slots).Pass(1);
        Big(1).CarrierOff().Holds();
        Big(2).BreaksBy(s => s.CarrierOff(), "no queue was blocked");
    }

    [Fact]
    public void NoSpuriousCarrierOff_QueueThatRunsEmptyByExpiry_StaysBlocked() =>
        Up(Off).Accept().Pass(10_000).Expire().Pass(50_000).CarrierOff().Holds();

    [Fact]
    public void NoSpuriousCarrierOff_AnyQueueIsEnough() =>
        Up(Off, vif: Parameters.Default with { Queues = 2 }).Accept(queue: 1).Pass(60_000).CarrierOff(queue: 0).Holds();

    [Fact]
    public void NoSpuriousCarrierOff_OtherCauses_AreNotMeant() =>
        Up(Off).CarrierOff(Cause.Disconnect).CarrierOn().CarrierOff(Cause.Fatal).Holds();

    [Fact]
    public void NoSpuriousCarrierOff_WhereStallDetectionIsOff_AnyStall_Breaks() =>
        Up(Off, "byte-limit").Accept().Pass(1_000_000).BreaksBy(s => s.CarrierOff(), "although stall detection is off");

    // The revision before has one timeout for both.
    [Fact]
    public void NoSpuriousCarrierOff_InSlotEstimate_WaitsForTheDrainTimeout()
    {
        Up(Off, "slot-estimate").Accept().Pass(10_000).CarrierOff().Holds();
        Up(Off, "slot-estimate").Accept().Pass(9_999).BreaksBy(s => s.CarrierOff(), "the stall timeout is 10,000 ms");
    }

    [Fact]
    public void NoPrematureCarrierOn_SlotsForThePacketThatTookItDown_Holds_AndOneFewer_Breaks()
    {
        EventScript Down(int slots) => Up(On).Accept(4097).Pass(60_000).CarrierOff().Post(slots);
        Down(2).CarrierOn().Holds();
        Down(1).BreaksBy(s => s.CarrierOn(), "the carrier came on with 1 slot on offer in queue 0; the packet that took it down needs 2");
    }

    /// <summary>What queue 0 has got for its packet it takes before queue 1 has its slots.</summary>
    [Fact]
    public void NoPrematureCarrierOn_QueueThatRecoversAndSendsBeforeTheOther_Holds_AndWithoutItsSlots_Breaks()
    {
        EventScript Back(int slots)
        {
            var script = new EventScript(On, "stall-detection", Parameters.Default with { Queues = 2 }).Sleep().Post(1).Post(1, queue: 1).CarrierOn().Take(New, 1);
            var packet = script.New(4097);
            return script.Accept(packet).Pass(60_000).With(Stalls).Post(slots).Add(EventKind.StallMarked, value: 0).Take(packet, slots);
        }
        Back(2).CarrierOn().Holds();
        Back(1).BreaksBy(s => s.CarrierOn(), "the carrier came on with 0 slots on offer in queue 0; the packet that took it down needs 2");
        Back(2).With(Stalls).BreaksBy(s => s.CarrierOn(), "with 0 slots on offer in queue 0");
    }

    [Fact]
    public void NoPrematureCarrierOn_QueueThatRanEmpty_IsNotReady() =>
        Up(On).Accept(4097).Pass(60_000).CarrierOff().Expire().BreaksBy(s => s.CarrierOn(), "with 0 slots on offer");

    [Fact]
    public void NoPrematureCarrierOn_QueueEmptyAtTheStall_IsJudgedByItsLastPacket()
    {
        EventScript Down() => Up(On).Accept(4097).Pass(10_000).Expire().Pass(60_000).CarrierOff();
        Down().Post(2).CarrierOn().Holds();
        Down().Post(1).BreaksBy(s => s.CarrierOn(), "needs 2");
    }

    /// <summary>The thread read rx_slots_needed, then a larger packet came, then the thread took the carrier down on account of the last one.</summary>
    [Fact]
    public void NoPrematureCarrierOn_LargerPacketThatCameAsTheThreadLooked_HasNotTakenItDown()
    {
        EventScript Due(int length) => new EventScript(On, "proposed", interleaves: true).Sleep().Post(1).CarrierOn().Take(New, 1).Accept(length).Sleep().Pass(10_000).Expire().Sleep()
            .Pass(50_000).Accept(2 * 4096 + 1).With(Stalls).Post(1);
        Due(60).CarrierOn().Holds();
        Due(4097).BreaksBy(s => s.CarrierOn(), "the packet that took it down needs 2");
        Due(4097).Post(1).CarrierOn().Holds();
    }

    [Fact]
    public void NoPrematureCarrierOn_AtConnect_EveryQueueNeedsASlot_UnlessStallDetectionIsOff()
    {
        var two = Parameters.Default with { Queues = 2 };
        new EventScript(On, vif: two).Post(1).Post(1, queue: 1).CarrierOn(Cause.Connect).Holds();
        new EventScript(On, vif: two).Post(256).BreaksBy(s => s.CarrierOn(Cause.Connect), "before the guest had posted anything");
        new EventScript(On, vif: two with { StallTimeoutMs = 0 }).CarrierOn(Cause.Connect).Holds();
    }

    [Theory]
    [InlineData("StallIsDetected@honest")]
    [InlineData("StallIsDetected@steady")]
    public void StallIsDetected_CarrierOffAtTheBound_Holds_AndOneTickLater_Breaks(string claim)
    {
        Up(claim).Accept().Pass(70_001).CarrierOff().Holds(reached: 0).Pass(100_000).Holds();
        Up(claim).Accept().Pass(70_001).Holds().BreaksBy(s => s.Pass(1),
            "a packet has found no room in queue 0 for 70,002 ms, and the carrier is still on (0 free, 1 needed)", reached: 1);
    }

    // 60 s lie in the level above that of 10 s.
    [Theory]
    [InlineData("StallIsDetected@honest", 1000, 4_096)]
    [InlineData("StallIsDetected@steady", 100, 5_129)]
    public void StallIsDetected_WhereTimersAreCoarse_GrantsTheGranularityOfTheLongerTimeout(string claim, int hz, long granularity) =>
        Up(claim, vif: Parameters.Default with { TimerHz = hz }).Accept().Pass(70_000 + granularity).Holds()
            .BreaksBy(s => s.Pass(1), "and the carrier is still on", reached: 1);

    private static readonly Parameters Three = Parameters.Default with { Queues = 3 };

    /// <summary>Queue 0 has taken the carrier down, and the others offer a ring of slots.</summary>
    private static EventScript CutOff(long blockedMs, int length = 4097) => new EventScript("Isolation@honest", "proposed", Three)
        .Post(256, queue: 1).Post(256, queue: 2).CarrierOn().Accept(length).Pass(blockedMs).Add(EventKind.StallMarked, value: 1).CarrierOff();

    [Fact]
    public void Isolation_LossWhileAnotherQueueIsBlocked_Holds_AndATickAfterItsSlotsHaveCome_Breaks()
    {
        static EventScript Lose(EventScript s) => s.Add(EventKind.PacketNoCarrier, queue: 1);
        CutOff(60_000).With(Lose).Pass(1_000_000).With(Lose).Post(1).Pass(5).With(Lose).Holds();
        CutOff(60_000).Post(2).Pass(1).With(Lose).Holds(reached: 0).Pass(1)
            .BreaksBy(Lose, "queue 1 offers 256 slots and loses a packet 2 ms after the last of the other queues has got the slots that it wanted", reached: 1);
        CutOff(60_000).Post(2).Pass(1).CarrierOn().Pass(100).CarrierOff(Cause.Fatal).With(Lose).Holds();
        CutOff(60_000).Post(2).Pass(50, starved: true).With(Lose).BreaksBy(s => s.Pass(2).With(Lose), "loses a packet");
    }

    [Fact]
    public void Isolation_FalseAlarmOfAnotherQueue_Breaks_AndOneOfItsOwn_IsNotMeant()
    {
        CutOff(59_999).BreaksBy(s => s.Add(EventKind.PacketNoCarrier, queue: 2), "queue 0 has taken the carrier down, and was not blocked for the stall timeout");
        CutOff(59_999).BreaksBy(s => s.Add(EventKind.PacketPurged, queue: 2), "queue 0 has taken the carrier down");
        CutOff(59_999).Add(EventKind.PacketNoCarrier, queue: 0).Holds();
    }

    // A guest that lacks slots itself loses for its own sake, and so does one whose queue counts as stalled.
    [Fact]
    public void Isolation_QueueThatDoesNotKeepUp_IsNotMeant()
    {
        new EventScript("Isolation@honest", "proposed", Three).Post(17, queue: 1).Post(256, queue: 2).CarrierOn().Accept(4097).CarrierOff()
            .Add(EventKind.PacketNoCarrier, queue: 1).Holds().BreaksBy(s => s.Post(1, queue: 1).Add(EventKind.PacketNoCarrier, queue: 1), "queue 1 offers 18 slots");
        CutOff(1).Add(EventKind.StallMarked, queue: 1, value: 1).Add(EventKind.PacketNoCarrier, queue: 1).Holds();
    }

    [Fact]
    public void Isolation_AtConnect_AQueueThatWasNeverPostedTo_KeepsTheCarrierOff()
    {
        EventScript Connecting()
        {
            var script = new EventScript("Isolation@honest", "proposed", Three).Post(256, queue: 1).Post(256, queue: 2);
            for (int q = 0; q < 3; q++) script.Add(EventKind.StallMarked, q, value: 1);
            for (int q = 1; q < 3; q++) script.Add(EventKind.StallMarked, q, value: 0);
            return script.Pass(1_000_000);
        }
        Connecting().Add(EventKind.PacketNoCarrier, queue: 1).Holds();
        Connecting().Post(1).Pass(2).BreaksBy(s => s.Add(EventKind.PacketNoCarrier, queue: 1), "loses a packet 2 ms after");
    }

    [Fact]
    public void StallIsDetected_TimeAfterTheLastPacketExpired_CountsOnlyWhereItIsClaimed()
    {
        Up("StallIsDetected@steady").Accept().Pass(10_000).Expire().Pass(100_000).Holds();
        Up("StallIsDetected@honest").Accept().Pass(10_000).Expire().Pass(60_001).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
    }

    [Fact]
    public void StallIsDetected_TimeThatDoesNotCount()
    {
        // Starved of CPU; with the carrier off; with stall detection switched off; while going away.
        Up("StallIsDetected@honest").Add(EventKind.RxWoken).Accept().Pass(90_000, starved: true).Pass(70_001).Holds()
            .BreaksBy(s => s.Pass(1), "for 70,002 ms");
        Up("StallIsDetected@honest").CarrierOff(Cause.Fatal).Accept().Pass(90_000).CarrierOn().Pass(70_001).Holds()
            .BreaksBy(s => s.Pass(1), "for 70,002 ms");
        Up("StallIsDetected@honest", "byte-limit", Parameters.Default with { StallTimeoutMs = 0 }).Accept().Pass(100_000).Holds();
        Up("StallIsDetected@honest").Accept().Add(EventKind.Disconnecting).Pass(100_000).Holds();
        Up("StallIsDetected@honest").Accept().Add(EventKind.Disabled).Pass(100_000).Holds();
    }

    /// <summary>Empty, and blocked by a packet of one slot for 60 s, when one of two slots comes.</summary>
    private static EventScript LargerPacketComes(string claim, bool interleaves = false) => new EventScript(claim, "stall-detection", interleaves: interleaves)
        .Add(EventKind.RxSlept, value: -1).CarrierOn().Accept().Pass(10_000).Expire().Pass(50_000).Accept(4097);

    [Fact]
    public void StallIsDetected_LargerPacketAndThenSlotsForTheLastOne_BeginAnew_OnlyIfTheThreadCannotTellWhichCameFirst()
    {
        EventScript Comes(bool interleaves = false) => LargerPacketComes("StallIsDetected@honest", interleaves);
        Comes().Post(1).Pass(70_001).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
        Comes().Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
        Comes().Pass(1).Post(1).Pass(10_000).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
        Comes().Add(EventKind.RxSlept, value: -1).Post(1).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
        // The packet may have come after the last look, and its host is about to wake the thread.
        Comes(interleaves: true).Add(EventKind.RxSlept, value: -1).Post(1).Pass(70_001).Holds();
        Comes(interleaves: true).Pass(1).Post(1).Pass(10_000).Holds().BreaksBy(s => s.Pass(1), "for 70,002 ms");
    }

    [Fact]
    public void NoSpuriousCarrierOff_SlotsForTheLastPacket_EndTheBlock_OnlyBeforeALargerOneComes()
    {
        LargerPacketComes("NoSpuriousCarrierOff@honest").Post(1).CarrierOff().Holds();
        Up("NoSpuriousCarrierOff@honest").Accept().Pass(10_000).Expire().Pass(49_999).Post(1).Accept(4097).Pass(1)
            .BreaksBy(s => s.CarrierOff(), "the carrier went off when no queue had been blocked for longer than 1 ms");
    }

    [Fact]
    public void NoFlapping_SecondStallWithNothingPosted_Breaks_AndWithSlotsInBetween_Holds()
    {
        EventScript Once() => Up("NoFlapping@honest").Pass(60_000).With(Stalls).CarrierOn();
        Once().Post(1).Pass(60_000).With(Stalls).Holds();
        Once().Pass(60_000).CarrierOff(Cause.Disconnect).Holds();
        Once().Post(0).Pass(60_000).BreaksBy(Stalls, "the carrier went off for a second time, at 120,000 ms; nothing was posted in between");
    }

    [Fact]
    public void CarrierRecovers_AtTheBound_Holds_AndOneTickLater_Breaks()
    {
        new EventScript(Recovers, "stall-detection").Sleep().Post(18).Pass(10_001).CarrierOn().Holds(reached: 0).Pass(100_000).Holds();
        new EventScript(Recovers, "stall-detection").Sleep().Post(18).Pass(10_001).Holds(reached: 0).BreaksBy(s => s.Pass(1),
            "every stalled queue has offered the slots that end its stall (18 slots) or more for 10,002 ms, and the carrier is still off", reached: 1);
    }

    // A packet that needs three slots took it down. What ends a stall is the revision's: 18 slots, one, or what the packet needed.
    [Theory]
    [InlineData("slot-estimate", 3)]
    [InlineData("stall-detection", 18)]
    [InlineData("fewer-slots", 1)]
    [InlineData("locked-peek", 1)]
    [InlineData("xsa-392", 3)]
    [InlineData("proposed", 3)]
    public void CarrierRecovers_AfterAStall_FromTheSlotsThatEndIt(string revision, int slots)
    {
        EventScript Down() => Up(Recovers, revision).Accept(2 * 4096 + 1).Pass(60_000).With(Stalls).Pass(100_000);
        Down().Post(slots - 1).Pass(100_000).Holds().Post(1).Pass(10_001).CarrierOn().Holds();
        Down().Post(slots - 1).Pass(100_000).Holds().Post(1).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), $"({slots} slot{(slots == 1 ? "" : "s")}) or more for 10,002 ms");
    }

    [Fact]
    public void CarrierRecovers_HeadThatHasExpired_OrRoomThatCameAsTheThreadLooked_CountsAsWhatItLacked()
    {
        Up(Recovers, "proposed").Accept(2 * 4096 + 1).Pass(10_000).Expire().Sleep().Pass(50_000).With(Stalls).Post(2).Pass(100_000).Holds()
            .Post(1).Pass(10_001).BreaksBy(s => s.Pass(1), "(3 slots)");
        // Marked by what it saw before the post, or before a smaller packet came.
        Up(Recovers, "proposed").Accept(2 * 4096 + 1).Pass(60_000).Post(3).With(Stalls).Take(New, 1).Pass(100_000).Holds();
        Up(Recovers, "proposed").Accept(2 * 4096 + 1).Pass(10_000).Expire().Sleep().Pass(50_000).Accept().With(Stalls).Post(2).Pass(100_000).Holds();
    }

    [Fact]
    public void CarrierRecovers_QueueThatIsNotStalled_IsNotWaitedFor()
    {
        var two = Parameters.Default with { Queues = 2 };
        Up(Recovers, "proposed", two).Accept().Pass(60_000).With(Stalls).Pass(100_000).Post(1).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "(1 slot)");
        Up(Recovers, "proposed", two).Accept().Accept(queue: 1).Pass(60_000).With(Stalls).Add(EventKind.StallMarked, queue: 1, value: 1).Post(1).Pass(100_000).Holds()
            .Post(1, queue: 1).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "(1 slot)");
    }

    [Fact]
    public void CarrierRecovers_WithOneSlotMissing_OrOneQueue_NobodyWaits()
    {
        new EventScript(Recovers, "stall-detection").Sleep().Post(17).Pass(100_000).Holds();
        new EventScript(Recovers, "stall-detection", Parameters.Default with { Queues = 2 }).Sleep().Sleep(queue: 1).Post(18).Pass(100_000).Holds()
            .Post(18, queue: 1).Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "for 10,002 ms");
        new EventScript(Recovers, "stall-detection", Parameters.Default with { RingSize = 4 }).Sleep().Post(4).Pass(10_001).Holds()
            .BreaksBy(s => s.Pass(1), "(4 slots) or more");
    }

    [Fact]
    public void CarrierRecovers_TimeWithoutCpu_OrAfterAFatalError_DoesNotCount()
    {
        new EventScript(Recovers).Post(18).Pass(50_000, starved: true).Sleep().Pass(10_001).Holds().BreaksBy(s => s.Pass(1), "for 10,002 ms");
        Up(Recovers).CarrierOff(Cause.Fatal).Post(18).Pass(100_000).Holds();
        Up(Recovers).CarrierOff().Post(18).Add(EventKind.Disabled).Pass(100_000).Holds();
        Up(Recovers).CarrierOff().Post(18).Add(EventKind.Disconnecting).Pass(100_000).Holds();
    }
}
