using Netback.Tests.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Traces;

/// <summary>Traces as texts that a person has read: of all races, of what else breaks, and of runs in which all is well.</summary>
public class TraceTests
{
    private const int Width = 100;

    public static TheoryData<string> Races => [.. Race.All.Select(race => race.Name)];

    [Theory]
    [MemberData(nameof(Races))]
    public void Race_IsTold(string name)
    {
        var race = Race.Find(name)!;
        Tell(name, Shortest(name, race.Faulty, race.Configuration, race.Property));
    }

    [Fact]
    public void DisabledThread_Spins() =>
        Tell("disabled-thread-spins", Shortest("disabled-thread-spins", new ByteLimit(), Configurations.Get("fatal"), "NoSpin"));

    [Fact]
    public void Packet_IsLeftAfterADisconnect() => Tell("packet-after-disconnect",
        Shortest("packet-after-disconnect", new ByteLimit(), Configurations.Get("disconnecting"), "TeardownWithinDrain"));

    [Fact]
    public void TwoCpus_GoPastTheLimit() => Tell("two-cpus-past-the-limit",
        Shortest("two-cpus-past-the-limit", new ByteLimit(), Configurations.Get("two-cpus"), "BoundedMemory"));

    [Fact]
    public void Spin_IsFolded()
    {
        var mutant = MutantList.All.Single(m => m.FullName == "byte-limit+works-for-any-packet");
        var configuration = Configurations.Get("one-packet");
        var found = Explorer.Exhaustive(mutant.Faulty, configuration, ExplorationBudget.Unlimited with { Until = "NoSpin" }).Findings[0];
        var longer = Straight.Continued(Begin(mutant.Faulty, configuration), found.Schedule, 80);
        Tell("spin", ScheduleTrace.Of(mutant.Faulty, configuration, longer));
    }

    [Fact]
    public void Delivery_WithStopAndWake() => Tell("delivery-with-stop-and-wake", new ByteLimit(), Configurations.Get("two-packets"),
        ["host0: offers 64 bytes to queue 0", "host0: offers 64 bytes to queue 0", "host0: offers 64 bytes to queue 0",
         "guest0: posts 1", "guest0: takes the responses", "guest0: posts 1"]);

    [Fact]
    public void Expiry() => Tell("expiry", new ByteLimit(), Configurations.Get("ticking"),
        ["host0: offers 64 bytes to queue 0", "clock: ticks"]);

    [Fact]
    public void Stall_AndRecovery() => Tell("stall-and-recovery", new StallDetection(), Configurations.Get("stalling"),
        ["host0: offers 64 bytes to queue 0", "guest0: posts 1", "host0: offers 64 bytes to queue 0", "clock: ticks", "clock: ticks",
         "clock: ticks", "host0: offers 64 bytes to queue 0", "guest0: posts 1", "guest0: takes the responses", "guest0: posts 1"]);

    [Fact]
    public void LateEndOfInterrupt() => Tell("late-end-of-interrupt", new LockedPeek(), Configurations.Get("one-packet"),
        ["guest0: posts 1", "host0: offers 64 bytes to queue 0", "guest0: posts 1"]);

    [Fact]
    public void TwoQueues_InEightColumns()
    {
        var one = Configurations.Get("ticking");
        var two = one with { Name = "two-queues-ticking", Summary = "as ticking, with two queues", Vif = one.Vif with { Queues = 2 } };
        Tell("eight-columns", new ByteLimit(), two,
            ["guest0: posts 1", "host0: offers 64 bytes to queue 0", "host0: offers 64 bytes to queue 1", "guest1: posts 1",
             "host0: offers 64 bytes to queue 0", "clock: ticks"]);
    }

