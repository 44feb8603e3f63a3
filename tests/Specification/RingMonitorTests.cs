using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of the ring, on streams made by hand.</summary>
public class RingMonitorTests
{
    [Theory]
    [InlineData("NoRingOverrun@honest", 0u)]
    [InlineData("NoRingOverrun@honest", uint.MaxValue)]
    [InlineData("NoRingOverrun@xdp", uint.MaxValue - 1)]
    public void NoRingOverrun_TakingWhatIsThere_Holds_AndOneMore_Breaks(string claim, uint start)
    {
        var script = new EventScript(claim, startIndex: start);
        script.Post(3).Take(script.New(), 1).Take(script.New(), 2).Holds()
            .Post(1).BreaksBy(s => s.Take(s.New(), 2), "packet #2 took 2 slots of queue 0, which offered 1");
    }

    [Fact]
    public void HostileIndexContained_AWholeRingInOneTurn_Holds_AndOneMore_Breaks()
    {
        var script = new EventScript("HostileIndexContained@hostile");
        script.Take(script.New(), 200).Take(script.New(), 56).Holds(reached: 0)
            .BreaksBy(s => s.Take(s.New(), 1), "rx0 took 257 slots in one turn, the ring has 256", reached: 1);
    }

    [Fact]
    public void HostileIndexContained_ANewTurn_BeginsWithSleepOrTime()
    {
        var script = new EventScript("HostileIndexContained@hostile", vif: Parameters.Default with { Queues = 2 });
        script.Take(script.New(), 256).Take(script.New(), 256, queue: 1).Sleep(queue: 0).Take(script.New(), 256).Holds()
            .Pass(1).Take(script.New(), 256).Take(script.New(), 256, queue: 1).Holds(reached: 0)
            .Sleep(queue: 0).BreaksBy(s => s.Take(s.New(), 1, queue: 1), "rx1 took 257 slots");
    }

    [Theory]
    [InlineData("HostileIndexContained@hostile")]
    [InlineData("NoDriverAssertion@honest")]
    public void NoDriverAssertion_AssertionOfTheDriver_Breaks_AndAnOrdinaryEnd_Holds(string claim) =>
        new EventScript(claim).Add(EventKind.Disconnecting).Add(EventKind.RxEnded).Add(EventKind.Disconnected).Holds()
            .BreaksBy(s => s.Add(EventKind.AssertionFailed), "an assertion of the driver stops the machine");

    [Theory]
    [InlineData(EventKind.CarrierOn, Cause.Ready, "rx0 turns the carrier on without the vif lock")]
    [InlineData(EventKind.CarrierOff, Cause.Stall, "rx0 turns the carrier off without the vif lock")]
    public void NoDriverAssertion_CarrierThatChangesWithoutTheLockOfTheCount_Breaks(EventKind kind, Cause cause, string what)
    {
        EventScript Of(string revision) => new("NoDriverAssertion@honest", revision);
        Of("stall-detection").Add(kind, cause: cause).Add(EventKind.CarrierOff, other: 1, cause: Cause.Disconnect).BreaksBy(s => s.Add(kind, other: 1, cause: cause), what);
        Of("slot-estimate").Add(kind, other: 1, cause: cause).Holds();
    }

    private static EventScript Answered(uint asked, uint before, uint now, int queue = 0, uint start = 0) =>
        new EventScript("GuestNotified@honest", vif: Parameters.Default with { Queues = 2 }, startIndex: start)
            .Add(EventKind.RspEventSet, queue, value: asked)
            .Add(EventKind.ResponsesPushed, queue, value: now, other: before,
                cause: SharedRing.MustNotify(before, now, asked) ? Cause.EventAsked : Cause.None);

