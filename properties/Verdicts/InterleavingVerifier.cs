using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Results;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>Searches revisions for violations of the clauses about interleavings, with every engine that there is for that.</summary>
public static class InterleavingVerifier
{
    /// <summary>Steps of the longest scenario that is walked through.</summary>
    private const int WalkDepth = 60;

    /// <summary>Scenarios that are walked through.</summary>
    private const int Walks = 40;

    /// <summary>About how long they take.</summary>
    private const double SecondsPerWalk = 0.0008, SecondsPerSchedule = 0.001;

    /// <summary>Names of the engines.</summary>
    public const string Explore = "explore", Walk = "walk", Coyote = "coyote";

    private static readonly string[] Early = ["one-packet", "ticking", "kicking", "two-requests", "destructors", "two-requests-disconnecting", "two-requests-two-cpus",
        "two-requests-stalling"];
    private static readonly string[] Late = ["two-requests", "destructors", "disconnecting-blocked", "two-requests-stalling"];
    private static readonly string[] Xsa = ["two-requests", "destructors", "disconnecting-blocked", "two-requests-ticking", "two-requests-stalling-untimed"];

    /// <summary>The configurations of which every state is visited. What comes with the late EOI multiplies the states.</summary>
    public static IEnumerable<Configuration> Configurations(Revision revision) =>
        (revision is Xsa392 and not Proposed ? Xsa : revision is LateEoi ? Late : revision.Name == "byte-limit" ? [.. Early, "expiring"] : Early)
            .Select(Exploration.Configurations.Get);

    /// <param name="revisions">What to search.</param>
    /// <param name="clauses">For what.</param>
    /// <param name="schedules">Schedules of each play under Coyote, and of each scenario that is walked through.</param>
    /// <param name="seed">Where the random strategies start.</param>
    /// <param name="searchDone">Called after each search, from any thread, or null.</param>
    /// <returns>A verdict for each clause and revision, by clause.</returns>
    public static IReadOnlyList<InterleavingVerdict> Verify(IReadOnlyList<Revision> revisions, IReadOnlyList<InterleavingClause> clauses, int schedules,
        ulong seed, Action? searchDone = null) => VerifyBy(revisions, clauses, schedules, seed, Searches.Unkept, searchDone);

    /// <inheritdoc cref="Verify(IReadOnlyList{Revision}, IReadOnlyList{InterleavingClause}, int, ulong, Action?)"/>
    /// <param name="searches">Carries the searches out; if these are a part only, nothing is concluded.</param>
    internal static IReadOnlyList<InterleavingVerdict> VerifyBy(IReadOnlyList<Revision> revisions, IReadOnlyList<InterleavingClause> clauses, int schedules,
        ulong seed, Searches searches, Action? searchDone = null)
    {
        if (clauses.Count == 0) return [];
        var jobs = revisions.SelectMany(r => Jobs(r, schedules, seed)).ToList();
        var done = searches.Run([.. jobs.Select(j => new Search<InterleavingSearch>(j.Name, j.Cost, () => Go(j)))], InterleavingSearchForm.Instance,
            _ => searchDone?.Invoke());
        if (searches.IsPart) return [];
        return [.. from clause in clauses
                   from revision in revisions
                   select Conclude(clause, revision, [.. done.Where((_, i) => jobs[i].Revision == revision).Select(s => s!)])];
    }

    /// <summary>Searches of random schedules of a revision; others with any other seed that is further away than the schedules.</summary>
    /// <param name="revision">What to search.</param>
    /// <param name="schedules">Schedules of each play under Coyote, and of each scenario that is walked through.</param>
    /// <param name="seed">Where the random strategies start.</param>
    internal static IEnumerable<Search<InterleavingSearch>> RandomSearches(Revision revision, int schedules, ulong seed) =>
        RandomJobs(revision, schedules, seed).Select(j => new Search<InterleavingSearch>(j.Name, j.Cost, () => Go(j)));

