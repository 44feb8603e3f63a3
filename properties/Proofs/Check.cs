namespace Netback.Properties.Proofs;

/// <summary>One question to a solver.</summary>
/// <param name="Words">What it asks.</param>
/// <param name="IsSatisfiable">The answer on which the theorem rests.</param>
public sealed record Check(string Words, bool IsSatisfiable);
