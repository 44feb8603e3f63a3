using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>The committed obligations are what the code says today, and every theorem is expected to be what it is.</summary>
public class ObligationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "proofs");

    private static readonly IReadOnlyList<Instance> Instances = Instance.Of(TheoremList.All, [.. History.All]);

    public static TheoryData<string> Files => [.. Instances.Select(i => i.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void CommittedObligation_IsWhatTheCodeGenerates(string file) =>
        Assert.Equal(Instances.Single(i => i.File == file).Obligation.Text, File.ReadAllText(Path.Combine(Folder, file)));

    [Fact]
    public void EveryCommittedFile_BelongsToATheorem() => Assert.Equal(
        Instances.Select(i => i.File).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "*.smt2", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Fact]
    public void CommittedPage_IsWhatTheCodeSaysAboutTheTheorems() => Assert.Equal(TheoremPage.Text(), File.ReadAllText(Path.Combine(Folder, "theorems.md")));

    /// <summary>Verdicts are those expected, one for each theorem; what is tied is in all of them.</summary>
    [Fact]
    public void CommittedResults_AreOneVerdictForEachTheorem_AsExpected()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(Folder, "results.md")).Where(l => l.StartsWith("| [", StringComparison.Ordinal))];
        Assert.Equal(Instances.Count, lines.Length);
        foreach (var (line, instance) in lines.Zip(Instances))
            Assert.StartsWith($"| [{instance.Statement.Name}](theorems.md#{instance.Statement.Name}) | {instance.RevisionWords} | [{instance.Theorem.Expected.ToString().ToLowerInvariant()}]({instance.File}) |", line, StringComparison.Ordinal);
    }

    /// <summary>In both directions: what is expected has a theorem, and a theorem is expected to be something.</summary>
    [Fact]
    public void ExpectedOutcomes_AreThoseOfTheTheoremsThatThereAre()
    {
        foreach (var statement in TheoremList.All)
            foreach (var revision in History.All)
                Assert.Equal(ExpectedOutcomes.Of(statement.Name, revision), statement.For(revision)?.Expected);
        Assert.Throws<ArgumentException>(() => ExpectedOutcomes.Of("no-such-theorem", History.All[0]));
    }

    [Fact]
    public void Proofs_AskAboutEveryStep_AndRefutationsEndInARun()
    {
        foreach (var (_, _, theorem, obligation) in Instances)
        {
            Assert.Equal(obligation.Checks.Count, obligation.Text.Split("(check-sat)").Length - 1);
            if (theorem.Steps is null) Assert.Equal(2 + 2 * theorem.Machine.Transitions.Count, obligation.Checks.Count);
            else Assert.True(obligation.Checks[^1].IsSatisfiable);
        }
    }

    [Fact]
    public void Answers_AreReadAsSolversWriteThem()
    {
        var answers = Answers.Read("sat\n((x.0 (- 3)))\n((at.1 rx-runs))\n(error \"line 1\")\nunsat\ntimeout\n", TimeSpan.Zero);
        Assert.Equal(["sat", "unsat", "unknown"], answers.Results);
        Assert.Equal("(- 3)", answers.Values["x.0"]);
        Assert.Equal("rx-runs", answers.Values["at.1"]);
        Assert.Equal("(error \"line 1\")", answers.Complaint);
        Assert.Equal(-3, Answers.Number("(- 3)", Netback.Properties.Proofs.Language.Sort.Whole));
        Assert.Equal(10, Answers.Number("#b00001010", Netback.Properties.Proofs.Language.Sort.Word));
        Assert.Equal(255, Answers.Number("#x000000ff", Netback.Properties.Proofs.Language.Sort.Word));
        Assert.Throws<FormatException>(() => Answers.Number("maybe", Netback.Properties.Proofs.Language.Sort.Bool));
    }
}
