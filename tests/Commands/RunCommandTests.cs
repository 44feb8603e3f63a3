using Netback.Properties.Scenarios;
using Netback.Tests.Conformance;
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
    public void JsonOfABareScenario_IsTheRecordedLine_ByteForByte(string revision)
    {
        string recording = Recordings.Path("public", revision);
        var bare = ScenarioReader.ReadFile(recording).Select(r => ScenarioWriter.ToJson(r.Scenario));
        string file = folder.File("bare.jsonl", string.Join('\n', bare));
        string output = CliRun.Of("run", file, "--revision", revision, "--json").Expected().Output;
        Assert.Equal(Recordings.Unpacked(recording), output);
    }
}
