using System.Text.Json;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary>Verdicts for programs: one line of JSON.</summary>
internal static class VerdictJson
{
    /// <summary>The outcome of a search that was too small to find what is known.</summary>
    private const string NotFound = "notFound";

    public static void Write(IReadOnlyList<Verdict> verdicts, ulong seed, TextWriter output)
    {
        output.WriteLine(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("seed", seed);
            json.WriteBoolean("asExpected", !verdicts.Any(v => v.Differs));
            json.WriteStartArray("verdicts");
            foreach (var verdict in verdicts) Write(json, verdict);
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private static void Write(Utf8JsonWriter json, Verdict v)
    {
        json.WriteStartObject();
        json.WriteString("claim", v.Claim.Name);
        json.WriteString("property", v.Claim.Property.Name);
        json.WriteString("environment", v.Claim.Environment.Name);
        json.WriteString("revision", v.Revision.Name);
        json.WriteString("outcome", v.MissesKnown ? NotFound : Word(v.Outcome));
        json.WriteString("expected", Word(v.Expected));
        if (v.Grade is { } grade) json.WriteString("grade", JsonNamingPolicy.CamelCase.ConvertName(grade.ToString()));
        if (v.Alone is { } alone) json.WriteString("alone", Word(alone));
        if (v.Interleaved is { } interleaved) json.WriteString("interleaved", Word(interleaved));
        json.WriteNumber("cases", v.Cases);
        json.WriteNumber("steps", v.Steps);
        Write(json, v.Engines);
        WriteTexts(json, "foundBy", v.FoundBy);
        WriteTexts(json, "missed", v.Missed);
        if (v.Error is { } error)
        {
            json.WriteString("error", error.What);
            json.WriteNumber("errorCase", error.Case);
            if (error.Scenario is not null) json.WriteString("errorScenario", WitnessFolder.ErrorName(v));
        }
        if (v.Defect is { } defect) json.WriteString("defect", defect);
        if (v.Reached is { } reached)
        {
            json.WriteNumber("reachedLessBound", reached);
            json.WriteString("unit", v.Claim.Property.Unit);
        }
        json.WriteStartObject("casesByProbe");
        foreach (var (probe, cases) in v.Probes) json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(probe.ToString()), cases);
        json.WriteEndObject();
        json.WriteStartObject("runsByProbe");
        foreach (var premise in v.Premises)
        {
            json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(premise.Probe.ToString()));
            json.WriteNumber(InterleavedVerifier.Explore, premise.Explored);
            json.WriteNumber(InterleavedVerifier.Walk, premise.Walked);
            json.WriteNumber(InterleavedVerifier.Coyote, premise.Coyote);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        if (v.Why is { } why)
        {
            json.WriteString("why", why.Why);
            json.WriteString("source", why.Source);
        }
        if (v.Unknown is { } unknown) json.WriteString("unknown", unknown);
        if (v.Witness is { } witness)
        {
            json.WriteString("witness", witness.FileName);
            json.WriteNumber("witnessSteps", witness.Steps);
            json.WriteString("violation", witness.What);
            if (v.ShownOf is { } other) json.WriteString("violationOf", other.Name);
        }
        json.WriteEndObject();
    }

    private static string Word(Outcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<EngineSearch> engines)
    {
        json.WriteStartArray("engines");
        foreach (var search in engines)
        {
            json.WriteStartObject();
            json.WriteString("engine", search.Engine);
            json.WriteString("of", search.Of);
            json.WriteNumber(search.Unit, search.Count);
            json.WriteBoolean("exhaustive", search.Exhaustive);
            if (search.FurtherMs > 0) json.WriteNumber("furtherMs", search.FurtherMs);
            if (search.FurtherSlots > 0) json.WriteNumber("furtherSlots", search.FurtherSlots);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
