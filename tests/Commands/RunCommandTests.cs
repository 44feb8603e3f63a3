using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Properties.Scenarios;
using Netback.Tests.Conformance;
using Netback.Tests.Scenarios;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    // What the recordings do not have: a configuration of one's own, a packet of several, a second scenario in the file.
    private const string SmallRing =
        """
        {"name":"small-ring","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":1500,"stallTimeoutMs":60000,"xdpHeadroom":256,
        "ringSize":4,"queueLimit":3000},"host":"ignores-stop","startIndex":4294967294,"startJiffies":7,"steps":[
        {"do":"xmit","length":1514,"count":3},{"do":"post","count":4},{"do":"advance","ms":1},{"do":"consume","count":9},
        {"do":"setReqProd","value":4294967290},{"do":"run"},{"do":"disconnect"}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // One queue filled up to its stop; two queues and a fatal error; an assertion of the driver; the one timer there is.
    [Theory]
    [InlineData("limit-exact-reached", "handmade", "byte-limit")]
    [InlineData("stall-60s-quiet", "handmade", "stall-detection")]
    [InlineData("fatal-2q", "handmade", "late-eoi")]
    [InlineData("malicious-behind", "handmade", "byte-limit")]
    [InlineData("g0-timer-rearmed", "handmade", "slot-estimate")]
    public void Timeline_IsAsApproved(string name, string kind, string revision)
    {
        string recording = Recordings.Path(kind, revision);
        var scenario = ScenarioReader.ReadFile(recording).Single(r => r.Scenario.Name == name).Scenario;
        string file = folder.File("a.json", ScenarioWriter.ToJson(scenario));
        Golden.AssertSame($"run-{name}", CliRun.Of("run", file, "--revision", revision).Expected().Output);
    }

    [Fact]
    public void TimelineOfSeveralScenarios_IsAsApproved()
    {
        string line = SmallRing.ReplaceLineEndings("");
        string file = folder.File("a.jsonl", $"{line}\n{line.Replace("small-ring", new string('n', 150), StringComparison.Ordinal)}\n");
        Golden.AssertSame("run-small-ring", CliRun.Of("run", file, "--revision", "xsa-424").Expected().Output);
    }

    [Fact]
    public void Timelines_KeepTo100Columns()
    {
        foreach (string revision in new[] { "slot-estimate", "xsa-392" })
        {
            string output = CliRun.Of("run", Recordings.Path("public", revision), "--revision", revision).Expected().Output;
            Assert.InRange(output.Split('\n').Max(line => line.Length), 80, 100);
            Assert.DoesNotContain('\r', output);
        }
    }

    [Theory]
    [InlineData("slot-estimate")]
    [InlineData("byte-limit")]
    [InlineData("xsa-424")]
    [Trait("Category", "Long")]
    public void JsonOfABareScenario_IsTheRecordedLine_ByteForByte(string revision)
    {
        string recording = Recordings.Path("public", revision);
        var bare = ScenarioReader.ReadFile(recording).Select(r => ScenarioWriter.ToJson(r.Scenario));
        string file = folder.File("bare.jsonl", string.Join('\n', bare));
        string output = CliRun.Of("run", file, "--revision", revision, "--json").Expected().Output;
        // What is violated stands behind the recording.
        Assert.Equal(Recordings.Unpacked(recording), Regex.Replace(output, ",\"violations\":\\[.*\\]}\n", "}\n"));
        Assert.Equal(output.Count(c => c == '\n'), Regex.Count(output, ",\"violations\":\\["));
        // And it is read again.
        Assert.EndsWith(" the same, 0 different\n", CliRun.Of("conform", folder.File("again.jsonl", output), "--revision", revision).Expected().Output, StringComparison.Ordinal);
    }

    /// <summary>The scenario of a witness, run on its revision, violates what the witness is for, in the same step.</summary>
    [Theory]
    [InlineData("slot-estimate/BoundedLatency@any-host")]
    [InlineData("byte-limit/BoundedMemoryForAnyHost@any-host")]
    [InlineData("xsa-424/NoSpin@hostile")]
    [InlineData("late-eoi/NoRingOverrun@xdp")]
    [InlineData("byte-limit/NoPrematureCarrierOn@honest")]
    public void WhatARunViolates_IsSaidAtItsEnd_AndInJson(string name)
    {
        var witness = Witnesses.Read(name + ".witness.json");
        string file = Path.Combine(Witnesses.Folder(), name + ".witness.json");
        var violation = witness.Replay()!;
        string output = CliRun.Of("run", file, "--revision", witness.Driver.Name).Expected().Output;
        string at = violation.Step < 0 ? "connect" : $"step {violation.Step}";
        Assert.Contains("\nVIOLATED (", output, StringComparison.Ordinal);
        Assert.Contains($"\n  {witness.Claim.Name} at {violation.AtMs:N0} ms ({at})\n    ", output, StringComparison.Ordinal);
        Assert.Contains(violation.What, output.ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CliRun.Of("run", file, "--revision", witness.Driver.Name, "--json").Expected().Output);
        Assert.Contains(json.RootElement.GetProperty("violations").EnumerateArray(), v => v.GetProperty("property").GetString() == witness.Claim.Name
            && v.GetProperty("step").GetInt32() == violation.Step && v.GetProperty("ms").GetInt64() == violation.AtMs && v.GetProperty("what").GetString() == violation.What);
    }

    [Fact]
    public void RunThatViolatesNothing_SaysHowManyPropertiesWereJudged()
    {
        string file = folder.File("a.json", Examples.ScenarioText);
        Assert.Matches(@"\n(No property is violated|VIOLATED) \(\d+ properties judged: host respects a stopped Tx queue", CliRun.Of("run", file, "--revision", "proposed").Expected().Output);
        string three = SmallRing.Replace("\"vif\"", "\"class\":\"three\",\"vif\"", StringComparison.Ordinal);
        Assert.EndsWith("\nNo property is violated (12 properties judged: any-host and hostile and xdp together).\n",
            CliRun.Of("run", folder.File("b.json", three), "--revision", "xsa-424").Expected().Output, StringComparison.Ordinal);
        string four = SmallRing.Replace("\"vif\"", "\"stack\":{\"linkWatch\":true},\"vif\"", StringComparison.Ordinal);
        Assert.EndsWith("\nNo property is claimed for a host, guests and headroom like these together.\n",
            CliRun.Of("run", folder.File("c.json", four), "--revision", "xsa-424").Expected().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an Rx thread has busy-looped for more than 5,000,000 ms", """{"do":"txFatal"},{"do":"advance","ms":1000000000}""", "honours-stop")]
    [InlineData("more than 5,000,000 packets are offered in one scenario", """{"do":"xmit","length":60,"count":1000000}""", "ignores-stop")]
    public void ScenarioThatCostsTooMuch_IsRefusedInALine(string message, string steps, string host)
    {
        if (steps.Contains("xmit", StringComparison.Ordinal)) steps = string.Join(',', Enumerable.Repeat(steps, 50));
        string text = $$"""
            {"name":"x","vif":{"queues":1,"gso":true,"mtu":1500,"drainTimeoutMs":1000000000,"stallTimeoutMs":60000},"host":"{{host}}","steps":[{{steps}}]}
            """;
        CliRun.Of("run", folder.File("a.json", text), "--revision", "byte-limit").Refused(message);
    }

    /// <summary>Time that passes in which nobody spins costs nothing.</summary>
    [Fact]
    public void LongTimeInWhichNobodySpins_IsCarriedOut()
    {
        string steps = string.Join(',', Enumerable.Repeat("""{"do":"advance","ms":1000000000}""", 20));
        string text = $$"""
            {"name":"x","vif":{"queues":8,"gso":true,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},"host":"honours-stop","steps":[{{steps}}]}
            """;
        Assert.Contains("20,000,000,000  advance 1,000,000 s", CliRun.Of("run", folder.File("a.json", text), "--revision", "xsa-424").Expected().Output, StringComparison.Ordinal);
    }
}
