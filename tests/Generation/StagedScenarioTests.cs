using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Generation;

/// <summary>Situations that claims rest on where contexts interleave must not be left to the luck of a seed.</summary>
public class StagedScenarioTests
{
    private const int Seeds = 5, Schedules = 3;

    public static TheoryData<string, int, Probe[], EventKind[]> Situations { get; } = new()
    {
        { "any-host", 4, [Probe.IdleThenBlocked, Probe.OneSlotFree, Probe.BlockedForStall, Probe.DeadGuest], [EventKind.PacketPurged] },
        { "hostile", 9, [Probe.ForgedAhead, Probe.CopyFailed], [] },
        { "reconnecting", 8, [Probe.BlockedForStall, Probe.Blocked], [] },
    };

    /// <summary>With few schedules of each scenario. By chance some of these situations come up in none of the usual number, with most seeds.</summary>
    /// <param name="environment">Who is around <c>proposed</c>.</param>
    /// <param name="atLeast">Schedules that are in each situation, at least.</param>
    /// <param name="probes">The situations.</param>
    /// <param name="events">What happens.</param>
    [Theory]
    [MemberData(nameof(Situations))]
    public void Situation_OccursWithEverySeed_InManySchedules(string environment, int atLeast, Probe[] probes, EventKind[] events)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var walked = Walked(environment, seed);
            Assert.All(probes, p => Assert.InRange(walked.Probes[p], atLeast, long.MaxValue));
            Assert.All(events, e => Assert.True(walked.Events.Contains(e)));
        }
    }

    [Theory]
    [InlineData("honest", "idle-then-blocked", Probe.IdleThenBlocked)]
    [InlineData("honest", "one-slot-left", Probe.OneSlotFree)]
    [InlineData("honest", "one-slot-left", Probe.DeadGuest)]
    [InlineData("xdp", "idle-then-blocked", Probe.IdleThenBlocked)]
    [InlineData("xdp", "one-slot-left", Probe.DeadGuest)]
    [InlineData("any-host", "disconnect-loaded", Probe.DisconnectLoaded)]
    [InlineData("hostile", "forged-ahead", Probe.ForgedAhead)]
    [InlineData("hostile", "failed-copies", Probe.CopyFailed)]
    [InlineData("reconnecting", "stalled-then-connected", Probe.BlockedForStall)]
    public void StagedScenario_GetsIntoItsSituation_InMostSchedules_WithEveryRevisionThatLimitsTheQueue(string environment, string stage, Probe probe)
    {
        const int Each = 4;
        var scenarios = StagedScenarios.In(DriverEnvironment.All.First(e => e.Name == environment), Each, seed: 1).Where(s => s.Class == stage).Select(ConcurrentScenario.Of).ToList();
        foreach (var revision in History.All.Where(r => r is ByteLimit))
        {
            var walks = scenarios.SelectMany((s, i) => Enumerable.Range(0, Each).Select(j => new Walk(revision, s, (ulong)((i * Each) + j), (WalkStrategy)(j % 2)) { InOrder = true }));
            Assert.InRange(walks.Count(w => w.Go(properties: []).Probes.Contains(probe)), Each * Each / 2, Each * Each);
        }
    }

    /// <summary>No random scenario of this environment has a reconnect: what a hostile guest does to a connect shows here only.</summary>
    [Fact]
    public void DriverThatTakesAnyRingInUse_IsFound_WhereTheGuestHasForgedIt()
    {
        const string Remainder = "HostileIndexContained-remainder";
        var scenarios = StagedScenarios.In(DriverEnvironment.HostileGuest, 3, seed: 1).Where(s => s.Class == "forged-then-connected").Select(ConcurrentScenario.Of).ToList();
        Assert.Equal(3, scenarios.Count);
        foreach (Revision revision in (Revision[])[new Xsa424(), new Proposed(), new AttachesToAnyRing()])
            Assert.All(scenarios, s => Assert.Equal(revision is AttachesToAnyRing,
                new Walk(revision, s, 1, WalkStrategy.Uniform) { InOrder = true }.Go(properties: ["HostileIndexContained", Remainder]).Violation is not null));
        // And so does verify, although this revision takes more slots than a forged ring has anyway.
        var search = InterleavedVerifier.RandomSearches(new AttachesToAnyRing(), 12, seed: 1).Single(s => s.Name == $"{InterleavedVerifier.Walk} xsa-424 hostile").Go();
        Assert.Contains(search.Found, f => f.Finding.Violation.Property == Remainder);
    }

    private sealed class AttachesToAnyRing : Xsa424
    {
        protected override async Coroutine<bool> Attaches(GuestRxQueue q, bool ringInUse)
        {
            if (ringInUse) q.Ring.Attach(await q.Shared.RspProd.Load("reads rsp_prod"));
            q.Emit(EventKind.RingAttached, value: q.Ring.ReqCons.Peek.Value, other: q.Shared.RspProd.Peek.Value);
            return true;
        }
    }

    [Fact]
    public void StagedScenario_IsValid_AndOfItsEnvironment()
    {
        foreach (var environment in DriverEnvironment.OfScenarios)
            foreach (var scenario in StagedScenarios.In(environment, 20, seed: 3))
            {
                Assert.Null(Cases.Fault(scenario));
                Assert.Contains(environment.SearchedAs, DriverEnvironment.PartsOf(scenario));
            }
    }

    [Fact]
    public void SameSeed_GivesTheSameScenarios_AndAnotherGivesOthers()
    {
        string[] Texts(ulong seed) => [.. StagedScenarios.In(DriverEnvironment.AnyHost, 5, seed).Select(Cases.Text)];
        Assert.Equal(Texts(1), Texts(1));
        Assert.Empty(Texts(1).Intersect(Texts(2)));
    }

    [Theory]
    [InlineData(WalkStrategy.Uniform)]
    [InlineData(WalkStrategy.Pct)]
    public void WalkInOrder_BeginsTheStepsOfTheScenario_InItsOrder(WalkStrategy strategy)
    {
        foreach (var scenario in StagedScenarios.In(DriverEnvironment.Reconnecting, 3, seed: 1).Concat(StagedScenarios.In(DriverEnvironment.Honest, 2, seed: 1)))
        {
            var concurrent = ConcurrentScenario.Of(scenario);
            var labels = concurrent.Steps.Select(s => new ScheduleStep(s.Process, s.Label)).ToArray();
            var schedule = new Walk(new Proposed(), concurrent, Seed: 7, strategy) { InOrder = true }.Go(properties: [], record: true).Schedule!;
            Assert.Equal(labels, schedule.Steps.Where(labels.Contains));
        }
    }

    private static InterleavedSearch Walked(string environment, ulong seed)
    {
        // Of each scenario a share of the schedules is walked through.
        int share = environment switch { "hostile" => 12, "any-host" => 4, _ => 8 };
        return InterleavedVerifier.RandomSearches(new Proposed(), Schedules * share, seed).Single(s => s.Name == $"{InterleavedVerifier.Walk} proposed {environment}").Go();
    }
}
