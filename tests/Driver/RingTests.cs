using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

public class RingTests
{
    private const uint Last = uint.MaxValue;

    private readonly TestMachine machine = new();

    // The event index counts as passed if it lies in (before, now], modulo 2^32.
    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 0, 1, false)]
    [InlineData(7, 7, 7, false)]         // nothing new never notifies
    [InlineData(7, 7, 8, false)]
    [InlineData(0, 1, 1, true)]
    [InlineData(0, 1, 0, false)]         // stale: passed before
    [InlineData(0, 1, 2, false)]         // not yet
    [InlineData(5, 9, 5, false)]
    [InlineData(5, 9, 6, true)]          // the first
    [InlineData(5, 9, 9, true)]          // the last
    [InlineData(5, 9, 10, false)]
    [InlineData(5, 9, 1000, false)]      // far ahead
    [InlineData(5, 9, Last, false)]      // far behind
    [InlineData(Last, 0, 0, true)]       // over the wrap
    [InlineData(Last, 0, Last, false)]
    [InlineData(Last, 0, 1, false)]
    [InlineData(Last - 1, 2, Last, true)]
    [InlineData(Last - 1, 2, 0, true)]
    [InlineData(Last - 1, 2, 2, true)]
    [InlineData(Last - 1, 2, 3, false)]
    [InlineData(0x7FFF_FFFF, 0x8000_0001, 0x8000_0000, true)]   // no sign
    [InlineData(0x7FFF_FFFF, 0x8000_0001, 0x7FFF_FFFF, false)]
    public void MustNotify_IfTheEventIndexIsPassed(uint before, uint now, uint wanted, bool notify) =>
        Assert.Equal(notify, SharedRing.MustNotify(before, now, wanted));

    [Theory]
    [InlineData(0u)]
    [InlineData(Last)]
    [InlineData(Last - 100)]
    public void FirstMessageOfEitherEnd_Notifies_AndTheSecondDoesNot(uint start)
    {
        var (front, back, _) = Ring(start);
        Assert.True(Notifies(() => front.Post(1)));
        Assert.False(Notifies(() => front.Post(1)));
        back.RspProdPrivate.Value += 1;
        Assert.True(TestMachine.Now(back.PushResponses()));
        back.RspProdPrivate.Value += 1;
        Assert.False(TestMachine.Now(back.PushResponses()));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(Last - 100)]
    public void Post_StopsAtAFullRing_UntilResponsesAreConsumed(uint start)
    {
        var (front, back, shared) = Ring(start);
        TestMachine.Now(() => front.Post(300));
        Assert.Equal((0u, start + 256), (front.Free, shared.ReqProd.Peek.Value));
        Assert.False(Notifies(() => front.Post(1)));
        Assert.Equal((start + 256, 0L), (shared.ReqProd.Peek.Value, machine.Events[^1].Other));
        back.RspProdPrivate.Value += 10;
        TestMachine.Now(back.PushResponses());
        Assert.Equal(0u, front.Free); // there, but not consumed
        TestMachine.Now(() => front.Consume(4));
        Assert.Equal(4u, front.Free);
    }

    [Fact]
    public void Consume_AsksForAnEvent_OnlyWhenNothingIsLeft()
    {
        var (front, back, shared) = Ring(0);
        TestMachine.Now(() => front.Post(10));
        back.RspProdPrivate.Value = shared.Start + 5;
        Assert.True(TestMachine.Now(back.PushResponses()));
        TestMachine.Now(() => front.Consume(4));
        Assert.Equal(1u, shared.RspEvent.Peek.Value); // as it was
        TestMachine.Now(() => front.Consume(9));
        Assert.Equal(6u, shared.RspEvent.Peek.Value);
        Assert.Equal([4L, 1L], machine.Events.Where(e => e.Kind == EventKind.ResponsesConsumed).Select(e => e.Value));
        back.RspProdPrivate.Value = shared.Start + 6;
        Assert.True(TestMachine.Now(back.PushResponses()));
    }

    [Fact]
    public void Forge_WritesTheSharedIndexAlone_AndTheNextPostRightsIt()
    {
        var (front, _, shared) = Ring(0);
        TestMachine.Now(() => front.Post(10));
        TestMachine.Now(() => front.Forge(100_000));
        Assert.Equal((100_000u, 246u), (shared.ReqProd.Peek.Value, front.Free));
        TestMachine.Now(() => front.Post(1));
        Assert.Equal(11u, shared.ReqProd.Peek.Value);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(Last - 2)]
    public void HasRequests_EnoughThere_AsksForNothing_AndTooFew_AsksForTheNext(uint start)
    {
        var (front, back, shared) = Ring(start);
        TestMachine.Now(() => front.Post(5));
        Assert.True(TestMachine.Now(back.HasRequests(5)));
        Assert.Equal(start + 1, shared.ReqEvent.Peek.Value);
        Assert.False(TestMachine.Now(back.HasRequests(6)));
        Assert.Equal(start + 6, shared.ReqEvent.Peek.Value);
        Assert.True(Notifies(() => front.Post(1)));
    }

    [Fact]
    public void Requests_AsksForNothing()
    {
        var (front, back, shared) = Ring(0);
        TestMachine.Now(() => front.Post(5));
        Assert.Equal((5u, 1u), (TestMachine.Now(back.Requests()), shared.ReqEvent.Peek.Value));
        TestMachine.Now(() => back.Take(new(0, new(60, false)), 2, 60));
        Assert.Equal(3u, TestMachine.Now(back.Requests()));
    }

    /// <summary>The guest posts after the first look and before the event index is there: it sends no event, and must be seen.</summary>
    [Fact]
    public void HasRequests_LooksAgain_AfterItAskedForTheEvent()
    {
        var (_, back, shared) = Ring(0);
        machine.Then = e =>
        {
            if (e is { Kind: EventKind.ReqEventArmed, Value: 1 or 2 }) shared.ReqProd.Value += 1;
        };
        shared.ReqEvent.Value = shared.Start with { Value = 0 };
        Assert.True(TestMachine.Now(back.HasRequests(2)));
        Assert.Equal([1L, 2L], machine.Events.Select(e => e.Value));
    }

    [Fact]
    public void Index_ThatNoHonestGuestCouldHaveWritten_CountsAsNoRequests_IfTheRingChecks()
    {
        foreach (bool checks in new[] { false, true })
        {
            var (front, back, _) = Ring(0, checks);
            TestMachine.Now(() => front.Forge(256));
            Assert.Equal(256u, TestMachine.Now(back.Requests()));
            TestMachine.Now(() => front.Forge(257));
            Assert.Equal(checks ? 0u : 257u, TestMachine.Now(back.Requests()));
            TestMachine.Now(() => front.Forge(Last)); // behind the consumer
            Assert.Equal(!checks, TestMachine.Now(back.HasRequests(18)));
        }
    }

    [Fact]
    public void PushResponses_WithNothingNew_TellsNobody()
    {
        var (_, back, shared) = Ring(0);
        back.RspProdPrivate.Value = shared.Start + 3;
        TestMachine.Now(back.PushResponses());
        shared.RspEvent.Value = shared.Start with { Value = 3 };
        Assert.False(TestMachine.Now(back.PushResponses()));
        var push = Assert.Single(machine.Events);
        Assert.Equal((EventKind.ResponsesPushed, 3L, 0L), (push.Kind, push.Value, push.Other));
    }

    /// <summary>Whether the guest sends an event while it does something.</summary>
    private bool Notifies(Func<Coroutine> action)
    {
        int before = machine.Events.Count(e => e.Kind == EventKind.EventRaised);
        TestMachine.Now(action);
        return machine.Events.Count(e => e.Kind == EventKind.EventRaised) > before;
    }

    private (FrontRing Front, BackRing Back, SharedRing Shared) Ring(uint start, bool checks = false)
    {
        var vif = new Vif(machine.Kernel, checks ? new Proposed() : new ByteLimit(), Parameters.Default, start);
        vif.Events.Sink = machine;
        var q = vif.Queues[0];
        return (new(q), q.Ring, q.Shared);
    }
}
