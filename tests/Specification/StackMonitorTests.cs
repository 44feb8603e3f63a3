using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of what the user of the host feels, on streams made by hand. Stall timeout 60,000 ms.</summary>
public class StackMonitorTests
{
    private const string Felt = "NoFeltFlapping@stack", Loss = "NoUndueLoss@stack";

    private static EventScript Up(string claim) =>
        new EventScript(claim, "xsa-424").Sleep().Post(1).CarrierOn().Add(EventKind.LinkUp).Take(new(99, new(60, false)), 1);

    private static EventScript GoesDown(EventScript s) => s.CarrierOff().Add(EventKind.LinkDown);

    [Fact]
    public void NoFeltFlapping_SecondTimeWithNothingPosted_Breaks_AndWithSlotsInBetween_Holds()
    {
        EventScript Once() => Up(Felt).Pass(60_000).With(GoesDown).CarrierOn().Add(EventKind.LinkUp);
        Once().Post(1).Pass(60_000).With(GoesDown).Holds();
        Once().Pass(60_000).BreaksBy(GoesDown, "the host saw the link go down for a second time, at 120,000 ms; nothing was posted in between");
    }

    [Fact]
    public void NoFeltFlapping_CarrierThatComesBackUnseen_IsLoggedOnly() =>
        Up(Felt).Pass(60_000).With(GoesDown).CarrierOn().Add(EventKind.LinkUp).Pass(60_000).CarrierOff().CarrierOn().Holds();

    [Fact]
    public void NoFeltFlapping_SlotsPostedBeforeTheHostLooked_Count() =>
        Up(Felt).CarrierOff().Post(1).Add(EventKind.LinkDown).CarrierOn().Add(EventKind.LinkUp).With(GoesDown).Holds();

    [Fact]
    public void NoUndueLoss_LinkThatWentDownAfterTheStallTimeout_Holds_AndSooner_Breaks()
    {
        EventScript Down(long ms) => Up(Loss).Accept().Pass(ms).With(GoesDown);
        Down(60_000).Add(EventKind.PacketNoCarrier).Add(EventKind.StackDropped, value: 1).Holds();
        Down(59_999).BreaksBy(s => s.Add(EventKind.PacketNoCarrier), "a packet is lost, as the host sees the link down");
        Down(59_999).BreaksBy(s => s.Add(EventKind.StackDropped, value: 1), "the qdisc is thrown away");
    }

    [Fact]
    public void NoUndueLoss_FullQdisc_OrNobodyThere_Holds()
    {
        Up(Loss).Add(EventKind.StackDropped, value: 0).Holds();
        Up(Loss).CarrierOff(Cause.Disconnect).Add(EventKind.LinkDown).Add(EventKind.PacketNoCarrier).Holds();
        new EventScript(Loss, "xsa-424").Add(EventKind.PacketNoCarrier).Holds();
    }

    [Fact]
    public void NoUndueLoss_PacketThatTheDriverRefuses_Breaks_UnlessNobodyIsThere()
    {
        EventScript Refused(Cause cause) => Up(Loss).Add(EventKind.PacketRefused, packet: new(1, new(60, false)), cause: cause);
        Refused(Cause.NotReady).Holds();
        Up(Loss).BreaksBy(s => s.Add(EventKind.PacketRefused, packet: new(1, new(60, false)), cause: Cause.QueueFull), "that the stack would have kept");
    }
}
