using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Properties.Scenarios;
using Xunit;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

/// <summary>Keeps <c>docs/scenario-format.md</c> from falling behind.</summary>
public class ScenarioFormatDocumentTests
{
    private static readonly string Document = File.ReadAllText(Find("docs/scenario-format.md"));

    [Fact]
    public void ExampleInTheDocument_IsAScenario()
    {
        string example = Regex.Match(Document, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal("one-slot-short", Assert.Single(Read(Utf8(example), lines: false)).Scenario.Name);
    }

    [Fact]
    public void EveryKeyThatIsWritten_IsInTheDocument()
    {
        var vif = new Parameters
        {
            RingSize = 1, PageSize = 64, QueueLimit = 1, MaxPacketSlots = 1, GsoMaxSize = 1, RxBatch = 1, CopyBatch = 1,
            ByteCountBits = 1, XdpHeadroom = 1, TimerHz = 100, Events = EventDelivery.Own, RxNotify = false, Hash = true,
        };
        var scenario = new Scenario("n", vif, HostStack.HonoursStop,
            [Step.Xmit(0, 1, count: 2) with { Offset = 1, Hash = true }, Step.Advance(1), Step.SetReqProd(0, 1), Step.SetHeadroom(1), Step.Connect(1, failure: Cause.NoThread)])
        {
            Class = "c", StartJiffies = 1, Stack = new(1, true),
        };
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
            ScenarioWriter.Write(json, scenario, [new() { Queues = [new() { Damaged = 1 }], Stack = new() }, new() { Outcome = StepOutcome.Bug }],
                [new("p", 0, 0, "w")]);
        var keys = Regex.Matches(Encoding.UTF8.GetString(text.ToArray()), "\"(\\w+)\":").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.True(keys.Count > 50, $"only {keys.Count} keys");
        Assert.All(keys.Except(["scenario", "trace"]), key => Assert.Contains($"`{key}`", Document, StringComparison.Ordinal));
    }

    /// <summary>No step, key or word is missing, and none is left over.</summary>
    [Fact]
    public void Tables_HaveEachKey_AndEachKindOfStepWithItsKeys()
    {
        Assert.Equal(ScenarioParser.Keys, Rows("## 2. The scenario", "### The vif").Select(row => row.Name));
        Assert.Equal(ScenarioParser.VifKeys, Rows("### The vif", "## 3. Steps").Select(row => row.Name));
        Assert.Equal(StepForm.Names.Select(name => (name, string.Join(", ", StepForm.Keys(Enum.Parse<StepKind>(name, ignoreCase: true)).Skip(1)))).Order(),
            Rows("## 3. Steps", "### Connecting again").Select(row => (row.Name, string.Join(", ", Regex.Matches(row.Keys, "`(\\w+)`").Select(m => m.Groups[1].Value)))).Order());
        Assert.All([.. ScenarioParser.Hosts, .. ScenarioParser.Deliveries, .. StepForm.Rings, .. StepForm.Failures], word => Assert.Contains($"`{word}`", Document, StringComparison.Ordinal));
    }

    /// <summary>The rows of the tables between two headings: what stands in the first column, and the second.</summary>
    private static IEnumerable<(string Name, string Keys)> Rows(string from, string to)
    {
        string part = Document[Document.IndexOf(from, StringComparison.Ordinal)..Document.IndexOf(to, StringComparison.Ordinal)];
        return Regex.Matches(part, "^\\| `(\\w+)` \\|([^|\n]*)\\|", RegexOptions.Multiline).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).Where(row => row.Item1 != "do");
    }

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, path)))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException(path), path);
    }
}
