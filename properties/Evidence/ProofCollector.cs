using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Properties.Results;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>Runs <c>prove</c>: theorems by both solvers, and the tie of the drivers to their machines.</summary>
internal static class ProofCollector
{
    /// <param name="theorems">Which; the solvers are installed.</param>
    /// <param name="searches">Carries it out.</param>
    /// <param name="stop">Ends it early, between two theorems.</param>
    public static ProofRow[] Prove(IReadOnlyList<Statement> theorems, Searches searches, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("netback-proofs");
        try
        {
            var instances = Instance.Of(theorems, [.. History.All]);
            var verdicts = ProofSearches.Solve(searches, instances, Solver.All, folder.FullName, () => { }, stop);
            var pairs = instances.SelectMany(i => i.Revisions.Select(r => (Revision: r, Machine: i.Theorem.Machine.Name))).Distinct().ToList();
            var ties = ProofSearches.TieAll(searches, pairs, _ => { }, stop);
            if (searches.IsPart) return [];
            var tieOf = pairs.Zip(ties).ToDictionary(p => (p.First.Revision.Name, p.First.Machine), p => p.Second);
            return [.. verdicts.Select(v => RowOf(v.Instance, v, [.. v.Instance.Revisions.Select(r => tieOf[(r.Name, v.Instance.Theorem.Machine.Name)])]))];
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

    private static string Word(Proofs.Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
