using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;
using Outcome = Netback.Properties.Verdicts.Outcome;

namespace Netback.Tests.Verdicts;

/// <summary>A search that cannot be vouched for is no ground for a verdict, and takes none away.</summary>
public class DefectTests
{
    private const string Defect = "a step depends on something that no search can see";

    private static readonly Race Race = Race.Find("stops-after-unlock")!;

    [Fact]
    public void ClaimOfWhichNothingWasFound_HasNoVerdict()
    {
        var verdict = Conclude(Search([], Defect), Search([], null));
        Assert.Equal((Outcome.DoesNotReplay, Defect), (verdict.Interleaved, verdict.Defect));
    }

    [Fact]
    public void ViolationThatAnotherSearchFound_AndThatReplays_IsTheVerdict_AndTheDefectIsTold()
    {
        var finding = Explorer.Exhaustive(Race.Faulty, Race.Configuration, ExplorationBudget.Unlimited with { Until = Race.Property }).Findings.First(f => f.Violation.Property == Race.Property);
        var found = Interleaving.Of(Race.Faulty, Race.Configuration, finding, "by hand");
        var verdict = Conclude(Search([], Defect), Search([found], null));
        Assert.Equal((Outcome.Violated, Defect), (verdict.Interleaved, verdict.Defect));
        Assert.Equal(found.Steps, verdict.Schedule!.Steps);
        Assert.False(verdict.AsExpected);
    }

    /// <summary>A violation that is known would be as expected, and the defect would go unnoticed.</summary>
    [Fact]
    public void KnownViolation_DoesNotStandInForASearch()
    {
        var known = History.Find("late-eoi")!;
        var claim = Catalogue.Claims.First(c => c.Name == "NoUseAfterFree@honest");
        Assert.Equal(Outcome.Violated, Expected.Interleaved(claim, known));
        var finding = new Finding(new("NoUseAfterFree", "happens"), new Schedule([]));
        var verdict = InterleavedVerifier.Conclude(claim, known, new(1, Seed: 1),
            [Search([], Defect), Search([Interleaving.Of(known, Configurations.Get("one-packet"), finding, "by hand")], null)]);
        Assert.Equal((Outcome.DoesNotReplay, Defect), (verdict.Interleaved, verdict.Defect));
    }

    private static Verdict Conclude(params InterleavedSearch[] searches) => InterleavedVerifier.Conclude(
        Catalogue.Claims.First(c => c.Name == $"{Race.Property}@honest"), Race.Faulty, new(1, Seed: 1), searches);

    private static InterleavedSearch Search(IReadOnlyList<Interleaving> found, string? defect) =>
        new(new(InterleavedVerifier.Explore, "one-packet", 1, "states", defect is null), DriverEnvironment.Honest, found, EventKinds.All) { Defect = defect };
}
