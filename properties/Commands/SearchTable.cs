using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary>What stands behind verdicts: how much each engine has searched, for people.</summary>
internal static class SearchTable
{
    private const int NameWidth = 36;

    /// <param name="verdicts">What was found.</param>
    /// <param name="seed">Where the searches started.</param>
    /// <param name="output">Where to print.</param>
    public static void Print(IReadOnlyList<Verdict> verdicts, ulong seed, TextWriter output)
    {
        output.WriteLine($"searched, seed {seed}:");
        PrintScenarios(verdicts, output);
        PrintContexts(verdicts, output);
        output.WriteLine();
    }

    private static void PrintScenarios(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        foreach (var search in verdicts.Where(v => v.Cases > 0 && v.Error is null).GroupBy(v => (v.Revision, v.Claim.Environment.SearchedAs)))
        {
            var some = search.First();
            var probes = search.SelectMany(v => v.Probes).Distinct().OrderBy(p => p.Cases).ToList();
            string line = $"  {search.Key.Revision.Name + " @ " + search.Key.SearchedAs.Name,-28}"
                + $"{some.Cases,8:N0} case{(some.Cases == 1 ? " " : "s")} {some.Steps,10:N0} step{(some.Steps == 1 ? " " : "s")}";
            string probe = $"{probes[0].Probe} in {probes[0].Cases:N0}";
            // On a narrow terminal its name must do.
            string[] labels = ["   rarest probe: ", "  rarest: ", "  "];
            output.WriteLine(line + labels.FirstOrDefault(l => line.Length + l.Length + probe.Length <= Cli.Width, labels[^1]) + probe);
        }
    }

    private static void PrintContexts(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        var searches = verdicts.Where(v => v.Interleaved is not null)
            .SelectMany(v => v.Engines.Where(e => e.Engine != Verifier.Random).Select(e => (v.Revision, v.Claim.Environment, Search: e))).Distinct()
            .GroupBy(s => (s.Revision, s.Environment)).ToList();
        if (searches.Count == 0) return;
        output.WriteLine($"{"contexts interleaved",-NameWidth}{"configurations",16}{"states",13}{"left",6}{"walked schedules",18}{"coyote",9}");
        foreach (var group in searches)
        {
            var explored = group.Where(s => s.Search.Engine == InterleavedVerifier.Explore).Select(s => s.Search).ToList();
            string left = explored.TrueForAll(s => s.Exhaustive) ? "0" : "some";
            output.WriteLine($"{$"  {group.Key.Revision.Name} @ {group.Key.Environment.Name}",-NameWidth}{explored.Count,16}{explored.Sum(s => s.Count),13:N0}{left,6}"
                + $"{Count(InterleavedVerifier.Walk),18:N0}{Count(InterleavedVerifier.Coyote),9:N0}");
            List<string> further = [.. explored.Where(s => s.FurtherMs > 0 || s.FurtherSlots > 0).Select(s => s.Of).Distinct()];
            if (further.Count > 0) output.WriteLine($"    looks back further than usual: {string.Join(", ", further)}");
            var rare = verdicts.Where(v => v.Revision == group.Key.Revision && v.Claim.Environment == group.Key.Environment).SelectMany(v => v.Premises)
                .Where(p => p.IsRare && !p.IsMissed).Distinct().Select(p => $"{p.Probe} in {p.Walked + p.Coyote:N0}").Distinct().ToList();
            if (rare.Count > 0) output.WriteLine($"    rare, and in no exploration: {string.Join(", ", rare)}");

            long Count(string engine) => group.Where(s => s.Search.Engine == engine).Sum(s => s.Search.Count);
        }
    }
}
