using Netback.Properties.Commands;
using Netback.Properties.Generation;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>What can happen in an environment can happen in one that contains it: no cell is green beside a red one that it contains.</summary>
public sealed class LinkedVerdictTests : IDisposable
{
    private static readonly Revision Today = History.Find("xsa-424")!, Late = History.Find("late-eoi")!;

    private static readonly string[] Wider = ["any-host", "xdp", "xdp-any"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CellWhoseOwnSearchFindsNothing_ShowsTheScheduleThatItFollowsFrom()
    {
        var schedule = Witness.Read<Interleaving>(WitnessOf(Today, "NoLostWakeup@honest.expiry-under-interrupt" + Witness.Extension));
        var honest = new Verdict(ClaimOf("NoLostWakeup@honest"), Today) { Alone = Outcome.Holds, Interleaved = Outcome.Violated, Schedule = schedule };
        var any = Shown(new(ClaimOf("NoLostWakeup@any-host"), Today) { Alone = Outcome.Holds, Interleaved = Outcome.DoesNotApply }, honest);
        Assert.Equal((Outcome.Violated, Outcome.Violated, true, false, false), (any.Outcome, any.Expected, any.AsExpected, any.Differs, any.MissesKnown));
        Assert.Equal(($"x{honest.Witness!.Steps}*", (Witness)schedule), (VerdictTable.Cell(any), any.Witness));
        Assert.Equal("NoLostWakeup@honest", any.ShownOf?.Name);
        Assert.Null(any.Grade);
    }

    /// <summary>In two steps: with headroom and such a host all of that.</summary>
    [Fact]
    public void WhatFollowsFromWhatFollows_ShowsItAsWell()
    {
        var honest = new Verdict(ClaimOf("NoUnlockedPeek@honest"), Late) { Alone = Outcome.Violated, Scenario = Read(Late, "NoUnlockedPeek@honest") };
        Verdict[] verdicts = [honest, .. Wider.Select(e => new Verdict(ClaimOf($"NoUnlockedPeek@{e}"), Late) { Alone = Outcome.Holds, Cases = 1 })];
        var wide = Verdict.Linked(verdicts)[^1];
        Assert.Equal(("NoUnlockedPeek@honest", Outcome.Violated, false), (wide.ShownOf?.Name, wide.Outcome, wide.MissesKnown));
    }

    [Theory]
    [InlineData("StallIsDetected", "slot-estimate", "StallIsDetected@honest")] // 6 steps, and 3 with an obedient host
    [InlineData("NoFlapping", "slot-estimate", null)] // 7, and 9
    [InlineData("NoFreeUnderLock", "xsa-392", null)] // as many
    public void OfTwoViolations_TheSoonerOneIsShown_AndItsOwnOfTwoAlike(string property, string revision, string? other)
    {
        var driver = History.Find(revision)!;
        var honest = new Verdict(ClaimOf($"{property}@honest"), driver) { Alone = Outcome.Violated, Scenario = Read(driver, $"{property}@honest") };
        var any = Shown(new(ClaimOf($"{property}@any-host"), driver) { Alone = Outcome.Violated, Scenario = Read(driver, $"{property}@any-host") }, honest);
        Assert.Equal(other, any.ShownOf?.Name);
        Assert.Equal(other is null ? any.Scenario!.Steps : honest.Witness!.Steps, any.Witness!.Steps);
    }

    /// <summary>If the one is not as expected, the other is not either.</summary>
    [Fact]
    public void CellThatFollowsFromASurprise_IsOne()
    {
        var honest = new Verdict(ClaimOf("NoLostWakeup@honest"), Today) { Alone = Outcome.Holds, Interleaved = Outcome.Holds, Schedules = SearchEffort.Schedules };
        var own = new Verdict(ClaimOf("NoLostWakeup@any-host"), Today) { Alone = Outcome.Holds, Interleaved = Outcome.DoesNotApply };
        var any = Shown(own, honest);
        Assert.Equal((Outcome.Holds, Outcome.Violated, false, true, false), (any.Outcome, any.Expected, any.AsExpected, any.Differs, any.DiffersItself));
        // With less than the usual effort that is no surprise.
        Assert.Equal((true, false), (Shown(own, honest with { Schedules = 1 }).MissesKnown, Shown(own, honest with { Schedules = 1 }).Differs));
    }

    /// <summary>A wider environment has less of what violates it in the narrower one: that its own search has not come upon it is no surprise.</summary>
    [Fact]
    public void CellExpectedToBeViolated_IsAsExpected_IfWhatItFollowsFromIs()
    {
        var narrow = new Verdict(ClaimOf("NoUnlockedPeek@honest"), Late) { Alone = Outcome.Violated, Scenario = Read(Late, "NoUnlockedPeek@honest") };
        var wide = new Verdict(ClaimOf("NoUnlockedPeek@any-host"), Late) { Alone = Outcome.Holds, Cases = SearchEffort.Cases };
        Assert.Equal((true, false, false), (Shown(wide, narrow).AsExpected, Shown(wide, narrow).Differs, Shown(wide, narrow).MissesKnown));
        Assert.Equal((false, true), (wide.AsExpected, wide.Differs));
    }

    [Fact]
    public void WhatHasNoVerdict_ShowsNoOther()
    {
        var honest = new Verdict(ClaimOf("NoUnlockedPeek@honest"), Late) { Alone = Outcome.Violated, Scenario = Read(Late, "NoUnlockedPeek@honest") };
        Assert.Equal(Outcome.Error, Shown(new(ClaimOf("NoUnlockedPeek@any-host"), Late) { Alone = Outcome.Error }, honest).Outcome);
    }

    /// <summary>Also where a property says itself what it claims: the table of expected verdicts has no green cell that contains a red one.</summary>
    [Fact]
    public void NoCellIsExpectedToHold_ThatContainsOneExpectedToBeViolated() => Assert.All(Catalogue.Claims, wide =>
    {
        foreach (var claim in wide.Property.Claims.Where(c => Contains(wide.Environment, c.Environment)))
            Assert.All(History.All.Where(r => wide.AppliesTo(r) && Expected.Of(claim, r) == Outcome.Violated), r => Assert.Equal(Outcome.Violated, Expected.Of(wide, r)));
    });

    /// <summary>A verdict takes what it rests on.</summary>
    [Fact]
    public void CellAskedForAlone_ComesWithWhatItFollowsFrom()
    {
        string output = CliRun.Of("verify", "--revision", "slot-estimate", "--property", "BoundedLatency@hostile-any", "--cases", "60", "--schedules", "0", "--out", folder.Path).Expected().Output;
        Assert.Matches("\nBoundedLatency@honest +x2\nBoundedLatency@hostile +x2\nBoundedLatency@hostile-any +x2\n", output);
        Assert.Contains("\n3 cells: 0 hold, 3 violated, 0 do not apply; all as expected.\n", output, StringComparison.Ordinal);
    }

    /// <summary>Whether all that can happen in the other can happen in it. A stack above the driver, a channel that backs off and a guest that sends no events are always there, or never.</summary>
    private static bool Contains(DriverEnvironment wide, DriverEnvironment other) =>
        wide != other && !wide.TakesContexts && !other.TakesContexts && wide.SearchedAs == wide && other.SearchedAs == other
        && (wide.HasStack, wide.BacksOff, wide.Notifies) == (other.HasStack, other.BacksOff, other.Notifies)
        && wide.Host >= other.Host && Covers(wide.Hostile, other.Hostile) && Covers(wide.Xdp, other.Xdp) && Covers(wide.Reconnects, other.Reconnects) && Covers(wide.Shapes, other.Shapes);

    private static bool Covers(bool wide, bool other) => wide || !other;

    private static Verdict Shown(Verdict verdict, Verdict followsFrom) => Verdict.Linked([followsFrom, verdict])[^1];

    private static Claim ClaimOf(string name) => Catalogue.Claims.Single(c => c.Name == name);

    private static ScenarioWitness Read(Revision revision, string claim) => Witness.Read<ScenarioWitness>(WitnessOf(revision, claim + Witness.Extension));

    private static string WitnessOf(Revision revision, string file) => Path.Combine(Witnesses.Folder(), revision.Name, file);
}
