using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>What a revision of one's own changes.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Base">The one of the history that it is derived from.</param>
/// <param name="Differences">In what they differ, in the order in which it was found.</param>
/// <param name="Searched">What was searched, a sentence each.</param>
/// <param name="Same">Verdicts that are the same.</param>
public sealed record Comparison(Revision Revision, Revision Base, IReadOnlyList<Difference> Differences, IReadOnlyList<string> Searched, int Same)
{
    public IEnumerable<Difference> Of(Kind kind) => Differences.Where(d => d.Kind == kind);

    /// <summary>Whether nothing got worse, every search came to its end, and the searches took every branch of the changed code.</summary>
    public bool IsAcceptable => !Differences.Any(d => d.Kind is Kind.Worse or Kind.Error or Kind.NotExercised);
}
