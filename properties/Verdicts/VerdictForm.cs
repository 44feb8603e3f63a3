using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>What a search of one revision in one kind of environment has come to, in a file of results.</summary>
internal sealed class VerdictForm : IForm<IReadOnlyList<Verdict>>
{
    public static readonly VerdictForm Instance = new();

    private static readonly string[] Keys = ["claim", "revision", "alone", "cases", "steps", "witness", "unknown", "error", "reached", "tightest", "missed", "probes"];
    private static readonly string[] ErrorKeys = ["what", "case", "scenario"];
    private static readonly string[] Probes = Enum.GetNames<Probe>();

    public void Write(Utf8JsonWriter json, IReadOnlyList<Verdict> result)
    {
        json.WriteStartArray();
        foreach (var verdict in result) Write(json, verdict);
        json.WriteEndArray();
    }

    public IReadOnlyList<Verdict> Read(JsonElement result, Place place)
    {
        place.Expect(result, JsonValueKind.Array);
        return [.. result.EnumerateArray().Select((element, i) => Read(new JsonFields(element, place.Item(i), Keys)))];
    }

    private static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("claim", verdict.Claim.Name);
        json.WriteString("revision", verdict.Revision.Name);
        json.WriteString("alone", verdict.Alone.ToString());
        json.WriteNumber("cases", verdict.Cases);
        json.WriteNumber("steps", verdict.Steps);
        if (verdict.Scenario is { } witness)
        {
            json.WritePropertyName("witness");
            witness.Write(json);
        }
        if (verdict.Unknown is { } unknown) json.WriteString("unknown", unknown);
        if (verdict.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("what", error.What);
            json.WriteNumber("case", error.Case);
            WriteScenario(json, "scenario", error.Scenario);
            json.WriteEndObject();
        }
        if (verdict.Reached is { } reached) json.WriteNumber("reached", reached);
        WriteScenario(json, "tightest", verdict.Tightest);
        json.WriteStartArray("missed");
        foreach (var probe in verdict.Missed) json.WriteStringValue(probe);
        json.WriteEndArray();
        json.WriteStartObject("probes");
        foreach (var (probe, cases) in verdict.Probes) json.WriteNumber(probe.ToString(), cases);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Verdict Read(JsonFields fields)
    {
        var place = fields.Place;
        var claim = Catalogue.Claims[fields.Word("claim", [.. Catalogue.Claims.Select(c => c.Name)])];
        string[] names = [.. History.KnownNames];
        var revision = History.Find(names[fields.Word("revision", names)])!;
        var outcome = (Outcome)fields.Word("alone", Enum.GetNames<Outcome>());
        var probes = new JsonFields(fields.Value("probes"), place.Key("probes"), Probes);
        var witness = fields.Has("witness") ? Witness.Of<ScenarioWitness>(fields.Value("witness"), place.Key("witness")) : null;
        if (outcome == Outcome.Violated && witness?.Replay() is null) throw place.Key("witness").Error("does not violate what it is a witness for");
        int cases = (int)fields.Integer("cases", 0, int.MaxValue);
        return new(claim, revision)
        {
            Alone = outcome, Cases = cases, Steps = fields.Integer("steps", 0, long.MaxValue), Engines = Verifier.EnginesOf(claim, cases),
            FoundBy = witness is null ? [] : [Verifier.Random],
            Defect = outcome == Outcome.DoesNotReplay ? Verifier.DoesNotReplay : null,
            Scenario = witness is null ? null : witness with { IsUnknown = fields.Has("unknown") },
            Unknown = fields.Has("unknown") ? fields.Line("unknown") : null,
            Error = fields.Has("error") ? Error(fields.Value("error"), place.Key("error")) : null,
            Reached = fields.Has("reached") ? fields.Integer("reached", long.MinValue, long.MaxValue) : null,
            Tightest = fields.Has("tightest") ? ScenarioParser.Scenario(fields.Value("tightest"), place.Key("tightest")) : null,
            Missed = fields.Texts("missed", Probes.Length),
            Probes = [.. claim.Probes.Members().Where(p => probes.Has(p.ToString())).Select(p => (p, (int)probes.Integer(p.ToString(), 0, int.MaxValue)))],
        };
    }

    private static SearchError Error(JsonElement element, Place place)
    {
        var fields = new JsonFields(element, place, ErrorKeys);
        return new(fields.Line("what"), (int)fields.Integer("case", 0, int.MaxValue),
            fields.Has("scenario") ? ScenarioParser.Scenario(fields.Value("scenario"), place.Key("scenario")) : null);
    }

    private static void WriteScenario(Utf8JsonWriter json, string name, Scenario? scenario)
    {
        if (scenario is null) return;
        json.WritePropertyName(name);
        ScenarioWriter.Write(json, scenario);
    }
}
