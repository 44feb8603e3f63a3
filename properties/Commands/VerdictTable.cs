using Netback.Properties.Clauses;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Verdicts for people, in at most 100 columns.</summary>
public static class VerdictTable
{
    private const int NameWidth = 38, CellWidth = 6;

    public static void Print(IReadOnlyList<Verdict> verdicts, Budget budget, WitnessFolder folder, bool probes,
        TextWriter output)
    {
        var revisions = verdicts.Select(v => v.Revision).Distinct().ToList();
        for (int i = 0; i < revisions.Count; i++)
            output.WriteLine($"{i + 1,3}  {revisions[i].Name,-16}{revisions[i].Summary}");
        output.WriteLine();
        PrintMatrix(verdicts, revisions, output);
        PrintBounds(verdicts, revisions, folder, output);
        PrintViolations(verdicts, folder, output);
        PrintSearches(verdicts, budget, output);
        if (probes) PrintProbes(verdicts, output);
        PrintErrors(verdicts, budget, folder, output);
        PrintSurprises(verdicts, output);
        Wrap.Say(output, Summary(verdicts));
    }

    private static string[] Summary(IReadOnlyList<Verdict> verdicts)
    {
        int missed = verdicts.Count(SearchEffort.MissesKnown), holds = verdicts.Count(v => v.Outcome == Outcome.Holds && !SearchEffort.MissesKnown(v));
        int violated = verdicts.Count(v => v.Outcome == Outcome.Violated), without = verdicts.Count(v => v.Outcome == Outcome.DoesNotApply);
        int differ = verdicts.Count(Differs);
        return
        [
            $"{Changes.Count(verdicts.Count, "cell")}: ", $"{holds} {(holds == 1 ? "holds" : "hold")}, {violated} violated, ", $"{without} {(without == 1 ? "does" : "do")} not apply; ",
            missed == 0 ? "" : $"{missed} known to be violated, not found in fewer than {SearchEffort.Cases:N0} cases; ",
            differ > 0 ? $"{differ} NOT as expected." : missed > 0 ? "nothing else than expected." : "all as expected.",
        ];
    }

    private static bool Differs(Verdict v) => !v.AsExpected && !SearchEffort.MissesKnown(v);

    private static void PrintMatrix(IReadOnlyList<Verdict> verdicts, List<Revision> revisions, TextWriter output)
    {
        foreach (var block in Blocks(revisions, Cli.Width))
        {
            output.WriteLine(Row("clause @ surroundings", block.Select(r => $"{1 + revisions.IndexOf(r)}")));
            foreach (var row in verdicts.GroupBy(v => v.Claim)) output.WriteLine(Row(row.Key.Name, row.Where(v => block.Contains(v.Revision)).Select(Cell)));
            output.WriteLine();
        }
        Wrap.Say(output, "ok holds    ", "x3 violated, shortest witness has 3 steps    ", "- does not apply    ", "! not as expected");
        if (verdicts.Any(SearchEffort.MissesKnown)) output.WriteLine($"x? known to be violated, not found with this effort: the usual is {SearchEffort.Cases:N0} cases");
        output.WriteLine();
    }

    /// <summary>Revisions that have room beside each other: a table that is too wide goes on below.</summary>
    public static IEnumerable<Revision[]> Blocks(IReadOnlyList<Revision> revisions, int width) => revisions.Chunk(Math.Max(1, (width - NameWidth) / CellWidth));

    /// <summary>A line of a table with a column for each revision.</summary>
    public static string Row(string name, IEnumerable<string> cells) => $"{name,-NameWidth}" + string.Concat(cells.Select(c => $"{c,CellWidth}"));

    /// <summary>A known violation that was not found with less than the usual effort.</summary>
    private const string NotFound = "x?";

    /// <summary>A verdict in a word: <c>ok</c>, <c>x3</c>, <c>-</c>.</summary>
    public static string Cell(Verdict verdict) => SearchEffort.MissesKnown(verdict) ? NotFound
        : Cell(verdict.Outcome, verdict.AsExpected, verdict.Witness?.Scenario.Steps.Count);

    /// <inheritdoc cref="Cell(Verdict)"/>
    public static string Cell(InterleavingVerdict verdict, int schedules) => SearchEffort.MissesKnown(verdict, schedules) ? NotFound
        : Cell(verdict.Outcome, verdict.AsExpected, verdict.Witness?.Finding.Schedule.Steps.Count);

    private static string Cell(Outcome outcome, bool asExpected, int? steps) => (asExpected ? "" : "!") + outcome switch
    {
        Outcome.Holds => "ok",
        Outcome.Violated => $"x{steps}",
        Outcome.DoesNotApply => "-",
        Outcome.ProbesMissed => "probe",
        Outcome.Error => "error",
        _ => "defect",
    };

