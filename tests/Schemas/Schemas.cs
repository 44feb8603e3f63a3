using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Netback.Tests.Documents;

namespace Netback.Tests.Schemas;

/// <summary>The schemas in <c>docs/schemas</c>. They refer to each other by file name.</summary>
internal static partial class Schemas
{
    public const string Extension = ".schema.json";

    private static readonly EvaluationOptions Flag = new() { OutputFormat = OutputFormat.Flag }, Listed = new() { OutputFormat = OutputFormat.List };
    private static readonly Dictionary<string, JsonSchema> All = Load();

    public static string Folder => Path.Combine(Repository.Root, "docs", "schemas");

    /// <summary>What schemas are called: the name of the file without the extension.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Whether a document is as a schema says.</summary>
    public static bool Allows(string schema, JsonElement document) => All[schema].Evaluate(document, Flag).IsValid;

    /// <summary>What is wrong with a document, or an empty text.</summary>
    public static string Complaint(string schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        if (Allows(schema, document.RootElement)) return "";
        var results = All[schema].Evaluate(document.RootElement, Listed);
        var errors = (results.Details ?? []).Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}")).Distinct().Take(5);
        return "refused: " + string.Join("; ", errors);
    }

    private static Dictionary<string, JsonSchema> Load()
    {
        var options = new BuildOptions { SchemaRegistry = new() };
        var read = new Dictionary<string, JsonSchema>();
        foreach (string file in Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal)) Read(Path.GetFileName(file)[..^Extension.Length]);
        return read;

        // Those that it refers to come first. Not under the addresses of files: there the library takes any place in a schema for the whole of it.
        void Read(string name)
        {
            if (read.ContainsKey(name)) return;
            string text = File.ReadAllText(Path.Combine(Folder, name + Extension));
            foreach (Match reference in Reference().Matches(text)) Read(reference.Groups[1].Value);
            read.Add(name, JsonSchema.FromText(text, options, new($"https://netback.example/{name}{Extension}")));
        }
    }

    [GeneratedRegex(@"""\$ref"": ""(\w+)\.schema\.json")]
    private static partial Regex Reference();
}
