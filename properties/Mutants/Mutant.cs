using Netback.Properties.Specification;
using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>
/// A revision with one rule broken on purpose, and the claim that must catch it: the claim, or what is left of it, holds for the revision, and
/// what the search finds in the mutant shows that it can fail.
/// </summary>
/// <param name="Name">The rule that is broken, in kebab case.</param>
/// <param name="Original">The revision that is right.</param>
/// <param name="Faulty">The revision with the rule broken.</param>
/// <param name="What">What is broken, in a few words.</param>
/// <param name="CaughtBy">The claim that must catch it.</param>
public sealed record Mutant(string Name, Revision Original, Revision Faulty, string What, Claim CaughtBy)
{
    /// <summary>How the mutant is called in tables.</summary>
    public string FullName => $"{Original.Name}+{Name}";
}
