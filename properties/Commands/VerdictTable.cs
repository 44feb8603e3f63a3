using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Verdicts for people, in at most 100 columns.</summary>
public static class VerdictTable
{
    private const int NameWidth = 38, CellWidth = 6;

    /// <param name="verdicts">By claim.</param>
    /// <param name="budget">What was searched with one context at a time.</param>
    /// <param name="folder">Has the witnesses.</param>
    /// <param name="probes">Whether to print what hit each probe.</param>
    /// <param name="output">Where to print.</param>
    public static void Print(IReadOnlyList<Verdict> verdicts, Budget budget, WitnessFolder folder, bool probes, TextWriter output)
    {
        var all = verdicts.Select(v => v.Revision).Distinct().ToList();
        // A variant stands beside its original: in a line, since it is the same but for the order of some reads.
        var revisions = all.Where(r => !(History.IsVariant(r) && all.Contains(History.Nearest(r)!))).ToList();
        var columns = verdicts.Where(v => revisions.Contains(v.Revision)).ToList();
        for (int i = 0; i < revisions.Count; i++)
            output.WriteLine($"{i + 1,3}  {revisions[i].Name,-16}{revisions[i].Summary}");
        output.WriteLine();
        PrintMatrix(columns, revisions, budget, output);
        PrintVariants(verdicts, [.. all.Except(revisions)], output);
        PrintBounds(columns, revisions, folder, output);
        PrintViolations(verdicts, folder, output);
        SearchTable.Print(verdicts, budget.Seed, output);
        if (probes) PrintProbes(verdicts, output);
        PrintErrors(verdicts, budget, folder, output);
        PrintSurprises(verdicts, output);
        Wrap.Say(output, Summary(verdicts));
    }

    private static string[] Summary(IReadOnlyList<Verdict> verdicts)
    {
        int missed = verdicts.Count(v => v.MissesKnown && !v.Differs), holds = verdicts.Count(v => v.Outcome == Outcome.Holds && !v.MissesKnown);
        int violated = verdicts.Count(v => v.Outcome == Outcome.Violated), without = verdicts.Count(v => v.Outcome == Outcome.DoesNotApply);
        int differ = verdicts.Count(v => v.Differs);
        return
        [
            $"{Changes.Count(verdicts.Count, "cell")}: ", $"{holds:N0} {(holds == 1 ? "holds" : "hold")}, {violated:N0} violated, ", $"{without:N0} {(without == 1 ? "does" : "do")} not apply; ",
            missed == 0 ? "" : $"{missed} known to be violated, not found with less than the usual effort; ",
            differ > 0 ? $"{differ} NOT as expected." : missed > 0 ? "all others as expected." : "all as expected.",
        ];
    }

    private static void PrintMatrix(IReadOnlyList<Verdict> verdicts, List<Revision> revisions, Budget budget, TextWriter output)
    {
        foreach (var block in Blocks(revisions, Cli.Width))
        {
            output.WriteLine(Row("property @ environment", block.Select(r => $"{1 + revisions.IndexOf(r)}")));
            foreach (var row in verdicts.GroupBy(v => v.Claim)) output.WriteLine(Row(row.Key.Name, row.Where(v => block.Contains(v.Revision)).Select(Cell)));
            output.WriteLine();
        }
        Wrap.Say(output, "ok holds in what was searched    ", "ok+ and in every state of small configurations, contexts interleaved    ",
            "ok# and is proved for every size (netback prove)    ", "x3 violated, shortest witness has 3 steps    ", "x30* violated where contexts interleave, shortest schedule has 30 steps    ", "- does not apply    ", "! not as expected");
        if (verdicts.Any(v => v.MissesKnown))
            Wrap.Say(output, "x? known to be violated, not found with this effort: ", $"the usual is {SearchEffort.Cases:N0} cases, {SearchEffort.Schedules} schedules");
        if (verdicts.Any(v => v.Outcome == Outcome.ProbesMissed))
            Wrap.Say(output, "miss not searched where it matters: ", "a situation that the property needs never occurred ",
                budget is { Time: null, Cases: < SearchEffort.Cases } ? $"in {Changes.Count(budget.Cases, "case")}; the usual is {SearchEffort.Cases:N0}" : "");
        output.WriteLine();
    }

    /// <summary>For each variant in how many cells it comes out as its original, and what the others come to.</summary>
    private static void PrintVariants(IReadOnlyList<Verdict> verdicts, IReadOnlyList<Revision> variants, TextWriter output)
    {
        foreach (var variant in variants)
        {
            var original = History.Nearest(variant)!;
            var pairs = verdicts.Where(v => v.Revision == variant && v.Interleaved is not (null or Outcome.DoesNotApply))
                .Select(v => (Ours: v, Theirs: verdicts.First(o => o.Claim == v.Claim && o.Revision == original))).ToList();
            var others = pairs.Where(p => p.Ours.Interleaved != p.Theirs.Interleaved).Select(p => p.Ours).ToList();
            Wrap.Say(output, $"{variant.Summary}: ", others.Count == 0 ? $"where contexts interleave the same in all {pairs.Count} cells that were searched."
                : $"where contexts interleave the same in {pairs.Count - others.Count} of {pairs.Count} cells, and not in ", string.Join(", ", others.Select(o => $"{o.Claim.Name} ({Cell(o)})")));
        }
        if (variants.Count > 0) output.WriteLine();
    }

