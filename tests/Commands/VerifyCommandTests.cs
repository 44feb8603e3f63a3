using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--cases must be a whole number from 1 to 1000000000, not \"0\"", "--cases", "0")]
    [InlineData("--cases must be a whole number from 1 to 1000000000, not \"1000000001\"", "--cases", "1000000001")]
    [InlineData("--cases must be a whole number from 1 to 1000000000, not \"-1\"", "--cases", "-1")]
    [InlineData("--cases must be a whole number from 1 to 1000000000, not \"1e3\"", "--cases", "1e3")]
    [InlineData("Required argument missing for option: '--cases'", "--cases")]
    [InlineData("--cases and --budget exclude each other", "--cases", "5", "--budget", "5s")]
    [InlineData("--budget must be a time such as 500ms, 30s, 5m or 1h, not \"5x\"", "--budget", "5x")]
    [InlineData("--budget must be a time", "--budget", "5")]
    [InlineData("--budget must be a time", "--budget", "s")]
    [InlineData("--budget must be a time", "--budget", "0s")]
    [InlineData("--budget must be a time", "--budget", "-5s")]
    [InlineData("--budget must be a time", "--budget", "1.5s")]
    [InlineData("--budget must be a time", "--budget", "5sm")]
    [InlineData("--budget must be a time", "--budget", "99999999999h")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not \"-1\"", "--seed", "-1")]
    [InlineData("--seed must be a whole number", "--seed", "18446744073709551616")]
    [InlineData("--probes has no effect with --json, which has them in any case", "--json", "--probes")]
    [InlineData("--cases has no effect on properties that are judged only where contexts interleave", "--property", "BoundedMemory@no-tx-lock", "--cases", "5")]
    [InlineData("--schedules has no effect on properties that are not judged where contexts interleave", "--property", "StallIsDetected@steady", "--schedules", "5")]
    [InlineData("argument 'extra'", "extra")]
    [InlineData("unknown option \"--josn\"", "--josn")]
    public void BadUsage_IsRefused(string message, params string[] args)
    {
        var run = CliRun.Of(["verify", .. args]);
        run.Refused(message);
        Assert.EndsWith("(see netback verify --help)\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownPropertyOrRevision_IsRefusedWithTheNames()
    {
        CliRun.Of("verify", "--property", "boundedmemory").Refused(
            $"unknown property \"boundedmemory\": did you mean BoundedMemory? The properties are {string.Join(", ", Catalogue.Names)} (see netback verify --help)");
        CliRun.Of("verify", "--property", "NoSpin", "--property", "x").Refused("unknown property \"x\"");
        CliRun.Of("verify", "--property", "BoundedMemory@onest").Refused("unknown property \"BoundedMemory@onest\": did you mean BoundedMemory@honest?");
        CliRun.Of("verify", "--property", "NoSpin@moonlight").Refused("unknown property \"NoSpin@moonlight\"; it is claimed as NoSpin@hostile, NoSpin@honest");
        CliRun.Of("verify", "--revision", "xsa424").Refused("unknown revision \"xsa424\": did you mean xsa-424? The revisions are slot-estimate");
        CliRun.Of("verify", "--revision", "linux").Refused(
            $"unknown revision \"linux\"; the revisions are {string.Join(", ", History.KnownNames)} (see netback verify --help)");
    }

    [Fact]
    public void OneCell_IsPrinted_AndHolds()
    {
        string output = Verify("--revision", "byte-limit", "--property", "BoundedMemory@honest", "--property", "BoundedMemory@no-rx-notify", "--cases", "300", "--schedules", "0").Expected().Output;
        Assert.Matches("\nBoundedMemory@honest +ok#\n", output);
        Assert.Matches("\n  byte-limit @ honest +300 cases", output);
        Assert.Contains("searched, seed 1:", output, StringComparison.Ordinal);
        Assert.EndsWith("2 cells: 1 holds, 0 violated, 1 does not apply; all as expected.\nInterleavings were not searched: see --schedules.\n", output,
            StringComparison.Ordinal);
    }

    /// <summary>Names are taken as the tables print them.</summary>
    [Fact]
    public void PropertyWhereItIsClaimed_IsSearchedThereOnly()
    {
        string output = Verify("--revision", "byte-limit", "--property", "BoundedMemory@honest", "--cases", "300", "--schedules", "0").Expected().Output;
        Assert.Contains("\n1 cell: 1 holds, 0 violated, 0 do not apply; all as expected.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("@hostile", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Interleavings_ArePrinted_WithTheEnginesBehindThem_AndAWitnessThatReplays_In100Columns()
    {
        string output = Verify("--revision", "byte-limit", "--property", "BoundedMemory@no-tx-lock", "--schedules", "10").Expected().Output;
        Assert.Matches("\nBoundedMemory@no-tx-lock +x[0-9]+\\*\n", output);
        Assert.Matches("\n  byte-limit @ no-tx-lock +[0-9,]+ +[0-9,]+ +[0-9,]+ +[0-9,]+ +[0-9,]+\n", output);
        string[] words = output.Split('\n').Single(l => l.Contains(Witness.Extension, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ewc", words[1]);
        CliRun.Of("replay", Path.Combine(Out, words[2])).Expected();
        Assert.EndsWith("1 cell: 0 hold, 1 violated, 0 do not apply; all as expected.\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Replace(Out, "artifacts/witnesses", StringComparison.Ordinal).Length, 0, 100));
    }

    /// <summary>What is too wide for a narrow terminal goes on below, each revision under its number.</summary>
    [Theory]
    [InlineData(100, 10)]
    [InlineData(80, 7, 3)]
    [InlineData(60, 3, 3, 3, 1)]
    public void Columns_AreAsManyAsThereIsRoomFor(int width, params int[] columns) =>
        Assert.Equal(columns, VerdictTable.Blocks(History.All, width).Select(block => block.Length));

    [Fact]
    public void TableInANarrowTerminal_KeepsToItsColumns()
    {
        if (!File.Exists("/usr/bin/script")) Assert.Fail("The package bsdutils is missing: its script gives a program a terminal.");
        string command = $"stty cols 80; netback verify --property BoundedMemory --cases 20 --schedules 0 --out {Out}";
        using var netback = new NetbackProcess($"script -qec \"{command}\" /dev/null 2>/dev/null");
        string output = netback.Ended(TimeSpan.FromMinutes(2)).Output.ReplaceLineEndings("\n");
        string table = output[output.IndexOf("  1  slot-estimate", StringComparison.Ordinal)..].Replace(Out, "artifacts/witnesses", StringComparison.Ordinal);
        Assert.Matches("\nproperty @ environment +1  .* 7\n", table);
        Assert.Matches("\nproperty @ environment +8 +9 +10\n", table);
        Assert.All(table.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void ViolatedCell_ComesWithAWitness_ThatReplays()
    {
        string output = Verify("--revision", "slot-estimate", "--property", "BoundedLatency", "--cases", "50").Expected().Output;
        Assert.Matches("\nBoundedLatency@honest +x[0-9]+\n", output);
        string[] files = [.. new WitnessFolder(Out).Files()];
        // Honest or hostile guests, hosts of both kinds.
        Assert.Equal(4, files.Length);
        Assert.All(files, file =>
        {
            Assert.Contains(Path.GetRelativePath(Out, file), output, StringComparison.Ordinal);
            CliRun.Of("replay", file).Expected();
        });
    }

    [Fact]
    public void CellThatIsNotAsExpected_IsSaid_AndIsExitCode1()
    {
        // One case is too few for the probes of a cell.
        var run = Verify("--revision", "byte-limit", "--property", "BoundedMemory", "--property", "ByteAccounting", "--cases", "1", "--schedules", "0");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Matches("\nBoundedMemory@hostile +!miss\n", run.Output);
        Assert.Contains("\nmiss not searched where it matters: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("! byte-limit, BoundedMemory@hostile\nwas not searched where it matters, as these never happened: QueueFull", run.Output, StringComparison.Ordinal);
        Assert.Contains("NOT as expected.\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Fewer cases than usual do not find all that is known: that is said, and is no difference.</summary>
    [Fact]
    public void KnownViolation_ThatSoFewCasesDoNotFind_IsNotFound_AndNotADifference()
    {
        string[] args = ["--revision", "byte-limit", "--property", "ByteAccounting@any-host", "--cases", "3", "--schedules", "0"];
        string output = Verify(args).Expected().Output;
        Assert.Matches("\nByteAccounting@any-host +x\\?\n", output);
        Assert.Contains(" x? known to be violated, not found with this effort: the usual is 2,000 cases, 50 schedules ", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(" 1 cell: 0 hold, 0 violated, 0 do not apply; 1 known to be violated, not found with less than the usual effort; all others as expected. ",
            output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Verify([.. args, "--json"]).Expected().Output);
        Assert.True(json.RootElement.GetProperty("asExpected").GetBoolean());
        Assert.Equal("notFound", json.RootElement.GetProperty("verdicts")[0].GetProperty("outcome").GetString());
    }

    /// <summary>With the usual effort, or more, the same is a difference.</summary>
    [Theory]
    [InlineData(Outcome.Holds, SearchEffort.Cases - 1, true)]
    [InlineData(Outcome.ProbesMissed, 1, true)]
    [InlineData(Outcome.Holds, SearchEffort.Cases, false)]
    [InlineData(Outcome.DoesNotReplay, 1, false)]
    [InlineData(Outcome.Violated, 1, false)]
    public void ViolationThatIsNotFound_IsADifference_WithTheUsualEffort(Outcome outcome, int cases, bool missed)
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "ByteAccounting@any-host");
        Assert.Equal(missed, Of("byte-limit").MissesKnown);
        Assert.Equal(!missed && outcome != Outcome.Violated, Of("byte-limit").Differs);
        Assert.False(Of("proposed").MissesKnown);

        Verdict Of(string revision) => new(claim, History.Find(revision)!) { Alone = outcome, Cases = cases };
    }

    /// <summary>One half that was searched too little is no excuse for the other.</summary>
    [Fact]
    public void ViolationThatIsNotKnown_IsADifference_WhateverTheOtherHalfMissed()
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "NothingLeftBehind@honest");
        var verdict = new Verdict(claim, History.Find("byte-limit")!) { Alone = Outcome.Violated, Cases = 1, Interleaved = Outcome.Holds, Schedules = 1 };
        Assert.True(verdict.MissesKnown);
        Assert.True(verdict.Differs);
        Assert.False((verdict with { Alone = Outcome.Holds }).Differs);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Json_IsOneLine_ForHoldsAndViolations()
    {
        string output = Verify("--json", "--cases", "150", "--schedules", "5", "--property", "BoundedMemory@honest", "--property", "BoundedMemory@hostile", "--property", "BoundedMemory@no-tx-lock", "--revision", "slot-estimate", "--revision", "byte-limit")
            .Expected().Output;
        Assert.Equal(output.Length - 1, output.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal("", Schemas.Schemas.Complaint("verify", output));
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("asExpected").GetBoolean());
        Assert.Equal(1ul, json.RootElement.GetProperty("seed").GetUInt64());
        var cells = json.RootElement.GetProperty("verdicts").EnumerateArray().ToList();
        Assert.Equal(["violated", "holds", "violated", "holds", "violated", "violated"], cells.Select(c => c.GetProperty("outcome").GetString()));
        Assert.All(cells, c => Assert.Equal(c.GetProperty("expected").GetString(), c.GetProperty("outcome").GetString()));
        Assert.True(File.Exists(Path.Combine(Out, cells[0].GetProperty("witness").GetString()!)));
        Assert.Equal(0, cells[1].GetProperty("reachedLessBound").GetInt64());
        Assert.Equal("random", cells[1].GetProperty("engines")[0].GetProperty("engine").GetString());
        Assert.Equal(["doesNotApply", "holds", "doesNotApply", "holds", "violated", "violated"], cells.Select(c => c.GetProperty("interleaved").GetString()));
        Assert.Equal(["random", "explore", "walk", "coyote"],
            cells[1].GetProperty("engines").EnumerateArray().Select(e => e.GetProperty("engine").GetString()).Distinct());
        Assert.Equal("proved", cells[1].GetProperty("grade").GetString());
    }

    [Fact]
    public void Json_SaysWhatIsNotAsExpected()
    {
        var run = Verify("--json", "--cases", "1", "--schedules", "0", "--property", "BoundedMemory", "--revision", "byte-limit");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.False(json.RootElement.GetProperty("asExpected").GetBoolean());
        var cell = json.RootElement.GetProperty("verdicts")[1];
        Assert.Equal("probesMissed", cell.GetProperty("outcome").GetString());
        Assert.Equal(0, cell.GetProperty("casesByProbe").GetProperty("queueFull").GetInt32());
    }

    [Fact]
    public void SameSeed_PrintsTheSame()
    {
        string[] args = ["--revision", "slot-estimate", "--property", "NoFlapping", "--cases", "60", "--seed", "5", "--json"];
        string first = Verify(args).Expected().Output;
        Assert.Contains("\"seed\":5", first, StringComparison.Ordinal);
        folder.File("unrelated", "");
        Assert.Equal(first, CliRun.Of(["verify", .. args, "--out", Out + "2"]).Output);
    }

    [Fact]
    public void FolderThatCannotBeWritten_IsRefused() =>
        CliRun.Of("verify", "--revision", "slot-estimate", "--property", "BoundedLatency", "--cases", "20", "--out", folder.File("file", ""))
            .Refused("cannot be written");

    [Fact]
    public void Budget_EndsTheSearch_AndProbesDecideWhetherItWasEnough()
    {
        var run = Verify("--revision", "byte-limit", "--property", "NoDriverAssertion@honest", "--budget", "1s");
        Assert.Equal("", run.Error);
        Assert.InRange(run.ExitCode, 0, 1);
        Assert.Contains("1 cell: ", run.Output, StringComparison.Ordinal);
    }

    private string Out => Path.Combine(Path.GetDirectoryName(folder.File("x", ""))!, "witnesses");

    private CliRun Verify(params string[] args) => CliRun.Of(["verify", .. args, "--out", Out]);
}
