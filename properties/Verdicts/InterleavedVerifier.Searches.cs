using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

// The searches: what is explored, walked through and scheduled on real threads.
public static partial class InterleavedVerifier
{
    private sealed record Job(Revision Revision, string Name, double Cost, DriverEnvironment Environment, Func<InterleavedSearch> Run)
    {
        /// <summary>Whether variants take the same steps in it.</summary>
        public bool IsSameForVariants { get; init; }

        /// <summary>Whether what it finds is found of a revision.</summary>
        public bool IsOf(Revision revision) => revision == Revision || (IsSameForVariants && History.IsVariant(revision) && History.Nearest(revision) == Revision);
    }

    /// <summary>Those in whose environments something is judged. What a variant does as its original is searched once.</summary>
    private static List<Job> Jobs(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, InterleavedPlan plan)
    {
        List<Revision> searched = [.. revisions.Where(plan.Searches)];
        return [.. searched.SelectMany(revision =>
        {
            var environments = claims.Where(c => c.IsOfContexts && c.AppliesTo(revision) && Expected.JudgedBetweenContexts(c, revision, plan.BreaksAlone).Any())
                .Select(c => c.Environment).ToHashSet();
            bool repeats = History.IsVariant(revision) && searched.Contains(History.Nearest(revision)!);
            return Jobs(revision, plan).Where(j => environments.Contains(j.Environment) && !(repeats && j.IsSameForVariants));
        })];
    }

    private static IEnumerable<Job> Jobs(Revision revision, InterleavedPlan plan)
    {
        foreach (var configuration in plan.Thorough ? AllConfigurations(revision) : Configurations(revision))
            yield return Exploration(configuration.Name, configuration, ExplorationCost.Of(revision, configuration), () => Exhaust(revision, configuration, plan.Budget));
        foreach (var concurrent in ExploredOf(revision))
            yield return Exploration(concurrent.Name, concurrent.Configuration, ExplorationCost.OfConcurrentScenario(revision), () => Exhaust(revision, concurrent, plan.Budget));
        foreach (var job in RandomJobs(revision, plan)) yield return job;

        Job Exploration(string name, Configuration configuration, double cost, Func<InterleavedSearch> run) =>
            new(revision, $"{Explore} {revision.Name} {name}", cost, configuration.Environment, run) { IsSameForVariants = VariantsAreSame(revision, configuration) };
    }

    /// <summary>Whether variants of a revision take the same steps as it does: the reads that a compiler reorders are those that look for a stall.</summary>
    internal static bool VariantsAreSame(Revision revision, Configuration configuration) => revision.StallAfterMs(configuration.Vif) is null;

    /// <summary>The searches that can go on for ever, with new seeds.</summary>
    private static IEnumerable<Job> RandomJobs(Revision revision, InterleavedPlan plan)
    {
        if (plan.Schedules == 0) yield break;
        var scripted = ConcurrentScenariosOf(revision).ToLookup(s => s.Configuration.Environment);
        foreach (var environment in DriverEnvironment.OfScenarios.Where(s => s.SearchedAs == s && Covers(revision, s)).Union(scripted.Select(s => s.Key)))
        {
            int each = environment.TakesContexts ? 0 : PerGenerated(environment, plan);
            yield return new(revision, $"{Walk} {revision.Name} {environment.Name}", (scripted[environment].Count() * plan.Schedules + Walks * each) * SecondsPerWalk, environment,
                () => WalkAround(revision, environment, [.. scripted[environment].Select(s => new WalkPlan(s, plan.Schedules)), .. each == 0 ? [] : Generated(environment, plan.Seed, each)], plan));
        }
        // On real threads a schedule takes as long as many walks: what these add is another engine's word, and once for a revision and its variants is enough.
        if (History.IsVariant(revision)) yield break;
        foreach (var each in ConcurrentScenariosOf(revision))
            yield return new(revision, $"{Coyote} {revision.Name} {each.Name}", plan.OfCoyote * SecondsPerSchedule, each.Configuration.Environment, () => Schedule(revision, each, plan));
    }

    /// <summary>A scenario that is walked through.</summary>
    private readonly record struct WalkPlan(ConcurrentScenario Scenario, int Schedules, bool InOrder = false);

    /// <summary>Many scenarios, each under few schedules, find more. Most is claimed of honest guests; hostile ones make threads spin, which takes the longest.</summary>
    private static int PerGenerated(DriverEnvironment environment, InterleavedPlan plan)
    {
        int share = environment == DriverEnvironment.Honest || environment == DriverEnvironment.AnyHost ? 4 : environment.Hostile ? 12 : 8;
        return (plan.Schedules + share - 1) / share;
    }

    /// <summary>Scenarios with more packets get a third of the schedules: there are hundreds in one of four, which would take two thirds of the time.</summary>
    private const int ManyPackets = 100;

    private static IEnumerable<WalkPlan> Generated(DriverEnvironment environment, ulong seed, int schedules) =>
        WalkGen.Scenarios(environment, Walks, WalkDepth, seed).Select(s => new WalkPlan(ConcurrentScenario.Of(s), WalkGen.PacketsOf(s) > ManyPackets ? (schedules + 2) / 3 : schedules))
            .Concat(StagedScenarios.In(environment, Staged, seed).Select(s => new WalkPlan(ConcurrentScenario.Of(s), Math.Min(schedules, StagedSchedules), InOrder: true)));

