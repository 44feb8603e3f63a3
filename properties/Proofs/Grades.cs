using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;

namespace Netback.Properties.Proofs;

/// <summary>
/// The grade of the evidence that theorems give. It rests on <see cref="ExpectedOutcomes"/>, so that no solver need be there: <c>netback prove</c>
/// and the tests fail when solvers find anything else, or when the driver is not tied to the machine of a theorem.
/// </summary>
public static class Grades
{
    /// <summary>What theorems say about a property for one of the revisions of history, one grade for each cell and set of theorems.</summary>
    /// <param name="property">Its name in the catalogue.</param>
    /// <param name="revision">The revision; about one that somebody has added theorems say nothing before it is tied (<see cref="RevisionProver"/>).</param>
    /// <returns>None where no theorem speaks of it.</returns>
    public static IReadOnlyList<Grade> Of(string property, Revision revision) =>
    [
        .. from bearing in BearingList.All
           where bearing.Property == property && ExpectedOutcomes.Knows(revision)
           let theorems = bearing.Theorems.Select(name => TheoremList.Find(name)!).ToList()
           let outcomes = theorems.Select(t => ExpectedOutcomes.Of(t.Name, revision)).ToList()
           where !outcomes.Contains(null)
           from environment in bearing.Environments
           select new Grade($"{property}@{environment}", theorems,
               outcomes.Contains(Outcome.Refuted) ? Outcome.Refuted : Outcome.Proved, bearing.Less(revision)),
    ];

    /// <summary>The proof of what a cell claims, or null if it is not proved for every size.</summary>
    /// <param name="claim">Its row, such as <c>BoundedMemory@honest</c> or <c>BoundedMemory@no-tx-lock</c>.</param>
    /// <param name="revision">One of <see cref="History"/>.</param>
    public static Grade? ProofOf(string claim, Revision revision) =>
        Of(claim.Split('@')[0], revision).FirstOrDefault(g => g.Claim == claim && g.IsProof);
}
