using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Scenarios;

/// <summary>Editors of some systems begin a file with a byte order mark: no reader may take it for content.</summary>
public sealed class ByteOrderMarkTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.jsonl")]
    public void Scenario_IsRead(string name) => Assert.Single(ScenarioReader.ReadFile(Marked(name, Examples.Utf8(Examples.ScenarioText))));

    [Fact]
    public void PackedScenario_IsRead() =>
        Assert.Single(ScenarioReader.ReadFile(folder.File("a.jsonl.gz", Examples.Gzip([0xEF, 0xBB, 0xBF, .. Examples.Utf8(Examples.ScenarioText)]))));

    [Fact]
    public void ScenarioInMemory_IsRead() => ScenarioReader.Parse(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Examples.Utf8(Examples.ScenarioText)).ToArray(), "memory");

    [Theory]
    [InlineData("interleavings/byte-limit/BoundedMemory@no-tx-lock.two-cpus.trace")]
    [InlineData("interleavings/byte-limit/BoundedMemory@no-tx-lock.two-cpus.witness.json")]
    [InlineData("witnesses/slot-estimate/BoundedMemory@honest.witness.json")]
    public void FileToReplay_IsReplayed(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", name));
        CliRun.Of("replay", Marked("a" + name[name.IndexOf('.', StringComparison.Ordinal)..], bytes)).Expected();
    }

    [Fact]
    public void Configuration_Schedule_AndEvidence_AreRead()
    {
        const string Configuration =
            """
            {"name":"small","summary":"a ring of two","vif":{"queues":1,"gso":false,"mtu":50,"drainTimeoutMs":2,"stallTimeoutMs":0},"host":"honours-stop",
            "lengths":[64],"posts":[1,2],"clock":"stopped"}
            """;
        Assert.Equal("small", ConfigurationReader.ReadFile(Marked("c.json", Examples.Utf8(Configuration))).Name);
        Assert.Equal([new("rx0", "starts")], Schedule.Read(Marked("s.schedule", Examples.Utf8("rx0: starts\n"))).Steps);
        byte[] evidence = File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "evidence", EvidenceFile.Name));
        Assert.NotEmpty(EvidenceFile.Read(Marked(EvidenceFile.Name, evidence)).Cells);
    }

    [Fact]
    public void NothingButTheMark_IsEmpty() => Examples.Refused("is empty", () => ConfigurationReader.ReadFile(Marked("c.json", [])));

    private string Marked(string name, byte[] bytes) => folder.File(name, [0xEF, 0xBB, 0xBF, .. bytes]);
}
