using Netback.Properties.Results;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Results;

/// <summary>A command with <c>--results</c> that is ended at any moment, and begun again, comes to what it would have come to.</summary>
public sealed class ResultsTests : IDisposable
{
    /// <summary>Searches of a moment, some with witnesses.</summary>
    private static readonly string[] Verify = ["verify", "--revision", "slot-estimate", "--revision", "byte-limit", "--property", "BoundedMemory", "--property", "BoundedLatency",
        "--cases", "40", "--schedules", "0"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Here(string name) => Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, name);

    /// <summary>A process that is killed leaves some bytes of what it has written: all up to some moment. Twenty such moments, by a fixed seed.</summary>
    [Fact]
    public void ResultsCutAtAnyByte_AreGoneOnWith_ToTheSameBytes()
    {
        var whole = CliRun.Of([.. Verify, "--results", Here("a")]);
        Assert.Equal("", whole.Error);
        byte[] bytes = File.ReadAllBytes(ResultsFile.FullNameIn(Here("a")));
        var witnesses = FilesOf(Here("a"));
        Assert.NotEmpty(witnesses);
        var random = new Random(7);
        for (int i = 0; i < 20; i++)
        {
            string cut = Here($"cut{i}");
            Directory.CreateDirectory(cut);
            File.WriteAllBytes(ResultsFile.FullNameIn(cut), bytes[..random.Next(bytes.Length)]);
            var again = CliRun.Of([.. Verify, "--results", cut]);
            Assert.Equal((whole.ExitCode, whole.Output.Replace(Here("a"), cut, StringComparison.Ordinal), ""), (again.ExitCode, again.Output, again.Error));
            Assert.Equal(bytes, File.ReadAllBytes(ResultsFile.FullNameIn(cut)));
            Assert.Equal(witnesses, FilesOf(cut));
        }
    }

    /// <summary>What is whole is not searched again: only what was cut off is.</summary>
    [Fact]
    public void OnlyWhatIsMissing_IsSearchedAgain()
    {
        CliRun.Of([.. Verify, "--results", Here("a")]);
        string[] lines = File.ReadAllLines(ResultsFile.FullNameIn(Here("a")));
        Assert.Equal(Searched(Here("a")), lines.Length - 1);
        File.WriteAllText(ResultsFile.FullNameIn(Here("a")), string.Join('\n', lines[..3]) + "\n" + lines[3][..^1]);
        File.Delete(Path.Combine(Here("a"), KeptSearches.Timings));
        CliRun.Of([.. Verify, "--results", Here("a")]);
        Assert.Equal(lines.Length - 3, Searched(Here("a")));

        static int Searched(string at) => File.ReadAllLines(Path.Combine(at, KeptSearches.Timings)).Length;
    }

    [Fact]
    public void ProcessThatIsKilled_LosesOnlyTheSearchInHand()
    {
        string[] command = ["verify", "--revision", "byte-limit", "--revision", "head-need", "--property", "BoundedMemory", "--property", "StallIsDetected", "--cases", "100", "--schedules", "0"];
        var whole = CliRun.Of([.. command, "--results", Here("a")]);
        string killed = ResultsFile.FullNameIn(Here("b")), timings = Path.Combine(Here("b"), KeptSearches.Timings);
        using (var netback = new NetbackProcess($"exec netback {string.Join(' ', command)} --results {Here("b")}"))
        {
            Assert.True(SpinWait.SpinUntil(() => Searched() >= 2, TimeSpan.FromMinutes(1)), "no search came to its end");
            netback.Send("KILL");
            Assert.Equal(137, netback.Ended(TimeSpan.FromSeconds(30)).ExitCode);
        }
        // What was being searched is lost, and nothing else.
        int all = File.ReadAllLines(ResultsFile.FullNameIn(Here("a"))).Length - 1;
        Assert.InRange(File.ReadAllText(killed).Count(c => c == '\n') - 1, 2, all - 1);
        var again = CliRun.Of([.. command, "--results", Here("b")]);
        Assert.Equal((whole.ExitCode, whole.Output.Replace(Here("a"), Here("b"), StringComparison.Ordinal)), (again.ExitCode, again.Output));
        Assert.Equal(File.ReadAllBytes(ResultsFile.FullNameIn(Here("a"))), File.ReadAllBytes(killed));
        Assert.Equal(FilesOf(Here("a")), FilesOf(Here("b")));
        // How long it took is written last, and is no part of the results: of one search that may be lost.
        Assert.InRange(Searched(), all - 1, all);

        // Each that came to its end, over both runs.
        int Searched() => File.Exists(timings) ? File.ReadAllLines(timings).Length : 0;
    }

    /// <summary>Also when a program other than this one has no part in it: what is kept says nothing that depends on the order of searches.</summary>
    [Fact]
    public void ResultsAndOutput_AreThoseOfACommandThatKeepsNothing()
    {
        string[] command = ["mutants", "--mutant", "byte-limit+never-stops", "--mutant", "slot-estimate+keeps-last-need", "--mutant", "byte-limit+never-wakes-tx", "--verbose"];
        string plain = CliRun.Of(command).Output;
        Assert.Equal(plain, CliRun.Of([.. command, "--results", Here("m")]).Output);
        Assert.Equal(plain, CliRun.Of([.. command, "--results", Here("m")]).Output);
        string witnesses = Here("w"), kept = Here("a");
        Assert.Equal(CliRun.Of([.. Verify, "--json", "--out", witnesses]).Output, CliRun.Of([.. Verify, "--json", "--results", kept]).Output);
    }

