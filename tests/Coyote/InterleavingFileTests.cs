using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>Bad files get one line and exit code 2; files that do not fit any more get a clear word and exit code 1.</summary>
public sealed class InterleavingFileTests : IDisposable
{
    private const string Good =
        """
        {"witness":2,"driver":"byte-limit","property":"BoundedMemory@no-tx-lock","what":"queue 0 holds 128 bytes, the bound is 65","found":"by hand","concurrent":"two-cpus",
        "config":"two-requests-two-cpus","parts":{"host0":["offers 64 bytes to queue 0"],"host1":["offers 64 bytes to queue 0"]},
        "schedule":["host0: offers 64 bytes to queue 0","host0: looks at the carrier","host0: looks whether the Tx queue is stopped",
        "host0: looks for queues","host0: looks for rx0",
        "host1: offers 64 bytes to queue 0","host1: looks at the carrier","host1: looks whether the Tx queue is stopped",
        "host1: looks for queues","host1: looks for rx0",
        "host1: looks whether the vif is connected","host1: looks whether the vif is disabled","host1: reads the time","host1: takes the queue lock",
        "host1: links the packet","host1: stops the Tx queue","host1: releases the queue lock",
        "host0: looks whether the vif is connected","host0: looks whether the vif is disabled","host0: reads the time","host0: takes the queue lock"]}
        """;

    /// <summary>In the older form.</summary>
    private static readonly string Old = Good.Replace("\"witness\":2", "\"interleaving\":1", StringComparison.Ordinal).Replace("@no-tx-lock", "", StringComparison.Ordinal)
        .Replace("\"schedule\":", "\"steps\":", StringComparison.Ordinal);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--coyote", "VIOLATED on real threads under Coyote, in step 21:\n")]
    [InlineData("--times=3", "3 of 3 replays made the same 21 steps and violated the same property.\n")]
    public void FileWrittenByHand_Replays(string option, string said) =>
        Assert.Contains(said, CliRun.Of("replay", Witness(Good), option).Expected().Output, StringComparison.Ordinal);

    [Fact]
    public void OldFile_ReplaysTheSame()
    {
        string said = CliRun.Of("replay", Witness(Good)).Expected().Output;
        string older = Old.Replace("\"property\":", "\"clause\":", StringComparison.Ordinal).Replace("\"concurrent\":", "\"play\":", StringComparison.Ordinal);
        Assert.All([Old, older], old => Assert.Equal(said, CliRun.Of("replay", folder.File("old.interleaving.json", old)).Expected().Output));
    }

    [Theory]
    [InlineData("\"driver\":\"byte-limit\"", "\"driver\":\"linux\"", "driver: must be one of slot-estimate, byte-limit")]
    [InlineData("\"witness\":2", "\"witness\":3", "witness: must be 2, not 3")]
    [InlineData("@no-tx-lock", "", "property: must end in @no-tx-lock, the environment of two-cpus, not \"BoundedMemory\"")]
    [InlineData("\"schedule\":", "\"scedule\":", "unknown key \"scedule\"")]
    [InlineData("\"config\":\"two-requests-two-cpus\"", "\"config\":\"huge\"", "config: must be one of two-queues")]
    [InlineData("\"parts\":{", "\"parts\":{\"host7\":[\"flies\"],", "parts: host7 cannot do \"flies\" in two-requests-two-cpus")]
    [InlineData("\"parts\":{", "\"scenario\":{},\"parts\":{", "concurrent: cannot stand beside a scenario")]
    [InlineData("\"host0: looks at the carrier\"", "\"looks\"", "\"looks\" is not a step; a step is \"context: what it does\"")]
    [InlineData("\"host0: looks at the carrier\"", "3", "schedule[1]: must be a string")]
    [InlineData("\"host1\":[", "\"host0\":[", "parts.host0: the key is given twice")]
    [InlineData("\"host1\":[", "\"\\ud800\":[", "parts: is not valid Unicode")]
    [InlineData("\"host0: looks at the carrier\"", "\"\\ud800\"", "schedule[1]: is not valid Unicode")]
    [InlineData("\"found\":\"by hand\",", "", "found: missing")]
    [InlineData("\"found\"", "\"fuond\":1,\"found\"", "unknown key \"fuond\"")]
    [InlineData("{\"witness\"", "{\"witness", "not JSON")]
    public void BadFile_IsRefused(string old, string bad, string message) =>
        CliRun.Of("replay", Witness(Good.Replace(old, bad, StringComparison.Ordinal))).Refused(message);