    [Fact]
    public void WaitingForALock_IsTheReasonOfASwitch()
    {
        var (revision, configuration) = (new ByteLimit(), Configurations.Get("two-cpus"));
        string[] toTheLock =
        [
            "offers 64 bytes to queue 0", "looks at the carrier", "looks whether the Tx queue is stopped", "looks for queues", "looks for rx0",
            "looks whether the vif is connected", "looks whether the vif is disabled", "reads the time",
        ];
        var schedule = new Schedule(
        [
            .. toTheLock.Select(words => new ScheduleStep("host0", words)), new("host0", "takes the queue lock"),
            .. toTheLock.Select(words => new ScheduleStep("host1", words)), new("host0", "links the packet"), new("host0", "stops the Tx queue"),
        ]);
        Tell("waiting-for-a-lock", ScheduleTrace.Of(revision, configuration, Straight.Continued(Begin(revision, configuration), schedule, 10)));
    }

    [Fact]
    public void Scenario_IsTold_AsItsContextsFollowIt()
    {
        var scenario = new Scenario("one packet with the real constants", Parameters.Default, HostStack.HonoursStop,
            [Step.Post(0, 18), Step.Xmit(0, 1514), Step.Advance(10_000)]);
        var schedule = Straight.Schedule(new(new ByteLimit(), scenario),
            "guest0: posts 18", "host0: offers 1 of 1514 bytes to queue 0", "clock: advances 10000 ms");
        Tell("scenario", ScheduleTrace.Of(new ByteLimit(), scenario, schedule));
    }

    [Fact]
    public void NoLine_IsWiderThanATerminal()
    {
        foreach (string name in TraceGolden.Names)
            Assert.All(TraceGolden.Read(name).Split('\n'), line => Assert.True(line.Length <= Width, $"{name}: {line}"));
    }

    [Fact]
    public void EveryText_BelongsToATrace()
    {
        string source = File.ReadAllText(TraceGolden.InFolder("TraceTests.cs"));
        Assert.All(TraceGolden.Names, name =>
            Assert.True(Race.Find(name) is not null || source.Contains($"Tell(\"{name}\"", StringComparison.Ordinal), name));
    }

    [Fact]
    public void WitnessThatDoesNotReproduce_IsNotTold()
    {
        var schedule = Straight.Schedule(Begin(new ByteLimit(), Configurations.Get("ticking")), "host0: offers 64 bytes to queue 0");
        var finding = new Finding(new("NoLostWakeup", "nothing of the kind"), schedule);
        var error = Assert.Throws<InvalidOperationException>(() => ScheduleTrace.Of(new ByteLimit(), Configurations.Get("ticking"), finding));
        Assert.Equal("The schedule does not violate NoLostWakeup.", error.Message);
    }

    [Fact]
    public void ScheduleThatDoesNotFit_IsNotTold()
    {
        var schedule = new Schedule([new("rx0", "reads the moon")]);
        var error = Assert.Throws<InvalidOperationException>(() => ScheduleTrace.Of(new ByteLimit(), Configurations.Get("ticking"), schedule));
        Assert.StartsWith("step 1, \"rx0: reads the moon\"", error.Message, StringComparison.Ordinal);
    }

    private static ModelInstance Begin(Revision revision, Configuration configuration) =>
        new(revision, configuration with { Reduced = false });

    /// <summary>
    /// The trace of a shortest schedule that breaks a property. The schedule stands next to the text, and is searched for only when
    /// the text is to be written anew: that it can be found is for the tests of races to show.
    /// </summary>
    private static ScheduleTrace Shortest(string name, Revision revision, Configuration configuration, string property)
    {
        string file = TraceGolden.InFolder("golden", name + ".schedule");
        if (Golden.Update)
        {
            var found = Explorer.Exhaustive(revision, configuration, ExplorationBudget.Unlimited with { Until = property });
            found.Findings.First(f => f.Violation.Property == property).Schedule.Write(file);
        }
        return ScheduleTrace.Of(revision, configuration, new Finding(new(property, ""), Schedule.Read(file)));
    }

    private static void Tell(string name, Revision revision, Configuration configuration, string[] actions) =>
        Tell(name, ScheduleTrace.Of(revision, configuration, Straight.Schedule(Begin(revision, configuration), actions)));

    private static void Tell(string name, ScheduleTrace trace)
    {
        using var text = new StringWriter { NewLine = "\n" };
        trace.Write(text);
        TraceGolden.AssertSame(name, text.ToString());
    }
}
