namespace Netback.Properties.Proofs.Language;

/// <summary>Something that is true in every state that can be reached: a claim, or what strengthens one until it is inductive.</summary>
/// <param name="Name">In kebab case, a symbol of SMT-LIB.</param>
/// <param name="Words">What it says.</param>
/// <param name="Holds">The same as a term over the state and the configuration.</param>
public sealed record Lemma(string Name, string Words, Term Holds);
