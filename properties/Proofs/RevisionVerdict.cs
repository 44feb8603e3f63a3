using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.Proofs;

/// <summary>What a theorem says about a revision of which nothing is expected: a user's own, or a mutant.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Statement">The theorem.</param>
/// <param name="Theorem">The same about the machine that the revision should be.</param>
/// <param name="Tie">How the revision is tied to that machine; null where nothing of a driver could be held against it.</param>
/// <param name="Attempts">What solvers made of it; none where it is not tied, as then it says nothing about the revision.</param>
public sealed record RevisionVerdict(Revision Revision, Statement Statement, Theorem Theorem, DriverTie? Tie, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>Why the theorem says nothing about the revision, or null if it is tied.</summary>
    public string? WhyNotTied => Tie is null ? $"no driver can be held against the machine {Theorem.Machine}" : Tie.Error;

    /// <summary>Why it is unknown to a solver, or null.</summary>
    public string? Why => Attempts.Select(a => a.Why is null ? null : $"{a.Solver}: {a.Why}").FirstOrDefault(w => w is not null);

    /// <summary>What all solvers say; unknown if they differ, one does not know, or the revision is not tied.</summary>
    public Outcome Outcome => WhyNotTied is null && Attempts.Select(a => a.Outcome).Distinct().ToList() is [var one] ? one : Outcome.Unknown;
}
