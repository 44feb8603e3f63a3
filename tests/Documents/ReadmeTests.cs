using System.Globalization;
using System.Text.RegularExpressions;
using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Documents;

/// <summary>What the documents show is what the commands print, today.</summary>
[Collection(RealThreads.Name)]
public sealed class ReadmeTests
{
    [Fact]
    public void Replay_PrintsWhatTheReadmeShows() =>
        Assert.Equal(Readme.Shown("replay"), Printed("replay", "tests/witnesses/head-need/CarrierRecovers@honest.witness.json"));

    [Fact]
    public void Conform_PrintsWhatTheReadmeShows()
    {
        Assert.Equal(Readme.Shown("conform-interleaved"), Printed("conform", "tests/recordings/interleaved/G1.jsonl.gz"));
        Assert.Equal(Readme.Shown("conform"), Printed("conform", "tests/recordings/public/G1.jsonl.gz", "--revision", "byte-limit"));
    }

    [Fact]
    public void Explore_PrintsWhatTheReadmeShows() =>
        Assert.Equal(Readme.Shown("explore"), Printed("explore", "--revision", "byte-limit"));

    /// <summary>Where the README has an ellipsis, more is printed.</summary>
    [Fact]
    public void Coyote_FindsWhatTheReadmeShows()
    {
        using var folder = new Commands.TempFolder();
        string written = folder.File("out", "") + "s";
        string printed = Printed("explore", "--engine", "coyote", "--revision", "late-eoi", "--scenario", "posts-in-twos", "--out", written);
        AssertShows("coyote", printed.Replace(written, "artifacts/interleavings", StringComparison.Ordinal));
    }

    [Fact]
    public void Trace_ReplaysAsTheReadmeShows() => AssertShows("replay-trace",
        Printed("replay", "tests/interleavings/late-eoi/NoUseAfterFree@honest.posts-in-twos.trace", "--times", "1000"));

    [Fact]
    public void Revisions_PrintTheTableInDocs() =>
        Assert.EndsWith("\n\n" + Printed("revisions", "--markdown") + "\n", File.ReadAllText(Path.Combine(Repository.Root, "docs", "revisions.md")));

    [Fact]
    public void VerdictTable_IsThatOfTheExpectedVerdicts_AndNoWitnessIsShorterThanTheCommittedOne()
    {
        string table = Readme.Shown("verify");
        foreach (var claim in Catalogue.Claims)
        {
            string row = table.Split('\n').Single(l => l.StartsWith(claim.Name + " ", StringComparison.Ordinal));
            string[] cells = row[claim.Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(History.All.Count, cells.Length);
            for (int i = 0; i < cells.Length; i++) AssertCell(claim, History.All[i], cells[i]);
        }
        int cellCount = Catalogue.Claims.Count * (History.All.Count + History.Variants.Count);
        Assert.Contains($"\n{cellCount:N0} cells: ", table, StringComparison.Ordinal);
    }

    /// <summary>The README has no room for all of them.</summary>
    [Fact]
    public void RowsForAnHonestGuest_AreThoseOfTheWholeTable()
    {
        string[] shown = Readme.Shown("verify-honest").Split('\n'), all = Readme.Shown("verify").Split('\n');
        Assert.Equal(all.Where(l => l.Contains("@honest ", StringComparison.Ordinal)), shown.Where(l => l.Contains('@')).Skip(1));
        Assert.Equal(all[^1], shown[^1]);
    }

    private static void AssertCell(Claim claim, Revision revision, string cell)
    {
        var expected = Expected.Of(claim, revision);
        if (expected != Outcome.Violated)
        {
            string word = expected == Outcome.DoesNotApply ? "-" : Netback.Properties.Proofs.Grades.ProofOf(claim.Name, revision) is not null ? "ok#"
                : Expected.Interleaved(claim, revision) == Outcome.Holds && !claim.IsOfSchedulesOnly && InterleavedVerifier.Exhausts(revision, claim.Environment) ? "ok+" : "ok";
            Assert.Equal($"{claim.Name} of {revision.Name}: {word}", $"{claim.Name} of {revision.Name}: {cell}");
            return;
        }
        if (Expected.Alone(claim, revision) != Outcome.Violated)
        {
            Assert.Matches("^x[0-9]+\\*$", cell);
            return;
        }
        // What it follows from may be violated sooner.
        int committed = Catalogue.Claims.Where(c => claim.RestsOn(c) && Expected.Alone(c, revision) == Outcome.Violated)
            .Min(c => Witness.Read(Path.Combine(Repository.Root, "tests", "witnesses", revision.Name, c.Name + Witness.Extension)).Steps);
        Assert.Equal('x', cell[0]);
        Assert.True(int.Parse(cell[1..], CultureInfo.InvariantCulture) >= committed, $"{claim.Name} of {revision.Name}: the README knows a shorter witness than the committed one.");
    }

    private static void AssertShows(string name, string printed)
    {
        string parts = string.Join("(?:.*\n)*", Readme.Shown(name).Split("...\n").Select(Regex.Escape));
        Assert.Matches($"^{parts}$", printed);
    }

    /// <summary>What the command prints; the file named second is taken from the repository.</summary>
    private static string Printed(params string[] args)
    {
        var output = new StringWriter();
        args = [.. args.Select(a => a.StartsWith("tests/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, a) : a)];
        Assert.Equal(0, Cli.Run(args, output, new StringWriter()));
        return output.ToString().TrimEnd('\n');
    }
}
