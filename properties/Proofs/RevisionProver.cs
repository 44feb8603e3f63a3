using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.Proofs;

/// <summary>
/// Theorems about a revision of which nothing is expected. The machine is that of the revision which it derives from; what is proved of it is
/// proved of the revision only if that does nothing which the machine cannot do.
/// </summary>
public static class RevisionProver
{
    /// <param name="revision">Any; it need not be one of <see cref="History"/>.</param>
    /// <param name="statements">Those that are asked for.</param>
    /// <param name="solvers">By whom; they are installed.</param>
    /// <param name="folder">Where obligations go.</param>
    /// <param name="stop">Ends it early, between two theorems.</param>
    /// <returns>One for each theorem that speaks of such a revision.</returns>
    public static IEnumerable<RevisionVerdict> Of(Revision revision, IEnumerable<Statement> statements, IReadOnlyList<Solver> solvers, string folder,
        CancellationToken stop = default)
    {
        var ties = new Dictionary<string, DriverTie?>();
        foreach (var statement in statements)
        {
            if (statement.For(revision) is not { } theorem) continue;
            stop.ThrowIfCancellationRequested();
            if (!ties.TryGetValue(theorem.Machine.Name, out var tie)) ties.Add(theorem.Machine.Name, tie = DriverTie.Of(revision, theorem.Machine.Name));
            var verdict = new RevisionVerdict(revision, statement, theorem, tie, []);
            yield return verdict.WhyNotTied is null ? verdict with { Attempts = Attempts(revision, theorem, solvers, folder, stop) } : verdict;
        }
    }

    private static List<Attempt> Attempts(Revision revision, Theorem theorem, IReadOnlyList<Solver> solvers, string folder, CancellationToken stop)
    {
        string file = Path.Combine(folder, theorem.Name, $"{revision.Name}.smt2");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var obligation = Prover.ObligationOf(theorem);
        File.WriteAllText(file, obligation.Text);
        return [.. solvers.Select(s => Prover.Try(theorem, s, obligation, file, stop))];
    }
}
