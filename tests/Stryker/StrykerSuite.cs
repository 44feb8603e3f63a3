using Netback.Properties.Specification;
using Netback.Properties.Conformance;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Stryker;

/// <summary>
/// What Stryker runs for each of its mutants: the parts of the suite that say most in a second. The hand-made recordings, and
/// a short search of every revision, in which what is expected to hold must hold.
/// </summary>
[Trait("Category", "Stryker")]
public sealed class StrykerSuite
{
    public static TheoryData<string> Names() => [.. History.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Revision_AgreesWithTheHandmadeRecordings(string name)
    {
        var revision = History.Find(name)!;
        foreach (string kind in (string[])["handmade", "xdp-handmade"])
        {
            string file = Path.Combine(AppContext.BaseDirectory, "recordings", kind, $"{revision.Recording}.jsonl.gz");
            if (!File.Exists(file)) continue;
            foreach (var recorded in ScenarioReader.ReadFile(file)) Assert.Null(TraceComparison.FirstDifference(recorded, revision));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ShortSearch_BreaksNothingThatHolds(string name)
    {
        var revision = History.Find(name)!;
        foreach (var environment in DriverEnvironment.OfScenarios)
        {
            var claims = Catalogue.Claims.Where(c => c.Environment.SearchedAs == environment
                && Expected.Alone(c, revision) == Outcome.Holds).ToList();
            if (claims.Count == 0) continue;
            foreach (var result in RandomEngine.Search(revision, environment, claims, 60, seed: 1).Claims)
                Assert.True(result.Violating is null, $"{name} breaks {result.Claim.Name}");
        }
    }
}
