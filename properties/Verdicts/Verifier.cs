using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>How much to search.</summary>
/// <param name="Cases">Scenarios for each revision and kind of environment.</param>
/// <param name="Time">Ends the searches earlier, or null. Only without it does everything follow from the seed.</param>
/// <param name="Seed">Where the generators start.</param>
public sealed record Budget(int Cases, TimeSpan? Time, ulong Seed)
{
    /// <summary>The revision that others are compared with: all get its scenarios, and nothing is made shorter but what they violate apart from it. Null if each gets its own.</summary>
    public Revision? ComparedWith { get; init; }
}

/// <summary>Searches revisions, with one context at a time, for violations of claims, one search for all claims in the same environment.</summary>
public static class Verifier
{
    /// <summary>The name of the engine.</summary>
    public const string Random = "random";

    /// <summary>About how long a case takes, with its share of the shrinking: a host that ignores a stopped Tx queue fills long queues.</summary>
    private static double SecondsPerCase(DriverEnvironment environment) => environment.Host == HostStack.IgnoresStop || environment.Xdp ? 0.001 : 0.0004;

    internal const string DoesNotReplay = "what was found in a scenario does not replay";

    private sealed record Job(Revision Revision, DriverEnvironment Environment, IReadOnlyList<Claim> Claims);

