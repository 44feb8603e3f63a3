using System.Text.RegularExpressions;
using System.Xml.Linq;
using Netback.Properties.Evidence;
using Netback.Properties.Scenarios;
using Xunit;

namespace Netback.Tests.Evidence;

[Trait("Category", "Long")]
public sealed partial class ReportTests(SmallReport report) : IClassFixture<SmallReport>
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] Outside = ["http:", "https:", "//", "url(", "@import", "src="];

    private readonly XElement page = XDocument.Parse(report.Read(Report.Page)).Root!;

    [Fact]
    public void Ids_AreUnique()
    {
        var ids = page.DescendantsAndSelf().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public void EveryLink_LeadsToSomethingThatIsThere()
    {
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToHashSet();
        var links = page.Descendants().Attributes("href").Select(a => a.Value).ToList();
        Assert.All(links, link => Assert.True(
            link.StartsWith('#') ? ids.Contains(link[1..]) : File.Exists(report.First.FullName(Uri.UnescapeDataString(link))), link));
        Assert.Contains(links, l => l.StartsWith("witnesses/slot-estimate/", StringComparison.Ordinal));
    }

    /// <summary>A browser that goes to a closed <c>details</c> leaves it closed; it opens one that the target is inside of.</summary>
    [Fact]
    public void NoLink_LeadsToSomethingThatStaysClosed()
    {
        var targets = page.Descendants().Attributes("href").Select(a => a.Value).Where(l => l.StartsWith('#')).Select(l => l[1..]).ToHashSet();
        var found = page.Descendants().Where(e => targets.Contains(e.Attribute("id")?.Value ?? "")).ToList();
        Assert.Contains(found, e => e.Ancestors().Any(a => a.Name.LocalName == "details"));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "details" or "summary" && e.Attribute("id") is not null);
        Assert.DoesNotContain("<details id", report.Read(Report.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NeedsNothingButItself()
    {
        string text = report.Read(Report.Page).Replace(Svg.NamespaceName, "", StringComparison.Ordinal);
        Assert.All(Outside, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    /// <summary>Runs for the player are data, and one script plays them.</summary>
    [Fact]
    public void EveryWitness_HasItsRunBesideIt_ForThePlayer()
    {
        var places = page.Descendants("div").Where(d => d.Attribute("class")?.Value == "player").ToList();
        // A cell that follows from another may show the witness of that one.
        Assert.Equal(report.Evidence.Cells.Where(c => c.Witness is not null).DistinctBy(c => c.Witness!.File).Count() + report.Evidence.Races.Count(r => r.Found), places.Count);
        Assert.All(places, place =>
        {
            string of = place.Attribute("data-of")!.Value;
            Assert.Contains(place.Ancestors(), a => a.Attribute("id")?.Value == of);
            var data = page.Descendants("script").Single(s => s.Attribute("id")?.Value == of + "-run");
            Assert.Equal("application/json", data.Attribute("type")!.Value);
            using var json = System.Text.Json.JsonDocument.Parse(data.Value);
            Assert.NotEqual(0, json.RootElement.GetProperty("runs")[0].GetProperty("frames").GetArrayLength());
        });
        Assert.Single(page.Descendants("script"), s => s.Attribute("type") is null);
    }

    [Fact]
    public void EveryPicture_HasANameAndAnAlternativeInWords()
    {
        var pictures = page.Descendants(Svg + "svg").ToList();
        Assert.NotEmpty(pictures);
        Assert.All(pictures, p =>
        {
            string[] labels = p.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal("img", p.Attribute("role")!.Value);
            Assert.Equal([p.Element(Svg + "title")!.Attribute("id")!.Value, p.Element(Svg + "desc")!.Attribute("id")!.Value], labels);
            Assert.NotEqual("", p.Element(Svg + "title")!.Value);
            Assert.InRange(p.Element(Svg + "desc")!.Value.Length, 40, 4000);
        });
    }

    [Fact]
    public void Sections_ComeInTheOrderInWhichTheyAreRead() => Assert.Equal(
        ["answer", "claims", "time-machine", "today", "proposed", "sign-off", "searched", "proofs", "conformance", "between-points", "witnesses"],
        page.Descendants("h2").Select(h => h.Attribute("id")!.Value));

    [Fact]
    public void CellOfTheTimeMachine_LinksToItsWitness_WhichIsShownWithItsTrace()
    {
        var cell = page.Descendants("table").Single(t => t.Attribute("class")?.Value == "matrix").Descendants("td").First();
        Assert.StartsWith("x", cell.Value, StringComparison.Ordinal);
        string id = cell.Element("a")!.Attribute("href")!.Value[1..];
        var witness = page.Descendants("details").Single(d => d.Elements().Any(e => e.Attribute("id")?.Value == id));
        Assert.Contains("VIOLATED at", witness.Descendants("pre").Single().Value, StringComparison.Ordinal);
        Assert.Contains("violated here", witness.Descendants(Svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void SameSeedAndCases_GiveTheSameFiles_AndSoDoesTheEvidenceByItself()
    {
        var first = Files(report.First);
        Assert.Equal(first, Files(report.Second));
        Assert.Equal(first, Files(report.Again));
        Assert.Contains(first, f => f.Name.Contains("BoundedMemory@no-tx-lock.", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_SaysTheSame()
    {
        string markdown = report.Read(Report.Markdown);
        string tables = MarkdownOutput().Replace(markdown, "");
        Assert.All(page.Descendants("h2"), h => Assert.Contains($"\n## {h.Value}\n", markdown, StringComparison.Ordinal));
        Assert.Equal(page.Descendants("table").Sum(t => t.Descendants("tr").Count()), MarkdownRow().Count(tables) - MarkdownRule().Count(tables));
        Assert.Equal(page.Descendants("pre").Select(p => p.Value), MarkdownOutput().Matches(markdown).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void EveryLinkInMarkdown_LeadsToSomethingThatIsThere()
    {
        string markdown = report.Read(Report.Markdown);
        var targets = MarkdownLink().Matches(markdown).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(targets);
        Assert.All(targets, t =>
        {
            if (t.StartsWith('#')) Assert.Contains($"id=\"{t[1..]}\"", markdown, StringComparison.Ordinal);
            else Assert.True(File.Exists(report.First.FullName(Uri.UnescapeDataString(t.Split('#')[0]))), t);
        });
    }

    [Fact]
    public void RowsOfAMarkdownTable_HaveAsManyCellsAsItsHead()
    {
        int? width = null;
        foreach (string line in MarkdownOutput().Replace(report.Read(Report.Markdown), "").Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                width = null;
                continue;
            }
            int cells = UnescapedBar().Count(line);
            Assert.Equal(width ?? cells, cells);
            width = cells;
        }
    }

    [Fact]
    public void Summary_StandsAlone()
    {
        string summary = report.Read(Report.Summary);
        Assert.Contains("BoundedMemory@honest", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("](", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void VerdictThatIsNotExpected_IsMarked_AndSaidInTheAnswer()
    {
        var cells = report.Evidence.Cells.Select(c => c is { Claim: "BoundedLatency@honest", Revision: "byte-limit" } ? c with { Outcome = "probesMissed" } : c);
        var wrong = report.Evidence with { Cells = [.. cells] };
        Assert.True(report.Evidence.IsAsExpected());
        Assert.False(wrong.IsAsExpected());
        var folder = report.New("wrong");
        foreach (string file in EvidenceFile.FilesOf(wrong)) folder.Write(file, report.Read(file));
        Report.Write(wrong, folder);
        string text = File.ReadAllText(folder.FullName(Report.Summary));
        Assert.Contains("does not keep all of its three promises**: Bounded latency is not confirmed", text, StringComparison.Ordinal);
        Assert.Contains("| !miss |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WitnessThatShowsNothingAnyMore_IsRefused()
    {
        var folder = report.New("stale");
        foreach (string file in EvidenceFile.FilesOf(report.Evidence)) folder.Write(file, report.Read(file));
        string name = report.Evidence.Cells.First(c => c.Witness is not null).Witness!.File;
        var document = System.Text.Json.Nodes.JsonNode.Parse(report.Read(name))!;
        document["scenario"]!["steps"] = new System.Text.Json.Nodes.JsonArray();
        folder.Write(name, document.ToJsonString());
        var refused = Assert.Throws<InputException>(() => Report.Write(report.Evidence, folder));
        Assert.Contains("does not violate", refused.Message, StringComparison.Ordinal);
    }

    private static List<(string Name, string Content)> Files(ReportFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetRelativePath(folder.Path, f), File.ReadAllText(f)))];

    [GeneratedRegex(@"(?m)^\|.*$")]
    private static partial Regex MarkdownRow();

    [GeneratedRegex(@"(?m)^\|(:?-+:?\|)+$")]
    private static partial Regex MarkdownRule();

    [GeneratedRegex(@"```text\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex MarkdownOutput();

    [GeneratedRegex(@"(?<!\\)\]\(([^)]+)\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBar();
}
