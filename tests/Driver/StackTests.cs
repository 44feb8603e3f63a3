using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

/// <summary>A qdisc and a link watch above the driver.</summary>
public class StackTests
{
    private static readonly Parameters Vif = Parameters.Default with { Gso = false, QueueLimit = 6000, DrainTimeoutMs = 100, StallTimeoutMs = 500 };

    private static readonly Step[] Fill = [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 1514, count: 40)];

    [Fact]
    public void PacketsForAStoppedQueue_WaitInTheQdisc_AndThoseThatFindItFullAreDropped()
    {
        var after = Trace("byte-limit", new(32, false), Fill)[^1];
        Assert.True(after.Queues[0].TxStopped);
        // Four packets fill the queue.
        Assert.Equal((4, 32, 4, 40), (after.Queues[0].Packets, after.Stack!.Waiting, after.Stack.Overflowed, after.Stack.Offered));
        Assert.Equal((4, 0), (after.Stack.Lost, after.Stack.Delivered));
    }

    [Fact]
    public void QueueThatIsWoken_TakesWhatTheQdiscHolds_InOrder()
    {
        var trace = Trace("byte-limit", new(32, false), [.. Fill, Step.Post(0, 100), Step.Advance(1)]);
        Assert.Equal((36, 0, 4), (trace[^1].Stack!.Delivered, trace[^1].Stack!.Waiting, trace[^1].Stack!.Lost));
        Assert.Equal(36, trace[^1].Queues[0].Delivered);
    }

    [Fact]
    public void WithoutAQdisc_PacketsAreHeldForGood_AsInARecording()
    {
        var with = Trace("byte-limit", new(0, false), [.. Fill, Step.Post(0, 100), Step.Advance(1)])[^1];
        var without = Trace("byte-limit", null, [.. Fill, Step.Post(0, 100), Step.Advance(1)])[^1];
        Assert.Equal(without.Queues[0], with.Queues[0]);
        Assert.Equal((36, 36), (with.Queues[0].Held, with.Stack!.Lost));
        Assert.Null(without.Stack);
    }

    /// <summary>The link watch has looked at 0 ms, and looks again at 1,000 ms. The carrier goes off at 601 ms and comes back when the guest posts.</summary>
    [Theory]
    [InlineData(999, 0)]
    [InlineData(1000, 1)]
    public void CarrierThatComesBackBeforeTheHostLooks_IsNotSeen(long ms, long downs)
    {
        var trace = Trace("fewer-slots", new(0, true), [Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60, count: 2), Step.Advance(600),
            Step.Xmit(0, 60), Step.Advance(1), Step.Advance(ms - 601), Step.Post(0, 3), Step.Advance(3000)]);
        Assert.Equal((1, 1), (trace[^1].CarrierDowns, trace[6].CarrierDowns));
        Assert.Equal(downs, trace[^1].Stack!.LinkDowns);
        Assert.True(trace[^1].Stack!.Link);
    }

    [Fact]
    public void LinkThatGoesDown_TakesTheQdiscWithIt()
    {
        var after = Trace("stall-detection", new(32, true), [.. Fill, Step.Advance(100), Step.Advance(2000)])[^1];
        Assert.False(after.Stack!.Link);
        Assert.Equal(0, after.Stack.Waiting);
        Assert.Equal(after.Stack.Offered, after.Stack.Lost + after.Stack.Delivered);
        Assert.InRange(after.Stack.Flushed, 0, 32);
    }

    [Theory]
    [InlineData("slot-estimate")]
    [InlineData("byte-limit")]
    [InlineData("xsa-424")]
    [InlineData("proposed")]
    public void EveryPacketIsDelivered_Lost_OrOnItsWay(string revision)
    {
        foreach (var line in Trace(revision, new(8, true), [.. Fill, Step.Post(0, 7), Step.Advance(1), Step.Xmit(0, 60, count: 3), Step.Advance(700), Step.Xmit(0, 60), Step.Disconnect()]))
            Assert.Equal(line.Stack!.Offered, line.Stack.Delivered + line.Stack.Lost + line.Stack.Waiting + line.Queues[0].Packets);
    }

    private static TraceLine[] Trace(string revision, TxStack? stack, IReadOnlyList<Step> steps) =>
        [.. Recorder.Trace(new("by hand", Vif, HostStack.HonoursStop, steps) { Stack = stack }, History.Find(revision)!)];
}
