using System.Text.Json;
using Json.Schema;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Schemas;

/// <summary>Whatever the repository holds and the commands print is as the schemas in <c>docs/schemas</c> say.</summary>
public sealed class SchemaTests
{
    /// <summary>Files of more bytes than this are of one make, and the reader, with which the schema agrees, reads all of them: every fiftieth document will do.</summary>
    private const long Large = 1 << 16;

    public static TheoryData<string> Names() => [.. Schemas.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_IsAJsonSchemaOfDraft202012_AndSaysWhatItIsFor(string name)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Schemas.Folder, name + Schemas.Extension)));
        Assert.True(MetaSchemas.Draft202012.Evaluate(schema.RootElement).IsValid);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
        Assert.NotEqual("", schema.RootElement.GetProperty("title").GetString());
        Assert.NotEqual("", schema.RootElement.GetProperty("description").GetString());
        Assert.Contains($"({name}{Schemas.Extension})", File.ReadAllText(Path.Combine(Schemas.Folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryJsonFileOfTheRepository_IsOfAFormatWithASchema() =>
        Assert.Empty(Formats.Files.Where(f => f.Schema is null).Select(f => f.File));

    public static TheoryData<string> SchemasOfFiles() => [.. Formats.Files.Select(f => f.Schema).OfType<string>().Distinct()];

    [Theory]
    [MemberData(nameof(SchemasOfFiles))]
    public void EveryFileOfTheFormat_IsAsItsSchemaSays(string schema)
    {
        var documents = Formats.Files.Where(f => f.Schema == schema).SelectMany(f =>
        {
            int every = new FileInfo(Path.Combine(Repository.Root, f.File)).Length > Large ? 50 : 1;
            return Formats.DocumentsOf(f.File).Where((_, i) => i % every == 0);
        }).ToList();
        Assert.NotEmpty(documents);
        Assert.Empty(documents.Select(d => (d.Where, Schemas.Complaint(schema, d.Text))).Where(c => c.Item2.Length > 0).Take(5));
    }

    /// <summary>A file of a schedule holds what stands as <c>schedule</c> in a witness, a line each.</summary>
    [Fact]
    public void EverySchedule_IsAsThatOfAWitness()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Traces", "golden"), "*.schedule");
        Assert.NotEmpty(files);
        string whole = Path.Combine(Repository.Root, "tests", "interleavings", "xsa-392", "NoDeadlock@honest.destructor.witness.json");
        Assert.All(files, file =>
        {
            var witness = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(whole))!;
            witness["schedule"] = JsonSerializer.SerializeToNode(File.ReadAllLines(file).Where(l => l is not ("" or ['#', ..])));
            Assert.Equal("", Schemas.Complaint("witness", witness.ToJsonString()));
        });
    }

    /// <summary>Interleavings take longer: their verdicts are held against the schema where they are tested.</summary>
    [Fact]
    public void Verify_PrintsWhatItsSchemaSays()
    {
        using var folder = new TempFolder();
        var run = CliRun.Of("verify", "--revision", "xsa-424", "--schedules", "0", "--cases", "40", "--json", "--out", Path.Combine(folder.Path, "out"));
        Assert.Equal("", Schemas.Complaint("verify", run.Output));
        Assert.Contains("\"witness\":", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PrintsRecordings()
    {
        using var folder = new TempFolder();
        string file = folder.File("a.json", Examples.ScenarioText);
        Assert.Equal("", Schemas.Complaint("recording", CliRun.Of("run", file, "--revision", "xsa-424", "--json").Expected().Output));
    }
}
