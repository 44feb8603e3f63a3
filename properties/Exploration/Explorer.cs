using System.Collections.Concurrent;
using System.Diagnostics;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>Explores what contexts can do to each other. Whatever it returns does not depend on how many workers it has.</summary>
public static class Explorer
{
    private const int Batch = 512;

    /// <summary>Visits each state of a configuration once, those with shorter ways first.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="budget">How much to explore.</param>
    /// <param name="workers">Threads to use; the result does not depend on it.</param>
    /// <param name="checks">Whether to execute every transition on the real driver too, and to compare what comes of it with the rules.</param>
    /// <exception cref="NotSupportedException">The revision keeps state that no search can see.</exception>
    /// <exception cref="UnsoundSearchException">A step depends on something that no search can see.</exception>
    public static ExplorationResult Exhaustive(Revision revision, Configuration configuration, ExplorationBudget budget, int workers = 1, bool checks = false) =>
        Exhaustive(revision, configuration, budget, checkpoint: null, concurrent: null, workers, checks);

    /// <summary>The same, which can be ended at any moment and gone on with.</summary>
    /// <inheritdoc cref="Exhaustive(Revision, Configuration, ExplorationBudget, int, bool)"/>
    /// <param name="checkpoint">From which it goes on, if there is one. It is taken away when the search has come to its end. Null if nothing is kept.</param>
    /// <param name="concurrent">What host, guests and clock do in that configuration, if it is not all that they may.</param>
    internal static ExplorationResult Exhaustive(Revision revision, Configuration configuration, ExplorationBudget budget, Checkpoint? checkpoint, ConcurrentScenario? concurrent = null,
        int workers = 1, bool checks = false)
    {
        var result = LookingBack(budget, (lookback, left) =>
        {
            // One of a search that did not look as far is of no use.
            if (checkpoint is not null && checkpoint.Lookback != lookback) checkpoint.Remove();
            using var search = new BreadthFirst(revision, configuration, left, workers, checks, concurrent, checkpoint, lookback);
            return search.Run();
        }, checkpoint?.Lookback ?? default);
        if (result.Truncated is null) checkpoint?.Remove();
        return result;
    }

    /// <summary>Visits each state of a configuration once, and goes on from the one that it has found last. A search that is cut short has been
    /// at the end of long ways, and finds there what <see cref="Exhaustive(Revision, Configuration, ExplorationBudget, int, bool)"/> has not come to.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="budget">How much to explore. Whether all can recover is not asked.</param>
    /// <returns>With witnesses that are short, not shortest.</returns>
    public static ExplorationResult DepthFirst(Revision revision, Configuration configuration, ExplorationBudget budget)
    {
        return LookingBack(budget, (lookback, left) =>
        {
            var book = new RuleBook(revision, configuration, lookback: lookback);
            return new DepthFirst(book, FindingReport.Of(book, revision, configuration, concurrent: null), left).Run();
        });
    }

    /// <summary>Visits each state that a concurrent scenario can lead to once, whatever the schedule.</summary>
    /// <inheritdoc cref="Exhaustive(Revision, Configuration, ExplorationBudget, int, bool)"/>
    /// <param name="concurrent">What host, guests and clock do.</param>
    public static ExplorationResult Exhaustive(Revision revision, ConcurrentScenario concurrent, ExplorationBudget budget, int workers = 1, bool checks = false) =>
        Exhaustive(revision, concurrent.Configuration, budget, checkpoint: null, concurrent, workers, checks);

    /// <summary>Explores a configuration and prints the rules that this has taught: the driver as guarded commands.</summary>
    /// <inheritdoc cref="Exhaustive(Revision, Configuration, ExplorationBudget, int, bool)"/>
    /// <param name="output">Gets them.</param>
    public static ExplorationResult PrintRules(Revision revision, Configuration configuration, ExplorationBudget budget, TextWriter output)
    {
        return LookingBack(budget with { Recovery = false }, (lookback, left) =>
        {
            using var search = new BreadthFirst(revision, configuration, left, workers: 1, lookback: lookback);
            var result = search.Run();
            output.WriteLine($"{revision.Name}, {configuration.Name}: {configuration.Summary}");
            output.WriteLine($"{result.Rules:N0} rules, by which there are {result}");
            if (result.LookedBack is { } looked) output.WriteLine(looked);
            new RulePrinter(search.Book, output).Print();
            return result;
        });
    }

