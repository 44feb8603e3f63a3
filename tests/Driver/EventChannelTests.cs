using Xunit;

namespace Netback.Tests.Driver;

public class EventChannelTests
{
    private readonly Machine machine = new();
    private int interrupts;

    [Fact]
    public void EachEvent_Interrupts()
    {
        var channel = Channel(lateEoi: false);
        Raise(channel, 3);
        Assert.Equal((3, false), (interrupts, channel.InService));
        Assert.Equal(3, machine.Events.Count(e => e.Kind == EventKind.EventRaised));
    }

    [Fact]
    public void EventsWhileDisabled_AreKeptOnce()
    {
        var channel = Channel(lateEoi: false);
        Machine.Now(() => channel.Enable(false));
        Raise(channel, 3);
        Assert.Equal(0, interrupts);
        Machine.Now(() => channel.Enable(true));
        Assert.Equal(1, interrupts);
        Machine.Now(() => channel.Enable(true));
        Assert.Equal(1, interrupts);
    }

    [Fact]
    public void EventsBeforeALateEoi_AreKeptOnce()
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 3);
        Assert.Equal((1, true), (interrupts, channel.InService));
        Machine.Now(channel.EndOfInterrupt);
        Assert.Equal((2, true), (interrupts, channel.InService));
        Machine.Now(channel.EndOfInterrupt);
        Assert.Equal((2, false), (interrupts, channel.InService));
        Raise(channel, 1);
        Assert.Equal(3, interrupts);
    }

    [Fact]
    public void EventBeforeALateEoi_AndThenDisabled_WaitsForBoth()
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 2);
        Machine.Now(() => channel.Enable(false));
        Machine.Now(channel.EndOfInterrupt);
        Assert.Equal(1, interrupts);
        Machine.Now(() => channel.Enable(true));
        Assert.Equal(2, interrupts);
    }

    [Fact]
    public void Handler_RunsAsAnInterrupt_AndNothingElseDoes()
    {
        Assert.False(machine.Kernel.InInterrupt);
        bool inside = false;
        var channel = new EventChannel(machine.Kernel, 0, lateEoi: false)
        {
            Handler = () =>
            {
                inside = machine.Kernel.InInterrupt;
                return default;
            },
        };
        Raise(channel, 1);
        Assert.Equal((true, false), (inside, machine.Kernel.InInterrupt));
    }

    private EventChannel Channel(bool lateEoi) => new(machine.Kernel, 0, lateEoi)
    {
        Handler = () =>
        {
            interrupts++;
            return default;
        },
    };

    private static void Raise(EventChannel channel, int count)
    {
        for (int i = 0; i < count; i++) Machine.Now(channel.Raise);
    }
}
