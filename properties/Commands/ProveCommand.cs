using System.Collections.Concurrent;
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
        var mutants = new Option<IReadOnlyList<Revision>?>("--mutant")
        {
            Description = "A revision with a rule broken, such as byte-limit+never-stops, can be given several times: does it break the tie to the machine, or the proof?",
            HelpName = "M",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                foreach (var token in result.Tokens)
                    if (TieMutants.Find(token.Value) is null)
                        result.AddError($"unknown mutant {InputException.Quote(token.Value)}; netback list mutants and netback list races print the names");
                return [.. result.Tokens.Select(t => TieMutants.Find(t.Value)!).Distinct()];
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
            revisions, mutants, theorems, solver, folder, json,
        };
        var results = new ResultsOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (results.AreKept(result)) Options.Refuse(result, "with --results: what mutants break is not kept", mutants);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var statements = result.GetValue(theorems) ?? TheoremList.All;
                Revision[] asked = [.. result.GetValue(mutants) ?? [], .. result.GetValue(revisions) ?? (result.GetValue(mutants) is null ? History.All : [])];
                var instances = Instance.Of(statements, [.. asked.Where(ExpectedOutcomes.Knows)]);
                IReadOnlyList<Solver> solvers = [.. Solver.All.Where(s => result.GetValue(solver) is not { } one || s.Name == one)];
                string to = result.GetRequiredValue(folder);
                return results.Run(result, PlanOf(result.GetValue(revisions), result.GetValue(theorems), result.GetValue(solver)), searches =>
                {
                    var verdicts = Solve(instances, solvers, to, searches, Progress.Of(result), stop);
                    var ties = TiesOf(asked, instances, searches, Progress.Of(result), stop);
                    if (searches.IsPart) return ExitCode.Expected;
                    var others = Others([.. asked.Where(r => !ExpectedOutcomes.Knows(r))], statements, solvers, Path.Combine(to, "others"), Progress.Of(result), stop);
                    if (verdicts.Length > 0) WriteResults(Path.Combine(to, "results.md"), ProveTable.Markdown(verdicts, ties));
                    // What is kept does not say how long it took.
                    bool isTimed = searches == Searches.Unkept;
                    var output = result.InvocationConfiguration.Output;
                    if (result.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(verdicts.Select(v => Fields(v, ties, isTimed)).Concat(others.Select(Fields)), Format));
                    else ProveTable.Print(verdicts, ties, others, solvers, result.GetResult(theorems) is not null, isTimed, to, output);
                    return verdicts.All(v => v.IsExpected) && ties.All.All(t => t.Error is null) && others.All(o => o.Outcome != Outcome.Unknown)
                        ? ExitCode.Expected : ExitCode.Differs;
                });
            },
            stop));
        return command;
    }

    private static Plan PlanOf(IReadOnlyList<Revision>? revisions, IReadOnlyList<Statement>? theorems, string? solver) => new("prove",
    [
        .. (revisions ?? []).SelectMany(r => (string[])["--revision", r.Name]), .. (theorems ?? []).SelectMany(t => (string[])["--theorem", t.Name]),
        .. solver is null ? (string[])[] : ["--solver", solver],
    ]);

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

    private static void WriteResults(string file, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--out {file}: {e.Message}", e);
        }
    }

    /// <summary>The drivers that were asked for, held against the machines of their theorems.</summary>
    private static Ties TiesOf(IReadOnlyList<Revision> asked, IReadOnlyList<Instance> instances, Searches searches, Progress progress, CancellationToken stop)
    {
        var known = new System.Collections.Concurrent.ConcurrentBag<TieRow>();
        DriverTie?[] ties = [];
        var pairs = instances.SelectMany(i => i.Revisions.Where(asked.Contains).Select(r => (Revision: r, Machine: i.Theorem.Machine.Name))).Distinct().ToList();
        progress.Begin("tying drivers to machines", pairs.Count, "pairs", () => $"{known.Count(t => (t.Walks?.Error ?? t.Exploration?.Error) is not null)} of {known.Count} are not tied", "the others");
        progress.While(() => ties = ProofSearches.TieAll(searches, pairs, tie =>
        {
            known.Add(tie);
            progress.Step();
        }, stop));
        return new(asked, [.. ties.OfType<DriverTie>()]);
    }

    /// <summary>Revisions of which nothing is expected: somebody has added them.</summary>
    private static List<RevisionVerdict> Others(IReadOnlyList<Revision> revisions, IReadOnlyList<Statement> statements, IReadOnlyList<Solver> solvers, string folder,
        Progress progress, CancellationToken stop)
    {
        var verdicts = new List<RevisionVerdict>();
        if (revisions.Count == 0) return verdicts;
        if (solvers.FirstOrDefault(s => !s.IsInstalled) is { } missing) throw missing.IsMissing();
        progress.Begin("proving", revisions.Count, "revisions", () => $"{verdicts.Count} theorems", "the other theorems");
        progress.ForEach(revisions, r => verdicts.AddRange(RevisionProver.Of(r, statements, solvers, folder, stop)), stop);
        return verdicts;
    }

    private static object Fields(Verdict verdict, Ties ties, bool isTimed) => new
    {
        theorem = verdict.Instance.Statement.Name,
        says = verdict.Instance.Statement.Words,
        assumes = verdict.Instance.Statement.Assumes,
        revisions = verdict.Instance.Revisions.Select(r => r.Name),
        outcome = ProveTable.Word(verdict.Outcome),
        expected = verdict.IsExpected,
        file = verdict.Instance.File,
        proves = BearingList.All.Where(b => b.Theorems.Contains(verdict.Instance.Statement.Name)).SelectMany(b => b.Environments.Select(e => $"{b.Property}@{e}")).Distinct(),
        invariant = verdict.Instance.Theorem.Invariant.Select(l => new { name = l.Name, says = l.Words }),
        walkedSteps = ties.Steps(verdict.Instance, t => t.WalkedSteps),
        exploredSteps = ties.Steps(verdict.Instance, t => t.ExploredSteps),
        why = verdict.Why,
        run = verdict.Run is { } run ? RunTrace.Lines(verdict.Instance.Theorem, run) : null,
        solvers = verdict.Attempts.Select(a => new
        {
            solver = a.Solver.Name, outcome = ProveTable.Word(a.Outcome), seconds = isTimed ? Math.Round(a.Answers.Time.TotalSeconds, 3) : (double?)null,
        }),
    };

    private static object Fields(RevisionVerdict verdict) => new
    {
        theorem = verdict.Statement.Name,
        says = verdict.Statement.Words,
        assumes = verdict.Statement.Assumes,
        machine = verdict.Theorem.Machine.Name,
        outcome = verdict.WhyNotTied is null ? ProveTable.Word(verdict.Outcome) : "not tied",
        why = verdict.WhyNotTied,
        walkedSteps = verdict.Tie?.WalkedSteps,
        exploredSteps = verdict.Tie?.ExploredSteps,
    };
}
