namespace Netback.Properties.Proofs;

/// <summary>A file for a solver.</summary>
/// <param name="Text">SMT-LIB 2.</param>
/// <param name="Checks">The questions in it, in their order.</param>
public sealed record Obligation(string Text, IReadOnlyList<Check> Checks);
