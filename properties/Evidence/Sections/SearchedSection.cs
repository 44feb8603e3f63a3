using Netback.Properties.Generation;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>How hard it was searched: cases, schedules, states, situations, mutants.</summary>
internal static class SearchedSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence, ReportFolder folder, Sources? sources)
    {
        yield return new Heading(2, "searched", "What was searched");
        yield return new Paragraph($"Seed {evidence.Plan.Seed}, {evidence.Plan.Cases:N0} cases for each revision and kind of environment, {evidence.Plan.Schedules:N0} "
            + "schedules of each concurrent scenario. One search serves all properties of its environment.");
        yield return Searches(evidence);
        yield return new Fold("probes", "Situations that had to occur, and in how many cases they did", [Probes(evidence)]);
        yield return new Heading(3, "explorations", "Where contexts interleave: explored exhaustively");
        yield return new Paragraph("Every state of these small configurations was visited, so what was not found in them cannot happen in them. "
            + "All properties of [the time machine](#time-machine) that are claimed in the environment of a configuration were checked at once.");
        yield return new Table("Explorations", ["revision", "configuration", "states", "transitions", "depth", "violations"],
            [.. evidence.Explorations.Select(Row)]);
        yield return new Heading(3, "races", "Races, upstream's own and planted ones");
        yield return new Paragraph($"{evidence.Races.Count(r => r.Found):N0} of {Count(evidence.Races.Count, "race")} found. Each is shown in lanes, with a column for each context "
            + "and time running downwards.");
        foreach (var race in evidence.Races) yield return RaceOf(race, folder, sources);
        foreach (var block in Mutants(evidence)) yield return block;
    }

    private static Table Searches(ReviewEvidence evidence)
    {
        var environment = evidence.Claims.ToDictionary(c => c.Name, c => c.Environment);
        // What is claimed of the steady part of honest environment was searched together with the rest of them.
        var searches = from cell in evidence.Cells
                       where environment[cell.Claim] != DriverEnvironment.Steady.Name
                       from engine in cell.Engines
                       group engine by (engine.Name, Around: environment[cell.Claim], cell.Revision, engine.Unit) into one
                       select (one.Key, Count: one.Max(e => e.Count), Exhaustive: one.All(e => e.Exhaustive));
        return new("Searches, over all revisions", ["engine @ environment", "revisions", "searched", "exhaustive"],
            [.. searches.GroupBy(s => (s.Key.Name, s.Key.Around, s.Key.Unit)).Select(g => (IReadOnlyList<TableCell>)
            [
                Markup.Plain($"{g.Key.Name} @ {g.Key.Around}"), $"{g.Count():N0}", $"{g.Sum(s => s.Count):N0} {g.Key.Unit}",
                g.All(s => s.Exhaustive) ? "yes" : "no",
            ])]);
    }

    private static Table Probes(ReviewEvidence evidence) => new(
        "Situations, with the least and the largest number of cases over the revisions", ["property @ environment", "situations"],
        [.. from claim in evidence.Claims
            let probes = evidence.Cells.Where(c => c.Claim == claim.Name).SelectMany(c => c.Probes).GroupBy(p => p.Name).ToList()
            where probes.Count > 0
            select (IReadOnlyList<TableCell>)
            [
                Markup.Plain(claim.Name), string.Join(", ", probes.Select(p => $"`{p.Key}` {p.Min(x => x.Cases):N0} to {p.Max(x => x.Cases):N0}")),
            ]]);

    private static IReadOnlyList<TableCell> Row(ExplorationRow e)
    {
        string found = string.Join("; ", e.Findings.Select(f => $"{(f.Expected ? "" : "**not expected:** ")}`{f.Property}`: {Markup.Plain(f.What)} "
            + $"({Link(Length(f), f.File)})"));
        var breaks = e.Truncated is { } why ? new TableCell($"**cut short ({Markup.Plain(why)}), {e.Left:N0} states left: no verdict**", Tone.Alarm)
            : found.Length == 0 ? new("none", Tone.Good) : new(found, e.Findings.All(f => f.Expected) ? Tone.Bad : Tone.Alarm);
        return [$"`{e.Revision}`", $"`{e.Configuration}`: {Markup.Plain(e.Summary)}", $"{e.States:N0}", $"{e.Transitions:N0}", $"{e.Depth:N0}", breaks];
    }

    private static Fold RaceOf(RaceRow race, ReportFolder folder, Sources? sources)
    {
        string id = "race-" + Id(race.Name), title = $"`{race.Name}`: {Markup.Plain(race.What)}; violates `{race.Property}` in `{Markup.Plain(race.Broken)}`, not in `{race.Sound}`";
        if (race.Finding is not { } finding) return new(id, title, [new Paragraph("**Not found.**")]);
        return new(id, $"{title} ({Length(finding)})", WitnessBlocks.Of(id, finding.File, folder, sources));
    }

    private static string Length(FindingRow finding) =>
        $"{Count(finding.Steps, "step")}, {Count(finding.Switches, "switch")}";

    private static IEnumerable<Block> Mutants(ReviewEvidence evidence)
    {
        int killed = evidence.Mutants.Count(m => m.KilledAt is not null);
        yield return new Heading(3, "mutants", "Each check can fail: mutants");
        yield return new Paragraph($"A mutant breaks one rule on purpose, and one property, which holds for the original, must notice. {killed:N0} of "
            + $"{Count(evidence.Mutants.Count, "mutant")} were noticed, within {evidence.Plan.MutantCases:N0} cases each.");
        yield return new Fold("mutant-list", "The mutants one by one",
        [
            new Table("Mutants", ["mutant", "what is broken", "noticed by", "at case", "how"],
                [.. evidence.Mutants.Select(m => (IReadOnlyList<TableCell>)
                [
                    $"`{m.Name}`", Markup.Plain(m.What), $"`{m.Claim}`",
                    m.KilledAt is { } at ? $"{at:N0}" : new TableCell("**survived**", Tone.Alarm), Markup.Plain(m.How ?? ""),
                ])]),
        ]);
    }
}
