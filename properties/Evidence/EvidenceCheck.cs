using System.Text.Json;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>What evidence must be beyond the form of its JSON: whatever one part names is there, once, and every number can be added up.</summary>
internal static class EvidenceCheck
{
    /// <summary>The largest count: a thousand of them still have a sum.</summary>
    private const long Most = 1_000_000_000_000_000;

    private static readonly string[] Grades = [.. Enum.GetNames<Grade>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly string[] Outcomes = [.. Enum.GetNames<Outcome>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <exception cref="InputException">Something is not so; the message says what.</exception>
    public static void Of(ReviewEvidence evidence, string path)
    {
        var revisions = Names("revisions", evidence.Revisions.Select(r => r.Name).Concat(History.Variants.Select(v => v.Name)));
        var claims = Names("claims", evidence.Claims.Select(c => c.Name));
        Names("races", evidence.Races.Select(r => r.Name));
        Names("mutants", evidence.Mutants.Select(m => m.Name));
        Names("cells", evidence.Cells.Select(c => $"{c.Claim} of {c.Revision}"));
        foreach (var cell in evidence.Cells)
        {
            Known("cells", "claim", cell.Claim, claims);
            Known("cells", "revision", cell.Revision, revisions);
            Known("cells", "outcome", cell.Outcome, [.. Outcomes, CellRow.NotFound]);
            Known("cells", "expected", cell.Expected, Outcomes);
            if (cell.Grade is { } grade) Known("cells", "grade", grade, Grades);
            if (cell.Interleaved is { } interleaved) Known("cells", "interleaved", interleaved, Outcomes);
            if (cell.ViolationOf is { } other && (cell.Witness is null || evidence.Cell(other, cell.Revision) is not { ViolationOf: null, Witness: { } shown } || shown != cell.Witness))
                throw Bad($"cells: violationOf: {other} of {cell.Revision} does not show what {cell.Claim} shows");
            if (cell.Outcome == CellRow.NotFound && cell.Expected != "violated") throw Bad($"cells: nothing is known of {cell.Claim} of {cell.Revision} that was not found");
            InRange("cells", [.. cell.Engines.Select(e => e.Count), .. cell.Probes.Select(p => p.Cases), cell.Witness?.Steps ?? 0]);
            if (cell.Reached is > Most or < -Most) throw Bad($"cells: reached: {cell.Reached} is not a number from -{Most} to {Most}");
        }
        foreach (var e in evidence.Explorations) InRange("explorations", [e.States, e.Transitions, e.Depth, e.Left, .. Sizes(e.Findings)]);
        foreach (var race in evidence.Races) InRange("races", Sizes(race.Finding is { } finding ? [finding] : []));
        foreach (var mutant in evidence.Mutants) InRange("mutants", [mutant.KilledAt ?? 0]);
        foreach (var row in evidence.Conformance) InRange("conformance", [row.Same, row.Different]);
        foreach (var row in evidence.BetweenPoints?.Followed ?? []) InRange("betweenPoints", [row.Same, row.Different, row.Accesses]);
        foreach (var row in evidence.BetweenPoints?.Controls ?? []) InRange("betweenPoints", [row.ToldApart, row.Of]);
        InRange("plan", [evidence.Plan.Cases, evidence.Plan.MutantCases, evidence.Plan.Schedules]);

        HashSet<string> Names(string where, IEnumerable<string> names)
        {
            var seen = new HashSet<string>();
            foreach (string name in names)
                if (!seen.Add(name)) throw Bad($"{where}: {InputException.Quote(name)} is there twice");
            return seen;
        }

        void Known(string where, string key, string word, IReadOnlyCollection<string> words)
        {
            if (!words.Contains(word)) throw Bad($"{where}: {key}: {InputException.Quote(word)} is none of the {words.Count} that there are");
        }

        void InRange(string where, long[] numbers)
        {
            foreach (long number in numbers)
                if (number is < 0 or > Most) throw Bad($"{where}: {number} is not a number from 0 to {Most}");
        }

        InputException Bad(string message) => new($"{path}: is not evidence: {message}");
    }

    private static long[] Sizes(IReadOnlyList<FindingRow> findings) => [.. findings.SelectMany(f => new long[] { f.Steps, f.Switches })];
}
