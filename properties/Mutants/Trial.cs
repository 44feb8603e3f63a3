using Netback.Properties.Engines;
using Netback.Properties.Specification.Remainders;

namespace Netback.Properties.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="KilledAt">The case, from 1, in which the claim broke; or null if it survived.</param>
/// <param name="How">What broke the claim, or null.</param>
public sealed record Trial(Mutant Mutant, int? KilledAt, string? How)
{
    /// <summary>Searches the mutant for a violation of the claim that must catch it, or of what is left of that where the original violates it.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="cases">Scenarios to try at most.</param>
    /// <param name="seed">Where the generator starts.</param>
    public static Trial Of(Mutant mutant, int cases, ulong seed)
    {
        var claim = Remainder.Of(mutant.CaughtBy, mutant.Original) ?? mutant.CaughtBy;
        var search = RandomEngine.Search(mutant.Faulty, claim.Environment.SearchedAs, [claim], cases, seed,
            results => results[0].Violating is null);
        if (search.Error is { } error) return new(mutant, null, $"no verdict: {error.What}, in case {error.Case:N0}");
        var result = search.Claims[0];
        string? how = result.Violating is null ? null : new MonitorSet(mutant.Faulty, [claim]).FindViolation(result.Violating)?.What;
        return new(mutant, how is null ? null : result.ViolatedAt, how);
    }
}
