using System.Text.Json;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Conformance.Interleaved;

/// <summary>One run of the real driver with its contexts interleaved, access by access.</summary>
/// <param name="Generation">Which state of the driver: <c>G1</c>, <c>G5</c> to <c>G8</c>.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Configuration">Sizes, times, and what the environment may do.</param>
/// <param name="Steps">The accesses, in order.</param>
/// <param name="End">What the vif looked like at the end, by the names of the format.</param>
/// <param name="Where">File and line, for messages.</param>
public sealed record InterleavedRecording(
    string Generation, long Seed, Configuration Configuration, IReadOnlyList<RecordedStep> Steps, JsonElement End, string Where)
{
    private static readonly string[] Keys = ["generation", "seed", "config", "steps", "complete", "end", "findings"];
    private static readonly string[] ConfigKeys =
        ["queues", "gso", "mtu", "queueLimit", "drainTimeout", "stallTimeout", "startIndex", "host", "cpus", "txLock", "destructorsTakeLocks"];

    /// <summary>How many words and values a step of a kind has behind its context; what begins has its own.</summary>
    private static readonly Dictionary<string, (bool HasWord, int Values)> Kinds = new()
    {
        ["r"] = (true, 1), ["w"] = (true, 1), ["x"] = (true, 2), ["lock"] = (true, 0), ["unlock"] = (true, -1), ["wake"] = (false, 1), ["prepare"] = (false, 1),
        ["sleep"] = (false, 2), ["woke"] = (false, 2), ["free"] = (false, -1), ["notify"] = (false, 1), ["eoi"] = (false, 2), ["irq-off"] = (false, 1),
        ["wait-irq"] = (false, 1), ["wake-end"] = (false, 1), ["wait-end"] = (false, 1), ["sync"] = (false, 0), ["begin"] = (true, -1), ["tick"] = (false, 1),
    };

    /// <summary>The revision that the recording is of.</summary>
    public Revision Revision => History.All.First(r => r.InterleavedRecording == Generation);

    /// <summary>Whether a file holds such recordings: its first object says which generation it is of.</summary>
    public static bool IsIn(string path) => ScenarioReader.FirstLine(path) is { } first && first.TryGetProperty("generation", out _);

    /// <summary>The recordings of a file, one a line.</summary>
    /// <exception cref="InputException">The file cannot be read, or something in it is wrong.</exception>
    public static IEnumerable<InterleavedRecording> ReadFile(string path) => ScenarioReader.ReadLines(path, Parse);

    private static InterleavedRecording Parse(JsonElement element, string where)
    {
        var place = new Place(where, "");
        var fields = new JsonFields(element, place, Keys);
        string generation = fields.Text("generation");
        if (History.All.All(r => r.InterleavedRecording != generation))
            throw place.Key("generation").Error($"must be one of {string.Join(", ", History.All.Select(r => r.InterleavedRecording).OfType<string>())}, "
                + $"not {InputException.Quote(generation)}");
        if (!fields.Boolean("complete")) throw place.Key("complete").Error("a recording that was cut short cannot be followed to its end");
        var config = new JsonFields(fields.Value("config"), place.Key("config"), ConfigKeys);
        var steps = new List<RecordedStep>();
        foreach (var step in fields.Array("steps", ScenarioReader.MaxSteps).EnumerateArray()) steps.Add(Step(step, place.Key("steps").Item(steps.Count)));
        var end = fields.Value("end");
        place.Key("end").Expect(end, JsonValueKind.Object);
        return new(generation, fields.Integer("seed", 0, long.MaxValue), ConfigurationOf(config, generation), steps, end.Clone(), where);
    }

    private static Configuration ConfigurationOf(JsonFields fields, string generation)
    {
        var vif = new Parameters
        {
            Queues = (int)fields.Integer("queues", 1, 8), Gso = fields.Boolean("gso"), Mtu = (int)fields.Integer("mtu", 68, 65_521),
            QueueLimit = fields.Integer("queueLimit", 1, long.MaxValue), DrainTimeoutMs = fields.Integer("drainTimeout", 0, int.MaxValue),
            StallTimeoutMs = fields.Integer("stallTimeout", 0, int.MaxValue),
        };
        return new("recorded", $"recorded of {generation}", vif)
        {
            Host = fields.Word("host", ["honours-stop", "ignores-stop"]) == 0 ? HostStack.HonoursStop : HostStack.IgnoresStop,
            Cpus = (int)fields.Integer("cpus", 1, 2), TxLock = fields.Boolean("txLock"), StartIndex = (uint)fields.Integer("startIndex", 0, uint.MaxValue),
            DestructorsTakeLocks = fields.Boolean("destructorsTakeLocks"), Kicks = true, Fatal = true, Disconnects = true, Clock = ClockPolicy.AnyTime,
        };
    }

    private static RecordedStep Step(JsonElement step, Place place)
    {
        place.Expect(step, JsonValueKind.Array);
        var items = step.EnumerateArray().ToList();
        if (items.Count < 2) throw place.Error("a step names a context and what it does");
        for (int i = 0; i < 2; i++) place.Item(i).Expect(items[i], JsonValueKind.String);
        string kind = items[1].GetString()!;
        if (!Kinds.TryGetValue(kind, out var form)) throw place.Item(1).Error($"{InputException.Quote(kind)} is no kind of step");
        if (form.HasWord && (items.Count < 3 || items[2].ValueKind != JsonValueKind.String)) throw place.Error($"{kind} needs a word");
        List<JsonElement> values = [.. items.Skip(form.HasWord ? 3 : 2).Select(v => v.Clone())];
        if (form.Values >= 0 && values.Count != form.Values) throw place.Error($"{kind} has {values.Count} values, and needs {form.Values}");
        foreach (var value in values)
            if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False))
                throw place.Error($"{value.ValueKind} is no value of a step");
        return new(items[0].GetString()!, kind, form.HasWord ? items[2].GetString()! : "", values);
    }
}
