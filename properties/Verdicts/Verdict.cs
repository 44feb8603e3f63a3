using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>What searches have come to: of two, the greater one counts.</summary>
public enum Outcome
{
    /// <summary>It does not apply to the design, or no engine looks for it.</summary>
    DoesNotApply,
    /// <summary>Searched, nothing found, every probe hit.</summary>
    Holds,
    /// <summary>Nothing was found, but the search never got where the property could have been broken.</summary>
    ProbesMissed,
    /// <summary>There is a witness.</summary>
    Violated,
    /// <summary>What was found does not replay, or a search was not sound: a defect of the suite.</summary>
    DoesNotReplay,
    /// <summary>The search ended in an error, of a rule, a monitor or the generator: nothing is known.</summary>
    Error,
}

/// <summary>How good the evidence is that a claim holds.</summary>
public enum Grade
{
    /// <summary>Scenarios and schedules chosen at random have not violated it.</summary>
    Searched,
    /// <summary>Nor has any state of some small configurations, all of which were visited.</summary>
    Exhausted,
    /// <summary>And theorems say so for every size (<see cref="Proofs.Grades"/>).</summary>
    Proved,
}

/// <summary>What is known about one claim and one revision, from all engines.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Revision">The revision.</param>
public sealed record Verdict(Claim Claim, Revision Revision)
{
    /// <summary>What was found where one context runs at a time; null if it was not searched.</summary>
    public Outcome? Alone { get; init; }

    /// <summary>What was found where contexts interleave; null if it was not searched.</summary>
    public Outcome? Interleaved { get; init; }

    /// <summary>The verdicts on the claims that it follows from (<see cref="Claim.FollowsFrom"/>), as far as they are there: see <see cref="Linked"/>.</summary>
    public IReadOnlyList<Verdict> Contained { get; init; } = [];

    /// <summary>The verdict whose violation the cell shows: its own, or one that it follows from and that is violated sooner, which is with one context at a time, or in fewer steps.</summary>
    public Verdict Shown => Found > Outcome.Violated ? this
        : Contained.Select(v => v.Shown).Prepend(this).Where(v => v.Found == Outcome.Violated).MinBy(v => (v.Scenario is null, v.Own?.Steps)) ?? this;

    public Outcome Outcome => Shown.Found;

    /// <summary>What its own searches have come to.</summary>
    private Outcome Found => (Outcome)Math.Max((int)(Alone ?? Outcome.DoesNotApply), (int)(Interleaved ?? Outcome.DoesNotApply));

    /// <summary>Scenarios in which it was looked for.</summary>
    public int Cases { get; init; }

    /// <summary>Their steps.</summary>
    public long Steps { get; init; }

    /// <summary>Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario got a quarter or less.</summary>
    public int Schedules { get; init; }

    /// <summary>What was searched.</summary>
    public IReadOnlyList<EngineSearch> Engines { get; init; } = [];

    /// <summary>Engines that found a violation, in the order of <see cref="Engines"/>.</summary>
    public IReadOnlyList<string> FoundBy { get; init; } = [];

    /// <summary>The shortest scenario known to break the claim with one context at a time, or null.</summary>
    public ScenarioWitness? Scenario { get; init; }

    /// <summary>What happens, in a sentence, where it is violated for another reason than the one that is known; or null.</summary>
    public string? Unknown { get; init; }

    /// <summary>The shortest scenario found that breaks the claim and does not in the revision compared with; null if there is none, or no comparison.</summary>
    public ScenarioWitness? Apart { get; init; }

    /// <summary>The shortest schedule known to break the claim where contexts interleave, or null.</summary>
    public Interleaving? Schedule { get; init; }

    /// <summary>What shows the violation, its own or one that it follows from (<see cref="Shown"/>): a scenario if one is known, else a schedule; or null.</summary>
    public Witness? Witness => Shown.Own;

    /// <summary>The claim whose violation is shown, if that is another one; or null.</summary>
    public Claim? ShownOf => ReferenceEquals(Shown, this) ? null : Shown.Claim;

    /// <summary>Why there is no verdict, or null.</summary>
    public SearchError? Error { get; init; }

    /// <summary>Why a search where contexts interleave came to nothing, or null.</summary>
    public string? Defect { get; init; }

    /// <summary>Largest value reached less the bound, in the property's unit, or null where it bounds nothing.</summary>
    public long? Reached { get; init; }

    /// <summary>The shortest scenario known to reach that value, where the property holds; or null.</summary>
    public Scenario? Tightest { get; init; }

    /// <summary>Probes that were wanted and not hit, and events that were wanted and never happened.</summary>
    public IReadOnlyList<string> Missed { get; init; } = [];

    /// <summary>How many cases hit each probe that the claim wants.</summary>
    public IReadOnlyList<(Probe Probe, int Cases)> Probes { get; init; } = [];

    /// <summary>The same where contexts interleave.</summary>
    public IReadOnlyList<Premise> Premises { get; init; } = [];

