using System.Diagnostics;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One exhaustive search, breadth first, so that the first way found to anything is a shortest one. States are expanded by several workers and
/// added in a fixed order: the result does not depend on how many there are.
/// </summary>
internal sealed partial class BreadthFirst : IDisposable
{
    private const int Shards = StateTable.Shards;

    private readonly Configuration configuration;
    private readonly ExplorationBudget budget;
    private readonly RuleBook book;
    private readonly ConcurrentScenario? concurrent;
    private readonly FindingReport report;
    private readonly int workers;
    private readonly PlainCheck? check;
    private readonly WorkerPool workerPool;
    private readonly FirstViolations found = new();
    private readonly List<int[]> levels = [];
    private readonly Checkpoint? checkpoint;
    private readonly Lookback lookback;
    private readonly List<ulong[]> learned = [];
    private readonly Stopwatch clock = new();
    private StateTable table = new(1);
    private List<Choice> lasso = [];
    private long transitions;
    private int rests, relays;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen; that of the concurrent scenario if there is one.</param>
    /// <param name="budget">How much to explore.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="checks">Whether to execute every transition on the real driver too, and to compare.</param>
    /// <param name="concurrent">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <param name="checkpoint">From which it goes on, and where it keeps how far it is; or null.</param>
    /// <param name="lookback">How far back states tell moments and indices apart.</param>
    public BreadthFirst(Revision revision, Configuration configuration, ExplorationBudget budget, int workers, bool checks = false, ConcurrentScenario? concurrent = null,
        Checkpoint? checkpoint = null, Lookback lookback = default)
    {
        this.lookback = lookback;
        this.checkpoint = checkpoint;
        (this.configuration, this.budget, this.workers, this.concurrent) = (configuration, budget, workers, concurrent);
        book = new(revision, configuration, concurrent, lookback);
        report = FindingReport.Of(book, revision, configuration, concurrent);
        workerPool = new(workers);
        check = checks ? new(book) : null;
    }

    /// <summary>The rules that the search has learned.</summary>
    public RuleBook Book => book;

    /// <summary>Ends the workers.</summary>
    public void Dispose() => workerPool.Dispose();

    private int Count => table.Count;

    public ExplorationResult Run()
    {
        clock.Start();
        string? truncated;
        Scout.Learn(book);
        if (!GoOn()) Begin();
        while (!Search(out truncated)) Begin();
        var critical = workerPool.CriticalPath;
        var recovery = truncated is null && concurrent is null && budget.Recovery && configuration is { Fatal: false, Connects: false, Disconnects: false, Takes: true } ? Conclude() : null;
        var took = clock.Elapsed;
        return new ExplorationResult(Count, transitions, levels.Count - 2, truncated is null ? 0 : Count - Expanded, [.. found.All.Select(f => report.Of(table, f, lasso))])
        {
            Truncated = truncated,
            Relays = relays,
            Checked = check?.Transitions,
            RestStates = rests,
            Recoverable = recovery?.Recoverable,
            ConvergesWithin = recovery?.ConvergesWithin,
            Took = took,
            CriticalPath = critical,
        }.Of(book, table);
    }

    /// <summary>States of all levels but the last two: they have been expanded.</summary>
    private int Expanded => levels.Count < 2 ? 0 : levels[^2].Sum();

    private void Begin()
    {
        table = new(book.Words);
        levels.Clear();
        found.Clear();
        (transitions, rests, slow) = (0, 0, EnoughSlow);
        levels.Add(new int[Shards]);
        table.Add(book.Initial, -1, 0);
        levels.Add(table.Sizes);
    }

    /// <summary>Goes on from the checkpoint, if there is one: what has been learned is learned again, and the states are put back.</summary>
    private bool GoOn()
    {
        if (checkpoint?.Load(Relearn, () => new(book.Words)) is not var (status, states)) return false;
        table = states;
        levels.AddRange(status.Levels);
        found.Add(status.Findings);
        (transitions, rests, relays) = (status.Transitions, status.Rests, status.Relays);
        return true;
    }

    private void Relearn(IReadOnlyList<ulong[]> rows)
    {
        learned.AddRange(rows);
        foreach (ulong[] row in rows)
        {
            if (row.Length == 0) book.Relay();
            else book.Learn(row);
        }
    }

    /// <returns>False if it has to begin anew, as a reduction that it relied on is not one.</returns>
    private bool Search(out string? truncated)
    {
        truncated = null;
        while (levels[^1].Sum() > levels[^2].Sum())
        {
            var (before, restarts, violations) = ((transitions, rests), book.Restarts, found.All.Count);
            bool relay = false;
            foreach (var chunk in Chunks())
            {
                truncated = budget.WhyToStop(Count, found, clock);
                if (checkpoint is not null && (truncated is not null || checkpoint.IsDue))
                    checkpoint.Save(new(learned, levels, [.. found.All.Take(violations)], before.transitions, before.rests, relays), table, lookback);
                if (truncated is not null) return true;
                for (bool again = false; !book.NeedsRelay && !Expand(chunk, again); again = true) Learn(chunk);
                if (book.Restarts != restarts) return false;
                relay = book.NeedsRelay;
                if (relay) break;
                if (check is not null) Check(chunk);
                Add();
            }
            if (relay)
            {
                Relay();
                (transitions, rests) = before;
                found.Return(violations);
                continue;
            }
            levels.Add(table.Sizes);
        }
        return true;
    }

    private void Relay()
    {
        relays++;
        slow = EnoughSlow;
        if (checkpoint is not null) learned.Add([]);
        var turn = book.Relay();
        table = table.Relay(turn, book.Words, levels, out var numberOf);
        found.Renumber(numberOf);
    }

    /// <summary>All states found, as rows of <see cref="Book"/>.</summary>
    public IEnumerable<ulong[]> States() => table.Rows();

    /// <summary>What is asked of all states together.</summary>
    private Recovery Conclude()
    {
        var graph = new StateGraph(book, table);
        for (int queue = 0; queue < configuration.Vif.Queues && lasso.Count == 0; queue++)
        {
            if (new Lassos(graph).Find(queue) is not var (state, cycle)) continue;
            lasso = cycle;
            found.Add([(Lassos.Property, graph.NumberOf(state), -1)]);
        }
        var recovery = Recovery.Of(graph);
        if (recovery.Stuck is { } stuck) found.Add([(Recovery.CanRecover, graph.NumberOf(stuck), -1)]);
        else if (recovery.Astray is { } astray) found.Add([(Recovery.Converges, graph.NumberOf(astray), -1)]);
        return recovery;
    }
}
