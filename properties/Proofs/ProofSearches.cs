using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Properties.Results;
using Netback.Revisions;

namespace Netback.Properties.Proofs;

/// <summary>What a solver said, as it is kept: <see cref="Answers"/> without how long it took.</summary>
internal sealed record AnswersRow(IReadOnlyList<string> Results, IReadOnlyDictionary<string, string> Values, string? Complaint);

/// <summary>What walks and an exploration showed about the tie of a driver to a machine, as it is kept; null if the machine is not one of the revision.</summary>
internal sealed record TieRow(TieResult? Walks, TieResult? Exploration);

/// <summary>Theorems and ties as searches.</summary>
internal static class ProofSearches
{
    /// <summary>About how long they take.</summary>
    private const double SecondsPerTheorem = 0.2, SecondsPerTie = 1.5;

    private static readonly PlainForm<AnswersRow> AnswersForm = new();
    private static readonly PlainForm<TieRow> TieForm = new();

    /// <summary>Has solvers answer.</summary>
    /// <param name="searches">Carries it out.</param>
    /// <param name="instances">The theorems.</param>
    /// <param name="solvers">Who.</param>
    /// <param name="folder">Where obligations and traces go.</param>
    /// <param name="answered">Called after each answer, from any thread.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>A verdict for each theorem; none if only a part was searched.</returns>
    public static Verdict[] Solve(Searches searches, IReadOnlyList<Instance> instances, IReadOnlyList<Solver> solvers, string folder, Action answered, CancellationToken stop)
    {
        var times = new System.Collections.Concurrent.ConcurrentDictionary<(Instance, Solver), TimeSpan>();
        var pairs = instances.SelectMany(i => solvers.Select(s => (Instance: i, Solver: s))).ToList();
        foreach (var instance in instances) Verdict.FileOf(instance, folder);
        var rows = searches.Run([.. pairs.Select(p => new Search<AnswersRow>($"prove {p.Instance.Statement.Name} {p.Instance.Revisions[0].Name} {p.Solver.Name}", SecondsPerTheorem, () =>
        {
            var answers = p.Solver.Solve(Path.Combine(folder, p.Instance.File), stop);
            times[p] = answers.Time;
            return new(answers.Results, answers.Values, answers.Complaint);
        }))], AnswersForm, _ => answered(), stop: stop);
        return searches.IsPart ? [] : [.. instances.Select((instance, i) => Verdict.Of(instance, [.. solvers.Select((solver, s) => (solver, AnswersOf(i * solvers.Count + s)))], folder))];

        Answers AnswersOf(int i) => new(rows[i]!.Results, times.GetValueOrDefault(pairs[i]), rows[i]!.Values, rows[i]!.Complaint);
    }

    /// <summary>Holds drivers against machines.</summary>
    /// <param name="searches">Carries it out.</param>
    /// <param name="pairs">Which.</param>
    /// <param name="done">Called after each pair, from any thread.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>For each pair what came of it, or null where the machine is not one of the revision; none if only a part was searched.</returns>
    public static DriverTie?[] TieAll(Searches searches, IReadOnlyList<(Revision Revision, string Machine)> pairs, Action<TieRow> done, CancellationToken stop)
    {
        var rows = searches.Run([.. pairs.Select(p => new Search<TieRow>($"tie {p.Revision.Name} {p.Machine}", SecondsPerTie, () =>
        {
            var tie = DriverTie.Of(p.Revision, p.Machine);
            return new(tie?.Walks, tie?.Exploration);
        }))], TieForm, done, stop: stop);
        return searches.IsPart ? [] : [.. pairs.Zip(rows, (p, row) => row!.Walks is { } walks ? new DriverTie(p.Revision, p.Machine, walks, row.Exploration) : null)];
    }
}
