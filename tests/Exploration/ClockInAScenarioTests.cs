using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Traces;
using Xunit;

namespace Netback.Tests.Exploration;

public class ClockInAScenarioTests
{
    /// <summary>Whether the clock has an action left was learned with a look at whether all is quiet, which depends on where others wait: a driver whose first context waits for a
    /// lock in some states and not in others was taken for one with hidden state.</summary>
    [Fact]
    public void WhereOthersWait_IsNoPartOfWhatTheClockHasLeft()
    {
        var result = Explorer.Exhaustive(new MarksAfterCount(), ConcurrentScenarios.Get("expiry-under-interrupt"), ExplorationBudget.Unlimited with { Recovery = false });
        Assert.Equal(0, result.Left);
        Assert.DoesNotContain(result.Findings, f => f.Violation.Property == "StallAccounting");
    }

    /// <summary>A tick at which all is quiet was taken for one at which somebody may be busy when what an exploration had found was carried out as a scenario, and excused it.</summary>
    [Fact]
    public void WhatIsFoundWhereTimePassesAtAnyMoment_IsTheSameAsAScenario()
    {
        var (driver, configuration) = (MutantList.All.Single(m => m.FullName == "byte-limit+sleeps-for-ever").Faulty, Configurations.Get("one-offer-any-time"));
        var result = Explorer.Exhaustive(driver, configuration, ExplorationBudget.Unlimited with { Until = "TeardownWithinDrain" });
        var finding = result.Findings.Single(f => f.Violation.Property == "TeardownWithinDrain");
        Assert.Equal(finding.Violation, Interleaving.Of(driver, configuration, finding, "explore").Replay().Violation);
    }

    /// <summary>A witness in which only what is left of its property is violated was said not to replay.</summary>
    [Fact]
    public void WhatViolatesOnlyWhatIsLeftOfAProperty_Replays()
    {
        var race = Race.Find("clears-purge-too-late")!;
        var schedule = Schedule.Read(TraceGolden.InFolder("golden", race.Name + ".schedule"));
        var replayed = Interleaving.Of(race.Faulty, race.Configuration, new(new("CarrierRecovers", ""), schedule), "explore").Replay();
        Assert.Equal("CarrierRecovers", replayed.Violation?.Property);
    }

    private sealed class MarksAfterCount : Xsa424
    {
        public override string Name => "marks-after-count";

        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            var vif = q.Vif;
            if (!stalled) await BeforeSending(q);
            await vif.Lock.Acquire();
            vif.StalledQueues.Value += stalled ? 1 : -1;
            q.Emit(EventKind.StalledQueues, value: vif.StalledQueues.Value);
            if (stalled && vif.StalledQueues.Value == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            if (!stalled && vif.StalledQueues.Value == 0) await TurnsOn(q);
            await vif.Lock.Release();
            await q.Stalled.Store(stalled, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
        }
    }
}
