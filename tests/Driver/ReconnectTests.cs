using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

/// <summary>A frontend that goes away and connects again.</summary>
public class ReconnectTests
{
    public static TheoryData<string> Names => [.. History.Names];

    /// <summary>Since Dec 2019 the driver goes on where the ring stands.</summary>
    public static TheoryData<string> Attaching => ["late-eoi", "locked-peek", "xsa-392", "xsa-424", "proposed"];

    /// <summary>Those that stop the Tx queue for the bytes that are queued.</summary>
    public static TheoryData<string> Limited => [.. History.Names.Where(n => n != "slot-estimate")];

    private static readonly Parameters Vif = Parameters.Default with { Gso = false, Queues = 2 };

    private static readonly Step[] Serves = [Step.Post(0, 64), Step.Post(1, 64), Step.Advance(0), Step.Xmit(0, 60), Step.Xmit(1, 60), Step.Advance(0)];

    [Theory]
    [MemberData(nameof(Names))]
    public void SecondConnectionOnANewRing_DeliversAsTheFirst(string revision)
    {
        var trace = Trace(revision, [.. Serves, Step.Disconnect(), Step.Connect(2), .. Serves]);
        var (first, second) = (trace[Serves.Length], trace[^1]);
        Assert.True(second.Carrier);
        Assert.Equal([1L, 1L], first.Queues.Select(q => q.Delivered));
        Assert.Equal([2L, 2L], second.Queues.Select(q => q.Delivered));
        // Ring, thread and marks are as they were after the same steps.
        Assert.Equal(first.Queues.Select(q => (q.ReqProd, q.ReqCons, q.RspProd, q.Thread, q.Stalled, q.Packets)),
            second.Queues.Select(q => (q.ReqProd, q.ReqCons, q.RspProd, q.Thread, q.Stalled, q.Packets)));
    }

    [Theory]
    [MemberData(nameof(Attaching))]
    public void RingInUse_IsServedFromWhereItStands(string revision)
    {
        var trace = Trace(revision, [.. Serves, Step.Disconnect(), Step.Connect(2, ringInUse: true), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0)]);
        Assert.Equal((64u, 2u, 2u, 2L), trace[^1].Queues[0] is var q ? (q.ReqProd, q.ReqCons, q.RspProd, q.Delivered) : default);
    }

    [Fact]
    public void RingInUse_BeforeDec2019_IsTakenForANewOne() => Assert.Equal(
        (64u, 0u), Trace("head-need", [.. Serves, Step.Disconnect(), Step.Connect(2, ringInUse: true)])[^1].Queues[0] is var q ? (q.ReqProd, q.ReqCons) : default);

    [Theory]
    [MemberData(nameof(Attaching))]
    public void RingWithMoreRequestsThanItHasSlots_IsRefused_AndOneMoreThanThatIsNot(string revision)
    {
        TraceLine After(uint producer) => Trace(revision,
            [Step.SetReqProd(0, producer), Step.Disconnect(), Step.Connect(1, ringInUse: true), Step.Xmit(0, 60), Step.Advance(0)])[^1];
        Assert.Equal((false, ThreadState.Stopped), (After(257).Carrier, After(257).Queues[0].Thread));
        Assert.Equal(ThreadState.Sleeping, After(256).Queues[0].Thread);
    }

    [Theory]
    [InlineData(Cause.NoChannel)]
    [InlineData(Cause.NoThread)]
    public void ConnectThatFails_LeavesNothing_AndTheNextOneSucceeds(Cause failure)
    {
        foreach (string revision in History.Names)
        {
            var trace = Trace(revision, [Step.Disconnect(), Step.Connect(2, failure: failure), Step.Xmit(0, 60), Step.Connect(2), .. Serves]);
            Assert.Equal((false, ThreadState.Stopped, ThreadState.Stopped), (trace[2].Carrier, trace[2].Queues[0].Thread, trace[2].Queues[1].Thread));
            Assert.Equal(1, trace[3].Queues[0].NoCarrier);
            Assert.Equal([1L, 1L], trace[^1].Queues.Select(q => q.Delivered));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FewerQueues_TakeThePacketsOfAll_AndMoreAreThereAgainLater(string revision)
    {
        var trace = Trace(revision, [Step.Disconnect(), Step.Connect(1), .. Serves, Step.Disconnect(), Step.Connect(2), .. Serves]);
        int one = Serves.Length + 2;
        Assert.Equal([2L, 0L], trace[one].Queues.Select(q => q.Delivered));
        Assert.Equal((0u, ThreadState.Stopped), (trace[one].Queues[1].ReqProd, trace[one].Queues[1].Thread));
        Assert.Equal([3L, 1L], trace[^1].Queues.Select(q => q.Delivered));
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public void TxQueueThatWasStopped_IsWokenAtTheEndOfConnecting(string revision)
    {
        var trace = Trace(revision, [Step.Post(0, 18), Step.Post(1, 18), Step.Advance(0), Step.Xmit(0, 1514, count: 400), Step.Disconnect(), Step.Connect(2)]);
        Assert.True(trace[4].Queues[0].TxStopped);
        Assert.False(trace[^1].Queues[0].TxStopped);
        Assert.Equal((0L, 0L), (trace[^1].Queues[0].Packets, trace[^1].Queues[0].Bytes));
    }

    [Fact]
    public void VifThatIsDisabled_StaysDisabled()
    {
        var trace = Trace("xsa-424", [Step.TxFatal(), Step.Advance(0), Step.Disconnect(), Step.Connect(2), .. Serves]);
        Assert.True(trace[^1].Disabled);
        Assert.Equal([0L, 0L], trace[^1].Queues.Select(q => q.Delivered));
    }

    [Fact]
    public void ConnectWhileConnected_DoesNothing()
    {
        var with = Trace("proposed", [.. Serves, Step.Connect(1), .. Serves])[^1];
        var without = Trace("proposed", [.. Serves, .. Serves])[^1];
        Assert.Equal(without.Queues.Select(q => q.Delivered), with.Queues.Select(q => q.Delivered));
    }

    /// <summary>Lines by the number of the step and one.</summary>
    private static TraceLine[] Trace(string revision, IReadOnlyList<Step> steps) =>
        [.. Recorder.Trace(new("by hand", Vif, HostStack.HonoursStop, steps), History.Find(revision)!)];
}
