using System.CommandLine;
using System.Text.Json;
using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback prove</c>: proves theorems for every size, or refutes them, by two solvers.</summary>
internal static class ProveCommand
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public static Command Create()
    {
        var revisions = Options.Revisions();
        var theorems = new Option<IReadOnlyList<Statement>?>("--theorem")
        {
            Description = $"Theorem, can be given several times; all if left out: {string.Join(", ", TheoremList.Names)}",
            HelpName = "T",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                foreach (var token in result.Tokens)
                    if (TheoremList.Find(token.Value) is null)
                        result.AddError($"unknown theorem {InputException.Quote(token.Value)}; the theorems are {string.Join(", ", TheoremList.Names)}");
                return [.. result.Tokens.Select(t => TheoremList.Find(t.Value)!).Distinct()];
            },
        };
        var solver = Options.Choice("--solver", "S", "z3 or cvc5; both if left out, and they must agree", [.. Solver.All.Select(s => s.Name)], null);
        var folder = new Option<string>("--out")
        {
            Description = "Where the obligations go, and the runs that refute theorems",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "proofs"),
        };
        var json = Options.Json("Print the verdicts as JSON");
        var command = new Command("prove", "Prove theorems for every size, or refute them by a run of the abstract machine. Needs the solvers z3 and cvc5.")
        {
            revisions, theorems, solver, folder, json,
        };
        var results = new ResultsOptions().AddTo(command);
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var instances = Instance.Of(result.GetValue(theorems) ?? TheoremList.All, [.. result.GetValue(revisions) ?? History.All]);
                IReadOnlyList<Solver> solvers = [.. Solver.All.Where(s => result.GetValue(solver) is not { } one || s.Name == one)];
                var plan = new Plan("prove",
                [
                    .. (result.GetValue(revisions) ?? []).SelectMany(r => (string[])["--revision", r.Name]),
                    .. (result.GetValue(theorems) ?? []).SelectMany(t => (string[])["--theorem", t.Name]), .. result.GetValue(solver) is { } one ? (string[])["--solver", one] : [],
                ]);
                return results.Run(result, plan, searches =>
                {
                    var verdicts = Solve(instances, solvers, result.GetRequiredValue(folder), searches, Progress.Of(result), stop);
                    var ties = TiesOf(instances, searches, Progress.Of(result), stop);
                    if (searches.IsPart) return ExitCode.Expected;
                    // What is kept does not say how long it took.
                    bool isTimed = searches == Searches.Unkept;
                    var output = result.InvocationConfiguration.Output;
                    if (result.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(verdicts.Select(v => Fields(v, ties, isTimed)), Format));
                    else Print(verdicts, ties, solvers, result.GetResult(theorems) is not null, isTimed, result.GetRequiredValue(folder), output);
                    return verdicts.All(v => v.IsExpected) && ties.Values.All(t => t.Error is null) ? ExitCode.Expected : ExitCode.Differs;
                });
            },
            stop));
        return command;
    }

    private static Verdict[] Solve(IReadOnlyList<Instance> instances, IReadOnlyList<Solver> solvers, string folder, Searches searches, Progress progress, CancellationToken stop)
    {
        if (solvers.FirstOrDefault(s => !s.IsInstalled) is { } missing) throw missing.IsMissing();
        int answers = 0;
        Verdict[] verdicts = [];
        progress.Begin("proving", instances.Count * solvers.Count, "answers", () => $"{answers} answers, which say nothing before all are there",
            "the other theorems, and whether the drivers are tied to the machines");
        try
        {
            progress.While(() => verdicts = ProofSearches.Solve(searches, instances, solvers, folder, () =>
            {
                Interlocked.Increment(ref answers);
                progress.Step();
            }, stop));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--out {folder}: {e.Message}", e);
        }
        return verdicts;
    }

    /// <summary>The drivers of the theorems, held against their machines; those that are not tied are missing.</summary>
    private static Dictionary<(string Revision, string Machine), TieResult> TiesOf(IReadOnlyList<Instance> instances, Searches searches, Progress progress, CancellationToken stop)
    {
        var known = new System.Collections.Concurrent.ConcurrentBag<TieResult>();
        TieResult?[] ties = [];
        var pairs = instances.SelectMany(i => i.Revisions.Select(r => (Revision: r, Machine: i.Theorem.Machine.Name))).Distinct().ToList();
        progress.Begin("tying drivers to machines", pairs.Count, "pairs", () => $"{known.Count(t => t.Error is not null)} of {known.Count} are not tied", "the others");
        progress.While(() => ties = ProofSearches.TieAll(searches, pairs, tie =>
        {
            if (tie is not null) known.Add(tie);
            progress.Step();
        }, stop));
        return pairs.Zip(ties).Where(p => p.Second is not null).ToDictionary(p => (p.First.Revision.Name, p.First.Machine), p => p.Second!);
    }

    /// <summary>Steps of the drivers of a theorem that were held against its machine, or null if one of them is not tied to it.</summary>
    private static int? TiedSteps(Instance instance, Dictionary<(string Revision, string Machine), TieResult> ties)
    {
        int steps = 0;
        foreach (var revision in instance.Revisions)
        {
            if (!ties.TryGetValue((revision.Name, instance.Theorem.Machine.Name), out var tie)) return null;
            steps += tie.Steps;
        }
        return steps;
    }

    private static void Print(Verdict[] verdicts, Dictionary<(string Revision, string Machine), TieResult> ties, IReadOnlyList<Solver> solvers, bool stories, bool isTimed, string folder, TextWriter output)
    {
        output.WriteLine($"{"theorem",-51} {"for",-28} {"",-8}{string.Concat(solvers.Select(s => $"{s.Name,7}"))}{"tied",9}");
        foreach (var verdict in verdicts)
        {
            string times = string.Concat(verdict.Attempts.Select(a => isTimed ? $"{a.Answers.Time.TotalSeconds,6:0.00}s" : $"{Word(a.Outcome),7}"));
            output.WriteLine($"{verdict.Instance.Statement.Name,-51} {verdict.Instance.RevisionWords,-28} {Word(verdict.Outcome),-8}{times}{TiedSteps(verdict.Instance, ties)?.ToString("N0") ?? "-",9}{(verdict.IsExpected ? "" : " !")}");
            if (verdict.Why is { } why) Wrap.Say(output, $"    {why}");
            if (!stories || verdict.Run is not { } run) continue;
            foreach (string line in RunStory.Lines(verdict.Instance.Theorem, run)) Wrap.Say(output, $"    {line}");
            output.WriteLine();
        }
        output.WriteLine();
        int Count(Outcome outcome) => verdicts.Count(v => v.Outcome == outcome);
        int surprises = verdicts.Count(v => !v.IsExpected);
        output.WriteLine($"{verdicts.Length} theorems: {Count(Outcome.Proved)} proved, {Count(Outcome.Refuted)} refuted, {Count(Outcome.Unknown)} unknown; "
            + (surprises == 0 ? "all as expected." : $"{surprises} not as expected (!)."));
        var seconds = solvers.Select((_, i) => verdicts.Sum(v => v.Attempts[i].Answers.Time.TotalSeconds)).ToList();
        if (isTimed) output.WriteLine(string.Join(", ", solvers.Select((s, i) => $"{s.Name} {seconds[i]:0.0} s"))
            + (seconds is [> 0 and var one, var two] ? $"; ratio {two / one:0.0}" : ""));
        foreach (var ((revision, machine), tie) in ties)
            if (tie.Error is { } broken) Wrap.Say(output, $"{revision} is not tied to the machine {machine}: {broken}");
        output.WriteLine($"tied: {ties.Values.Sum(t => (long)t.Steps):N0} steps of the driver, each a step of the machine or no change in it; - is not tied");
        output.WriteLine($"Obligations, and the runs that refute theorems: {folder}");
    }

    private static object Fields(Verdict verdict, Dictionary<(string Revision, string Machine), TieResult> ties, bool isTimed) => new
    {
        theorem = verdict.Instance.Statement.Name,
        says = verdict.Instance.Statement.Words,
        assumes = verdict.Instance.Statement.Assumes,
        revisions = verdict.Instance.Revisions.Select(r => r.Name),
        outcome = Word(verdict.Outcome),
        expected = verdict.IsExpected,
        file = verdict.Instance.File,
        invariant = verdict.Instance.Theorem.Invariant.Select(l => new { name = l.Name, says = l.Words }),
        tiedSteps = TiedSteps(verdict.Instance, ties),
        why = verdict.Why,
        run = verdict.Run is { } run ? RunStory.Lines(verdict.Instance.Theorem, run) : null,
        solvers = verdict.Attempts.Select(a => new { solver = a.Solver.Name, outcome = Word(a.Outcome), seconds = isTimed ? Math.Round(a.Answers.Time.TotalSeconds, 3) : (double?)null }),
    };

    private static string Word(Outcome outcome) => outcome switch { Outcome.Proved => "proved", Outcome.Refuted => "refuted", _ => "unknown" };
}
