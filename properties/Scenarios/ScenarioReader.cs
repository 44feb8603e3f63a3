using System.Text.Json;
using System.Text.Unicode;

namespace Netback.Properties.Scenarios;

/// <summary>A scenario from a file, with the trace that was recorded for it if the file has one.</summary>
/// <param name="Scenario">The script.</param>
/// <param name="Trace">One line after connecting and one after each step, or null for a bare scenario.</param>
/// <param name="Where">File and line it stands in, for messages.</param>
public sealed record RecordedScenario(Scenario Scenario, IReadOnlyList<TraceLine>? Trace, string Where);

/// <summary>
/// Reads scenarios and recordings in the form of <c>docs/scenario-format.md</c>. Strict: whatever that form does not
/// name is an <see cref="InputException"/>, never a default; and no input can cause another exception.
/// </summary>
public static class ScenarioReader
{
    /// <summary>Bytes of one line, or of a whole <c>.json</c> file, at most.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Steps of one scenario, at most.</summary>
    public const int MaxSteps = 100_000;

    /// <summary>Characters of a scenario's name and class, at most.</summary>
    public const int MaxName = 200;

    private static readonly string[] RecordedKeys = ["scenario", "trace", "violations"];
    private static readonly string[] ViolationKeys = ["property", "step", "ms", "what"];

    /// <summary>Violations of one run, at most.</summary>
    private const int MaxViolations = 1_000;

    /// <summary>The keys that a line may have, as a scenario or as a recording.</summary>
    internal static readonly string[] LineKeys = [.. ScenarioParser.Keys, .. RecordedKeys];

    /// <summary>The scenario that <paramref name="utf8Json"/> holds, without a trace.</summary>
    /// <param name="where">File and line, for messages.</param>
    /// <exception cref="InputException">It is not a scenario.</exception>
    public static Scenario Parse(ReadOnlyMemory<byte> utf8Json, string where)
    {
        using var document = Document(utf8Json.Span.StartsWith(LineReader.ByteOrderMark) ? utf8Json[LineReader.ByteOrderMark.Length..] : utf8Json, where);
        return ScenarioParser.Scenario(document.RootElement, new(where, ""));
    }

    /// <summary>
    /// The scenarios of a file one after the other: one a line if the name ends in <c>.jsonl</c> or <c>.jsonl.gz</c>, else
    /// one in the whole file. The file is opened when the first is asked for.
    /// </summary>
    /// <exception cref="InputException">The file cannot be read, or something in it is wrong; thrown on reaching it.</exception>
    public static IEnumerable<RecordedScenario> ReadFile(string path)
    {
        using var stream = Open(path);
        foreach (var recorded in Read(stream, path, IsDivided(path)))
            yield return recorded;
    }

    /// <summary>As <see cref="ReadFile"/>, for bytes from anywhere. Disposes of <paramref name="stream"/>.</summary>
    /// <param name="stream">The bytes, plain or gzip.</param>
    /// <param name="where">What to call them in messages.</param>
    /// <param name="lines">Whether there is one scenario a line.</param>
    /// <exception cref="InputException">Something is wrong; thrown on reaching it.</exception>
    public static IEnumerable<RecordedScenario> Read(Stream stream, string where, bool lines)
    {
        using var bytes = new ScenarioBytes(stream, where);
        var reader = new LineReader(bytes, where, lines);
        var names = new Dictionary<string, int>();
        while (reader.Next(out var line))
        {
            if (IsBlank(line))
                continue;
            string place = lines ? $"{where}:{reader.Number}" : where;
            var recorded = Recorded(line, place);
            string name = recorded.Scenario.Name;
            if (!names.TryAdd(name, reader.Number))
                throw DoubledName(place, name, names[name]);
            yield return recorded;
        }
        if (names.Count == 0)
            throw NoScenario(where);
    }

    /// <summary>The first object of a file of lines, or null if that is no JSON object: what the file holds is told by it.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    internal static JsonElement? FirstLine(string path)
    {
        using var bytes = new ScenarioBytes(Open(path), path);
        var reader = new LineReader(bytes, path, IsDivided(path));
        try
        {
            while (reader.Next(out var line))
            {
                if (IsBlank(line)) continue;
                using var document = Document(line, path);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
            }
        }
        catch (InputException)
        {
            // Whoever reads it in earnest says what is wrong, and where.
        }
        return null;
    }

