using Netback.Properties.Results;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Results;

/// <summary>Shards joined are what one command would have come to.</summary>
public sealed class MergeTests : IDisposable
{
    private static readonly string[] Verify = ["verify", "--revision", "slot-estimate", "--revision", "byte-limit", "--property", "BoundedMemory", "--property", "BoundedLatency",
        "--cases", "40", "--schedules", "0"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Here(string name) => Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, name);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void Shards_Joined_AreTheSameBytes_AsOneRun(int shards)
    {
        var one = CliRun.Of([.. Verify, "--results", Here("one")]);
        string[] parts = [.. Enumerable.Range(1, shards).Select(k => Here($"part{k}"))];
        for (int k = 1; k <= shards; k++) CliRun.Of([.. Verify, "--results", parts[k - 1], "--shard", $"{k}/{shards}"]);
        var joined = CliRun.Of(["merge", .. parts, "--results", Here("all")]);
        Assert.Equal((one.ExitCode, one.Output.Replace(Here("one"), Here("all"), StringComparison.Ordinal), ""), (joined.ExitCode, joined.Output, joined.Error));
        Assert.Equal(File.ReadAllBytes(ResultsFile.FullNameIn(Here("one"))), File.ReadAllBytes(ResultsFile.FullNameIn(Here("all"))));
        // What is joined is as good as what was searched at once: any other view of it costs nothing.
        Assert.Equal(CliRun.Of([.. Verify, "--results", Here("one"), "--json"]).Output, CliRun.Of([.. Verify, "--results", Here("all"), "--json"]).Output);
        Assert.False(File.Exists(Path.Combine(Here("all"), KeptSearches.Timings)));
    }

    [Fact]
    public void Shard_SaysHowMuchItHasDone_AndHowToJoin()
    {
        string[] mutants = ["mutants", "--mutant", "byte-limit+never-stops", "--mutant", "slot-estimate+keeps-last-need", "--mutant", "byte-limit+never-wakes-tx"];
        Assert.Equal($"shard 1/2: 2 searches done, 1 left to others; netback merge {Here("a")} ... --results DIR joins them\n",
            CliRun.Of([.. mutants, "--results", Here("a"), "--shard", "1/2"]).Expected().Output);
        CliRun.Of([.. mutants, "--results", Here("b"), "--shard", "2/2"]).Expected();
        Assert.Equal(CliRun.Of(mutants).Output, CliRun.Of("merge", Here("a"), Here("b"), "--results", Here("c")).Output);
    }

    [Fact]
    public void MissingShard_IsSaid_AndTheSameCommandJoinsOnceItIsThere()
    {
        for (int k = 1; k <= 3; k += 2) CliRun.Of([.. Verify, "--results", Here($"{k}"), "--shard", $"{k}/3"]);
        CliRun.Of("merge", Here("1"), Here("3"), "--results", Here("all")).Refused($"{Here("all")}: ");
        Assert.Contains(" searches are missing, such as random ", CliRun.Of("merge", Here("1"), Here("3"), "--results", Here("all")).Error, StringComparison.Ordinal);
        CliRun.Of([.. Verify, "--results", Here("2"), "--shard", "2/3"]);
        var joined = CliRun.Of("merge", Here("1"), Here("2"), Here("3"), "--results", Here("all"));
        Assert.Equal((CliRun.Of(Verify).ExitCode, ""), (joined.ExitCode, joined.Error));
    }

    [Fact]
    public void ShardsOfOtherPlansOrPrograms_AreRefused()
    {
        CliRun.Of([.. Verify, "--results", Here("1"), "--shard", "1/2"]);
        CliRun.Of([.. Verify, "--seed", "2", "--results", Here("2"), "--shard", "2/2"]);
        CliRun.Of("merge", Here("1"), Here("2"), "--results", Here("all")).Refused($"{Here("2")}: is for --seed 2, not for --seed 1");
        CliRun.Of([.. Verify, "--results", Here("3"), "--shard", "2/2"]);
        string file = ResultsFile.FullNameIn(Here("3"));
        string content = File.ReadAllText(file);
        File.WriteAllText(file, content.Replace(BuildIdentity.Of, "0123456789abcdef", StringComparison.Ordinal));
        CliRun.Of("merge", Here("1"), Here("3"), "--results", Here("all")).Refused($"{Here("3")}: holds results of another program");
        CliRun.Of("merge", Here("1"), Here("none"), "--results", Here("all")).Refused("there are no results");
    }

    /// <summary>The same search cannot come to two things.</summary>
    [Fact]
    public void ShardsThatContradictEachOther_AreRefused()
    {
        CliRun.Of([.. Verify, "--results", Here("1")]);
        CliRun.Of([.. Verify, "--results", Here("2")]);
        string file = ResultsFile.FullNameIn(Here("2"));
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"cases\":40", "\"cases\":41", StringComparison.Ordinal));
        CliRun.Of("merge", Here("1"), Here("2"), "--results", Here("all")).Refused("has a different result here than in another folder");
    }

    [Fact]
    public void ResultsOfACommandWithoutParts_AreRefused_AndNothingIsWritten()
    {
        CliRun.Of("explore", "--revision", "byte-limit", "--config", "two-queues", "--results", Here("a"));
        CliRun.Of("merge", Here("a"), "--results", Here("b")).Refused($"{Here("a")}: results of \"explore\", which has no parts to join; those of verify, mutants, report, prove have");
        Assert.False(Directory.Exists(Here("b")));
    }
}
