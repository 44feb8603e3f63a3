using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of expiry, sleep and wake-up, on streams made by hand. Drain timeout 10,000 ms.</summary>
public class TimeMonitorTests
{
    [Theory]
    [InlineData("BoundedLatency@honest")]
    [InlineData("BoundedLatency@any-host")]
    public void BoundedLatency_AtTheBound_Holds_AndOneTickMore_Breaks(string claim) =>
        new EventScript(claim).Accept().Sleep(10_000).Pass(10_001).Holds(reached: 0)
            .BreaksBy(s => s.Pass(1), "packet #0 is still in the queue after 10,002 ms, the drain timeout is 10,000 ms", reached: 1);

    /// <summary>Up to 512 ms late with a jiffy of 1 ms, 256 and the rest of a jiffy with one of 4 ms.</summary>
    [Theory]
    [InlineData(1000, 512)]
    [InlineData(250, 259)]
    [InlineData(100, 649)]
    public void BoundedLatency_WhereTimersAreCoarse_GrantsTheirGranularity_AndNotAMsMore(int hz, long granularity)
    {
        var vif = Parameters.Default with { TimerHz = hz };
        new EventScript("BoundedLatency@honest", vif: vif).Accept().Sleep(10_000 + granularity).Pass(10_000 + granularity).Holds(reached: 0)
            .BreaksBy(s => s.Pass(1), "the drain timeout is 10,000 ms", reached: 1);
        new EventScript("BoundedLatency@honest", vif: vif).Accept().BreaksBy(s => s.Sleep(10_001 + granularity), "rx0 sleeps until");
    }

    [Theory]
    [InlineData("TimelyDelivery@honest")]
    [InlineData("TimelyDelivery@event-back-off")]
    public void TimelyDelivery_WithinATickOfThePost_Holds_AndLater_Breaks(string claim)
    {
        EventScript Waiting() => new EventScript(claim, "xsa-424").Accept(4097).Sleep().Pass(5_000).Post(1).Pass(3_000).Post(1);
        Waiting().Pass(1).Expire().Pass(1_000).Holds(reached: 0);
        Waiting().Pass(1).Holds(reached: 0).BreaksBy(s => s.Pass(1), "the head of queue 0 has had its slots for 2 ms, and has not left", reached: 1);
    }

    [Fact]
    public void TimelyDelivery_GuestThatSendsEventsForNothing_IsNotJudged_UntilOneHasBroughtWork()
    {
        EventScript Kicked() => new EventScript("TimelyDelivery@event-back-off", "xsa-424").Sleep().Add(EventKind.EventRaised).Accept().Post(1).Pass(900);
        Kicked().Holds().Add(EventKind.EventAcknowledged, value: 1).Pass(1).Holds()
            .Add(EventKind.EventAcknowledged).Pass(1).Holds(reached: 0).BreaksBy(s => s.Pass(1), "for 2 ms");
        new EventScript("TimelyDelivery@event-back-off", "xsa-424").Sleep().Add(EventKind.EventRaised, value: 1).Accept().Post(1)
            .BreaksBy(s => s.Pass(2), "for 2 ms");
    }

    [Fact]
    public void TimelyDelivery_TimeWithoutCpu_AndAQueueThatWaitsForTheLargest_DoNotCount()
    {
        new EventScript("TimelyDelivery@honest", "xsa-424").Accept().Post(1).Pass(500, starved: true).Pass(1).Holds(reached: 0).BreaksBy(s => s.Pass(1), "for 2 ms");
        new EventScript("TimelyDelivery@honest", "byte-limit").Accept().Post(17).Pass(500).Holds();
    }

    [Fact]
    public void BoundedLatency_DequeueAtTheBound_Holds_AndCountsAsReached() =>
        new EventScript("BoundedLatency@honest").Sleep().Accept().Pass(10_001).Expire().Pass(50_000).Holds(reached: 0);

