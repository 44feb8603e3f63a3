namespace Netback.Properties.Evidence;

/// <summary>
/// What a review has come to: the content of <c>evidence.json</c>, of which the report is made. The format is described in
/// <c>docs/evidence-format.md</c>. Paths are below the folder of the report, with <c>/</c> between their parts.
/// </summary>
/// <param name="Evidence">Version of the format.</param>
/// <param name="Plan">How much was searched.</param>
/// <param name="Versions">What it was searched with.</param>
/// <param name="Revisions">The revisions, in the order of their making.</param>
/// <param name="Claims">The properties in their environment, in the order of the catalogue; then those where contexts interleave.</param>
/// <param name="Cells">A verdict for each claim and revision, by claim.</param>
/// <param name="Explorations">Small configurations that were explored to their end.</param>
/// <param name="Races">Races that were planted, or were once upstream, and how they were found.</param>
/// <param name="Mutants">Rules that were broken on purpose.</param>
/// <param name="Conformance">Comparisons with recordings of the real driver.</param>
/// <param name="Proofs">Theorems and what the solvers made of them; null if they were not installed.</param>
public sealed record ReviewEvidence(
    int Evidence, SearchPlan Plan, VersionsUsed Versions, IReadOnlyList<RevisionRow> Revisions, IReadOnlyList<ClaimRow> Claims,
    IReadOnlyList<CellRow> Cells, IReadOnlyList<ExplorationRow> Explorations, IReadOnlyList<RaceRow> Races,
    IReadOnlyList<MutantRow> Mutants, IReadOnlyList<ConformanceRow> Conformance,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProofRow>? Proofs = null)
{
    /// <summary>Revisions compiled in another way, and what else there is about the driver between two points; null in older evidence.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public BetweenPoints? BetweenPoints { get; init; }

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Whether every verdict is as the tables of expected ones say, every mutant killed, every recording agreed with.</summary>
    public bool IsAsExpected() =>
        Cells.All(c => !c.Differs) && Mutants.All(m => m.KilledAt is not null) && Conformance.All(c => c.Different == 0)
        && Explorations.All(e => e.Truncated is null && e.Findings.All(f => f.Expected)) && Races.All(r => r.Found)
        && (BetweenPoints is not { } between || (between.Followed.All(f => f.Different == 0) && between.Controls.All(c => c.ToldApart > 0)))
        && (Proofs ?? []).All(p => p.Outcome == p.Expected && p.NotTied is null);

    /// <summary>The verdict on a claim, or null if the claim or the revision is not among those searched.</summary>
    public CellRow? Cell(string claim, string revision) => Cells.FirstOrDefault(c => c.Claim == claim && c.Revision == revision);

    /// <summary>The claim of that name, which has cells.</summary>
    public ClaimRow Claim(string name) => Claims.First(c => c.Name == name);
}

/// <summary>How much was searched. Together with the version of the tool this decides everything in the file.</summary>
/// <param name="Seed">Where the generators started.</param>
/// <param name="Cases">Scenarios for each revision and kind of environment.</param>
/// <param name="MutantCases">Scenarios for each mutant at most.</param>
/// <param name="Schedules">Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less.</param>
public sealed record SearchPlan(ulong Seed, int Cases, int MutantCases, int Schedules);

/// <summary>Versions of what takes part.</summary>
public sealed record VersionsUsed(string Netback, string Runtime, string FsCheck);

/// <summary>A revision; <paramref name="Recording"/> is null if there is no recording of the real driver.</summary>
public sealed record RevisionRow(string Name, string Upstream, string Summary, string? Recording);

/// <summary>A property in some environment; <paramref name="Unit"/> is that of what it bounds, or null.</summary>
public sealed record ClaimRow(
    string Name, string Property, string Statement, string Source, string Environment, string EnvironmentSummary, string? Unit);

