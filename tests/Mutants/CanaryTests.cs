using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Execution;
using Netback.Properties.Mutants;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Mutants;

/// <summary>Two faults that are dear to show: one never ends, the other takes four thousand million bytes.</summary>
public class CanaryTests
{
    // One slot on offer, a packet that needs two, and the stall timeout over: stalled and ready at once, for ever.
    private static readonly Scenario Livelock = new("livelock",
        Parameters.Default with { Gso = false, Mtu = 9000, StallTimeoutMs = 500 }, HostStack.HonoursStop,
        [Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 4097), Step.Advance(501), Step.Kick(0)]);

    private static readonly Parameters SmallCount = Parameters.Default with { ByteCountBits = 20 };

    [Fact]
    public void ThreadThatWorksForEver_EndsTheRun_AndCountsAsSpinning()
    {
        var mutant = MutantList.All.Single(m => m.FullName == "proposed+ready-at-one-slot");
        var log = new Log();
        new StraightRun(Livelock, mutant.Faulty, log).RunAll(Livelock.Steps);
        // Nothing comes after, not even the next step.
        Assert.Equal((EventKind.RxSpins, 500L), (log.Events[^1].Kind, log.Events[^1].TimeMs));
        Assert.Single(log.Events, e => e.Kind == EventKind.RxSpins);

        var noSpin = Catalogue.Claims.Single(c => c.Name == "NoSpin@honest");
        Assert.Equal("rx0 busy-loops: it neither works nor sleeps", new MonitorSet(mutant.Faulty, [noSpin]).FindViolation(Livelock)?.What);
        Assert.Null(new MonitorSet(mutant.Original, [noSpin]).FindViolation(Livelock));
    }

    // CVE-2021-28715, both halves, with a count of 20 bits: 17 packets of 64 KiB go once round it.
    [Theory]
    [InlineData("byte-limit", true)]
    [InlineData("locked-peek", true)]
    [InlineData("xsa-392", false)]
    [InlineData("xsa-424", false)]
    [InlineData("proposed", false)]
    public void ByteCountThatWraps_LiesAboutTheQueue_AndWakesTheTxQueueAboveTheLimit(string revision, bool wraps)
    {
        var scenario = new Scenario("wrap", SmallCount, HostStack.IgnoresStop,
            [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Advance(0), Step.Xmit(0, 65_536, gso: true, count: 17),
                Step.Post(0, 17), Step.Advance(0)]);
        var accounting = Catalogue.Claims.Single(c => c.Name == "ByteAccounting@any-host");
        var violation = new MonitorSet(History.Find(revision)!, [accounting]).FindViolation(scenario);
        Assert.Equal(wraps ? "the driver counts 0 bytes in queue 0, there are 1,048,576 bytes" : null, violation?.What);

        var watch = new WakeWatch(scenario);
        new StraightRun(scenario, History.Find(revision)!, watch).RunAll(scenario.Steps);
        Assert.Equal(wraps, watch.WokenAboveTheLimit);
        Assert.True(watch.Stopped);
    }

    // What makes the difference is the width of the count, and not the crowd.
    [Fact]
    public void ByteCountThatDoesNotWrap_IsRight_HoweverFullTheQueue()
    {
        var scenario = new Scenario("crowd", Parameters.Default, HostStack.IgnoresStop,
            [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true, count: 40), Step.Advance(10_000)]);
        var accounting = Catalogue.Claims.Single(c => c.Name == "ByteAccounting@any-host");
        Assert.Null(new MonitorSet(History.Find("byte-limit")!, [accounting]).FindViolation(scenario));
    }

    private sealed class Log : IEventSink
    {
        public List<Event> Events { get; } = [];

        public void On(in Event e) => Events.Add(e);
    }

    private sealed class WakeWatch(Scenario scenario) : IEventSink
    {
        private readonly ObservedVif picture = new(scenario.Vif, scenario.StartIndex);

        public bool Stopped { get; private set; }
        public bool WokenAboveTheLimit { get; private set; }

        public void On(in Event e)
        {
            picture.On(e);
            Stopped |= e.Kind == EventKind.TxStopped;
            WokenAboveTheLimit |= e.Kind == EventKind.TxWoken && picture[e.Queue].Bytes > scenario.Vif.QueueLimit;
        }
    }
}
