using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>How much to search where contexts interleave, and what not for.</summary>
/// <param name="Schedules">Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less.</param>
/// <param name="Seed">Where the random strategies start.</param>
internal sealed record InterleavedPlan(int Schedules, ulong Seed)
{
    /// <summary>States that are visited in each configuration at most, if all are explored: they take some 3 GB.</summary>
    private const int MostStates = 50_000_000;

    /// <summary>And if only those are that are quick: four times as many as the largest of these has, for a driver that runs away.</summary>
    private const int MostQuickStates = 10_000_000;

    /// <summary>Schedules of each concurrent scenario on real threads, under Coyote.</summary>
    public int OfCoyote => (Schedules + 3) / 4;

    /// <summary>Whether to explore all configurations, and not only those that are quick.</summary>
    public bool Thorough { get; init; }

    /// <summary>The revisions to search; all unless somebody says otherwise.</summary>
    public Func<Revision, bool> Searches { get; init; } = _ => true;

    /// <summary>States of each configuration at most, if somebody says how many.</summary>
    public int? States { get; init; }

    /// <summary>Of each configuration. What only the graph of all states shows has no cell.</summary>
    public ExplorationBudget Budget => new(States ?? (Thorough ? MostStates : MostQuickStates)) { Recovery = false };

    /// <summary>Whether a revision breaks a claim with one context at a time, so that it is not looked for.</summary>
    public Func<Claim, Revision, bool> BreaksAlone { get; init; } = Expected.BreaksAlone;
}
