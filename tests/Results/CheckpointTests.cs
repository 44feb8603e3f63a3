using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Results;

/// <summary>An exploration that is ended before its end, again and again, comes to what it would have come to.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.File("mark", "") + ".checkpoint";

    public void Dispose() => folder.Dispose();

    /// <summary>With violations, with rows that are laid out anew, with searches that begin anew.</summary>
    [Theory]
    [InlineData("byte-limit", "fatal", 20_000)]
    [InlineData("byte-limit", "needing-two", 1_500)]
    [InlineData("stall-detection", "needing-two", 9_000)]
    [InlineData("late-eoi", "two-requests", 120_000)]
    public void ExplorationThatGoesOn_IsTheSame_AsOneThatWasNeverEnded(string revision, string name, int step)
    {
        var (driver, configuration) = (History.Find(revision)!, Configurations.Get(name) with { Judged = Judged.Untimed });
        var never = Explorer.Exhaustive(driver, configuration, ExplorationBudget.Unlimited);
        ExplorationResult ended;
        int times = 0;
        do ended = Explorer.Exhaustive(driver, configuration, new(++times * step), new Checkpoint(Path, TimeSpan.Zero));
        while (ended.Truncated is not null);
        Assert.InRange(times, 3, 100);
        Assert.Equal(never.ToString(), ended.ToString());
        Assert.Equal((never.RestStates, never.Rules, never.Bits, never.Executed, never.Restarts, never.Relays, never.Events),
            (ended.RestStates, ended.Rules, ended.Bits, ended.Executed, ended.Restarts, ended.Relays, ended.Events));
        Assert.Equal((never.Recoverable, never.ConvergesWithin), (ended.Recoverable, ended.ConvergesWithin));
        Assert.Equal(never.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())), ended.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void DamagedCheckpoint_IsRefused()
    {
        var (driver, configuration) = (History.Find("byte-limit")!, Configurations.Get("one-packet"));
        Explorer.Exhaustive(driver, configuration, new(9_000), new Checkpoint(Path, TimeSpan.Zero));
        byte[] bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^100]);
        Assert.Contains("cannot be read; delete it", Assert.Throws<InputException>(Explore).Message, StringComparison.Ordinal);
        // Whatever byte it is: that of a state would only lead to other states.
        foreach (int at in (int[])[4, 16, bytes.Length / 2, bytes.Length - 100, bytes.Length - 1])
        {
            byte[] other = [.. bytes];
            other[at] ^= 1;
            File.WriteAllBytes(Path, other);
            Assert.Contains("cannot be read; delete it to start again: it is damaged", Assert.Throws<InputException>(Explore).Message, StringComparison.Ordinal);
        }
        File.WriteAllText(Path, "other");
        Assert.Contains("is no checkpoint", Assert.Throws<InputException>(Explore).Message, StringComparison.Ordinal);

        void Explore() => Explorer.Exhaustive(driver, configuration, ExplorationBudget.Unlimited, new Checkpoint(Path, TimeSpan.Zero));
    }

    [Fact]
    public void Command_GoesOn_AndThenKnowsTheResult()
    {
        string results = Path + "s";
        string[] command = ["explore", "--revision", "byte-limit", "--config", "kicking"];
        var whole = CliRun.Of(command);
        // Too little time for more than some states.
        var first = CliRun.Of([.. command, "--results", results, "--budget", "1ms"]);
        Assert.Equal(1, first.ExitCode);
        Assert.Contains($"\nThe same command goes on from there: {results}\n", first.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(System.IO.Path.Combine(results, "explore.checkpoint")));
        var second = CliRun.Of([.. command, "--results", results]);
        Assert.Equal((whole.ExitCode, whole.Output), (second.ExitCode, second.Output));
        Assert.Equal(whole.Output, CliRun.Of([.. command, "--results", results, "--budget", "1ms"]).Output);
        CliRun.Of("explore", "--revision", "byte-limit", "--config", "ticking", "--results", results).Refused("is for --config kicking, not for --config ticking");
    }
}
