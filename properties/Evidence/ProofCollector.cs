using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>Runs <c>prove</c>: theorems by both solvers, and the tie of the drivers to their machines.</summary>
internal static class ProofCollector
{
    /// <param name="theorems">Which; the solvers are installed.</param>
    /// <param name="stop">Ends it early, between two theorems.</param>
    public static ProofRow[] Prove(IReadOnlyList<Statement> theorems, CancellationToken stop)
    {
        var ties = new Dictionary<(string Revision, string Machine), DriverTie?>();
        var folder = Directory.CreateTempSubdirectory("netback-proofs");
        try
        {
            return [.. Instance.Of(theorems, [.. History.All]).Select(instance =>
            {
                stop.ThrowIfCancellationRequested();
                return RowOf(instance, Proofs.Verdict.Of(instance, Solver.All, folder.FullName, stop), TiesOf(instance, ties));
            })];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ProofRow RowOf(Instance instance, Proofs.Verdict verdict, List<DriverTie?> ties) => new(
        instance.Statement.Name, instance.Statement.Words, [.. instance.Revisions.Select(r => r.Name)], Word(verdict.Outcome),
        Word(verdict.IsExpected ? verdict.Outcome : instance.Theorem.Expected), ties.Contains(null) ? null : ties.Sum(t => (long)t!.WalkedSteps + t.ExploredSteps),
        ties.FirstOrDefault(t => t?.Error is not null)?.Error);

    private static List<DriverTie?> TiesOf(Instance instance, Dictionary<(string, string), DriverTie?> known)
    {
        var ties = new List<DriverTie?>();
        foreach (var revision in instance.Revisions)
        {
            var key = (revision.Name, instance.Theorem.Machine.Name);
            if (!known.TryGetValue(key, out var tie))
                known.Add(key, tie = DriverTie.Of(revision, instance.Theorem.Machine.Name));
            ties.Add(tie);
        }
        return ties;
    }

    private static string Word(Proofs.Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
