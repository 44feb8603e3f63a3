using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>What an engine has searched.</summary>
/// <param name="Engine"><c>random</c>, <c>explore</c>, <c>walk</c> or <c>coyote</c>.</param>
/// <param name="Of">Surroundings, a configuration, or plays.</param>
/// <param name="Count">How many.</param>
/// <param name="Unit">Of what: cases, states, schedules.</param>
/// <param name="Exhaustive">Whether there is nothing else to search there.</param>
public sealed record EngineSearch(string Engine, string Of, long Count, string Unit, bool Exhaustive);

/// <summary>What is known about one clause of one revision when contexts interleave.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Engines">What was searched.</param>
public sealed record InterleavingVerdict(InterleavingClause Clause, Revision Revision, Outcome Outcome, IReadOnlyList<EngineSearch> Engines)
{
    /// <summary>The shortest schedule known to break the clause, or null.</summary>
    public Interleaving? Witness { get; init; }

    /// <summary>Engines that found it, in the order of <see cref="Engines"/>.</summary>
    public IReadOnlyList<string> FoundBy { get; init; } = [];

    /// <summary>Events that were wanted and never happened.</summary>
    public IReadOnlyList<EventKind> Missed { get; init; } = [];

    /// <summary>Why a search came to nothing, or null.</summary>
    public string? Defect { get; init; }

    /// <summary>What the table of expected verdicts says.</summary>
    public Outcome Expected => ExpectedInterleavings.Of(Clause, Revision);

    public bool AsExpected => Outcome == Expected;
}
