using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Tie;
using Netback.Properties.Results;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A search that finds out that it makes a difference to the driver what lies further back than states tell apart begins anew and looks further back.</summary>
[Trait("Category", "Long")]
public sealed class LookbackTests : IDisposable
{
    private static readonly Configuration OneOffer = Configurations.Get("expiring") with { Takes = false, Offers = 1, Posts = [] };

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A ms late is within the bound, two are not; a state tells how long ago a deadline has passed, as far as it matters.</summary>
    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(2, 3, "BoundedLatency")]
    public void DriverThatLetsPacketsExpireLate_IsExplored(int late, int furtherMs, string? violated)
    {
        var driver = new ExpiresLate(late);
        var result = Explorer.Exhaustive(driver, OneOffer, ExplorationBudget.Unlimited, checks: late == 1);
        Assert.Null(result.Truncated);
        Assert.Equal((furtherMs, 0), (result.FurtherMs, result.FurtherSlots));
        var found = result.Findings.Where(f => f.Violation.Property == violated).ToList();
        Assert.Equal(violated is null ? 0 : 1, found.Count);
        foreach (var finding in found) Assert.Equal(finding.Violation, Replayer.Replay(new(driver, OneOffer), finding.Schedule, violated).Violation);
        Assert.Null(Explorer.Exhaustive(new ByteLimit(), OneOffer, ExplorationBudget.Unlimited).LookedBack);
    }

    [Fact]
    public void Result_IsTheSame_WhateverSearchesFor_AndInAFile()
    {
        var driver = new ExpiresLate(2);
        var result = Explorer.Exhaustive(driver, OneOffer, ExplorationBudget.Unlimited);
        string line = LineOf(result);
        Assert.Contains("\"furtherMs\":3,\"furtherSlots\":0", line, StringComparison.Ordinal);
        foreach (int workers in new[] { 2, 3 }) Assert.Equal(line, LineOf(Explorer.Exhaustive(driver, OneOffer, ExplorationBudget.Unlimited, workers)));
        var deep = Explorer.DepthFirst(driver, OneOffer, ExplorationBudget.Unlimited);
        Assert.Equal((result.States, result.Transitions, result.FurtherMs), (deep.States, deep.Transitions, deep.FurtherMs));
    }

    /// <summary>One that was ended after it had begun anew goes on from there, and looks as far back.</summary>
    [Fact]
    public void SearchThatGoesOn_LooksAsFarBack()
    {
        var driver = new ExpiresLate(1);
        string path = folder.File("mark", "") + ".checkpoint";
        var never = Explorer.Exhaustive(driver, OneOffer, ExplorationBudget.Unlimited);
        var ended = Explorer.Exhaustive(driver, OneOffer, new(never.States / 2), new Checkpoint(path, TimeSpan.Zero));
        Assert.NotNull(ended.Truncated);
        Assert.Equal(new(1, 0), new Checkpoint(path, TimeSpan.Zero).Lookback);
        Assert.Equal(LineOf(never), LineOf(Explorer.Exhaustive(driver, OneOffer, ExplorationBudget.Unlimited, new Checkpoint(path, TimeSpan.Zero))));
        Assert.False(File.Exists(path));
    }

    public static TheoryData<string> Revisions => [.. History.Names];

    /// <summary>The tie of the proofs visits these states with the usual horizon, and does not ask.</summary>
    [Theory]
    [MemberData(nameof(Revisions))]
    public void ScenariosOfTheTie_TakeNoLookFurtherBack(string name)
    {
        var revision = History.Find(name)!;
        foreach (string machine in TieWalk.Machines)
            if (TieScenarios.Of(revision, machine) is { } concurrent && TieSearch.Of(revision, machine, limit: 1) is not null)
                Assert.Null(Explorer.Exhaustive(revision, concurrent, ExplorationBudget.Unlimited with { Recovery = false }).LookedBack);
    }

    private static string LineOf(ExplorationResult result) => ResultsFile.LineOf("one", result, ExplorationForm.Instance);

    /// <summary>A packet expires so many ms late.</summary>
    private sealed class ExpiresLate(int late) : ByteLimit
    {
        protected override bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => packet.Expires.LeftAt(now) <= -late;
    }
}
