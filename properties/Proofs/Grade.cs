using Netback.Properties.Proofs.Theorems;

namespace Netback.Properties.Proofs;

/// <summary>What theorems say about one cell of the table of verdicts.</summary>
/// <param name="Claim">The row of the cell, such as <c>BoundedMemory@honest</c>.</param>
/// <param name="Theorems">The theorems that say it together.</param>
/// <param name="Outcome">Proved if all of them are; refuted if one is.</param>
/// <param name="Less">What the property promises beyond them, or null.</param>
public sealed record Grade(string Claim, IReadOnlyList<Statement> Theorems, Outcome Outcome, string? Less)
{
    /// <summary>Whether they prove all that the property promises there, for every size.</summary>
    public bool IsProof => Outcome == Outcome.Proved && Less is null;

    /// <summary>What they take for granted, each sentence once.</summary>
    public string Assumes => string.Join(' ', Theorems.SelectMany(t => t.Assumes.Split(". ")).Select(s => s.TrimEnd('.') + ".").Distinct());

    /// <summary>In a few words, such as <c>proved for every size: bounded-memory</c>.</summary>
    public override string ToString() =>
        $"{(Outcome == Outcome.Proved ? "proved for every size" : "refuted")}: {string.Join(", ", Theorems.Select(t => t.Name))}{(Less is null ? "" : $", {Less}")}";
}
