using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>What becomes of a guest that receives, when events without work slow down those after them.</summary>
public class EventBackOffTests
{
    private static readonly Claim Timely = Catalogue.Claims.Single(c => c.Name == "TimelyDelivery@event-back-off");

    /// <summary>FreeBSD: one channel for both directions, and nothing to send. Each packet finds the ring empty, and each post brings the slot that it lacks.</summary>
    private static Scenario Receiver(EventDelivery events = EventDelivery.Shared) =>
        new("receives", Parameters.Default with { Gso = false, Events = events }, HostStack.HonoursStop,
        [
            Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0),
            // The host waits for each packet to be taken: for 1, 2, 4 ms and so on where each event counts as one without work.
            .. Enumerable.Range(-1, 14).SelectMany(i => (Step[])
                [Step.Xmit(0, 60), Step.Advance(0), Step.Consume(0, 256), Step.Post(0, 1), Step.Advance(i < 0 ? 0 : Math.Min(1L << i, 1000))]),
        ]);

    /// <summary>A packet needs eleven slots, and the guest posts one after the other.</summary>
    private static readonly Scenario Trickle = new("slot by slot", Parameters.Default with { Events = EventDelivery.Own }, HostStack.HonoursStop,
    [
        Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Xmit(0, 60), Step.Advance(0), Step.Consume(0, 256),
        Step.Xmit(0, 40_000, gso: true), Step.Advance(0), .. Enumerable.Repeat<Step[]>([Step.Post(0, 1), Step.Advance(100)], 11).SelectMany(s => s), Step.Advance(2_000),
    ]);

    // XSA-332 made FreeBSD guests slow; a3daf3d39132, of the same month as ec7d8e7dd3a5, mended that.
    [Theory]
    [InlineData("head-need", 0)]
    [InlineData("late-eoi", 1_000)]
    [InlineData("locked-peek", 0)]
    [InlineData("xsa-424", 0)]
    [InlineData("proposed", 0)]
    public void GuestThatOnlyReceives_OverASharedChannel_IsSlowedDownByLateEoiOnly_ToOneWakeUpASecond(string revision, long latestMs)
    {
        Assert.Equal(latestMs, Latest(History.Find(revision)!, Receiver()));
        Assert.Equal(0, Latest(History.Find(revision)!, Receiver(EventDelivery.Own)));
        Assert.Equal(0, Latest(History.Find(revision)!, Receiver(EventDelivery.Immediate)));
    }

    /// <summary>The two commits that make up <c>locked-peek</c>, told apart.</summary>
    [Fact]
    public void LockedPeek_WithoutTheSecondCommit_IsAsSlowAsTheRevisionBefore()
    {
        Assert.Equal(Latest(History.Find("late-eoi")!, Receiver()), Latest(new WithoutA3daf3d39132(), Receiver()));
        Assert.StartsWith("the head of queue 0 has had its slots for", Violation(new WithoutA3daf3d39132(), Receiver()), StringComparison.Ordinal);
        Assert.Null(Violation(History.Find("locked-peek")!, Receiver()));
    }

    /// <summary>Found here: an event that brings a slot, but not all that the head lacks, is one without work to today's driver.</summary>
    [Theory]
    [InlineData("head-need", 0)]
    [InlineData("late-eoi", 184)]
    [InlineData("xsa-424", 84)]
    [InlineData("proposed", 0)]
    public void GuestThatPostsSlotBySlot_IsTakenForAStorm_FromLateEoiToToday(string revision, long latestMs) =>
        Assert.Equal(latestMs, Latest(History.Find(revision)!, Trickle));

    /// <summary>The driver asks for the slot of a packet that then expires, again and again, and the guest posts it each time.</summary>
    private static readonly Scenario LateSlots = new("late slots", Parameters.Default with { Gso = false, DrainTimeoutMs = 100, Events = EventDelivery.Own }, HostStack.HonoursStop,
    [
        Step.Post(0, 1), .. Enumerable.Repeat<Step[]>([Step.Advance(20), Step.Xmit(0, 60), Step.Xmit(0, 60), Step.Advance(100), Step.Post(0, 1)], 5).SelectMany(s => s),
        Step.Xmit(0, 60), Step.Xmit(0, 60), Step.Advance(0), Step.Post(0, 1), Step.Advance(50),
    ]);

    [Theory]
    [InlineData("head-need", 0)]
    [InlineData("xsa-424", 16)]
    [InlineData("proposed", 0)]
    public void GuestThatPostsWhatAnExpiredPacketLacked_IsTakenForAStorm_ByTodaysDriverOnly(string revision, long latestMs) =>
        Assert.Equal(latestMs, Latest(History.Find(revision)!, LateSlots));

    /// <summary>The same, and before the slot comes a smaller packet takes the one that is there: that the guest has been asked is not forgotten with it.</summary>
    private static readonly Scenario LateSlotsAfterASmallerPacket = new("late slots after a smaller packet",
        Parameters.Default with { DrainTimeoutMs = 100, Events = EventDelivery.Own }, HostStack.HonoursStop,
    [
        Step.Post(0, 1), Step.Advance(1),
        .. Enumerable.Repeat<Step[]>([Step.Xmit(0, 5_000, gso: true), Step.Advance(101), Step.Xmit(0, 60), Step.Advance(1), Step.Post(0, 1)], 6).SelectMany(s => s),
        Step.Xmit(0, 60), Step.Xmit(0, 60), Step.Advance(1), Step.Post(0, 1), Step.Advance(50),
    ]);

    [Theory]
    [InlineData("head-need", 0)]
    [InlineData("xsa-424", 31)]
    [InlineData("proposed", 0)]
    public void GuestThatPostsWhatAnExpiredPacketLacked_AfterASmallerOneWasSent_IsTakenForAStorm_ByTodaysDriverOnly(string revision, long latestMs) =>
        Assert.Equal(latestMs, Latest(History.Find(revision)!, LateSlotsAfterASmallerPacket));

    /// <summary>A timer of a second can be late by the granularity of its level, 80 ms at HZ 100: an event is held up for that long, too.</summary>
    [Fact]
    public void WhatIsLeftOfTimelyDelivery_AllowsForTheGranularityOfTimers()
    {
        var lateEoi = History.Find("late-eoi")!;
        var scenario = new Scenario("coarse timers", Parameters.Default with { Gso = false, Events = EventDelivery.Shared, TimerHz = 100 }, HostStack.HonoursStop,
            [Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60, count: 9), Step.Advance(0), .. new long[] { 0, 21, 35, 31, 129, 131, 1_040 }.SelectMany(ms => (Step[])[Step.Post(0, 1), Step.Advance(ms)]),
                Step.KickTx(0), Step.Post(0, 1), Step.Advance(1_080)])
            { StartJiffies = ulong.MaxValue - 26 };
        var run = new MonitorSet(lateEoi, [Timely, Remainder.Of(Timely, lateEoi)!]).Run(scenario);
        Assert.NotNull(run.Monitors[0].Violation);
        Assert.Null(run.Monitors[1].Violation);
        // Beyond a second and a tick, and within what the timer may take.
        Assert.InRange(run.Monitors[1].Reached!.Value, -87, 0);
    }

    private static string? Violation(Revision revision, Scenario scenario) => new MonitorSet(revision, [Timely]).FindViolation(scenario)?.What;

    /// <summary>ms for which the head had its slots that left last, of all packets.</summary>
    private static long Latest(Revision revision, Scenario scenario)
    {
        var run = new MonitorSet(revision, [Timely]).Run(scenario);
        return Math.Max(0, (run.Monitors[0].Reached ?? 0) + 1);
    }

    private sealed class WithoutA3daf3d39132 : LockedPeek
    {
        protected override bool IsSpurious(bool tx, bool rx) => !tx || !rx;
    }
}