/// <summary>What is known about one claim and one revision.</summary>
/// <param name="Claim">Name of the claim.</param>
/// <param name="Revision">Name of the revision.</param>
/// <param name="Outcome"><c>holds</c>, <c>violated</c>, <c>doesNotApply</c>, <c>probesMissed</c>, <c>doesNotReplay</c> or <see cref="NotFound"/>.</param>
/// <param name="Expected">The same, as the table of expected verdicts says.</param>
/// <param name="Engines">Who searched.</param>
/// <param name="Reached">Largest value reached less the bound, or null where nothing is bounded.</param>
/// <param name="Why">Why it is expected to be violated, or null.</param>
/// <param name="Source">Who said so first, or null.</param>
/// <param name="Probes">In how many cases each situation occurred that must occur for the verdict to count.</param>
/// <param name="Witness">What shows the violation, or null.</param>
/// <param name="Tightest">The scenario that came nearest to the bound, or null.</param>
public sealed record CellRow(
    string Claim, string Revision, string Outcome, string Expected, IReadOnlyList<EngineRow> Engines, long? Reached, string? Why,
    string? Source, IReadOnlyList<ProbeRow> Probes, WitnessRow? Witness, string? Tightest)
{
    /// <summary>How good the evidence is that it holds: <c>searched</c>, <c>exhausted</c> (every state of small configurations) or <c>proved</c> (for every
    /// size); null where it does not hold.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Grade { get; init; }

    /// <summary>The outcome where contexts interleave, by itself; null if that was not searched.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Interleaved { get; init; }

    /// <summary>The claim that the witness violates, from which this one follows; null if that is this one.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? ViolationOf { get; init; }

    /// <summary>The outcome where a violation is known, and was not found with less than the usual effort.</summary>
    public const string NotFound = "notFound";

    /// <summary>Whether it is another than expected; to have found nothing with little effort is not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Differs => Outcome != Expected && Outcome != NotFound;
}

/// <summary>An engine and what it searched: in words, and how many of what (cases, states, schedules).</summary>
/// <param name="Name"><c>random</c>, <c>explore</c>, <c>walk</c> or <c>coyote</c>.</param>
/// <param name="Searched">What, in words.</param>
/// <param name="Count">How many.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Exhaustive">Whether there is nothing else to search there.</param>
public sealed record EngineRow(string Name, string Searched, long Count, string Unit, bool Exhaustive);

/// <summary>Cases in which a situation occurred.</summary>
public sealed record ProbeRow(string Name, long Cases);

/// <summary>A file that shows a violation, its length in steps, and what happens, in a sentence.</summary>
public sealed record WitnessRow(string File, int Steps, string Violation)
{
    /// <summary>Whether it takes a schedule, as contexts must preempt one another. Older evidence says it by <see cref="Verdicts.Witness.OldExtension"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool Schedule { get; init; }
}

/// <summary>One configuration explored; <paramref name="Truncated"/> says why it was cut short, or is null.</summary>
public sealed record ExplorationRow(
    string Revision, string Configuration, string Summary, int States, long Transitions, int Depth, int Left, string? Truncated,
    IReadOnlyList<FindingRow> Findings);

/// <summary>A property broken in an exploration, and the file with the shortest interleaving that breaks it.</summary>
public sealed record FindingRow(string Property, string What, bool Expected, string File, int Steps, int Switches);

/// <summary>A race: where it is, where it must not be, whether it was found, and if so how.</summary>
public sealed record RaceRow(
    string Name, string What, string Broken, string Sound, string Configuration, string Property, bool Found, FindingRow? Finding);

/// <summary>A rule broken on purpose; <paramref name="KilledAt"/> is the case that noticed, from 1, or null.</summary>
public sealed record MutantRow(string Name, string What, string Claim, int? KilledAt, string? How);

/// <summary>A revision held against a recording: in how many scenarios they agree in every field of every step.</summary>
public sealed record ConformanceRow(string Revision, string Recording, string Kind, int Same, int Different, string? FirstDifference);

/// <summary>What is known of the driver between two points, where another context may come in.</summary>
/// <param name="Followed">Recordings whose contexts interleave, followed access by access.</param>
/// <param name="Controls">The same recordings followed by a driver that is not theirs, which must be noticed.</param>
/// <param name="Variants">Revisions compiled in another way.</param>
public sealed record BetweenPoints(IReadOnlyList<FollowedRow> Followed, IReadOnlyList<ControlRow> Controls, IReadOnlyList<RevisionRow> Variants);

/// <summary>The recordings of one generation, followed by its revision.</summary>
public sealed record FollowedRow(string Revision, string Recording, int Same, int Different, long Accesses, string? FirstDifference);

/// <summary>The recordings of one generation, followed by another driver: in how many of them it is told apart.</summary>
public sealed record ControlRow(string Recording, string Driver, string What, int ToldApart, int Of);

/// <summary>A theorem for those revisions in which it is the same.</summary>
/// <param name="Theorem">Its name.</param>
/// <param name="Says">What it says.</param>
/// <param name="Revisions">Names of the revisions.</param>
/// <param name="Outcome"><c>proved</c>, <c>refuted</c> or <c>unknown</c>; by both solvers.</param>
/// <param name="Expected">The same, as the table of expected outcomes says.</param>
/// <param name="TiedSteps">Steps of the drivers that were held against the machine of the theorem; null if they are not.</param>
/// <param name="NotTied">The first step of a driver that is none of the machine, or null.</param>
public sealed record ProofRow(string Theorem, string Says, IReadOnlyList<string> Revisions, string Outcome, string Expected, long? TiedSteps, string? NotTied);