    [Theory]
    [InlineData("\"interleaving\":1", "\"interleaving\":2", "interleaving: must be 1, not 2")]
    [InlineData("\"concurrent\":", "\"play\":\"two-cpus\",\"concurrent\":", "play: cannot stand beside concurrent, whose old name it is")]
    [InlineData("\"parts\":{", "\"scenario\":{},\"parts\":{", "concurrent: cannot stand beside a scenario")]
    [InlineData("\"steps\":", "\"schedule\":", "unknown key \"schedule\"")]
    public void BadOldFile_IsRefused(string old, string bad, string message) => CliRun.Of("replay", Witness(Old.Replace(old, bad, StringComparison.Ordinal))).Refused(message);

    [Theory]
    [InlineData("{\"TestName\":\"LateEoi_PostsInTwos\",\"Settings\":{},\"Steps\":[null]}", "bad.trace: CoyoteVersion: missing")]
    [InlineData("{}", "not a trace of Coyote: TestName and Steps are missing")]
    [InlineData("[]", "not a trace of Coyote")]
    [InlineData("{\"TestName\":\"Foo\",\"Steps\":[]}", "TestName: \"Foo\" is not a driver in a concurrent scenario, such as LateEoi_EventWhileSending")]
    [InlineData("{", "not JSON")]
    public void BadTrace_IsRefused(string text, string message) => CliRun.Of("replay", folder.File("bad.trace", text)).Refused(message);

    [Theory]
    [InlineData("x.witness.json")]
    [InlineData("x.trace")]
    public void MissingFile_IsRefused(string name) => CliRun.Of("replay", Path.Combine("nowhere", name)).Refused(name);