    [Fact]
    public void BoundedLatency_TimeWithoutCpu_DoesNotCount_UnlessTheThreadSleeps()
    {
        new EventScript("BoundedLatency@honest").Accept().Pass(40_000, starved: true).Pass(10_001).Holds(reached: 0);
        new EventScript("BoundedLatency@honest").Accept().Sleep(10_000)
            .BreaksBy(s => s.Pass(10_002, starved: true), "after 10,002 ms");
    }

    [Fact]
    public void BoundedLatency_SleepUntilTheTickAfterExpiry_Holds_AndOneTickLonger_Breaks()
    {
        new EventScript("BoundedLatency@honest").Accept().Pass(100).Sleep(10_001).Holds();
        new EventScript("BoundedLatency@honest").Accept().Pass(100)
            .BreaksBy(s => s.Sleep(10_002), "rx0 sleeps until 10,002 ms, the head expires at 10,000 ms");
    }

    [Fact]
    public void BoundedLatency_SleepForEver_Holds_WithAnEmptyQueueOnly()
    {
        new EventScript("BoundedLatency@honest").Accept().Expire().Sleep().Holds();
        new EventScript("BoundedLatency@honest").Accept().BreaksBy(s => s.Sleep(), "rx0 sleeps for ever, the head expires at 10,000 ms");
    }

    [Fact]
    public void BoundedLatency_SleepPastExpiry_Holds_ToTheNextTickOnly()
    {
        EventScript Late() => new EventScript("BoundedLatency@honest").Accept().Pass(15_000, starved: true);
        Late().Sleep(15_001).Holds();
        Late().BreaksBy(s => s.Sleep(15_002), "rx0 sleeps until 15,002 ms");
    }

    [Fact]
    public void NoLostWakeup_SleepThroughTimeWithRoomForTheHead_Breaks_AndWithOneSlotLess_Holds()
    {
        EventScript Waiting(int slots) => new EventScript("NoLostWakeup@honest").Accept().Sleep(10_000).Post(slots);
        Waiting(17).Add(EventKind.AtRest).Pass(1).Holds();
        Waiting(18).Holds().BreaksBy(s => s.Add(EventKind.AtRest), "rx0 sleeps with packet #0 waiting and 18 slots free");
        Waiting(18).Add(EventKind.RxWoken).Pass(1, starved: true).Holds();
        new EventScript("NoLostWakeup@honest").Sleep().Post(18).Pass(1).Holds();
    }

    [Fact]
    public void StopMatchesQueue_StopBelowTheLimitOrWakeAtIt_Breaks_AndStopAboveAndWakeBelow_Holds()
    {
        EventScript Full(string revision) => new EventScript("StopMatchesQueue@honest", revision).Accept(65_536, gso: true, count: 8);
        Full("xsa-424").Add(EventKind.TxStopped).Expire().Add(EventKind.TxWoken).Holds();
        Full("byte-limit").BreaksBy(s => s.Add(EventKind.TxStopped), "Tx queue 0 is stopped with 524,288 bytes queued, and is full with 524,289 bytes");
        Full("byte-limit").Accept().Add(EventKind.TxStopped).Holds();
        Full("xsa-424").BreaksBy(s => s.Add(EventKind.TxWoken), "Tx queue 0 is woken with 524,288 bytes queued, and is to be woken below 524,288 bytes");
    }

    [Fact]
    public void TxQueueRestarts_WithoutALimit_NoTimer_Breaks_AndATimerOrNoCarrier_Holds()
    {
        EventScript Stopped() => new EventScript("TxQueueRestarts@honest", "slot-estimate").CarrierOn(Cause.Connect).Add(EventKind.TxStopped).Add(EventKind.TimerSet, value: 10_000);
        Stopped().Sleep().Add(EventKind.TimerSet, value: -1).BreaksBy(s => s.Sleep(), "Tx queue 0 is stopped, no timer runs, and the carrier is on");
        Stopped().Add(EventKind.TimerSet, value: -1).CarrierOff().Sleep().Holds();
    }

