using Netback.Properties.Specification;
using Netback.Properties.Evidence;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Evidence;

/// <summary>The report in <c>docs/evidence</c> is never stale.</summary>
/// <remarks>To renew it: <c>netback report --out docs/evidence</c>; only its pages: the same with <c>--from docs/evidence</c>.</remarks>
[Trait("Category", "Long")]
public sealed class CommittedEvidenceTests : IDisposable
{
    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "evidence");
    private static readonly ReviewEvidence Read = EvidenceFile.Read(Path.Combine(Committed, EvidenceFile.Name));

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Evidence_IsAsExpected_AndNamesWhatWouldBeReviewedToday()
    {
        Assert.True(Read.IsAsExpected());
        Assert.Equal(History.All.Select(r => new RevisionRow(r.Name, r.Upstream, r.Summary, r.Recording)), Read.Revisions);
        Assert.Equal(Catalogue.Claims.Select(c => (c.Name, c.Property.Statement)),
            Read.Claims.Select(c => (c.Name, c.Statement)));
    }

    [Fact]
    public void Cells_AreThoseOfTheTablesOfExpectedVerdicts()
    {
        var cells = from claim in Catalogue.Claims
                    from revision in History.All.Concat(History.Variants)
                    select (claim.Name, revision.Name, OutcomeOf(claim, revision), Expected.Why(claim, revision)?.Why);
        Assert.Equal(cells, Read.Cells.Select(c => (c.Claim, c.Revision, Enum.Parse<Outcome>(c.Outcome, ignoreCase: true), c.Why)));
    }

    /// <summary>Variants are looked at where contexts interleave only.</summary>
    private static Outcome OutcomeOf(Claim claim, Revision revision) => !History.IsVariant(revision) ? Expected.Of(claim, revision)
        : claim.AppliesTo(revision) ? Catalogue.Claims.Where(claim.RestsOn).Max(c => ReferenceEquals(c, claim) || Expected.Interleaved(c, revision) == Outcome.Violated ? Expected.Interleaved(c, revision) : default)
        : Outcome.DoesNotApply;

    /// <summary>Making it again replays each witness, and throws where one shows nothing any more.</summary>
    [Fact]
    public void Pages_AreWhatTheEvidenceMakesToday()
    {
        var again = new ReportFolder(Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, "again"));
        foreach (string file in EvidenceFile.FilesOf(Read)) again.Write(file, File.ReadAllText(Path.Combine(Committed, file)));
        Report.Write(Read, again, new Sources(Repository.Root, "../.."));
        Assert.Equal(Files(again.Path), Files(Committed).Where(f => f.Name != "timings.json"));
    }

    [Fact]
    public void TightestScenarios_ReachWhatTheEvidenceSays() => Assert.All(Read.Cells.Where(c => c.Tightest is not null), cell =>
    {
        var scenario = ScenarioReader.ReadFile(Path.Combine(Committed, cell.Tightest!)).Single().Scenario;
        var claim = Catalogue.Claims.Single(c => c.Name == cell.Claim);
        Assert.Equal(cell.Reached, WitnessFolder.ReachedBy(History.Find(cell.Revision)!, claim, scenario));
    });

    private static IEnumerable<(string Name, string Content)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetRelativePath(folder, f), File.ReadAllText(f)));
}
