using Xunit;
using System.Text.Json;
using FsCheck.Xunit;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

[Properties(Arbitrary = [typeof(ScenarioGenerators)], MaxTest = 300, Replay = "20141022,4242421")]
public class ScenarioRoundTripTests
{
    [Property]
    public void Scenario_WrittenAndRead_IsTheSame(Scenario scenario) =>
        AssertSame(scenario, ScenarioReader.Parse(Utf8(ScenarioWriter.ToJson(scenario)), "file"));

    [Property]
    public void Scenario_WrittenOverManyLines_IsReadFromJson(Scenario scenario)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options with { Indented = true }))
            ScenarioWriter.Write(json, scenario);
        var read = Assert.Single(Read(text.ToArray(), lines: false));
        AssertSame(scenario, read.Scenario);
        Assert.Null(read.Trace);
        Assert.Equal("file", read.Where);
    }

    [Property(MaxTest = 50)]
    public void RecordedLine_WrittenAndRead_IsTheSame(Recording recording)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options))
            ScenarioWriter.Write(json, recording.Scenario, recording.Trace);
        Assert.DoesNotContain((byte)'\n', text.ToArray());
        var read = Assert.Single(Read(text.ToArray()));
        AssertSame(recording.Scenario, read.Scenario);
        AssertSame(recording.Trace, read.Trace!);
        Assert.Equal("file:1", read.Where);
    }

    [Fact]
    public void Scenario_WithUsualConstants_IsWrittenWithoutThem()
    {
        var scenario = new Scenario("n", Parameters.Default, HostStack.HonoursStop,
            [Step.Xmit(0, 60), Step.Xmit(0, 61, gso: true, count: 2), Step.Post(0, 1), Step.Advance(5), Step.TxFatal()]);
        Assert.Equal(
            """
            {"name":"n","vif":{"queues":1,"gso":true,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},
            "host":"honours-stop","startIndex":0,"steps":[
            {"do":"xmit","queue":0,"length":60,"gso":false},
            {"do":"xmit","queue":0,"length":61,"gso":true,"count":2},
            {"do":"post","queue":0,"count":1},
            {"do":"advance","ms":5},
            {"do":"txFatal"}]}
            """.ReplaceLineEndings(""),
            ScenarioWriter.ToJson(scenario));
    }

    [Fact]
    public void FieldsLeftOut_ReadAsTheirDefaults()
    {
        var scenario = ScenarioReader.Parse(Utf8(
            """
            {"name":"n","vif":{"queues":1,"gso":true,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},"host":"honours-stop",
            "steps":[{"do":"xmit","length":60},{"do":"post","count":1},{"do":"run"}]}
            """), "file");
        AssertSame(new("n", Parameters.Default, HostStack.HonoursStop, [Step.Xmit(0, 60), Step.Post(0, 1), Step.Run(0)]), scenario);
    }
}