    private static InterleavingSearch Go(Job job)
    {
        try
        {
            return job.Run();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of a rule or of the suite: it ends this search, and no other.
            return new(new(Explore, "error", 0, "states", false), false, [], default) { Defect = $"a search ended in {Engines.SearchError.Words(e)}" };
        }
    }

    /// <summary>Searches that <see cref="Verify"/> carries out.</summary>
    public static int CountSearches(IReadOnlyList<Revision> revisions) => revisions.Sum(r => Jobs(r, 1, 0).Count());

    private sealed record Job(Revision Revision, string Name, double Cost, Func<InterleavingSearch> Run);

    private static IEnumerable<Job> Jobs(Revision revision, int schedules, ulong seed)
    {
        if (!InterleavingClause.All.Any(c => c.AppliesTo(revision))) yield break;
        foreach (var configuration in Configurations(revision))
            yield return new(revision, $"{Explore} {revision.Name} {configuration.Name}", ExplorationCost.Of(revision, configuration), () => Exhaust(revision, configuration));
        // Its configuration is too large; what happens in it is rare, and no random schedule is likely to find it.
        var play = Plays.Get("expiry-under-interrupt");
        yield return new(revision, $"{Explore} {revision.Name} {play.Name}", ExplorationCost.OfPlay(revision), () => Exhaust(revision, play));
        foreach (var job in RandomJobs(revision, schedules, seed)) yield return job;
    }

    /// <summary>The searches that go on for ever with new seeds.</summary>
    private static IEnumerable<Job> RandomJobs(Revision revision, int schedules, ulong seed)
    {
        if (!InterleavingClause.All.Any(c => c.AppliesTo(revision))) yield break;
        yield return new(revision, $"{Walk} {revision.Name}", Walks * schedules * SecondsPerWalk, () => WalkAround(revision, schedules, seed));
        // Coyote goes the same roads on real threads: once for a revision is enough.
        if (History.IsVariant(revision)) yield break;
        foreach (var each in Plays.All) yield return new(revision, $"{Coyote} {revision.Name} {each.Name}", schedules * SecondsPerSchedule, () => Schedule(revision, each, schedules, seed));
    }

    private static InterleavingSearch Exhaust(Revision revision, Configuration configuration) => Exhaust(configuration.Name, configuration.IsWithoutTurns,
        () => Explorer.Exhaustive(revision, configuration, ExplorationBudget.Unlimited), (f, by) => Interleaving.Of(revision, configuration, f, by));

    private static InterleavingSearch Exhaust(Revision revision, Play play) => Exhaust(play.Name, play.Configuration.IsWithoutTurns,
        () => Explorer.Exhaustive(revision, play, ExplorationBudget.Unlimited), (f, by) => new(revision, play.Only(f.Schedule), f, by));

    private static InterleavingSearch Exhaust(string name, bool withoutTxLock, Func<ExplorationResult> explore, Func<Finding, string, Interleaving> witness)
    {
        try
        {
            var result = explore();
            return new(new(Explore, name, result.States, "states", result.Truncated is null), withoutTxLock,
                [.. result.Findings.Select(f => witness(f, $"{Explore}, {name}"))], result.Events);
        }
        catch (UnsoundSearchException e)
        {
            return new(new(Explore, name, 0, "states", false), withoutTxLock, [], default) { Defect = e.Message };
        }
    }

    private static InterleavingSearch WalkAround(Revision revision, int schedules, ulong seed)
    {
        var scenarios = WalkGen.Scenarios(Surroundings.Honest, Walks, WalkDepth, seed);
        var events = new EventCount();
        var open = Open(revision);
        var found = new List<Interleaving>();
        long count = 0;
        int number = 0;
        foreach (var scenario in scenarios)
        {
            number++;
            var play = Play.Of(scenario);
            for (int i = 0; i < schedules; i++, count++)
            {
                var walk = new Exploration.Walk(revision, play, seed + (ulong)i, i % 2 == 0 ? WalkStrategy.Uniform : WalkStrategy.Pct);
                if (walk.Go(events, open).Breach is not { } breach) continue;
                open.Remove(breach.Clause);
                var schedule = walk.Shrink(breach.Clause);
                found.Add(new Interleaving(revision, play.Only(schedule), new(breach, schedule), $"{Walk}, seed {seed}, scenario {number}, schedule {i + 1}"));
            }
        }
        return new(new(Walk, $"{Walks} scenarios", count, "schedules", false), false, found, events.Seen);
    }

