using Netback.Properties.Exploration;
using Netback.Properties.Results;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;
using Outcome = Netback.Properties.Verdicts.Outcome;

namespace Netback.Tests.Verdicts;

/// <summary>What a variant does as its original is explored once, and has a verdict for both.</summary>
public class VariantTests
{
    private static readonly ExplorationBudget Budget = ExplorationBudget.Unlimited with { Recovery = false };

    public static TheoryData<string, string> Explored()
    {
        var data = new TheoryData<string, string>();
        foreach (var variant in History.Variants)
            foreach (string name in (string[])["two-waiting", "disconnecting-blocked", "fatal-disconnecting", "no-rx-notify", "no-rx-notify-any-time", "connecting"]) data.Add(variant.Name, name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Explored))]
    public void Variant_TakesTheSameSteps_WhereNobodyLooksForAStall(string variant, string configuration)
    {
        var (driver, where) = (History.Find(variant)!, Configurations.Get(configuration));
        var original = Explorer.Exhaustive(History.Nearest(driver)!, where, Budget);
        var result = Explorer.Exhaustive(driver, where, Budget);
        Assert.Equal(InterleavedVerifier.VariantsAreSame(driver, where), Numbers(original) == Numbers(result));
        Assert.Equal(configuration != "connecting", InterleavedVerifier.VariantsAreSame(driver, where));
    }

    [Fact]
    public void Exploration_OfTheOriginal_IsOneOfTheVariant()
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "NothingLeftBehind@hostile");
        Revision original = History.Find("xsa-392")!, variant = History.Find("xsa-392-reordered")!;
        int searches = 0;
        var together = InterleavedVerifier.Verify([original, variant], [claim], new(0, 1), Searches.Unkept, () => Interlocked.Increment(ref searches));
        var alone = Assert.Single(InterleavedVerifier.Verify([variant], [claim], new(0, 1), Searches.Unkept));
        Assert.Equal(4, searches);
        Assert.Equal((Outcome.Violated, variant), (together[1].Interleaved, together[1].Schedule!.Driver));
        Assert.Equal((alone.Schedule!.What, alone.Schedule.Steps), (together[1].Schedule!.What, together[1].Schedule!.Steps));
        Assert.Equal(alone.Engines, together[1].Engines);
        Assert.NotNull(together[1].Schedule!.Reproduce());
    }

    private static (int, long, int, int, string) Numbers(ExplorationResult result) =>
        (result.States, result.Transitions, result.Depth, result.RestStates, string.Join('+', result.Findings.Select(f => f.Violation.Property)));
}
