using Netback.Properties.Evidence;
using Netback.Properties.Verdicts;
using Netback.Tests.Evidence;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>Where output cannot be written, that is said in a line, before anything is searched, and nothing is left behind.</summary>
public sealed class OutputTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    private readonly TempFolder folder = new();

    private string Here => Path.GetDirectoryName(folder.File("mark", ""))!;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("verify", "--cases", "1000000000")]
    [InlineData("explore", "--engine", "coyote", "--revision", "byte-limit", "--schedules", "100000000")]
    [InlineData("report", "--cases", "100000000")]
    public void FolderThatIsAFile_OrBelowOne_IsNoticedBeforeAnythingIsSearched(params string[] command)
    {
        string file = folder.File("file", "");
        CliRun.Of([.. command, "--out", file]).Refused("cannot be written");
        CliRun.Of([.. command, "--out", Path.Combine(file, "below", "it")]).Refused("cannot be written");
        Assert.Equal(["file", "mark"], Directory.EnumerateFileSystemEntries(Here).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    /// <summary>A folder in the place of the witness: what is known only when it is written. The table is true all the same.</summary>
    [Fact]
    public void WitnessThatCannotBeWritten_IsSaidAfterTheTable_AndLeavesNoDraft()
    {
        string inTheWay = Path.Combine(Here, "w", "slot-estimate", "BoundedLatency@honest" + Witness.Extension, "x");
        Directory.CreateDirectory(inTheWay);
        var run = CliRun.Of("verify", "--revision", "slot-estimate", "--property", "BoundedLatency", "--cases", "50", "--out", Path.Combine(Here, "w"));
        Assert.Equal(2, run.ExitCode);
        Assert.Matches("\nBoundedLatency@honest +x[0-9]+\n", run.Output);
        Assert.Matches("^netback: [^\n]*BoundedLatency@honest.witness.json: cannot be written: [^\n]*\n$", run.Error);
        Assert.Empty(Directory.EnumerateFiles(Here, "*.draft", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    public void StandardOutputThatTakesNothing_IsSaidInALine(string redirection)
    {
        using var netback = new NetbackProcess($"netback revisions {redirection}");
        var run = netback.Ended(Long);
        Assert.Equal("", run.Output);
        // To a descriptor that is closed the runtime writes without complaint.
        if (run.ExitCode != 0 || redirection == "> /dev/full") run.Refused("standard output cannot be written");
    }

    [Fact]
    public void ReaderThatGoesAway_IsNoError()
    {
        using var netback = new NetbackProcess("netback revisions | head -1");
        var run = netback.Ended(Long);
        Assert.Equal("", run.Error);
        Assert.StartsWith("slot-estimate", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSearchesIntoOneFolder_DoNotDisturbEachOther()
    {
        string[] args = ["verify", "--revision", "slot-estimate", "--property", "BoundedLatency", "--property", "NoFlapping", "--cases", "40", "--out", Path.Combine(Here, "w")];
        for (int i = 0; i < 3; i++)
        {
            var runs = new CliRun[3];
            Parallel.For(0, runs.Length, n => runs[n] = CliRun.Of([.. args, "--seed", $"{10 * i + n}"]));
            Assert.All(runs, run => Assert.Equal("", run.Error));
        }
        Assert.All(new WitnessFolder(Path.Combine(Here, "w")).Files(), file => CliRun.Of("replay", file).Expected());
        Assert.Empty(Directory.EnumerateFiles(Here, "*.draft", SearchOption.AllDirectories));
    }

    [Fact]
    public void ReportThatWasKilled_IsMadeAnew_InItsFolder()
    {
        string path = Path.Combine(Here, "r");
        using (new ReportFolder(path).Begin())
        {
            File.WriteAllText(Path.Combine(path, "evidence.json.x.draft"), "half of it");
            // While it runs, nobody else writes there.
            CliRun.Of("report", "--out", path).Refused("another netback report is at work there");
        }
        string from = Path.Combine(Here, "from"), text = FewCells.Write(from);
        File.WriteAllText(Path.Combine(from, EvidenceFile.Name), text);
        CliRun.Of("report", "--out", path, "--from", from).Expected();
        Assert.True(File.Exists(Path.Combine(path, Report.Page)));
        Assert.DoesNotContain(Directory.EnumerateFiles(path), f => Path.GetExtension(f) is ".draft" or ".unfinished");
    }

    [Fact]
    public void ReportFromAnotherFolder_FindsTheRecordings_OrSaysWhichOptionIsMeant()
    {
        CliRun.Of("report", "--out", Path.Combine(Here, "r"), "--recordings", Path.Combine(Here, "none")).Refused("none: no such folder; --recordings is where");
        CliRun.Of("report", "--out", Path.Combine(Here, "r"), "--recordings", Here).Refused("there are no recordings; --recordings is the folder that holds public/G1.jsonl.gz");
        using var netback = new NetbackProcess($"cd / && exec netback report --out {Here}/elsewhere");
        netback.IsAtWork();
        netback.Send("INT");
        Assert.Contains("netback: interrupted after ", netback.Ended(TimeSpan.FromSeconds(5)).Error, StringComparison.Ordinal);
    }
}
