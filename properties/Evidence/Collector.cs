using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Conformance;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>What to collect.</summary>
/// <param name="Search">How much to search.</param>
/// <param name="Claims">Claims to search for.</param>
/// <param name="Explorations">What to explore to the end.</param>
/// <param name="Races">Races to find.</param>
/// <param name="Mutants">Mutants to kill.</param>
/// <param name="Recordings">Folder of the recordings of the real driver.</param>
/// <param name="Theorems">Theorems to prove or refute, if the solvers are installed.</param>
public sealed record CollectionPlan(
    SearchPlan Search, IReadOnlyList<Claim> Claims, IReadOnlyList<(Revision Revision, Configuration Configuration)> Explorations,
    IReadOnlyList<Race> Races, IReadOnlyList<Mutant> Mutants, string Recordings,
    IReadOnlyList<Statement>? Theorems = null)
{
    /// <summary>Revisions to search where contexts interleave; all unless somebody says otherwise.</summary>
    public Func<Revision, bool> Interleaves { get; init; } = _ => true;

    /// <summary>Everything.</summary>
    public static CollectionPlan Whole(SearchPlan search, string recordings) =>
        new(search, Catalogue.Claims, ExplorationPlan.All, Race.All, MutantList.All, recordings, TheoremList.All);
}

/// <summary>Runs <c>verify</c>, <c>explore</c>, <c>mutants</c>, <c>conform</c> and <c>prove</c>, and keeps what they find in the folder of a report.</summary>
/// <param name="plan">What to collect.</param>
/// <param name="folder">Gets the witnesses.</param>
/// <param name="begins">Told the name of each part when it begins.</param>
/// <param name="stop">Ends it early, between two parts or two cases.</param>
public sealed class Collector(CollectionPlan plan, ReportFolder folder, Action<string> begins, CancellationToken stop)
{
    private const string Witnesses = "witnesses", Explored = "witnesses/explored";

    private static readonly string[] RecordingKinds = ["public", "handmade", "xdp-public", "xdp-handmade"];

    private readonly List<(string Part, TimeSpan Took)> timings = [];

    /// <summary>How long each part took: not evidence, and kept apart from it.</summary>
    public IReadOnlyList<(string Part, TimeSpan Took)> Timings => timings;

    /// <summary>Carries the searches out.</summary>
    internal Searches Searches { get; init; } = Searches.Unkept;

    /// <returns>The evidence, of which parts are missing if <see cref="Searches"/> are a part only.</returns>
    public ReviewEvidence Collect()
    {
        // First, since it is quick and most likely to be wrong: the folder is given by hand.
        var conformance = Timed("conform", Conform);
        return new(ReviewEvidence.CurrentVersion, plan.Search, Versions(),
            [.. History.All.Select(r => new RevisionRow(r.Name, r.Upstream, r.Summary, r.Recording))],
            [.. plan.Claims.Select(RowOf)], Verify(), Timed("explore", Explore), Timed("races", FindRaces),
            Timed("mutants", KillMutants), conformance,
            plan.Theorems is { } theorems && Solver.All.All(s => s.IsInstalled) ? Timed("prove", () => ProofCollector.Prove(theorems, Searches, stop)) : null)
        {
            BetweenPoints = Timed("follow", () => new FollowCollector(plan.Recordings, stop).Follow()),
        };
    }

    private T Timed<T>(string part, Func<T> work)
    {
        begins(part);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = work();
        timings.Add((part, clock.Elapsed));
        return result;
    }

    private static VersionsUsed Versions() => new(
        typeof(Collector).Assembly.GetName().Version!.ToString(3), $".NET {Environment.Version.Major}",
        typeof(FsCheck.Config).Assembly.GetName().Version!.ToString(3));

    private static ClaimRow RowOf(Claim claim) => new(claim.Name, claim.Property.Name, claim.Property.Statement, claim.Property.Source,
        claim.Environment.Name, claim.Environment.Summary, claim.Property.Unit.Length > 0 ? claim.Property.Unit : null);

    private CellRow[] Verify()
    {
        var (search, kept) = (plan.Search, new WitnessFolder(folder.FullName(Witnesses)));
        var alone = Timed("verify", () => Verifier.VerifyBy(History.All, plan.Claims, new(search.Cases, null, search.Seed), Searches, stop.ThrowIfCancellationRequested).Select(kept.Keep).ToList());
        var interleaved = Timed("interleave", () => InterleavedVerifier.Verify([.. History.All, .. History.Variants.Where(plan.Interleaves)], plan.Claims, new(search.Schedules, search.Seed) { Searches = plan.Interleaves }, Searches, stop.ThrowIfCancellationRequested).Select(kept.Keep).ToList());
        return [.. Verdicts.Verdict.Linked([.. Verdicts.Verdict.Join(alone, interleaved)]).Select(RowOf)];
    }

    private static CellRow RowOf(Verdict v) => new(
        v.Claim.Name, v.Revision.Name, v.MissesKnown && !v.Differs ? CellRow.NotFound : Word(v.Outcome), Word(v.Expected), EnginesOf(v.Engines), v.Reached,
        v.Why?.Why, v.Why?.Source, [.. v.Probes.Select(p => new ProbeRow(JsonNamingPolicy.CamelCase.ConvertName(p.Probe.ToString()), p.Cases))],
        v.Witness is { } witness ? new(Below(Witnesses, witness.FileName), witness.Steps, witness.What) { Schedule = witness is Interleaving } : null,
        v.Tightest is null ? null : Below(Witnesses, WitnessFolder.TightestName(v.Revision, v.Claim)))
    {
        Grade = v.Grade is { } grade ? JsonNamingPolicy.CamelCase.ConvertName(grade.ToString()) : null,
        Interleaved = v.Interleaved is { } interleaved ? Word(interleaved) : null,
        ViolationOf = v.ShownOf?.Name,
    };