    /// <summary>How near the search came to each bound that holds.</summary>
    private static void PrintBounds(IReadOnlyList<Verdict> verdicts, List<Revision> revisions, WitnessFolder folder,
        TextWriter output)
    {
        var rows = verdicts.Where(v => v.Reached is not null).GroupBy(v => v.Claim).ToList();
        if (rows.Count == 0) return;
        foreach (var block in Blocks(revisions, Cli.Width))
        {
            output.WriteLine(Row("largest value, less the bound", block.Select(r => $"{1 + revisions.IndexOf(r)}")));
            foreach (var row in rows)
                output.WriteLine(Row($"{row.Key.Name} ({row.Key.Property.Unit})", block.Select(r =>
                    row.FirstOrDefault(v => v.Revision == r) is { } v ? v.Reached > 0 ? "over" : $"{v.Reached}" : "-")));
        }
        string[] note =
        [
            "0: the bound was reached exactly. ", "The scenarios that came nearest, for netback run, ", $"are below {folder.Path}, ",
            $"such as {WitnessFolder.TightestName(revisions[^1], rows[0].Key)}",
        ];
        foreach (string line in Wrap.Lines(note, Cli.Width)) output.WriteLine(line);
        output.WriteLine();
    }

    private static void PrintViolations(IReadOnlyList<Verdict> verdicts, WitnessFolder folder, TextWriter output)
    {
        var violated = verdicts.Where(v => v.Witness is not null).ToList();
        if (violated.Count == 0) return;
        output.WriteLine($"witnesses, below {folder.Path}, for netback replay:");
        foreach (var v in violated)
            output.WriteLine($"  {v.Witness!.FileName.PadRight(Math.Min(70, Cli.Width - 12))} {v.Witness.Scenario.Steps.Count,3} step{(v.Witness.Scenario.Steps.Count == 1 ? "" : "s")}");
        output.WriteLine();
    }

    private static void PrintSearches(IReadOnlyList<Verdict> verdicts, Budget budget, TextWriter output)
    {
        output.WriteLine($"searched, engine random, seed {budget.Seed}:");
        foreach (var search in verdicts.Where(v => v.Cases > 0 && v.Error is null).GroupBy(v => (v.Revision, v.Claim.Surroundings.SearchedAs)))
        {
            var some = search.First();
            var probes = search.SelectMany(v => v.Probes).Distinct().OrderBy(p => p.Cases).ToList();
            string line = $"  {search.Key.Revision.Name + " @ " + search.Key.SearchedAs.Name,-28}"
                + $"{some.Cases,8:N0} case{(some.Cases == 1 ? " " : "s")} {some.Steps,10:N0} step{(some.Steps == 1 ? " " : "s")}";
            string probe = $"{probes[0].Probe} in {probes[0].Cases:N0}", said = $"{line}   rarest probe: {probe}";
            // On a narrow terminal its name must do.
            output.WriteLine(said.Length <= Cli.Width ? said : $"{line}  {probe}");
        }
        output.WriteLine();
    }

    private static void PrintProbes(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        output.WriteLine("cases that hit each probe:");
        foreach (var v in verdicts.Where(v => v.Probes.Count > 0))
        {
            string[] parts = [$"  {v.Revision.Name,-16} {v.Claim.Name}: ", .. v.Probes.Select(p => $"{p.Probe} {p.Cases:N0}  ")];
            foreach (string line in Wrap.Lines(parts, Cli.Width)) output.WriteLine(line);
        }
        output.WriteLine();
    }

    /// <summary>A search that ended in an error is told once, for all the clauses that it was for.</summary>
    private static void PrintErrors(IReadOnlyList<Verdict> verdicts, Budget budget, WitnessFolder folder, TextWriter output)
    {
        foreach (var search in verdicts.Where(v => v.Error is not null).GroupBy(v => (v.Revision, v.Claim.Surroundings.SearchedAs)))
        {
            var (some, error) = (search.First(), search.First().Error!);
            Wrap.Say(output, $"! {search.Key.Revision.Name} @ {search.Key.SearchedAs.Name}: error in case {error.Case:N0} of seed {budget.Seed}, and no verdict on "
                + $"{Changes.Count(search.Count(), "clause")}: {error.What}");
            if (error.Scenario is { } scenario)
                Wrap.Say(output, $"  {Changes.Count(scenario.Steps.Count, "step")}: ", $"netback run {Path.Combine(folder.Path, WitnessFolder.ErrorName(some))} ", $"--revision {search.Key.Revision.Name}");
            output.WriteLine();
        }
    }

    private static void PrintSurprises(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        foreach (var v in verdicts.Where(v => Differs(v) && v.Error is null))
        {
            string found = v.Outcome switch
            {
                Outcome.Violated => $"is violated: {v.Witness!.Violation}",
                Outcome.ProbesMissed => $"was not searched where it matters: no case hit {string.Join(", ", v.Missed)}",
                Outcome.DoesNotReplay => "was violated in the search, but the witness does not replay: a defect of the suite",
                _ => "was not violated",
            };
            string expected = v.Expected == Outcome.Violated ? $"expected a violation: {Expected.Why(v.Claim, v.Revision)!.Why}" : "expected to hold";
            foreach (string line in Wrap.Lines([$"! {v.Revision.Name}, {v.Claim.Name} ", $"{found} ", $"({expected})"], Cli.Width))
                output.WriteLine(line);
        }
        if (verdicts.Any(Differs)) output.WriteLine();
    }
}