    /// <summary>What the lines of a file hold, one after the other.</summary>
    /// <param name="path">The file: one object a line if the name ends in <c>.jsonl</c> or <c>.jsonl.gz</c>, else one in the whole file.</param>
    /// <param name="parse">Makes something of an object; the second argument is file and line, for messages.</param>
    /// <exception cref="InputException">The file cannot be read, or holds nothing, or something in it is wrong.</exception>
    internal static IEnumerable<T> ReadLines<T>(string path, Func<JsonElement, string, T> parse)
    {
        using var bytes = new ScenarioBytes(Open(path), path);
        bool lines = IsDivided(path), any = false;
        var reader = new LineReader(bytes, path, lines);
        while (reader.Next(out var line))
        {
            if (IsBlank(line)) continue;
            string where = lines ? $"{path}:{reader.Number}" : path;
            using var document = Document(line, where);
            any = true;
            yield return parse(document.RootElement, where);
        }
        if (!any) throw new InputException($"{path}: is empty");
    }

    /// <summary>Whether a file of that name has one scenario a line.</summary>
    internal static bool IsDivided(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".jsonl.gz", StringComparison.Ordinal);

    internal static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    internal static InputException DoubledName(string place, string name, int line) =>
        new($"{place}: name: {InputException.Quote(name)} is already the name in line {line}");

    internal static InputException NoScenario(string where) => new($"{where}: holds no scenario");

    /// <summary>The JSON that a whole small file holds. The caller disposes of it.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not JSON.</exception>
    internal static JsonDocument ReadDocument(string path)
    {
        using var bytes = new ScenarioBytes(Open(path), path);
        return new LineReader(bytes, path, lines: false).Next(out var whole) && whole.Length > 0
            ? Document(whole.ToArray(), path) : throw new InputException($"{path}: is empty");
    }

    /// <summary>The scenario or recording that a line holds.</summary>
    internal static RecordedScenario Recorded(ReadOnlyMemory<byte> line, string where)
    {
        using var document = Document(line, where);
        var place = new Place(where, "");
        var fields = new JsonFields(document.RootElement, place, LineKeys);
        if (!fields.Has("scenario") && !fields.Has("trace"))
            return new(ScenarioParser.Scenario(document.RootElement, place), null, where);
        fields = fields.Only(RecordedKeys);
        var scenario = ScenarioParser.Scenario(fields.Value("scenario"), place.Key("scenario"));
        if (fields.Has("violations")) ExpectViolations(fields, scenario);
        return new(scenario, TraceReader.Read(fields, scenario), where);
    }

    /// <summary>What the run of a revision has violated is not part of the recording: it must have its form, and is passed over.</summary>
    private static void ExpectViolations(JsonFields recorded, Scenario scenario)
    {
        int number = 0;
        foreach (var element in recorded.Array("violations", MaxViolations).EnumerateArray())
        {
            var fields = new JsonFields(element, recorded.Place.Key("violations").Item(number++), ViolationKeys);
            fields.Text("property");
            fields.Integer("step", -1, scenario.Steps.Count - 1);
            fields.Integer("ms", 0, long.MaxValue);
            fields.Line("what");
        }
    }

    internal static JsonDocument Document(ReadOnlyMemory<byte> utf8Json, string where)
    {
        if (!Utf8.IsValid(utf8Json.Span))
            throw new InputException($"{where}: not UTF-8");
        try
        {
            return JsonDocument.Parse(utf8Json);
        }
        catch (JsonException e)
        {
            string line = e.LineNumber > 0 ? $"line {e.LineNumber + 1}, " : "";
            // It quotes what it could not read, however long that is.
            string reason = InputException.Brief(e.Message.Split(" LineNumber:")[0]);
            throw new InputException($"{where}: not JSON at {line}byte {e.BytePositionInLine + 1}: {reason}", e);
        }
    }

    internal static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a folder, not a file");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
