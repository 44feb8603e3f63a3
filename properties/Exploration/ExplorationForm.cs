using System.Text.Json;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>What an exploration has come to, in a file of results: all but how long it took.</summary>
internal sealed class ExplorationForm : IForm<ExplorationResult>
{
    public static readonly ExplorationForm Instance = new();

    private static readonly PlainForm<Row> Plain = new();

    private sealed record Row(int States, long Transitions, int Depth, int Left, string? Truncated, int RestStates, int Rules, int Bits, long Executed, int Restarts,
        int Relays, long? Checked, long Bytes, int? Recoverable, int? ConvergesWithin, ulong Events, ulong Probes, IReadOnlyList<FindingRow> Findings, int FurtherMs, int FurtherSlots);

    private sealed record FindingRow(string Property, string What, IReadOnlyList<string> Steps);

    public void Write(Utf8JsonWriter json, ExplorationResult result) => Plain.Write(json, new(result.States, result.Transitions, result.Depth, result.Left,
        result.Truncated, result.RestStates, result.Rules, result.Bits, result.Executed, result.Restarts, result.Relays, result.Checked, result.Bytes,
        result.Recoverable, result.ConvergesWithin, result.Events.Bits, result.Probes.Bits,
        [.. result.Findings.Select(f => new FindingRow(f.Violation.Property, f.Violation.What, [.. f.Schedule.Steps.Select(s => s.ToString())]))], result.FurtherMs, result.FurtherSlots));

    public ExplorationResult Read(JsonElement result, Place place)
    {
        var row = Plain.Read(result, place);
        return new(row.States, row.Transitions, row.Depth, row.Left, [.. row.Findings.Select(Read)])
        {
            Truncated = row.Truncated,
            RestStates = row.RestStates,
            Rules = row.Rules,
            Bits = row.Bits,
            Executed = row.Executed,
            Restarts = row.Restarts,
            Relays = row.Relays,
            Checked = row.Checked,
            Bytes = row.Bytes,
            Recoverable = row.Recoverable,
            ConvergesWithin = row.ConvergesWithin,
            Events = new(row.Events),
            Probes = new(row.Probes),
            FurtherMs = row.FurtherMs,
            FurtherSlots = row.FurtherSlots,
        };

        Finding Read(FindingRow finding)
        {
            using var lines = new StringReader(string.Join('\n', finding.Steps));
            return new(new(finding.Property, finding.What), Schedule.Read(lines, place.Where));
        }
    }
}
