using Netback.Properties.Evidence;
using Netback.Properties.Evidence.Player;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Documents;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Evidence;

/// <summary>Links to the source lead to the lines that they are about.</summary>
public class SourcesTests
{
    private static readonly Sources Known = Sources.Around(Path.Combine(Repository.Root, "docs", "evidence"))!;

    [Fact]
    public void Properties_AreDeclaredThere() => Assert.All(Catalogue.All, p =>
        Assert.Contains(p.Name == Catalogue.NoDeadlock ? "new(NoDeadlock," : $"new(\"{p.Name}\",", LineAt(Known.OfProperty(p.Name)), StringComparison.Ordinal));

    [Fact]
    public void RevisionsAndTheirRules_AreWrittenThere() => Assert.All(History.All, revision =>
    {
        Assert.Contains($"class {revision.GetType().Name}", LineAt(Known.OfType(revision.GetType())), StringComparison.Ordinal);
        foreach (var rule in Netback.Properties.Commands.RevisionsCommand.RulesOf(revision))
            Assert.Contains($"[Rule(Rule.{rule.Rule}, \"{rule.Words}\")]", LineAt(Known.OfRule(revision, rule.Rule)), StringComparison.Ordinal);
    });

    /// <summary>Each suspended call stands at an await, and where its words are written out, at the one that has them.</summary>
    [Fact]
    public void StepsOfASchedule_StandThere()
    {
        var run = Recordings.Of(Witness.Read<Interleaving>(Path.Combine(Witnesses.Folder(), Witnesses.InterleavingNames.First(n => n.StartsWith("xsa-424", StringComparison.Ordinal)))), Known).Runs[0];
        var frames = run.Frames.Where(f => f.Source is not null).ToList();
        Assert.InRange(frames.Count, run.Frames.Count / 2, run.Frames.Count);
        Assert.All(frames, f => Assert.Contains("await", LineAt(f.Source), StringComparison.Ordinal));
        var written = frames.Where(f => File.ReadAllText(FileOf(f.Source!)).Contains($"\"{f.Lines[0]}\"", StringComparison.Ordinal)).ToList();
        Assert.InRange(written.Count, frames.Count / 2, frames.Count);
        Assert.All(written, f => Assert.Contains($"\"{f.Lines[0]}\"", LineAt(f.Source), StringComparison.Ordinal));
    }

    [Fact]
    public void OutsideTheRepository_ThereAreNone() => Assert.Null(Sources.Around(Path.GetTempPath()));

    private static string FileOf(string link) => Path.GetFullPath(Path.Combine(Repository.Root, "docs", "evidence", link.Split('#')[0]));

    private static string LineAt(string? link)
    {
        Assert.NotNull(link);
        return File.ReadAllLines(FileOf(link))[int.Parse(link.Split("#L")[1], System.Globalization.CultureInfo.InvariantCulture) - 1];
    }
}
