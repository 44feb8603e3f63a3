using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;

namespace Netback.Properties.Commands;

/// <summary>What <c>prove</c> prints.</summary>
internal static class ProveTable
{
    /// <summary>A verdict in a word.</summary>
    public static string Word(Outcome outcome) => outcome switch { Outcome.Proved => "proved", Outcome.Refuted => "refuted", _ => "unknown" };

    public static void Print(IReadOnlyList<Verdict> verdicts, Ties ties, IReadOnlyList<RevisionVerdict> others,
        IReadOnlyList<Solver> solvers, bool traces, bool isTimed, string folder, TextWriter output)
    {
        if (verdicts.Count > 0) PrintTheorems(verdicts, ties, solvers, traces, isTimed, output);
        if (others.Count > 0) PrintOthers(others, output);
        output.WriteLine($"Obligations, and the runs that refute theorems: {folder}");
    }

    /// <summary>What does not depend on the day: verdicts, and steps that were tied.</summary>
    public static string Markdown(IReadOnlyList<Verdict> verdicts, Ties ties)
    {
        string Shown(Verdict verdict, Func<DriverTie, long> steps) => ties.Steps(verdict.Instance, steps) is { } n ? $"{n:N0}" : "not tied";
        IEnumerable<string> lines =
        [
            "# The outcomes of `netback prove`", "",
            "Both solvers agree on each. Walked and explored: steps of the drivers in random walks, and in exhaustive explorations, each of which is a step of the machine or changes nothing in it.", "",
            "| theorem | for | verdict | walked | explored |", "|---|---|---|--:|--:|",
            .. verdicts.Select(v => $"| [{v.Instance.Statement.Name}](theorems.md#{v.Instance.Statement.Name}) | {v.Instance.RevisionWords} | [{Word(v.Outcome)}]({v.Instance.File}) "
                + $"| {Shown(v, t => t.WalkedSteps)} | {Shown(v, t => t.ExploredSteps)} |"),
        ];
        return string.Concat(lines.Select(l => l + "\n"));
    }

    private static void PrintTheorems(IReadOnlyList<Verdict> verdicts, Ties ties, IReadOnlyList<Solver> solvers,
        bool traces, bool isTimed, TextWriter output)
    {
        output.WriteLine($"{"theorem",-51} {"for",-30} {"",-8}{string.Concat(solvers.Select(s => $"{s.Name,7}"))}{"walked",10}{"explored",10}");
        foreach (var verdict in verdicts)
        {
            string Shown(Func<DriverTie, long> steps) => ties.Steps(verdict.Instance, steps) is { } n ? $"{n,10:N0}" : $"{"-",10}";
            string times = string.Concat(verdict.Attempts.Select(a => isTimed ? $"{a.Answers.Time.TotalSeconds,6:0.00}s" : $"{Word(a.Outcome),7}"));
            output.WriteLine($"{verdict.Instance.Statement.Name,-51} {verdict.Instance.RevisionWords,-30} {Word(verdict.Outcome),-8}{times}"
                + $"{Shown(t => t.WalkedSteps)}{Shown(t => t.ExploredSteps)}{(verdict.IsExpected ? "" : " !")}");
            if (verdict.Why is { } why) Wrap.Say(output, $"    {why}");
            if (!traces || verdict.Run is not { } run) continue;
            foreach (string line in RunTrace.Lines(verdict.Instance.Theorem, run)) Wrap.Say(output, $"    {line}");
            output.WriteLine();
        }
        output.WriteLine();
        int Count(Outcome outcome) => verdicts.Count(v => v.Outcome == outcome);
        int surprises = verdicts.Count(v => !v.IsExpected);
        output.WriteLine($"{verdicts.Count} theorems: {Count(Outcome.Proved)} proved, {Count(Outcome.Refuted)} refuted, {Count(Outcome.Unknown)} unknown; "
            + (surprises == 0 ? "all as expected." : $"{surprises} not as expected (!)."));
        var seconds = solvers.Select((_, i) => verdicts.Sum(v => v.Attempts[i].Answers.Time.TotalSeconds)).ToList();
        if (isTimed) output.WriteLine(string.Join(", ", solvers.Select((s, i) => $"{s.Name} {seconds[i]:0.0} s"))
            + (seconds is [> 0 and var one, var two] ? $"; ratio {two / one:0.0}" : ""));
        foreach (var tie in ties.All)
            if (tie.Error is { } broken) Wrap.Say(output, $"{tie.Revision.Name} is not tied to the machine {tie.Machine}: {broken}");
        output.WriteLine($"tied: {ties.All.Sum(t => (long)t.WalkedSteps):N0} steps of random walks and {ties.All.Sum(t => (long)t.ExploredSteps):N0} of exhaustive explorations, each a step of the machine or no change in it");
    }

    private static void PrintOthers(IReadOnlyList<RevisionVerdict> others, TextWriter output)
    {
        output.WriteLine($"{"theorem",-51} {"of",-30} {"",-8}");
        foreach (var verdict in others)
        {
            output.WriteLine($"{verdict.Statement.Name,-51} {TieMutants.NameOf(verdict.Revision),-30} {(verdict.WhyNotTied is null ? Word(verdict.Outcome) : "not tied")}");
            if ((verdict.WhyNotTied ?? verdict.Why) is { } why) Wrap.Say(output, $"    {why}");
        }
        output.WriteLine();
    }
}