    [Fact]
    public void StepThatDoesNotFit_IsNamed_AndWhatStillHappensIsSaid()
    {
        string file = Witness(Good.Replace("\"host1: reads the time\",", "\"host1: reads the clock\",", StringComparison.Ordinal));
        var run = CliRun.Of("replay", file);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        string said = run.Output.ReplaceLineEndings(" ");
        Assert.Contains("diverged at step 13, \"host1: reads the clock\", is not possible: host1 is at \"reads the time\".", said, StringComparison.Ordinal);
        Assert.Contains("Followed as far as it fits, in 21 steps, it still violates BoundedMemory: ", said, StringComparison.Ordinal);
        var threads = CliRun.Of("replay", file, "--coyote");
        Assert.Equal((1, ""), (threads.ExitCode, threads.Error));
        Assert.Contains("diverged at step 13, \"host1: reads the clock\"", threads.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void ScheduleThatBreaksNothingAnyMore_IsSaid()
    {
        var run = CliRun.Of("replay", Witness(Good.Replace(",\"host0: reads the time\",\"host0: takes the queue lock\"", "", StringComparison.Ordinal)));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("BoundedMemory is no longer violated.", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine is one of stepped, coyote, not \"bogus\"", "--engine", "bogus")]
    [InlineData("--strategy with --engine coyote is one of portfolio, random, pct, delay, not \"exhaustive\"", "--engine", "coyote", "--strategy", "exhaustive")]
    [InlineData("--strategy with --engine stepped is one of exhaustive, depth-first, random, pct, not \"delay\"", "--strategy", "delay")]
    [InlineData("--scenario is one of fill-and-drain, ", "--engine", "coyote", "--scenario", "x")]
    [InlineData("--schedules must be a whole number from 1 to 100000000, not \"0\"", "--engine", "coyote", "--schedules", "0")]
    [InlineData("--config has no effect with an exhaustive search of a --scenario", "--scenario", "connect", "--config", "one-packet")]
    [InlineData("--strategy has no effect with an exhaustive search of a --scenario", "--scenario", "connect", "--strategy", "depth-first")]
    [InlineData("--schedules has no effect with an exhaustive search", "--schedules", "5")]
    [InlineData("--depth has no effect with an exhaustive search", "--depth", "5")]
    [InlineData("--out has no effect with an exhaustive search", "--out", "x")]
    [InlineData("--config has no effect with --engine coyote", "--engine", "coyote", "--config", "ticking")]
    [InlineData("--fact has no effect with --engine coyote", "--engine", "coyote", "--fact")]
    [InlineData("--check has no effect with --strategy depth-first", "--strategy", "depth-first", "--check")]
    [InlineData("--rules has no effect with --strategy depth-first", "--strategy", "depth-first", "--rules")]
    [InlineData("--results has no effect with --strategy depth-first", "--strategy", "depth-first", "--results", "x")]
    [InlineData("--config has no effect with random schedules", "--strategy", "random", "--config", "ticking")]
    [InlineData("--scenario has no effect with random schedules", "--strategy", "pct", "--scenario", "connect")]
    [InlineData("--config is a file or one of two-queues, ", "--config", "tickin")]
    [InlineData(" not \"tickin\": did you mean ticking?", "--config", "tickin")]
    [InlineData(" not \"conect\": did you mean connect?", "--engine", "coyote", "--scenario", "conect")]
    [InlineData("unknown property \"NoDeadlok\": did you mean NoDeadlock?", "--property", "NoDeadlok")]
    [InlineData("unknown property \"Nope\"; the properties are BoundedMemory, ", "--property", "Nope")]
    public void BadOptionOfExplore_IsRefused(string message, params string[] args) =>
        CliRun.Of(["explore", "--revision", "byte-limit", .. args]).Refused(message);

    [Fact]
    public void PropertyAsTablesPrintIt_IsTaken() => Assert.Contains(
        "nothing violated", CliRun.Of("explore", "--revision", "byte-limit", "--strategy", "random", "--property", "NoDeadlock@honest", "--schedules", "20")
            .Expected().Output, StringComparison.Ordinal);

    /// <summary>The same states as when it is explored for a verdict, and what is violated in them is told by the name of the scenario.</summary>
    [Fact]
    public void ConcurrentScenario_IsExploredToTheEnd()
    {
        var result = Explorer.Exhaustive(History.Find("xsa-424")!, ConcurrentScenarios.Get("two-queues-stall"), ExplorationBudget.Unlimited);
        string output = CliRun.Of("explore", "--revision", "xsa-424", "--scenario", "two-queues-stall").Expected().Output.ReplaceLineEndings("\n");
        Assert.StartsWith($"xsa-424, two-queues-stall: {ConcurrentScenarios.Get("two-queues-stall").Summary}\n{result}\n", output, StringComparison.Ordinal);
        Assert.Contains("VIOLATED NoFlapping", output, StringComparison.Ordinal);
        Assert.Matches("scenario +. two-queues-stall: ", output);
    }

    /// <summary>A list of scenarios that was shorter than what was taken from it ended such a walk in an exception.</summary>
    [Fact]
    public void Walk_GoesThroughMoreScenariosThanTheyAreLong() => Assert.Contains(
        "2,100 schedules", CliRun.Of("explore", "--revision", "byte-limit", "--strategy", "random", "--depth", "2", "--schedules", "2100").Expected().Output,
        StringComparison.Ordinal);

    [Fact]
    public void CommandLineOfCoyote_ComesAlong() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "coyote", "coyote.dll")) || File.Exists(Path.Combine(
            Repository.Root, "properties", "bin", "Release", "net10.0", "coyote", "coyote.dll")));

    private string Witness(string text) => folder.File("by-hand.witness.json", text);
}
