using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>What became of a theorem, or is expected to.</summary>
public enum Outcome { Proved, Refuted, Unknown }

/// <summary>One claim about one machine, which stands for one or more revisions.</summary>
/// <param name="Name">In kebab case, as on the command line.</param>
/// <param name="Machine">What it is about.</param>
/// <param name="Claim">What it says.</param>
/// <param name="Strengthenings">What else is always true, and makes the claim inductive; empty where it is refuted.</param>
public sealed record Theorem(string Name, AbstractMachine Machine, Lemma Claim, IReadOnlyList<Lemma> Strengthenings)
{
    /// <summary>What is expected of it.</summary>
    public Outcome Expected => Steps is null ? Outcome.Proved : Outcome.Refuted;

    /// <summary>Steps of the shortest run that refutes it; null if it is true.</summary>
    public int? Steps { get; init; }

    /// <summary>The steps of that run by their names, where it is too long to be searched for; else null, and any run of that length will do.</summary>
    public IReadOnlyList<string>? Schedule { get; init; }

    /// <summary>Claim and strengthenings: what is shown to be kept by every step.</summary>
    public IReadOnlyList<Lemma> Invariant => [Claim, .. Strengthenings];

    public override string ToString() => Name;
}