    /// <summary>One search after the other, each of which looks further back where the one before found out that it does not look far enough.</summary>
    private static ExplorationResult LookingBack(ExplorationBudget budget, Func<Lookback, ExplorationBudget, ExplorationResult> explore, Lookback first = default)
    {
        var clock = Stopwatch.StartNew();
        for (var lookback = first; ;)
        {
            try
            {
                return explore(lookback, lookback == first ? budget : budget with { Spent = clock.Elapsed });
            }
            catch (TooNearException e) when (lookback.Further(e) is { } further)
            {
                lookback = further;
            }
        }
    }

    /// <summary>Explores several at once, each by one worker.</summary>
    /// <returns>The results in the order of the jobs.</returns>
    public static ExplorationResult[] Exhaustive(
        IReadOnlyList<(Revision Revision, Configuration Configuration)> jobs, ExplorationBudget budget, int workers)
    {
        var results = new ExplorationResult[jobs.Count];
        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = workers },
            i => results[i] = Exhaustive(jobs[i].Revision, jobs[i].Configuration, budget));
        return results;
    }

    /// <inheritdoc cref="Random(Revision, ConcurrentScenario, WalkStrategy, ulong, int, IReadOnlyList{string}?, int)"/>
    public static RandomResult Random(Revision revision, Scenario scenario, WalkStrategy strategy, ulong seed, int schedules,
        IReadOnlyList<string>? properties = null, int workers = 1) =>
        Random(revision, ConcurrentScenario.Of(scenario), strategy, seed, schedules, properties, workers);

    /// <summary>A concurrent scenario under random schedules, until one violates something.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="concurrent">What host, guests and clock do.</param>
    /// <param name="strategy">How schedules are chosen.</param>
    /// <param name="seed">The first one's seed; the others follow.</param>
    /// <param name="schedules">How many at most.</param>
    /// <param name="properties">Only these count, or any if null.</param>
    /// <param name="workers">Threads to use.</param>
    public static RandomResult Random(Revision revision, ConcurrentScenario concurrent, WalkStrategy strategy, ulong seed, int schedules,
        IReadOnlyList<string>? properties = null, int workers = 1)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        var walkers = new ConcurrentBag<RuleWalker>();
        // A walk needs to save no state: a revision of which none can be saved walks on the driver itself.
        bool byRules = concurrent.Scenario is null;
        long steps = 0;
        var results = new WalkResult[Batch];
        for (int first = 0; first < schedules; first += Batch)
        {
            int count = Math.Min(Batch, schedules - first);
            Parallel.For(0, count, options, i =>
                results[i] = Go(new(revision, concurrent, seed + (ulong)(first + i), strategy), first));
            // In the order of the seeds, whoever was faster.
            for (int i = 0; i < count; i++)
            {
                steps += results[i].Steps;
                if (results[i].Violation is not { } violation) continue;
                var schedule = new Walk(revision, concurrent, seed + (ulong)(first + i), strategy).Shrink(violation.Property);
                return new(first + i + 1, steps, new(violation, schedule));
            }
        }
        return new(schedules, steps, null);

        // To learn the rules takes as long as a batch or two: most of what can be found is found before.
        WalkResult Go(Walk walk, int first)
        {
            if (first == 0 || !byRules) return walk.Go(properties: properties);
            try
            {
                if (!walkers.TryTake(out var walker)) walker = new(revision, concurrent);
                var result = walker.Go(walk, properties);
                walkers.Add(walker);
                return result;
            }
            catch (Exception e) when (e is NotSupportedException or TooNearException)
            {
                // Rules tell no more than states do; the driver itself needs no states.
                byRules = false;
                return walk.Go(properties: properties);
            }
        }
    }
}

/// <summary>What random schedules have come to.</summary>
/// <param name="Schedules">How many were carried out, up to and with the one that violated something.</param>
/// <param name="Steps">Their choices, all together.</param>
/// <param name="Finding">What was violated, with a schedule made as simple as possible, or null.</param>
public sealed record RandomResult(int Schedules, long Steps, Finding? Finding);
