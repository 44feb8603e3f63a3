using Netback.Properties.Commands;
using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;
using Outcome = Netback.Properties.Verdicts.Outcome;

namespace Netback.Tests.Documents;

/// <summary>Numbers in documents are those of the code, and what a document says of CI is what CI does.</summary>
public sealed class CountsTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/guide.md")]
    [InlineData("docs/evidence/REPORT.md")]
    public void NumbersOfPropertiesAndMutants_AreThoseThatThereAre(string document)
    {
        int properties = Options.PropertyNames.Count, mutants = MutantList.All.Count;
        string expected = document switch
        {
            "README.md" => $"the same {properties} questions",
            "docs/guide.md" => $"with {mutants - 1} others",
            _ => $"and {properties} properties, each in the environment",
        };
        Assert.Contains(expected, Text(document), StringComparison.Ordinal);
    }

    [Fact]
    public void NumberOfConcurrentScenarios_IsThatOfThoseThatThereAre() =>
        Assert.Contains($"\n{ConcurrentScenarios.All.Count} concurrent scenarios say who does what", Text("docs/engines.md"), StringComparison.Ordinal);

    /// <summary>The lines that are shown, each as that mutant alone prints it, and the last one as all together would.</summary>
    [Fact]
    public void Mutants_PrintWhatIsShown()
    {
        string[] shown = Readme.Shown("mutants").Split('\n'), lines = shown[..^2];
        string printed = CliRun.Of(["mutants", .. lines.SelectMany(l => new[] { "--mutant", l.Split(' ')[0] })]).Expected().Output;
        Assert.Equal(lines, printed.Split('\n')[..lines.Length]);
        int properties = Options.PropertyNames.Count;
        Assert.Equal(["...", $"seed 1: {MutantList.All.Count} killed, 0 survived, {properties} of {properties} properties kill"], shown[^2..]);
    }

    /// <summary>README and docs/verdicts.md: the cells of the ten revisions, those of the variants, and in how many a variant is searched.</summary>
    [Fact]
    public void NumbersOfCells_AreThoseThatAreExpected()
    {
        int claims = Catalogue.Claims.Count;
        int Cells(Outcome outcome) => History.All.Sum(r => Catalogue.Claims.Count(c => Expected.Of(c, r) == outcome));
        string readme = Text("README.md");
        Assert.Contains($"{claims * History.All.Count:N0} of these cells are of the ten revisions", readme, StringComparison.Ordinal);
        Assert.Contains($"{claims * History.Variants.Count:N0} of the two variants", readme, StringComparison.Ordinal);
        Assert.Contains($"({Cells(Outcome.Holds):N0} hold, {Cells(Outcome.Violated):N0} are violated)", readme, StringComparison.Ordinal);
        Assert.All(History.Variants, v => Assert.Contains(
            $"{v.Summary}:\nwhere contexts interleave the same in all {Catalogue.Claims.Count(c => Expected.Interleaved(c, v) != Outcome.DoesNotApply)} cells that were searched.",
            Text("docs/verdicts.md"), StringComparison.Ordinal));
    }

    /// <summary>A newcomer reads all of it: what is for one purpose only stands in <c>docs</c>. The table has a row for each claim.</summary>
    [Fact]
    public void Readme_IsShort() => Assert.InRange(Text("README.md").TrimEnd('\n').Split('\n').Length, 1, 200);

    [Fact]
    public void Evidence_IsAboutAllProperties() => Assert.Equal(
        Options.PropertyNames.Order(StringComparer.Ordinal),
        EvidenceFile.Read(Path.Combine(Repository.Root, "docs", "evidence", EvidenceFile.Name)).Claims.Select(c => c.Property).Distinct().Order(StringComparer.Ordinal));

    /// <summary>README: the Promela model is checked by Spin in CI.</summary>
    [Theory]
    [InlineData(".ci/run")]
    [InlineData(".github/workflows/verify.yml")]
    public void Ci_BuildsFromTheLockFiles_Tests_AndRunsSpin(string script)
    {
        string text = Text(script);
        Assert.All(["--locked-mode", "dotnet test -c Release", "tests/promela/run"], step => Assert.Contains(step, text, StringComparison.Ordinal));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));
}
