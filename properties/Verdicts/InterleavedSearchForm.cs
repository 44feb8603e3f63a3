using System.Text.Json;
using Netback.Properties.Generation;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;

namespace Netback.Properties.Verdicts;

/// <summary>What a search where contexts interleave has come to, in a file of results.</summary>
internal sealed class InterleavedSearchForm : IForm<InterleavedSearch>
{
    public static readonly InterleavedSearchForm Instance = new();

    private static readonly string[] Keys = ["engine", "of", "count", "unit", "exhaustive", "furtherMs", "furtherSlots", "environment", "found", "events", "probes", "defect"];
    private static readonly string[] Engines = [InterleavedVerifier.Explore, InterleavedVerifier.Walk, InterleavedVerifier.Coyote];

    /// <summary>Properties that one search finds violated, at most.</summary>
    private const int Most = 1_000;

    public void Write(Utf8JsonWriter json, InterleavedSearch result)
    {
        json.WriteStartObject();
        json.WriteString("engine", result.What.Engine);
        json.WriteString("of", result.What.Of);
        json.WriteNumber("count", result.What.Count);
        json.WriteString("unit", result.What.Unit);
        json.WriteBoolean("exhaustive", result.What.Exhaustive);
        if (result.What.FurtherMs > 0) json.WriteNumber("furtherMs", result.What.FurtherMs);
        if (result.What.FurtherSlots > 0) json.WriteNumber("furtherSlots", result.What.FurtherSlots);
        json.WriteString("environment", result.Environment.Name);
        json.WriteStartArray("found");
        foreach (var interleaving in result.Found) interleaving.Write(json);
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var kind in Enum.GetValues<EventKind>().Where(result.Events.Contains)) json.WriteStringValue(kind.ToString());
        json.WriteEndArray();
        json.WriteStartObject("probes");
        foreach (var probe in Enum.GetValues<Probe>().Where(p => result.Probes[p] > 0)) json.WriteNumber(probe.ToString(), result.Probes[probe]);
        json.WriteEndObject();
        if (result.Defect is { } defect) json.WriteString("defect", defect);
        json.WriteEndObject();
    }

    public InterleavedSearch Read(JsonElement result, Place place)
    {
        var fields = new JsonFields(result, place, Keys);
        var what = new EngineSearch(Engines[fields.Word("engine", Engines)], fields.Text("of"), fields.Integer("count", 0, long.MaxValue), fields.Text("unit"), fields.Boolean("exhaustive"))
        {
            FurtherMs = (int)fields.Integer("furtherMs", 1, int.MaxValue, 0), FurtherSlots = (int)fields.Integer("furtherSlots", 1, int.MaxValue, 0),
        };
        var found = fields.Array("found", Most).EnumerateArray().Select((element, i) => Witness.Of<Interleaving>(element, place.Key("found").Item(i))).ToList();
        var events = new EventKinds();
        foreach (string kind in fields.Texts("events", 64))
            events = events.With(Enum.TryParse<EventKind>(kind, out var known) ? known : throw place.Key("events").Error($"there is no event {InputException.Quote(kind)}"));
        var probes = new ProbeCounts();
        var counts = new JsonFields(fields.Value("probes"), place.Key("probes"), Enum.GetNames<Probe>());
        foreach (var probe in Enum.GetValues<Probe>()) probes[probe] = counts.Integer(probe.ToString(), 1, long.MaxValue, 0);
        return new(what, DriverEnvironment.All[fields.Word("environment", [.. DriverEnvironment.All.Select(s => s.Name)])], found, events)
        {
            Probes = probes,
            Defect = fields.Has("defect") ? fields.Line("defect") : null,
        };
    }
}
