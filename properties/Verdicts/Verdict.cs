using Netback.Properties.Clauses;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

public enum Outcome
{
    /// <summary>Searched, nothing found, every probe hit.</summary>
    Holds,
    /// <summary>There is a witness.</summary>
    Violated,
    /// <summary>The design has no such thing.</summary>
    DoesNotApply,
    /// <summary>Nothing was found, but the search never got where the clause could have been broken.</summary>
    ProbesMissed,
    /// <summary>What was found does not replay: a defect of the suite.</summary>
    DoesNotReplay,
    /// <summary>The search ended in an error, of a rule, a monitor or the generator: nothing is known.</summary>
    Error,
}

/// <summary>What is known about one claim and one revision.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Cases">Scenarios in which it was looked for.</param>
/// <param name="Steps">Their steps.</param>
public sealed record Verdict(Claim Claim, Revision Revision, Outcome Outcome, int Cases, long Steps)
{
    /// <summary>What was searched.</summary>
    public IReadOnlyList<EngineSearch> Engines => Cases == 0 ? [] : [new("random", Claim.Surroundings.SearchedAs.Name, Cases, "cases", false)];

    /// <summary>The shortest scenario known to break the claim, or null.</summary>
    public Witness? Witness { get; init; }

    /// <summary>Why there is no verdict, or null.</summary>
    public SearchError? Error { get; init; }

    /// <summary>Largest value reached less the bound, in the clause's unit, or null where it bounds nothing.</summary>
    public long? Reached { get; init; }

    /// <summary>The shortest scenario known to reach that value, where the clause holds; or null.</summary>
    public Scenario? Tightest { get; init; }

    /// <summary>Probes that were wanted and not hit.</summary>
    public IReadOnlyList<Probe> Missed { get; init; } = [];

    /// <summary>How many cases hit each probe that the claim wants.</summary>
    public IReadOnlyList<(Probe Probe, int Cases)> Probes { get; init; } = [];

    /// <summary>What the table of expected verdicts says.</summary>
    public Outcome Expected => Verdicts.Expected.Of(Claim, Revision);

    public bool AsExpected => Outcome == Expected;
}
