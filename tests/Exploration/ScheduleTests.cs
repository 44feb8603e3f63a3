using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

public class ScheduleTests
{
    private static readonly Race Lost = Race.Find("kicks-before-append")!;

    [Fact]
    public void Schedule_IsReadAsItWasWritten()
    {
        var schedule = new Schedule([new("host0", "offers 64 bytes to queue 0"), new("rx0", "reads req_prod"), new("clock", "ticks")]);
        var writer = new StringWriter();
        schedule.Write(writer);
        Assert.Equal(schedule.Steps, Schedule.Read(new StringReader("# who\n\n" + writer), "file").Steps);
        Assert.Equal(2, schedule.Switches);
    }

    /// <summary>Files of before November 2026 are still read.</summary>
    [Fact]
    public void OldLabel_IsReadAsWhatItIsCalledNow() =>
        Assert.Equal(new("rx0", KernelThread.LoopsAgain), Assert.Single(Schedule.Read(new StringReader("rx0: goes round again\n"), "file").Steps));

    /// <summary>Such as what a search by rules has found of a driver that looks at where the ring's indices start: no fault of the shrinker, and no verdict.</summary>
    [Fact]
    public void ScheduleThatViolatesNothingWhenItIsMadeAgain_IsADefectOfTheSearch()
    {
        var error = Assert.Throws<UnsoundSearchException>(() => ScheduleShrinker.Shrink(() => new(Lost.Sound, Lost.Configuration), new([new("rx0", "starts")]), Lost.Property));
        Assert.Equal("What was found to violate NoLostWakeup does not when the driver makes the same step again: it goes by something that states do not tell, such as where the ring's indices or the clock start.",
            error.Message);
    }

    [Theory]
    [InlineData("rx0 reads req_prod")]
    [InlineData("rx0: ")]
    [InlineData(": reads")]
    [InlineData("rx 0: reads")]
    public void LineThatIsNoStep_IsRefused_WithItsPlace(string line)
    {
        var error = Assert.Throws<InputException>(() => Schedule.Read(new StringReader("rx0: starts\n" + line), "file"));
        Assert.StartsWith("file:2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNotThere_IsRefused() => Assert.Throws<InputException>(() => Schedule.Read("/nowhere/a.schedule"));

    [Fact]
    public void SameSchedule_GivesTheSameEvents()
    {
        var schedule = Explorer.Exhaustive(Lost.Faulty, Lost.Configuration, ExplorationBudget.Unlimited with { Until = Lost.Property })
            .Findings[^1].Schedule;
        var events = new List<string>[] { [], [] };
        foreach (var list in events)
            Replayer.Replay(new(Lost.Faulty, Lost.Configuration with { Reduced = false }, sink: new Listener(list)), schedule);
        Assert.NotEmpty(events[0]);
        Assert.Equal(events[0], events[1]);
    }

    [Fact]
    public void ScheduleThatNoLongerFits_SaysWhereItDiverges()
    {
        var schedule = new Schedule([new("rx0", "starts"), new("rx0", "looks for a packet"), new("rx0", "reads the moon")]);
        var replayed = Replayer.Replay(new(new ByteLimit(), Configurations.Get("one-packet") with { Reduced = false }), schedule);
        Assert.Equal("step 3, \"rx0: reads the moon\", is not possible: rx0 is at \"looks whether to stop\"", replayed.Divergence);
        Assert.Equal(2, replayed.Steps.Steps.Count);
    }

    /// <summary>A quiet tick while a context is in the middle of something would count that context's delay as the driver's.</summary>
    [Theory]
    [InlineData(ClockPolicy.WhenQuiet, "ticks", 2)]
    [InlineData(ClockPolicy.WhenQuiet, "ticks while others are busy", 2)]
    [InlineData(ClockPolicy.AnyTime, "ticks", 2)]
    [InlineData(ClockPolicy.AnyTime, "ticks while others are busy", 3)]
    [InlineData(ClockPolicy.Stopped, "ticks while others are busy", 2)]
    public void TimeMovesOnWhileSomebodyIsBusy_OnlyByTheTickForThat(ClockPolicy clock, string tick, int made)
    {
        var model = new ModelInstance(new ByteLimit(), Configurations.Get("one-packet") with { Reduced = false, Clock = clock });
        var replayed = Replayer.Replay(model, new([new("rx0", "starts"), new("rx0", "looks for a packet"), new("clock", tick)]));
        Assert.Equal(made, replayed.Steps.Steps.Count);
    }

    [Fact]
    public void TickThatNoLongerFits_BecomesTheOtherOne()
    {
        var model = new ModelInstance(new ByteLimit(), Configurations.Get("one-packet") with { Reduced = false, Clock = ClockPolicy.AnyTime });
        var followed = Replayer.Follow(model, [new("rx0", "starts"), new("clock", "ticks")], null);
        Assert.Equal("ticks while others are busy", followed.Steps.Steps[^1].Words);
    }

    private sealed class Listener(List<string> list) : IEventSink
    {
        public void On(in Event e) => list.Add($"{e.TimeMs} {e.Kind} {e.Queue} {e.Packet?.Id} {e.Value} {e.Other} {e.Cause}");
    }
}