    /// <summary>The clauses that a search of random schedules looks for: one that has been broken once would only hide the others.</summary>
    private static List<string> Open(Revision revision) =>
        [.. InterleavingClause.All.Where(c => c.AppliesTo(revision)).Select(c => c.Name).Distinct()];

    /// <summary>Every clause gets the same number of schedules: one that has been broken does not end the search for the others.</summary>
    private static InterleavingSearch Schedule(Revision revision, Play play, int schedules, ulong seed)
    {
        var open = Open(revision);
        var events = new EventCount();
        var found = new List<Interleaving>();
        int done = 0;
        string? defect = null;
        try
        {
            while (done < schedules)
            {
                var result = CoyoteEngine.Search(revision, play, CoyoteStrategy.Portfolio, (uint)(seed + (ulong)done), schedules - done, open, sink: events);
                done += result.Schedules;
                if (result.Finding is not { } finding) continue;
                found.Add(new Interleaving(revision, play, finding, $"{Coyote}, portfolio, seed {seed}, schedule {done:N0}").Shrink());
                open.Remove(finding.Breach.Clause);
            }
        }
        catch (UnsoundSearchException e)
        {
            defect = e.Message;
        }
        return new(new(Coyote, play.Name, done, "schedules", false), play.Configuration.IsWithoutTurns, found, events.Seen) { Defect = defect };
    }

    private static InterleavingVerdict Conclude(InterleavingClause clause, Revision revision, IReadOnlyList<InterleavingSearch> searches)
    {
        if (!clause.AppliesTo(revision)) return new(clause, revision, Outcome.DoesNotApply, []);
        var about = searches.Where(s => s.WithoutTxLock == clause.WithoutTxLock).ToList();
        ulong seen = about.Aggregate(0UL, (bits, s) => bits | s.Events.Bits);
        var missed = Enum.GetValues<EventKind>().Where(k => clause.Wants.Contains(k) && !new EventKinds(seen).Contains(k)).ToList();
        var found = about.SelectMany(s => s.Found.Where(f => f.Finding.Breach.Clause == clause.Name).Select(f => (s.What.Engine, Witness: f))).ToList();
        var verdict = new InterleavingVerdict(clause, revision, missed.Count > 0 ? Outcome.ProbesMissed : Outcome.Holds, [.. about.Select(s => s.What)])
        {
            Missed = missed,
            FoundBy = [.. found.Select(f => f.Engine).Distinct()],
            Defect = about.Select(s => s.Defect).FirstOrDefault(d => d is not null),
        };
        if (verdict.Defect is not null) return verdict with { Outcome = Outcome.DoesNotReplay };
        if (found.Count == 0) return verdict;
        var shortest = found.Select(f => f.Witness).MinBy(w => w.Finding.Schedule.Steps.Count)!;
        var again = shortest.Replay();
        return again.Breach is { } breach
            ? verdict with { Outcome = Outcome.Violated, Witness = shortest with { Finding = new(breach, shortest.Finding.Schedule) } }
            : verdict with { Outcome = Outcome.DoesNotReplay, Defect = $"what was found by {shortest.Found} does not replay: {again.LeftTheRoad ?? "nothing is violated"}" };
    }

    /// <summary>Which events have happened.</summary>
    private sealed class EventCount : IEventSink
    {
        public EventKinds Seen { get; private set; }

        public void On(in Event e) => Seen = Seen.With(e.Kind);
    }
}
