using Netback.Properties.Clauses;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A claim that some revisions are known to break.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Revisions">The revisions.</param>
/// <param name="Why">The reason, in a sentence.</param>
/// <param name="Source">Who said so first: upstream, or this suite.</param>
public sealed record KnownViolation(string Claim, IReadOnlyList<string> Revisions, string Why, string Source);

/// <summary>The table of expected verdicts. What is not listed as a violation is expected to hold.</summary>
public static class Expected
{
    public static IReadOnlyList<KnownViolation> Violations { get; } =
    [
    ];

    public static Outcome Of(Claim claim, Revision revision) =>
        !claim.AppliesTo(revision) ? Outcome.DoesNotApply : Why(claim, revision) is null ? Outcome.Holds : Outcome.Violated;

    /// <returns>Why the revision breaks the claim, or null if it is expected to hold.</returns>
    public static KnownViolation? Why(Claim claim, Revision revision) =>
        Violations.FirstOrDefault(v => v.Claim == claim.Name && v.Revisions.Contains(revision.Name));
}
