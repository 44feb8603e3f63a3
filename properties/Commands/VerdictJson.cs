using System.Text.Json;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary>Verdicts for programs: one line of JSON.</summary>
internal static class VerdictJson
{
    /// <summary>The outcome of a search that was too small to find what is known.</summary>
    private const string NotFound = "notFound";

    public static void Write(IReadOnlyList<Verdict> verdicts, IReadOnlyList<InterleavingVerdict> interleaved, Budget budget, int schedules, TextWriter output)
    {
        output.WriteLine(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("seed", budget.Seed);
            json.WriteBoolean("asExpected", verdicts.All(v => v.AsExpected || SearchEffort.MissesKnown(v))
                && interleaved.All(v => v.AsExpected || SearchEffort.MissesKnown(v, schedules)));
            json.WriteStartArray("verdicts");
            foreach (var verdict in verdicts) Write(json, verdict);
            json.WriteEndArray();
            json.WriteStartArray("interleaved");
            foreach (var verdict in interleaved) Write(json, verdict, SearchEffort.MissesKnown(verdict, schedules));
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private static void Write(Utf8JsonWriter json, Verdict v)
    {
        json.WriteStartObject();
        json.WriteString("claim", v.Claim.Name);
        json.WriteString("property", v.Claim.Property.Name);
        json.WriteString("surroundings", v.Claim.Surroundings.Name);
        json.WriteString("revision", v.Revision.Name);
        json.WriteString("outcome", SearchEffort.MissesKnown(v) ? NotFound : JsonNamingPolicy.CamelCase.ConvertName(v.Outcome.ToString()));
        json.WriteString("expected", JsonNamingPolicy.CamelCase.ConvertName(v.Expected.ToString()));
        json.WriteNumber("cases", v.Cases);
        json.WriteNumber("steps", v.Steps);
        Write(json, v.Engines);
        if (v.Error is { } error)
        {
            json.WriteString("error", error.What);
            json.WriteNumber("errorCase", error.Case);
            if (error.Scenario is not null) json.WriteString("errorScenario", WitnessFolder.ErrorName(v));
        }
        if (v.Reached is { } reached)
        {
            json.WriteNumber("reachedLessBound", reached);
            json.WriteString("unit", v.Claim.Property.Unit);
        }
        json.WriteStartObject("casesByProbe");
        foreach (var (probe, cases) in v.Probes) json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(probe.ToString()), cases);
        json.WriteEndObject();
        if (Expected.Why(v.Claim, v.Revision) is { } why)
        {
            json.WriteString("why", why.Why);
            json.WriteString("source", why.Source);
        }
        if (v.Witness is { } witness)
        {
            json.WriteString("witness", witness.FileName);
            json.WriteNumber("witnessSteps", witness.Scenario.Steps.Count);
            json.WriteString("violation", witness.Violation);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InterleavingVerdict v, bool missesKnown)
    {
        json.WriteStartObject();
        json.WriteString("claim", v.Clause.Title);
        json.WriteString("property", v.Clause.Name);
        json.WriteString("revision", v.Revision.Name);
        json.WriteString("outcome", missesKnown ? NotFound : JsonNamingPolicy.CamelCase.ConvertName(v.Outcome.ToString()));
        json.WriteString("expected", JsonNamingPolicy.CamelCase.ConvertName(v.Expected.ToString()));
        Write(json, v.Engines);
        if (ExpectedInterleavings.Why(v.Clause, v.Revision) is { } why)
        {
            json.WriteString("why", why.Why);
            json.WriteString("source", why.Source);
        }
        if (v.Witness is { } witness)
        {
            json.WriteStartArray("foundBy");
            foreach (string engine in v.FoundBy) json.WriteStringValue(engine);
            json.WriteEndArray();
            json.WriteString("witness", witness.FileName);
            json.WriteNumber("witnessSteps", witness.Finding.Schedule.Steps.Count);
            json.WriteString("violation", witness.Finding.Breach.What);
        }
        if (v.Defect is { } defect) json.WriteString("defect", defect);
        json.WriteEndObject();
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
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