    /// <summary>An engine's searches as one: their names and their sum.</summary>
    private static EngineRow[] EnginesOf(IReadOnlyList<EngineSearch> searches) =>
    [
        .. from search in searches
           group search by (search.Engine, search.Unit) into one
           let count = one.Sum(s => s.Count)
           let exhaustive = one.All(s => s.Exhaustive)
           select new EngineRow(one.Key.Engine,
               $"{count:N0} {one.Key.Unit} of {string.Join(", ", one.Select(s => s.Of))}{(exhaustive ? ", to the end" : "")}", count, one.Key.Unit, exhaustive),
    ];

    private ExplorationRow[] Explore()
    {
        var results = Searches.Run([.. plan.Explorations.Select(e => new Search<ExplorationResult>($"exploration {e.Revision.Name} {e.Configuration.Name}",
            ExplorationCost.Of(e.Revision, e.Configuration), () => Explorer.Exhaustive(e.Revision, e.Configuration, ExplorationBudget.Unlimited)))], ExplorationForm.Instance, stop: stop);
        return Searches.IsPart ? [] : [.. plan.Explorations.Zip(results, (e, r) => RowOf(e.Revision, e.Configuration, r!))];
    }

    private ExplorationRow RowOf(Revision revision, Configuration configuration, ExplorationResult result) =>
        new(revision.Name, configuration.Name, configuration.Summary, result.States, result.Transitions, result.Depth, result.Left, result.Truncated,
            [.. result.Findings.Select(f => Keep(revision, configuration, f, Expected.Knows(revision, f.Violation.Property)))]);

    private RaceRow[] FindRaces()
    {
        var results = Searches.Run([.. plan.Races.Select(race => new Search<ExplorationResult>($"race {race.Name}", ExplorationCost.Of(race.Faulty, race.Configuration),
            () => Explorer.Exhaustive(race.Faulty, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Property })))], ExplorationForm.Instance, stop: stop);
        return Searches.IsPart ? [] : [.. plan.Races.Zip(results, (race, result) => RowOf(race, result!))];
    }

    private RaceRow RowOf(Race race, ExplorationResult result)
    {
        var finding = result.Findings.FirstOrDefault(f => f.Violation.Property == race.Property);
        return new(race.Name, race.What, Drivers.NameOf(race.Faulty), race.Sound.Name, race.Configuration.Name, race.Property,
            finding is not null, finding is null ? null : Keep(race.Faulty, race.Configuration, finding, expected: true));
    }

    private FindingRow Keep(Revision driver, Configuration configuration, Finding finding, bool expected)
    {
        var interleaving = Interleaving.Of(driver, configuration, finding, $"by exploring {configuration.Name} exhaustively");
        string file = Below(Explored, interleaving.FileName);
        using var content = new MemoryStream();
        interleaving.Write(content);
        folder.Write(file, System.Text.Encoding.UTF8.GetString(content.ToArray()) + "\n");
        return new(finding.Violation.Property, finding.Violation.What, expected, file, finding.Schedule.Steps.Count, finding.Schedule.Switches);
    }

    private MutantRow[] KillMutants()
    {
        var trials = Searches.Run(MutantSearches.Of(plan.Mutants, plan.Search.MutantCases, plan.Search.Seed), MutantSearches.Form, stop: stop);
        return Searches.IsPart ? [] : [.. plan.Mutants.Zip(trials, (mutant, trial) => new MutantRow(mutant.FullName, mutant.What, mutant.CaughtBy.Name, trial!.KilledAt, trial.How))];
    }

    private ConformanceRow[] Conform()
    {
        var jobs = (from revision in History.All
                    where revision.Recording is not null
                    from kind in RecordingKinds
                    let file = Path.Combine(plan.Recordings, kind, $"{revision.Recording}.jsonl.gz")
                    where File.Exists(file)
                    select (revision, kind, file)).ToList();
        if (jobs.Count == 0) throw new InputException($"{plan.Recordings}: there are no recordings; --recordings is the folder that holds public/G1.jsonl.gz and others");
        var rows = new ConformanceRow[jobs.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            var (revision, kind, file) = jobs[i];
            rows[i] = Compare(revision, kind, [.. ScenarioReader.ReadFile(file)]);
        }
        return rows;
    }

    private static ConformanceRow Compare(Revision revision, string kind, List<RecordedScenario> recorded)
    {
        var differences = recorded.Select(r => (r.Scenario.Name, Found: TraceComparison.FirstDifference(r, revision)))
            .Where(d => d.Found is not null).ToList();
        return new(revision.Name, revision.Recording!, kind, recorded.Count - differences.Count, differences.Count,
            differences.Count > 0 ? $"{differences[0].Name}, {differences[0].Found}" : null);
    }

    private static string Word(Verdicts.Outcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    private static string Below(string name, string file) => $"{name}/{file.Replace(Path.DirectorySeparatorChar, '/')}";
}
