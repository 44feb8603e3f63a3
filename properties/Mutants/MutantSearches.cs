using Netback.Properties.Results;

namespace Netback.Properties.Mutants;

/// <summary>What became of a mutant, as it is kept: <see cref="Trial"/> without the mutant.</summary>
internal sealed record TrialRow(int? KilledAt, string? How)
{
    public static TrialRow Of(Trial trial) => new(trial.KilledAt, trial.How);

    public Trial Of(Mutant mutant) => new(mutant, KilledAt, How);
}

/// <summary>Mutants as searches.</summary>
internal static class MutantSearches
{
    /// <summary>About how long it takes: most are killed soon.</summary>
    private const double Cost = 0.3;

    public static readonly PlainForm<TrialRow> Form = new();

    /// <param name="mutants">Which.</param>
    /// <param name="cases">Scenarios for each at most.</param>
    /// <param name="seed">Where the generator starts.</param>
    public static List<Search<TrialRow>> Of(IReadOnlyList<Mutant> mutants, int cases, ulong seed) =>
        [.. mutants.Select(m => new Search<TrialRow>($"mutant {m.FullName}", Cost, () => TrialRow.Of(Trial.Of(m, cases, seed))))];
}
