using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Verdicts about interleavings for people, in at most 100 columns.</summary>
internal static class InterleavingTable
{
    private const int NameWidth = 20;

    public static void Print(IReadOnlyList<InterleavingVerdict> verdicts, ulong seed, int schedules, string folder, TextWriter output)
    {
        output.WriteLine();
        var revisions = verdicts.Select(v => v.Revision).Distinct().ToList();
        PrintMatrix(verdicts, revisions, schedules, output);
        PrintViolations(verdicts, folder, output);
        PrintSearches(verdicts, revisions, seed, output);
        foreach (var v in verdicts.Where(Differs)) Wrap.Say(output, $"! {v.Revision.Name}, {v.Clause.Title} ", $"{Found(v)} ", $"({Wanted(v)})");
        if (verdicts.Any(Differs)) output.WriteLine();
        int missed = verdicts.Count(Missed), holds = verdicts.Count(v => v.Outcome == Outcome.Holds && !Missed(v)), violated = verdicts.Count(v => v.Outcome == Outcome.Violated);
        Wrap.Say(output, $"{Changes.Count(verdicts.Count, "cell")} where contexts interleave: ", $"{holds} hold, {violated} violated, "
            + $"{verdicts.Count(v => v.Outcome == Outcome.DoesNotApply)} do not apply; ", missed == 0 ? "" : $"{missed} known to be violated, not found in fewer than {SearchEffort.Schedules} schedules each; ",
            !verdicts.Any(Differs) ? missed == 0 ? "all as expected." : "nothing else than expected." : $"{verdicts.Count(Differs)} NOT as expected.");

        bool Missed(InterleavingVerdict v) => SearchEffort.MissesKnown(v, schedules);
        bool Differs(InterleavingVerdict v) => !v.AsExpected && !Missed(v);
    }

    private static void PrintMatrix(IReadOnlyList<InterleavingVerdict> verdicts, List<Revision> revisions, int schedules, TextWriter output)
    {
        output.WriteLine(VerdictTable.Row("where contexts interleave", revisions.Select((_, i) => $"{i + 1}")));
        foreach (var row in verdicts.GroupBy(v => v.Clause)) output.WriteLine(VerdictTable.Row(row.Key.Title, row.Select(v => VerdictTable.Cell(v, schedules))));
        output.WriteLine();
        output.WriteLine("ok holds    x24 violated, shortest schedule known has 24 steps    no-tx-lock: Tx queues share one");
        output.WriteLine();
    }

    private static void PrintViolations(IReadOnlyList<InterleavingVerdict> verdicts, string folder, TextWriter output)
    {
        var violated = verdicts.Where(v => v.Witness is not null).ToList();
        if (violated.Count == 0) return;
        output.WriteLine($"schedules, below {folder}, for netback replay, and the engines that found them:");
        foreach (var v in violated) output.WriteLine($"  {v.Witness!.FileName,-78} {string.Join(", ", v.FoundBy)}");
        output.WriteLine();
    }

    /// <summary>What stands behind each verdict of a revision; what is said of all clauses is not said of each.</summary>
    private static void PrintSearches(IReadOnlyList<InterleavingVerdict> verdicts, List<Revision> revisions, ulong seed, TextWriter output)
    {
        output.WriteLine($"{$"searched, seed {seed}",-NameWidth}{"explore: configurations",25}{"states",11}{"left",6}{"walk: schedules",17}{"coyote: schedules",19}");
        foreach (var revision in revisions)
        {
            var searches = verdicts.Where(v => v.Revision == revision).SelectMany(v => v.Engines).Distinct().ToList();
            if (searches.Count == 0) continue;
            var explored = searches.Where(s => s.Engine == InterleavingVerifier.Explore).ToList();
            string left = explored.TrueForAll(s => s.Exhaustive) ? "0" : "some";
            output.WriteLine($"{"  " + revision.Name,-NameWidth}{explored.Count,25}{explored.Sum(s => s.Count),11:N0}{left,6}"
                + $"{Count(searches, InterleavingVerifier.Walk),17:N0}{Count(searches, InterleavingVerifier.Coyote),19:N0}");
        }
        output.WriteLine();
    }

    private static long Count(List<EngineSearch> searches, string engine) => searches.Where(s => s.Engine == engine).Sum(s => s.Count);

    private static string Found(InterleavingVerdict v) => v.Outcome switch
    {
        Outcome.Violated => $"is violated: {v.Witness!.Finding.Breach.What}",
        Outcome.ProbesMissed => $"was not searched where it matters: never happened: {string.Join(", ", v.Missed)}",
        Outcome.DoesNotReplay => $"has no verdict, a defect of the suite: {v.Defect}",
        _ => "was not violated",
    };

    private static string Wanted(InterleavingVerdict v) => v.Expected == Outcome.Violated
        ? $"expected a violation: {ExpectedInterleavings.Why(v.Clause, v.Revision)!.Why}" : "expected to hold";
}
