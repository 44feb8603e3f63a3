using Netback.Properties.Commands;
using Netback.Properties.Evidence;
using Netback.Properties.Mutants;
using Xunit;

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
