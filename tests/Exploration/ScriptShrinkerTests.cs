using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>Script and schedule of what a walk finds are made simple together.</summary>
public class ScriptShrinkerTests
{
    private const string Leak = "NothingLeftBehind";

    private static readonly Scenario Generated = new("generated",
        Parameters.Default with { Queues = 2, Mtu = 9000, DrainTimeoutMs = 3000, StallTimeoutMs = 0, TimerHz = 100 }, HostStack.HonoursStop,
        [Step.Post(0, 5), Step.Xmit(0, 90, count: 20), Step.Xmit(0, 1200, count: 3), Step.Disconnect(), Step.Advance(7)]) { StartIndex = 4294967293 };

    [Fact]
    public void ScriptIsAsSmallAsTheScheduleAllows_AndTheScheduleGoesAlong()
    {
        var found = Found();
        var bySteps = ScheduleShrinker.Shrink(() => new(found.Driver, found.ConcurrentScenario) { SkipsSteps = true }, found.Finding.Schedule, Leak);
        var shrunk = found.Shrink();
        Assert.Equal([Step.Xmit(0, 60), Step.Disconnect()], shrunk.ConcurrentScenario.Scenario!.Steps);
        var vif = shrunk.ConcurrentScenario.Configuration.Vif;
        Assert.Equal((false, 1500, 10_000L, 0, 0u), (vif.Gso, vif.Mtu, vif.DrainTimeoutMs, vif.TimerHz, shrunk.ConcurrentScenario.Scenario.StartIndex));
        Assert.InRange(shrunk.Steps, 10, bySteps.Steps.Count - 1);
        Assert.Equal(shrunk.What, shrunk.Reproduce());
    }

    [Fact]
    public void WhatIsAsSimpleAsCanBe_StaysAsItIs()
    {
        var once = Found().Shrink();
        var twice = once.Shrink();
        Assert.Equal(once.ConcurrentScenario.Scenario!.Steps, twice.ConcurrentScenario.Scenario!.Steps);
        Assert.Equal(once.Finding.Schedule.Steps, twice.Finding.Schedule.Steps);
    }

    /// <summary>The search looked among frontends that connect again, and what it found no longer does: it was filed under honest guests.</summary>
    [Fact]
    public void EnvironmentOfTheSearch_IsKept_ThoughTheScriptNoLongerNeedsIt()
    {
        using var folder = new TempFolder();
        var found = Found() with { Environment = DriverEnvironment.Reconnecting };
        Assert.Equal(Path.Combine("head-need", Leak + "@reconnecting.generated.witness.json"), found.FileName);
        string file = Path.Combine(folder.Path, found.FileName);
        WitnessFolder.Write(file, found.Write);
        var read = Witness.Read<Interleaving>(file);
        Assert.Equal((found.Property, found.What, found.FileName), (read.Property, read.Reproduce(), read.FileName));
        string other = folder.File("a.json", File.ReadAllText(file).Replace("@reconnecting", "@any-host", StringComparison.Ordinal));
        Examples.Refused("scenario.host: the host respects a stopped Tx queue, but NothingLeftBehind@any-host is claimed for this only", () => Witness.Read(other));
    }

    /// <summary>Bad grants alone did not count as hostile: without the fatal error what was left was judged as among honest guests, where nothing is claimed about errors.</summary>
    [Fact]
    public void GuestWithBadGrants_IsHostile_WhateverElseIsLeftOut()
    {
        var found = Found(MutantList.All.Single(m => m.FullName == "head-need+reports-too-late").Faulty, new("bad-grants", Parameters.Default, HostStack.HonoursStop,
            [Step.Post(0, 5), Step.FailCopies(0, 1), Step.Xmit(0, 60), Step.TxFatal()]), "FailuresReported").Shrink();
        Assert.Equal([StepKind.Post, StepKind.FailCopies, StepKind.Xmit], found.ConcurrentScenario.Scenario!.Steps.Select(s => s.Do));
        Assert.Equal((DriverEnvironment.HostileGuest, found.What), (found.Environment, found.Reproduce()));
    }

    /// <summary>What the first walk finds that leaves a packet behind.</summary>
    private static Interleaving Found() => Found(new HeadNeed(), Generated, Leak);

    private static Interleaving Found(Revision driver, Scenario scenario, string property)
    {
        var concurrent = ConcurrentScenario.Of(scenario);
        var walk = Enumerable.Range(1, 1_000).Select(seed => new Walk(driver, concurrent, (ulong)seed, WalkStrategy.Pct)).First(w => w.Go(properties: [property]).Violation is not null);
        return new(walk.Revision, concurrent, new(walk.Go(properties: [property]).Violation!.Value, walk.Again(property)), "by a test");
    }
}