    /// <param name="revisions">What to search.</param>
    /// <param name="claims">For what.</param>
    /// <param name="budget">How much.</param>
    /// <param name="caseDone">Called after each case, from any thread, or null.</param>
    /// <param name="found">Told what each search has come to, from any thread, or null.</param>
    /// <returns>A verdict for each claim and revision, by claim.</returns>
    public static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, Budget budget,
        Action? caseDone = null, Action<IReadOnlyList<Verdict>>? found = null) => VerifyBy(revisions, claims, budget, Searches.Unkept, caseDone, found);

    /// <inheritdoc cref="Verify(IReadOnlyList{Revision}, IReadOnlyList{Claim}, Budget, Action?, Action{IReadOnlyList{Verdict}}?)"/>
    /// <param name="searches">Carries the searches out; if these are a part only, nothing is concluded.</param>
    /// <param name="observe">Shown what a search knows after each case, from any thread, or null.</param>
    internal static IReadOnlyList<Verdict> VerifyBy(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, Budget budget, Searches searches,
        Action? caseDone = null, Action<IReadOnlyList<Verdict>>? found = null, Action<IReadOnlyList<ClaimResult>>? observe = null)
    {
        var jobs = Jobs(revisions, claims);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        int started = 0;
        var verdicts = searches.Run([.. jobs.Select(j => new Search<IReadOnlyList<Verdict>>($"{Random} {j.Revision.Name} {j.Environment.Name}", budget.Cases * SecondsPerCase(j.Environment), () => Go(j)))],
            VerdictForm.Instance, found);
        if (searches.IsPart) return [];
        var all = verdicts.SelectMany(v => v!).ToDictionary(v => (v.Claim.Name, v.Revision.Name));
        return [.. from claim in claims
                   from revision in revisions
                   select all.TryGetValue((claim.Name, revision.Name), out var verdict)
                       ? verdict : new Verdict(claim, revision) { Alone = Outcome.DoesNotApply }];

        IReadOnlyList<Verdict> Go(Job job)
        {
            // Each search gets an equal share of the time that is left, on as many cores as there are.
            int left = jobs.Count - Interlocked.Increment(ref started) + 1;
            var now = clock.Elapsed;
            TimeSpan? end = budget.Time is { } time
                ? now + (time - now) / Math.Max(1, (double)left / Environment.ProcessorCount) : null;
            return WatchedSearch.Of(
                () => Run(job, budget, results =>
                {
                    observe?.Invoke(results);
                    caseDone?.Invoke();
                    return end is null || clock.Elapsed < end;
                }),
                error => Failed(job, error, error.Case, 0), budget.Time);
        }
    }

    /// <summary>Scenarios that <see cref="Verify"/> carries out when no time ends it.</summary>
    public static long CountCases(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, Budget budget) =>
        (long)Jobs(revisions, claims).Count * budget.Cases;

    private static List<Job> Jobs(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims) =>
        [.. from revision in revisions
            from environment in DriverEnvironment.OfScenarios
            let those = claims.Where(c => c.IsOfScenarios && c.Environment.SearchedAs == environment && c.AppliesTo(revision)).ToList()
            where those.Count > 0
            select new Job(revision, environment, those)];

    private static List<Verdict> Run(Job job, Budget budget, Func<IReadOnlyList<ClaimResult>, bool> caseDone)
    {
        var other = budget.ComparedWith == job.Revision ? null : budget.ComparedWith;
        // A comparison tells another violation by its steps.
        List<Claim> left = budget.ComparedWith is null ? [.. job.Claims.Select(c => Remainder.Of(c, job.Revision)).OfType<Claim>()] : [];
        int count = job.Claims.Count;
        var result = RandomEngine.Search(job.Revision, job.Environment, [.. job.Claims, .. left], budget.Cases, SeedOf(job, budget), results => caseDone([.. results.Take(count)]), other);
        if (result.Error is { } error)
            return Failed(job, error, result.Cases, result.Steps);
        var unknown = result.Claims.Skip(count).Where(r => r.Violating is not null).ToDictionary(r => r.Claim.Name);
        return [.. result.Claims.Take(count).Select(found => Conclude(job.Revision, result, found, budget)).Select(v => unknown.TryGetValue(v.Claim.Name, out var another) ? WithUnknown(v, another, budget) : v)];
    }

    /// <summary>What is violated in another way than by what is known shows that, and not what is known.</summary>
    private static Verdict WithUnknown(Verdict verdict, ClaimResult found, Budget budget)
    {
        var revision = verdict.Revision;
        var scenario = RandomEngine.Shrink(revision, found.Claim, found.Violating!);
        return WitnessOf(verdict, scenario, found.ViolatedAt, budget) is { } witness
            ? verdict with { Alone = Outcome.Violated, Unknown = witness.What, Scenario = witness with { IsUnknown = true }, FoundBy = [Random] }
            : verdict with { Alone = Outcome.DoesNotReplay, Defect = DoesNotReplay };
    }

    private static Verdict Conclude(Revision revision, SearchResult search, ClaimResult found, Budget budget)
    {
        List<string> missed = [.. found.Missed.Select(p => p.ToString())];
        var verdict = new Verdict(found.Claim, revision)
        {
            Alone = missed.Count > 0 ? Outcome.ProbesMissed : Outcome.Holds,
            Cases = search.Cases, Steps = search.Steps, Engines = EnginesOf(found.Claim, search.Cases),
            Reached = found.Reached,
            Missed = missed,
            Probes = [.. found.Claim.Probes.Members().Select(p => (p, (int)found.ProbeHits[p]))],
        };
        bool compares = budget.ComparedWith is not null;
        if (found.Violating is null) return found.ReachedBy is null || compares ? verdict : Tighten(verdict, found);
        var shortest = compares ? found.Violating : RandomEngine.Shrink(revision, found.Claim, found.Violating);
        var witness = WitnessOf(verdict, shortest, found.ViolatedAt, budget);
        var apart = found.ViolatingApart is null ? null
            : WitnessOf(verdict, RandomEngine.ShrinkApart(revision, budget.ComparedWith!, found.Claim, found.ViolatingApart), found.ViolatedAt, budget);
        return witness is not null && (apart is null) == (found.ViolatingApart is null)
            ? verdict with { Alone = Outcome.Violated, Scenario = witness, Apart = apart, FoundBy = [Random] }
            : verdict with { Alone = Outcome.DoesNotReplay, Defect = DoesNotReplay };
    }

    /// <returns>Null if the scenario does not break the claim when it is carried out again.</returns>
    private static ScenarioWitness? WitnessOf(Verdict of, Scenario scenario, int violatedAt, Budget budget)
    {
        var witness = new ScenarioWitness(of.Revision, of.Claim, scenario with { Name = $"{of.Revision.Name} breaks {of.Claim.Name}" }, "", ScenarioWitness.FoundAt(budget.Seed, violatedAt));
        return witness.Replay() is { } violation ? witness with { Violation = violation.What } : null;
    }

    private static List<Verdict> Failed(Job job, SearchError error, int cases, long steps) =>
    [
        .. job.Claims.Select(c => new Verdict(c, job.Revision) { Alone = Outcome.Error, Cases = cases, Steps = steps, Engines = EnginesOf(c, cases), Error = error }),
    ];

    internal static EngineSearch[] EnginesOf(Claim claim, int cases) =>
        cases == 0 ? [] : [new(Random, claim.Environment.SearchedAs.Name, cases, "cases", false)];

    /// <summary>Shortens what came nearest to the bound. What is shorter can come nearer still.</summary>
    private static Verdict Tighten(Verdict verdict, ClaimResult found)
    {
        var (revision, claim) = (verdict.Revision, verdict.Claim);
        var scenario = RandomEngine.ShrinkReaching(revision, claim, found.ReachedBy!, found.Reached!.Value);
        long reached = WitnessFolder.ReachedBy(revision, claim, scenario)!.Value;
        string name = $"{revision.Name} reaches {reached} {claim.Property.Unit} of the bound of {claim.Name}";
        return verdict with { Reached = reached, Tightest = scenario with { Name = name } };
    }

    /// <summary>Searches differ, whatever the number and order of the others.</summary>
    private static ulong SeedOf(Job job, Budget budget)
    {
        ulong hash = 14695981039346656037UL ^ budget.Seed;
        foreach (char c in $"{(budget.ComparedWith ?? job.Revision).Name}@{job.Environment.Name}") hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
