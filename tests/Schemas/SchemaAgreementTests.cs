using System.Text.Json;
using System.Text.Json.Nodes;
using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Schemas;

/// <summary>
/// A schema refuses what the reader of the format refuses, and nothing else: shown on every document that differs in one thing from one that is right.
/// What no schema can see is what depends on two places, or on the names that there are.
/// </summary>
[Trait("Category", "Long")]
public sealed class SchemaAgreementTests : IDisposable
{
    private const string Scenario =
        """
        {"name":"all","class":"by hand","vif":{"queues":2,"gso":true,"mtu":1500,"drainTimeoutMs":10,"stallTimeoutMs":20,"xdpHeadroom":8,"ringSize":64,
        "pageSize":4096,"queueLimit":1000,"maxPacketSlots":18,"gsoMaxSize":65536,"rxBatch":1,"copyBatch":1,"byteCountBits":32,"timerHz":250,"rxNotify":true,"events":"shared","hash":true},"host":"honours-stop","stack":{"qdisc":32,"linkWatch":true},
        "startIndex":1,"startJiffies":1,"steps":[{"do":"xmit","queue":0,"length":60,"gso":false,"offset":1,"hash":false,"count":1},{"do":"post","queue":1,"count":1},
        {"do":"consume","queue":0,"count":1},{"do":"kick","queue":0},{"do":"kickTx","queue":0},{"do":"run","queue":0},{"do":"advance","ms":1},{"do":"lag","ms":1},
        {"do":"setReqProd","queue":0,"value":1},{"do":"failCopies","queue":0,"count":1},{"do":"setHeadroom","bytes":256},{"do":"txFatal"},{"do":"disconnect"},
        {"do":"connect","queues":2,"ring":"in-use","fails":"thread"}]}
        """;

    private const string Configuration =
        """
        {"name":"all-of-it","summary":"every key","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":1,"stallTimeoutMs":1},"host":"honours-stop","lengths":[64],
        "posts":[1],"clock":"any-time","cpus":2,"txLock":false,"takes":false,"kicks":true,"fatal":true,"disconnects":true,"reconnects":true,"destructorsTakeLocks":true,
        "startIndex":1,"reduced":false}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scenario_SchemaAndReaderAgree() =>
        Agree("scenario", Scenario, file => ScenarioReader.ReadFile(file).Count());

    [Fact]
    public void Configuration_SchemaAndReaderAgree() =>
        Agree("configuration", Configuration, ConfigurationReader.ReadFile);

    [Fact]
    public void Recording_SchemaAndReaderAgree() =>
        Agree("recording", Examples.RecordedText, file => ScenarioReader.ReadFile(file).Count());

    [Fact]
    public void Witness_SchemaAndReaderAgree() =>
        Agree("witness", Text("tests", "witnesses", "head-need", "CarrierRecovers@honest.witness.json"), Witness.Read<Witness>);

    [Fact]
    public void Interleaving_SchemaAndReaderAgree() =>
        Agree("witness", Text("tests", "interleavings", "late-eoi", "NoUseAfterFree@honest.posts-in-twos.witness.json"), Witness.Read<Witness>);

    [Fact]
    public void InterleavingOfAScenario_SchemaAndReaderAgree() => Agree(
        "witness",
        $$"""{"schedule":["rx0: starts"],{{Text("tests", "witnesses", "head-need", "CarrierRecovers@honest.witness.json").TrimStart()[1..]}}""",
        Witness.Read<Witness>);

    /// <summary>The reader looks at keys and types; the schema at values too.</summary>
    [Fact]
    public void Evidence_SchemaAndReaderAgree() =>
        Agree("evidence", Text("docs", "evidence", "evidence.json"), EvidenceFile.Read, looksAtValues: false);

    private void Agree(string schema, string text, Func<string, object> read, bool looksAtValues = true)
    {
        var whole = Spoiler.Trimmed(JsonNode.Parse(text)!);
        Assert.Equal("", Reader(whole.ToJsonString()));
        Assert.True(Allows(whole.ToJsonString()));
        int refused = 0;
        var differ = new List<string>();
        foreach (var spoilt in Spoiler.All(whole))
        {
            string complaint = Reader(spoilt.Text);
            bool allowed = Allows(spoilt.Text);
            if (complaint.Length > 0) refused++;
            // A value that is right by itself can be wrong beside others.
            if (complaint.Length > 0 == allowed && !(spoilt.IsOfValue && (allowed || !looksAtValues))) differ.Add($"{spoilt.How}: {(allowed ? complaint : "read, but the schema refuses it")}");
        }
        Assert.Equal("", string.Join('\n', differ));
        Assert.InRange(refused, 50, int.MaxValue);

        string Reader(string document)
        {
            try
            {
                read(folder.File("spoilt.json", document));
                return "";
            }
            catch (InputException e)
            {
                return e.Message;
            }
        }

        bool Allows(string document)
        {
            using var parsed = JsonDocument.Parse(document);
            return Schemas.Allows(schema, parsed.RootElement);
        }
    }

    private static string Text(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));
}