    /// <summary>Revisions that have room beside each other: a table that is too wide goes on below.</summary>
    public static IEnumerable<Revision[]> Blocks(IReadOnlyList<Revision> revisions, int width) => revisions.Chunk(Math.Max(1, (width - NameWidth) / CellWidth));

    /// <summary>A line of a table with a column for each revision.</summary>
    public static string Row(string name, IEnumerable<string> cells) => $"{name,-NameWidth}" + string.Concat(cells.Select(c => c.Length < CellWidth ? $"{c,CellWidth}" : " " + c));

    /// <summary>A known violation that was not found with less than the usual effort.</summary>
    private const string NotFound = "x?";

    /// <summary>A verdict in a word: <c>ok</c>, <c>x3</c>, <c>-</c>.</summary>
    public static string Cell(Verdict verdict) => verdict.MissesKnown && !verdict.Differs ? NotFound : (verdict.Differs ? "!" : "") + verdict.Outcome switch
    {
        Outcome.Holds => verdict.Grade switch { Grade.Proved => "ok#", Grade.Exhausted => "ok+", _ => "ok" },
        Outcome.Violated => $"x{verdict.Witness?.Steps}{(verdict.Shown.Scenario is null ? "*" : "")}",
        Outcome.DoesNotApply => "-",
        Outcome.ProbesMissed => "miss",
        Outcome.Error => "error",
        _ => "defect",
    };

    /// <summary>A number not above 0 that fits into a cell: in thousands, millions or thousands of millions if need be.</summary>
    private static string Fitting(long value)
    {
        int thousands = 0;
        for (; $"{value}".Length + Math.Min(thousands, 1) >= CellWidth; thousands++) value /= 1000;
        return $"{value}{(thousands > 0 ? "kMGTPE"[thousands - 1] : "")}";
    }

    /// <summary>How near the search came to each bound that holds.</summary>
    private static void PrintBounds(IReadOnlyList<Verdict> verdicts, List<Revision> revisions, WitnessFolder folder,
        TextWriter output)
    {
        var rows = verdicts.Where(v => v.Reached is not null).GroupBy(v => v.Claim).ToList();
        if (rows.Count == 0) return;
        foreach (var block in Blocks(revisions, Cli.Width))
        {
            // The longest names leave no room for the unit.
            foreach (var unit in rows.GroupBy(row => row.Key.Property.Unit))
            {
                output.WriteLine(Row($"largest value, less the bound, {unit.Key}", block.Select(r => $"{1 + revisions.IndexOf(r)}")));
                foreach (var row in unit)
                    output.WriteLine(Row(row.Key.Name, block.Select(r =>
                        row.FirstOrDefault(v => v.Revision == r) is { } v ? v.Reached > 0 ? "over" : Fitting(v.Reached!.Value) : "-")));
            }
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
        var violated = verdicts.Where(v => v.ShownOf is null && v.Witness is not null).ToList();
        if (violated.Count == 0) return;
        Wrap.Say(output, $"witnesses, below {folder.Path}, for netback replay: ", "steps, found by (random, explore, walk, coyote), file");
        foreach (var v in violated) output.WriteLine($"{v.Witness!.Steps,5}  {string.Concat(v.FoundBy.Select(e => e[0])),-3}  {v.Witness.FileName}");
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

    /// <summary>A search that ended in an error is told once, for all the properties that it was for.</summary>
    private static void PrintErrors(IReadOnlyList<Verdict> verdicts, Budget budget, WitnessFolder folder, TextWriter output)
    {
        foreach (var search in verdicts.Where(v => v.Error is not null).GroupBy(v => (v.Revision, v.Claim.Environment.SearchedAs)))
        {
            var (some, error) = (search.First(), search.First().Error!);
            Wrap.Say(output, $"! {search.Key.Revision.Name} @ {search.Key.SearchedAs.Name}: error in case {error.Case:N0} of seed {budget.Seed}, and no verdict on "
                + $"{Changes.Count(search.Count(), "property")}: {error.What}");
            if (error.Scenario is { } scenario)
                Wrap.Say(output, $"  {Changes.Count(scenario.Steps.Count, "step")}: ", $"netback run {Path.Combine(folder.Path, WitnessFolder.ErrorName(some))} ", $"--revision {search.Key.Revision.Name}");
            output.WriteLine();
        }
    }

    private static void PrintSurprises(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        foreach (var v in verdicts.Where(v => v.DiffersItself && v.Error is null))
        {
            string found = v.Outcome switch
            {
                _ when v.Unknown is { } unknown => $"is violated in another way than the known one: {unknown}",
                Outcome.Violated => $"is violated{(v.Shown.Scenario is not null ? "" : " where contexts interleave")}: {v.Witness?.What}{(v.Defect is null ? "" : $" (and a search has no verdict, a defect of the suite: {v.Defect})")}",
                Outcome.ProbesMissed => $"was not searched where it matters, as these never happened: {string.Join(", ", v.Missed)}",
                Outcome.DoesNotReplay => $"has no verdict, a defect of the suite: {v.Defect}",
                _ => "was not violated",
            };
            string expected = v.Why is { } why ? $"expected a violation{(why.Interleaved ? " where contexts interleave" : "")}: {why.Why}" : "expected to hold";
            foreach (string line in Wrap.Lines([$"! {v.Revision.Name}, {v.Claim.Name} ", $"{found} ", $"({expected})"], Cli.Width))
                output.WriteLine(line);
        }
        if (verdicts.Any(v => v.Differs)) output.WriteLine();
    }
}