    [Theory]
    [InlineData("is for --cases 40, not for --cases 41; use another folder", "--cases", "41")]
    [InlineData("is for --seed 1, not for --seed 2; use another folder", "--seed", "2")]
    [InlineData("is for --revision slot-estimate byte-limit, not for --revision slot-estimate byte-limit xsa-392; use another folder", "--revision", "xsa-392")]
    public void ResultsOfAnotherPlan_AreRefused(string why, params string[] other)
    {
        CliRun.Of([.. Verify, "--results", Here("a")]);
        string[] command = [.. Verify];
        if (Array.IndexOf(command, "--cases") is var at && other[0] == "--cases") command[at + 1] = other[1];
        else command = [.. command, .. other];
        CliRun.Of([.. command, "--results", Here("a")]).Refused($"{Here("a")}: {why}");
        CliRun.Of("mutants", "--results", Here("a")).Refused($"{Here("a")}: is for verify, not for mutants; use another folder");
    }

    [Fact]
    public void ResultsOfAnotherProgram_AreRefused()
    {
        CliRun.Of([.. Verify, "--results", Here("a")]);
        string file = ResultsFile.FullNameIn(Here("a"));
        File.WriteAllText(file, File.ReadAllText(file).Replace(BuildIdentity.Of, "0123456789abcdef", StringComparison.Ordinal));
        CliRun.Of([.. Verify, "--results", Here("a")]).Refused($"{Here("a")}: holds results of another program (");
    }

    [Fact]
    public void DamagedLine_IsRefused_WithItsNumber()
    {
        CliRun.Of([.. Verify, "--results", Here("a")]);
        string file = ResultsFile.FullNameIn(Here("a"));
        string[] lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Join('\n', [lines[0], lines[1][..^5], .. lines[2..]]) + "\n");
        CliRun.Of([.. Verify, "--results", Here("a")]).Refused($"{file}:2: ");
        File.WriteAllText(file, string.Join('\n', [lines[0], lines[1].Replace("\"alone\":\"", "\"alone\":\"Never", StringComparison.Ordinal), .. lines[2..]]) + "\n");
        CliRun.Of([.. Verify, "--results", Here("a")]).Refused("alone: must be one of DoesNotApply, ");
    }

    [Fact]
    public void LineWithoutAResult_IsRefused_WithItsNumber()
    {
        CliRun.Of([.. Verify, "--results", Here("a")]);
        string file = ResultsFile.FullNameIn(Here("a"));
        File.WriteAllText(file, File.ReadAllLines(file)[0] + "\n{\"search\":\"random byte-limit honest\"}\n");
        CliRun.Of([.. Verify, "--results", Here("a")]).Refused($"{file}:2: result: missing");
    }

    /// <summary>No room for a line: that is said, and what was found before is there. The limit is that of a process; a disk that is full says it with another exception.</summary>
    [Fact]
    public void FileThatCannotGrow_EndsTheCommandInALine_AndLosesNothing()
    {
        string[] command = ["mutants", "--cases", "20"];
        string results = Here("m"), file = ResultsFile.FullNameIn(results);
        // Who does not ignore the signal is killed by it; and the runtime's own memory is a file, too.
        using (var netback = new NetbackProcess($"trap '' XFSZ; ulimit -f 20; export DOTNET_EnableWriteXorExecute=0; exec netback {string.Join(' ', command)} --results {results}"))
            netback.Ended(TimeSpan.FromMinutes(1)).Refused($"{file}: cannot be written: ");
        Assert.EndsWith("}\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.InRange(File.ReadAllLines(file).Length, 2, 153);
        var (whole, again) = (CliRun.Of(command), CliRun.Of([.. command, "--results", results]));
        Assert.Equal((whole.ExitCode, whole.Output), (again.ExitCode, again.Output));
    }

    /// <summary>A variable of the shell that is not set.</summary>
    [Theory]
    [InlineData("verify", "--results", "")]
    [InlineData("verify", "--campaign", "", "--for", "1s")]
    [InlineData("merge", "somewhere", "--results", "")]
    public void FolderWithoutAName_IsRefused(params string[] command)
    {
        CliRun.Of(command).Refused("an empty text names no folder");
        Assert.False(File.Exists(ResultsFile.Name));
    }

    /// <summary>How long searches took is for people.</summary>
    [Fact]
    public void TimesThatCannotBeWritten_StopNoSearch()
    {
        Directory.CreateDirectory(Path.Combine(Here("a"), KeptSearches.Timings));
        var whole = CliRun.Of([.. Verify, "--out", Here("w")]);
        Assert.Equal(whole.ExitCode, CliRun.Of([.. Verify, "--results", Here("a")]).ExitCode);
    }

    [Fact]
    public void TwoAtTheSameTime_AreRefused()
    {
        using (KeptSearches.Open(Here("a"), new("verify", []), null))
            CliRun.Of([.. Verify, "--results", Here("a")]).Refused($"{Here("a")}: another netback is at work there");
    }

    [Theory]
    [InlineData("--results and --budget exclude each other", "verify", "--budget", "1s")]
    [InlineData("--shard has no effect without --results", "verify", "--shard", "1/2")]
    [InlineData("--shard must be K/N, with K from 1 to N and N up to 10,000, not \"3/2\"", "verify", "--results", "x", "--shard", "3/2")]
    [InlineData("--results is for an exhaustive search only", "explore", "--revision", "byte-limit", "--strategy", "pct")]
    [InlineData("--results has no effect with --list, which runs nothing", "mutants", "--list")]
    public void OptionsThatDoNotFit_AreRefused(string why, params string[] command) =>
        CliRun.Of(command.Contains("--shard") ? command : [.. command, "--results", Here("a")]).Refused(why);

    /// <summary>All files but the results and how long they took, by name, with their content.</summary>
    private static List<(string, string)> FilesOf(string at) =>
        [.. Directory.EnumerateFiles(at, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(at, f), File.ReadAllText(f)))];
}
