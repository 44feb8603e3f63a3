using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>Searches revisions for violations of the clauses about interleavings, with every engine that there is for that.</summary>
public static class InterleavingVerifier
{
    /// <summary>Steps of the longest scenario that is walked through.</summary>
    private const int WalkDepth = 60;

    /// <summary>Scenarios that are walked through.</summary>
    private const int Walks = 40;

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
    /// <param name="states">States of each configuration at most: a revision that nobody knows may have any number.</param>
    /// <param name="judged">Which clauses a revision is judged by; by <see cref="InterleavingClause.AppliesTo"/> if null.</param>
    /// <returns>A verdict for each clause and revision, by clause.</returns>
    public static IReadOnlyList<InterleavingVerdict> Verify(IReadOnlyList<Revision> revisions, IReadOnlyList<InterleavingClause> clauses, int schedules,
        ulong seed, Action? searchDone = null, int states = int.MaxValue, Func<InterleavingClause, Revision, bool>? judged = null)
    {
        if (clauses.Count == 0) return [];
        var plan = new Plan(schedules, seed, new(states), judged ?? ((clause, revision) => clause.AppliesTo(revision)));
        var jobs = revisions.SelectMany(r => Jobs(r, plan)).ToList();
        var done = new Search[jobs.Count];
        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                done[i] = jobs[i].Run();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Of a rule or of the suite: it ends this search, and no other.
                done[i] = new(new(Explore, "error", 0, "states", false), false, [], default) { Defect = $"a search ended in {Engines.SearchError.Words(e)}" };
            }
            searchDone?.Invoke();
        });
        return [.. from clause in clauses
                   from revision in revisions
                   select Conclude(clause, revision, plan, [.. done.Where((_, i) => jobs[i].Revision == revision)])];
    }

    /// <summary>Searches that <see cref="Verify"/> carries out.</summary>
    public static int CountSearches(IReadOnlyList<Revision> revisions) => revisions.Sum(r => Jobs(r, new(1, 0, ExplorationBudget.Unlimited, (clause, revision) => clause.AppliesTo(revision))).Count());

    private sealed record Job(Revision Revision, Func<Search> Run);

    /// <summary>How much to search, and for what.</summary>
    private sealed record Plan(int Schedules, ulong Seed, ExplorationBudget Budget, Func<InterleavingClause, Revision, bool> Judges)
    {
        /// <summary>The clauses that a search of random schedules looks for: one that has been broken once would only hide the others.</summary>
        public List<string> Open(Revision revision) => [.. InterleavingClause.All.Where(c => Judges(c, revision)).Select(c => c.Name).Distinct()];
    }

    /// <summary>What a search has come to.</summary>
    private sealed record Search(EngineSearch What, bool WithoutTxLock, IReadOnlyList<Interleaving> Found, EventKinds Events)
    {
        public string? Defect { get; init; }
    }

    private static IEnumerable<Job> Jobs(Revision revision, Plan plan)
    {
        if (!InterleavingClause.All.Any(c => plan.Judges(c, revision))) yield break;
        foreach (var configuration in Configurations(revision)) yield return new(revision, () => Exhaust(revision, configuration, plan.Budget));
        // Its configuration is too large; what happens in it is rare, and no random schedule is likely to find it.
        var play = Plays.Get("expiry-under-interrupt");
        yield return new(revision, () => Exhaust(revision, play, plan.Budget));
        yield return new(revision, () => WalkAround(revision, plan));
        // Coyote goes the same roads on real threads: once for a revision is enough.
        if (History.IsVariant(revision)) yield break;
        foreach (var each in Plays.All) yield return new(revision, () => Schedule(revision, each, plan));
    }

    private static Search Exhaust(Revision revision, Configuration configuration, ExplorationBudget budget) => Exhaust(configuration.Name, configuration.IsWithoutTurns,
        () => Explorer.Exhaustive(revision, configuration, budget), (f, by) => Interleaving.Of(revision, configuration, f, by));

    private static Search Exhaust(Revision revision, Play play, ExplorationBudget budget) => Exhaust(play.Name, play.Configuration.IsWithoutTurns,
        () => Explorer.Exhaustive(revision, play, budget), (f, by) => new(revision, play.Only(f.Schedule), f, by));

    private static Search Exhaust(string name, bool withoutTxLock, Func<ExplorationResult> explore, Func<Finding, string, Interleaving> witness)
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

    private static Search WalkAround(Revision revision, Plan plan)
    {
        var (schedules, seed) = (plan.Schedules, plan.Seed);
        var scenarios = WalkGen.Scenarios(Surroundings.Honest, Walks, WalkDepth, seed);
        var events = new EventCount();
        var open = plan.Open(revision);
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

    /// <summary>Every clause gets the same number of schedules: one that has been broken does not end the search for the others.</summary>
    private static Search Schedule(Revision revision, Play play, Plan plan)
    {
        var (schedules, seed) = (plan.Schedules, plan.Seed);
        var open = plan.Open(revision);
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

    private static InterleavingVerdict Conclude(InterleavingClause clause, Revision revision, Plan plan, IReadOnlyList<Search> searches)
    {
        if (!plan.Judges(clause, revision)) return new(clause, revision, Outcome.DoesNotApply, []);
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