    /// <summary>What is walked through and tried on real threads. A scenario that begins in turns takes many steps before there is anything to choose, and is explored.</summary>
    private static IEnumerable<ConcurrentScenario> ConcurrentScenariosOf(Revision revision) =>
        ConcurrentScenarios.All.Where(s => CanFollow(revision, s) && !Turns.Are(s) && !(revision is ByteLimit && OfStallTimer.Contains(s.Name)));

    /// <summary>Scenarios about the stall timer: later revisions have none, and have scenarios of their own for the rest.</summary>
    private static readonly string[] OfStallTimer = ["timer-against-post", "timer-against-posts", "stop-against-disconnect", "stop-against-wake", "two-cpus-without-slots"];

    /// <summary>A script bounds what is offered.</summary>
    private static bool CanFollow(Revision revision, ConcurrentScenario concurrent) => CanHave(revision, concurrent.Configuration with { Offers = concurrent.Actions });

    private static InterleavedSearch Exhaust(Revision revision, Configuration configuration, ExplorationBudget budget) => Exhaust(configuration.Name, configuration.Environment,
        () => Explorer.Exhaustive(revision, configuration, budget), (f, by) => Interleaving.Of(revision, configuration, f, by));

    private static InterleavedSearch Exhaust(Revision revision, ConcurrentScenario concurrent, ExplorationBudget budget) => Exhaust(concurrent.Name, concurrent.Configuration.Environment,
        () => Explorer.Exhaustive(revision, concurrent, budget), (f, by) => new(revision, concurrent.Only(f.Schedule), f, by));

    private static InterleavedSearch Exhaust(string name, DriverEnvironment environment, Func<ExplorationResult> explore, Func<Finding, string, Interleaving> witness)
    {
        try
        {
            var result = explore();
            var probes = new ProbeCounts();
            probes.Add(result.Probes);
            return new(new(Explore, name, result.States, "states", result.Truncated is null) { FurtherMs = result.FurtherMs, FurtherSlots = result.FurtherSlots }, environment,
                [.. result.Findings.Select(f => witness(f, $"{Explore}, {name}"))], result.Events) { Probes = probes };
        }
        catch (UnsoundSearchException e)
        {
            return new(new(Explore, name, 0, "states", false), environment, [], default) { Defect = e.Message };
        }
    }

    private static InterleavedSearch WalkAround(Revision revision, DriverEnvironment environment, List<WalkPlan> walks, InterleavedPlan plan)
    {
        var (events, probes) = (new EventCount(), new ProbeCounts());
        var open = Open(revision, environment, plan);
        var found = new List<Interleaving>();
        long count = 0;
        int number = 0;
        foreach (var (scenario, schedules, inOrder) in walks)
        {
            number++;
            for (int i = 0; i < schedules; i++, count++)
            {
                var walk = new Exploration.Walk(revision, scenario, plan.Seed + (ulong)i, i % 2 == 0 ? WalkStrategy.Uniform : WalkStrategy.Pct) { InOrder = inOrder };
                var went = walk.Go(events, open);
                probes.Add(went.Probes);
                if (went.Violation is not { } violation) continue;
                open.Remove(violation.Property);
                found.Add(new Interleaving(revision, scenario, new(violation, walk.Again(violation.Property)), $"{Walk}, {(scenario.Scenario is null ? scenario.Name : $"scenario {number}")}, seed {plan.Seed}, schedule {i + 1}").Shrink());
            }
        }
        return new(new(Walk, $"{walks.Count} scenarios", count, "schedules", false), environment, found, events.Seen) { Probes = probes };
    }

    /// <summary>The properties that a search of random schedules looks for: one that has been broken once would only hide the others.</summary>
    private static List<string> Open(Revision revision, DriverEnvironment environment, InterleavedPlan plan) =>
    [
        .. Catalogue.Claims.Where(c => c.IsOfContexts && c.Environment == environment && c.AppliesTo(revision))
            .SelectMany(c => Expected.JudgedBetweenContexts(c, revision, plan.BreaksAlone)).Select(c => c.ViolatedName),
    ];

    /// <summary>Every property gets the same number of schedules: one that has been broken does not end the search for the others.</summary>
    private static InterleavedSearch Schedule(Revision revision, ConcurrentScenario concurrent, InterleavedPlan plan)
    {
        var (schedules, seed) = (plan.OfCoyote, plan.Seed);
        var open = Open(revision, concurrent.Configuration.Environment, plan);
        var (events, probes) = (new EventCount(), new ProbeCounts());
        var found = new List<Interleaving>();
        int done = 0;
        string? defect = null;
        try
        {
            while (done < schedules)
            {
                var result = CoyoteEngine.Search(revision, concurrent, CoyoteStrategy.Portfolio, (uint)(seed + (ulong)done), schedules - done, open, sink: events);
                done += result.Schedules;
                probes.Add(result.Probes);
                if (result.Finding is not { } finding) continue;
                found.Add(new Interleaving(revision, concurrent, finding, $"{Coyote}, portfolio, seed {seed}, schedule {done:N0}").Shrink());
                open.Remove(finding.Violation.Property);
            }
        }
        catch (UnsoundSearchException e)
        {
            defect = e.Message;
        }
        return new(new(Coyote, concurrent.Name, done, "schedules", false), concurrent.Configuration.Environment, found, events.Seen) { Probes = probes, Defect = defect };
    }

    /// <summary>Which events have happened.</summary>
    private sealed class EventCount : IEventSink
    {
        public EventKinds Seen { get; private set; }

        public void On(in Event e) => Seen = Seen.With(e.Kind);
    }
}