    [Fact]
    public void TxQueueRestarts_SleepWhileStoppedBelowTheLimit_Breaks_AndAtTheLimit_Holds()
    {
        EventScript Full() => new EventScript("TxQueueRestarts@honest").Accept(65_536, gso: true, count: 8).Add(EventKind.TxStopped);
        Full().Sleep(10_000).Pass(1).Holds();
        Full().Expire().BreaksBy(s => s.Sleep(10_000), "Tx queue 0 is stopped with 458,752 bytes queued, the limit is 524,288 bytes");
        Full().Expire().Add(EventKind.TxWoken).Sleep(10_000).Pass(1).Holds();
        Full().Expire().Pass(1, starved: true).Holds();
    }

    [Fact]
    public void SmallRingProgress_SleepOnAPacketThatFits_Breaks_AndOnOneThatDoesNot_Holds()
    {
        EventScript Ring(int slots) => new EventScript("SmallRingProgress@honest").Post(slots).Accept(4097);
        Ring(1).Sleep(10_000).Holds();
        Ring(2).BreaksBy(s => s.Sleep(10_000), "rx0 sleeps with 2 slots free, and packet #0 needs 2");
        new EventScript("SmallRingProgress@honest").Post(256).Sleep().Holds();
    }

    [Fact]
    public void NoSpin_ThreadThatGoesRoundWithoutWork_Breaks_AndOneThatSleeps_Holds() =>
        new EventScript("NoSpin@hostile").Add(EventKind.RxWoken).Sleep().Holds()
            .BreaksBy(s => s.Add(EventKind.RxSpins), "rx0 busy-loops: it neither works nor sleeps");

    [Fact]
    public void NoDeadlock_WaitInVain_Breaks_AndOneThatEnds_Holds() =>
        new EventScript("NoDeadlock@hostile").Add(EventKind.Disabled).Add(EventKind.RxEnded).Add(EventKind.Disconnected).Holds()
            .BreaksBy(s => s.Add(EventKind.Deadlocked), "a context outside the Rx threads waits for what only they could do, and none of them does");

    [Fact]
    public void NoIdleWakeups_SecondTimeoutForNothing_Breaks_AndOneWithWorkOrAReasonInBetween_Holds()
    {
        EventScript Once() => new EventScript("NoIdleWakeups@honest").Accept().Sleep(1).With(TimesOut).Sleep(2).Holds();
        Once().With(TimesOut).BreaksBy(s => s.Sleep(3), "the timeout of rx0 has woken it for nothing, for the second time since something happened");
        Once().Post(1).With(TimesOut).Sleep(3).Holds();
        Once().With(TimesOut).Expire().Sleep(3).Holds().With(TimesOut).Sleep(4).Holds();
    }

    /// <summary>Somebody has a reason to kick the thread, and it may come to nothing.</summary>
    [Fact]
    public void NoIdleWakeups_KickBeforeTheTimeout_OrAnotherQueue_DoesNotCount()
    {
        EventScript Kicked(EventScript s) => s.Add(EventKind.RxWoken).Sleep(10_000);
        new EventScript("NoIdleWakeups@honest").Accept().Sleep(10_000).With(Kicked).With(Kicked).With(Kicked).Holds();
        var two = Parameters.Default with { Queues = 2 };
        new EventScript("NoIdleWakeups@honest", vif: two).Sleep(1).With(TimesOut).Sleep(2).Post(1, queue: 1).With(TimesOut).BreaksBy(s => s.Sleep(3), "the timeout of rx0");
        new EventScript("NoIdleWakeups@honest", vif: two).Sleep(1).With(TimesOut).Sleep(2).Add(EventKind.Disabled).With(TimesOut).Sleep(3).Holds();
    }

    private static EventScript TimesOut(EventScript s) => s.Pass(1).Add(EventKind.RxWoken);

    [Fact]
    public void NoUnlockedPeek_InterruptThatLooksWithoutTheLock_Breaks_AndOneThatDoesNotLook_Holds() =>
        new EventScript("NoUnlockedPeek@honest").Accept().Add(EventKind.EventRaised).Holds()
            .BreaksBy(s => s.Add(EventKind.PeekedUnlocked, packet: s.New()), "an interrupt looked at packet #1 at the head of queue 0");
}
