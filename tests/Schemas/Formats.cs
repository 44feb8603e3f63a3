using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Tests.Documents;

namespace Netback.Tests.Schemas;

/// <summary>A document of the repository: where it stands, and its text.</summary>
internal sealed record Document(string Where, string Text);

/// <summary>Which schema a file is to be held against, by its name. A new format is a line here and a file in <c>docs/schemas</c>.</summary>
internal static partial class Formats
{
    /// <summary>The schema for the files whose name ends so; the first that fits counts.</summary>
    private static readonly (string Ending, string Schema)[] ByEnding =
    [
        (".witness.json", "witness"),
        (".tightest.json", "scenario"),
        ("/evidence.json", "evidence"),
        ("/timings.json", "timings"),
        (".jsonl.gz", "recording"),
        ("/scenario-format.md", "scenario"),
        ("/configuration-format.md", "configuration"),
        ("/results-format.md", "results"),
    ];

    /// <summary>Files of the build, not of this project's formats.</summary>
    private static readonly string[] Foreign = [Schemas.Extension, "/packages.lock.json", "/stryker-config.json", "/xunit.runner.json"];

    /// <summary>Made elsewhere, in the form of the tool that recorded them: only <c>netback conform</c> reads them, and says what is wrong.</summary>
    private const string Interleaved = "tests/recordings/interleaved/";

    /// <summary>All files with JSON in them below <c>docs</c> and <c>tests</c>, each with its schema, or null if nobody knows one.</summary>
    public static IEnumerable<(string File, string? Schema)> Files =>
        from folder in (string[])["docs", "tests"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !path.StartsWith("tests/bin/", StringComparison.Ordinal) && !path.StartsWith("tests/obj/", StringComparison.Ordinal)
        where IsJson(path) && !path.StartsWith(Interleaved, StringComparison.Ordinal) && !Foreign.Any(f => path.EndsWith(f, StringComparison.Ordinal))
        orderby path
        select (path, ByEnding.Where(e => path.EndsWith(e.Ending, StringComparison.Ordinal)).Select(e => e.Schema).FirstOrDefault());

    /// <summary>The documents that a file holds: its lines, the JSON that it shows, or all of it.</summary>
    public static IEnumerable<Document> DocumentsOf(string file)
    {
        string path = Path.Combine(Repository.Root, file);
        if (file.EndsWith(".md", StringComparison.Ordinal))
            return JsonBlock().Matches(File.ReadAllText(path)).Select((m, i) => new Document($"{file}, block {i + 1}", m.Groups[1].Value));
        return file.EndsWith(".jsonl.gz", StringComparison.Ordinal) ? Lines(file, path) : [new(file, File.ReadAllText(path))];
    }

    private static IEnumerable<Document> Lines(string file, string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        for (int number = 1; reader.ReadLine() is { } line; number++) yield return new($"{file}:{number}", line);
    }

    private static bool IsJson(string path) =>
        path.EndsWith(".json", StringComparison.Ordinal) || path.Contains(".jsonl", StringComparison.Ordinal)
        || (path.EndsWith(".md", StringComparison.Ordinal) && JsonBlock().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
