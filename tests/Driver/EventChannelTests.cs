using Xunit;

namespace Netback.Tests.Driver;

public class EventChannelTests
{
    private readonly TestMachine machine = new();
    private int interrupts;

    [Fact]
    public void EachEvent_Interrupts()
    {
        var channel = Channel(lateEoi: false);
        Raise(channel, 3);
        Assert.Equal((3, false, false), (interrupts, channel.IsMasked, channel.IsPending));
        Assert.Equal(3, machine.Events.Count(e => e.Kind == EventKind.EventRaised));
        Assert.Equal(3, machine.Events.Count(e => e.Kind == EventKind.EventDelivered));
    }

    /// <summary>The driver never takes interrupts again once it has disabled them.</summary>
    [Fact]
    public void EventsWhileDisabled_AreKept_AndDoNotInterrupt()
    {
        var channel = Channel(lateEoi: false);
        Assert.True(channel.IsEnabled);
        TestMachine.Now(channel.Disable);
        Raise(channel, 3);
        Assert.Equal((0, false, true), (interrupts, channel.IsEnabled, channel.IsPending));
        Assert.Equal(3, machine.Events.Count(e => e.Kind == EventKind.EventRaised));
        Assert.DoesNotContain(machine.Events, e => e.Kind == EventKind.EventDelivered);
    }

    [Fact]
    public void EventsBeforeALateEoi_AreKeptOnce()
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 3);
        Assert.Equal((1, true, true), (interrupts, channel.IsMasked, channel.IsPending));
        TestMachine.Now(() => channel.EndOfInterrupt(spurious: false));
        Assert.Equal((2, true, false), (interrupts, channel.IsMasked, channel.IsPending));
        TestMachine.Now(() => channel.EndOfInterrupt(spurious: false));
        Assert.Equal((2, false, false), (interrupts, channel.IsMasked, channel.IsPending));
        Raise(channel, 1);
        Assert.Equal(3, interrupts);
    }

    [Fact]
    public void EventBeforeALateEoi_AndThenDisabled_WaitsForBoth()
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 2);
        TestMachine.Now(channel.Disable);
        TestMachine.Now(() => channel.EndOfInterrupt(spurious: false));
        Assert.Equal((1, false, true), (interrupts, channel.IsMasked, channel.IsPending));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Acknowledgement_SaysWhetherThereWasWork_AndWhetherItUnmasks(bool spurious)
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 1);
        TestMachine.Now(() => channel.EndOfInterrupt(spurious));
        TestMachine.Now(() => channel.EndOfInterrupt(!spurious));
        Assert.Equal([(spurious ? 1 : 0, 1L), (spurious ? 0 : 1, 0L)],
            machine.Events.Where(e => e.Kind == EventKind.EventAcknowledged).Select(e => (e.Value, e.Other)));
    }

    /// <summary>An event is acknowledged when its handler begins: one that comes while it runs is a new one, and is delivered once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EventsWhileTheHandlerRuns_AreKeptOnce(bool lateEoi)
    {
        EventChannel? channel = null;
        var seen = new List<(bool Pending, bool Masked)>();
        channel = new(machine.Kernel, 0, lateEoi, () =>
        {
            seen.Add((channel!.IsPending, channel.IsMasked));
            if (seen.Count == 1) Raise(channel, 3);
            return default;
        });
        Raise(channel, 1);
        if (lateEoi)
        {
            Assert.Equal([(false, true)], seen);
            TestMachine.Now(() => channel.EndOfInterrupt(spurious: false));
        }
        Assert.Equal([(false, lateEoi), (false, lateEoi)], seen);
        Assert.False(channel.IsPending);
    }

    [Fact]
    public void Handler_RunsAsAnInterrupt_AndNothingElseDoes()
    {
        Assert.False(machine.Kernel.InInterrupt);
        bool inside = false;
        var channel = new EventChannel(machine.Kernel, 0, lateEoi: false, () =>
        {
            inside = machine.Kernel.InInterrupt;
            return default;
        });
        Raise(channel, 1);
        Assert.Equal((true, false), (inside, machine.Kernel.InInterrupt));
    }

    /// <summary>Also where a connection fails, whose interrupts nobody has turned off.</summary>
    [Fact]
    public void EventBeforeTheChannelIsGivenBack_IsLost()
    {
        var channel = Channel(lateEoi: true);
        Raise(channel, 2);
        TestMachine.Now(channel.Unbind);
        TestMachine.Now(() => channel.EndOfInterrupt(spurious: false));
        Assert.Equal((1, false), (interrupts, channel.IsOpen));
    }

    /// <summary>What was counted for the channel of one connection holds up no event of the next.</summary>
    [Fact]
    public void ChannelOfTheNextConnection_CountsAnew()
    {
        var channel = new EventChannel(machine.Kernel, 0, lateEoi: true, () => default, backsOff: true);
        IsSpurious();
        Assert.False(channel.IsMasked);
        IsSpurious();
        Assert.True(channel.IsMasked);
        TestMachine.Now(channel.Unbind);
        channel.Bind();
        IsSpurious();
        Assert.False(channel.IsMasked);
        // Nor does the end of the delay unmask anything.
        Raise(channel, 1);
        machine.Kernel.Advance(1_000);
        Assert.True(channel.IsMasked);

        void IsSpurious()
        {
            Raise(channel, 1);
            TestMachine.Now(() => channel.EndOfInterrupt(spurious: true));
        }
    }

    private EventChannel Channel(bool lateEoi) => new(machine.Kernel, 0, lateEoi, () =>
    {
        interrupts++;
        return default;
    });

    private static void Raise(EventChannel channel, int count)
    {
        for (int i = 0; i < count; i++) channel.Raise();
    }
}