    /// <summary>What the table of expected verdicts says of what was searched.</summary>
    public Outcome Expected => Contained.Any(v => v.Expected == Outcome.Violated) ? Outcome.Violated : Alone is null ? ExpectedInterleaved : Interleaved is null ? ExpectedAlone : Verdicts.Expected.OfSearch(Claim, Revision);

    /// <summary>Why it is known to be violated, or null.</summary>
    public KnownViolation? Why => Verdicts.Expected.Why(Claim, Revision);

    /// <summary>Whether both parts are as the table of expected verdicts says, and so is what it follows from.</summary>
    public bool AsExpected => Contained.All(v => v.AsExpected) && Unknown is null && AloneAsExpected && InterleavedAsExpected;

    /// <summary>Whether a violation is known that less than the usual effort did not find: that is no sign that it is gone.</summary>
    public bool MissesKnown => ShownOf is null && (MissesAlone || MissesInterleaved || Contained.Any(v => v.MissesKnown));

    /// <summary>Whether something is not as expected, here or where it follows from, and too little effort is no excuse.</summary>
    public bool Differs => DiffersItself || Contained.Any(v => v.Differs);

    /// <summary>The same of its own searches.</summary>
    public bool DiffersItself => Unknown is not null || !(AloneAsExpected || MissesAlone) || !(InterleavedAsExpected || MissesInterleaved);

    /// <summary>How good the evidence is that it holds; null where it does not.</summary>
    public Grade? Grade => Outcome != Outcome.Holds ? null
        : Proofs.Grades.ProofOf(Claim.Name, Revision) is not null ? Verdicts.Grade.Proved
        : Interleaved == Outcome.Holds && Engines.Any(e => e.Exhaustive) ? Verdicts.Grade.Exhausted : Verdicts.Grade.Searched;

    private Outcome ExpectedAlone => Verdicts.Expected.Alone(Claim, Revision);
    private Outcome ExpectedInterleaved => Verdicts.Expected.Interleaved(Claim, Revision);
    private bool AloneAsExpected => IsAsExpected(Alone, ExpectedAlone) || IsShownElsewhere(ExpectedAlone, Alone);
    private bool InterleavedAsExpected => IsAsExpected(Interleaved, ExpectedInterleaved) || IsShownElsewhere(ExpectedInterleaved, Interleaved);
    private bool MissesAlone => Cases < SearchEffort.Cases && Misses(ExpectedAlone, Alone);
    private bool MissesInterleaved => Schedules < SearchEffort.Schedules && Misses(ExpectedInterleaved, Interleaved);

    /// <summary>Verdicts of all engines, of the two parts.</summary>
    /// <param name="alone">What was found where one context runs at a time, for some or all of the cells.</param>
    /// <param name="interleaved">What was found where contexts interleave; the order and the cells are its.</param>
    public static IEnumerable<Verdict> Join(IEnumerable<Verdict> alone, IEnumerable<Verdict> interleaved)
    {
        var cells = alone.ToDictionary(v => (v.Claim, v.Revision));
        return interleaved.Select(v => (cells.GetValueOrDefault((v.Claim, v.Revision)) ?? new(v.Claim, v.Revision)).With(v));
    }

    /// <summary>The same verdicts, each with those that it follows from, as far as these are there.</summary>
    public static IReadOnlyList<Verdict> Linked(IReadOnlyList<Verdict> verdicts)
    {
        var cells = verdicts.ToDictionary(v => (v.Claim.Name, v.Revision.Name));
        return [.. verdicts.Select(Link)];

        Verdict Link(Verdict verdict) => verdict.Claim.FollowsFrom.Count > 0 && verdict.Claim.AppliesTo(verdict.Revision)
            ? verdict with { Contained = [.. verdict.Claim.FollowsFrom.Select(c => cells.GetValueOrDefault((c.Name, verdict.Revision.Name))).OfType<Verdict>().Select(Link)] } : verdict;
    }

    /// <summary>The same with what was found where contexts interleave.</summary>
    /// <param name="other">A verdict on the same cell.</param>
    private Verdict With(Verdict other) => this with
    {
        Unknown = Unknown ?? other.Unknown, Interleaved = other.Interleaved, Schedules = other.Schedules, Schedule = other.Schedule, Defect = other.Defect, Premises = other.Premises,
        Engines = [.. Engines, .. other.Engines], FoundBy = [.. FoundBy, .. other.FoundBy], Missed = [.. Missed, .. other.Missed],
    };

    private Witness? Own => (Witness?)Scenario ?? Schedule;

    /// <summary>What violates it in an environment that this one contains violates it here.</summary>
    private bool IsShownElsewhere(Outcome expected, Outcome? found) => ShownOf is not null && Misses(expected, found);

    private static bool IsAsExpected(Outcome? found, Outcome expected) => found is null || found == expected;

    private static bool Misses(Outcome expected, Outcome? found) => expected == Outcome.Violated && found is Outcome.Holds or Outcome.ProbesMissed;
}