    [Theory]
    [InlineData(EventKind.RxSlept)]
    [InlineData(EventKind.RxEnded)]
    [InlineData(EventKind.TimePassed)]
    public void GuestNotified_EventAskedForAndNotSent_Breaks_AndSent_Holds(EventKind end)
    {
        EventScript End(EventScript s) => end == EventKind.TimePassed ? s.Pass(1).Sleep() : s.Add(end).Add(EventKind.AtRest);
        Answered(asked: 2, before: 0, now: 3).Add(EventKind.GuestNotified).With(End).Holds();
        Answered(asked: 2, before: 0, now: 3).BreaksBy(End, "a response of queue 0 is there, the guest asked for an event at it and got none");
    }

    [Theory]
    [InlineData(4, 0, 3, false)]                         // not there yet
    [InlineData(3, 0, 3, true)]                          // the last one
    [InlineData(1, 0, 3, true)]                          // the first one
    [InlineData(0, 0, 3, false)]                         // seen long ago
    [InlineData(1, uint.MaxValue, 1, true)]              // over the wrap
    [InlineData(uint.MaxValue, uint.MaxValue, 1, false)]
    public void GuestNotified_IsOwedForResponsesNewlyThere(uint asked, uint before, uint now, bool owed)
    {
        var script = Answered(asked, before, now, start: before);
        if (owed) script.BreaksBy(s => s.Sleep(), "got none");
        else script.Sleep().Holds();
    }

    [Fact]
    public void GuestNotified_ADebtOfOneQueue_IsNotDueWhenAnotherSleeps_NorPaidByIt() =>
        Answered(asked: 1, before: 0, now: 1, queue: 1).Sleep(queue: 0).Add(EventKind.GuestNotified, queue: 0).Holds()
            .BreaksBy(s => s.Sleep(queue: 1), "queue 1");

    [Fact]
    public void NoNeedlessEvent_EventThatNobodyAskedFor_Breaks_AndOneThatWasAskedFor_Holds()
    {
        EventScript Published(Cause asked) => new EventScript("NoNeedlessEvent@honest").Add(EventKind.ResponsesPushed, value: 1, cause: asked);
        Published(Cause.EventAsked).Add(EventKind.GuestNotified).Holds().BreaksBy(s => s.Add(EventKind.GuestNotified), "the guest gets an event of queue 0 and has not asked for one");
        Published(Cause.None).BreaksBy(s => s.Add(EventKind.GuestNotified), "has not asked for one");
    }

    [Theory]
    [InlineData("byte-limit")]
    [InlineData("fewer-slots")]
    public void NoNeedlessEvent_SecondRequestForAnEventOfAnEmptyQueue_Breaks_AndTheLookAfterThePacket_Holds(string revision)
    {
        static EventScript Ask(EventScript s) => s.Add(EventKind.ReqEventArmed, value: 2);
        EventScript Sent() => new EventScript("NoNeedlessEvent@honest", revision).Post(1).With(s => s.New() is var p ? s.Accept(p).With(Ask).With(Ask).Dequeue(p).Take(p, 1) : s);
        const string what = "rx0 asks for an event at the next slot, with no packet waiting and no stall to end";
        Sent().With(Ask).Holds().Post(1).BreaksBy(Ask, what);
        Sent().With(Ask).Accept(3000).With(Ask).Holds();
        new EventScript("NoNeedlessEvent@honest", revision).BreaksBy(Ask, what);
    }

    [Fact]
    public void NoNeedlessEvent_EmptyQueueThatWaitsForSlots_MayAskForThem()
    {
        static EventScript Ask(EventScript s) => s.Add(EventKind.ReqEventArmed, value: 1);
        EventScript Asking() => new EventScript("NoNeedlessEvent@honest", "proposed").Post(1).Accept(5000).Expire();
        // The slots of the packet that has gone.
        Asking().With(Ask).With(Ask).Holds().Post(1).With(Ask).BreaksBy(Ask, "no stall to end");
        // And those of the one that took the carrier down.
        Asking().Add(EventKind.StallMarked, value: 1).Post(1).With(Ask).With(Ask).Holds();
    }
}
