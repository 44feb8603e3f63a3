using System.Diagnostics;
using System.Runtime.CompilerServices;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One exhaustive search, breadth first, so that the first way found to anything is a shortest one. States are expanded by several workers and
/// added in a fixed order: the result does not depend on how many there are.
/// </summary>
internal sealed class BreadthFirst : IDisposable
{
    private const int Shards = StateTable.Shards;

    /// <summary>States that are expanded before what they lead to is added.</summary>
    private const int Chunk = 1 << 12, Slice = 1 << 9;

    /// <summary>States in a row of which all is known, after which there seems to be nothing more to learn.</summary>
    private const int EnoughKnown = 32;

    private readonly Configuration configuration;
    private readonly ExplorationBudget budget;
    private readonly RuleBook book;
    private readonly ConcurrentScenario? concurrent;
    private readonly FindingReport report;
    private readonly int workers;
    private readonly PlainCheck? check;
    private readonly Crew crew;
    private readonly List<(string Property, int State, int Choice)> findings = [];
    private readonly HashSet<string> broken = [];
    private readonly List<int[]> levels = [];
    private readonly List<Batch> batches = [];
    private readonly Checkpoint? checkpoint;
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
    public BreadthFirst(Revision revision, Configuration configuration, ExplorationBudget budget, int workers, bool checks = false, ConcurrentScenario? concurrent = null,
        Checkpoint? checkpoint = null)
    {
        this.checkpoint = checkpoint;
        (this.configuration, this.budget, this.workers, this.concurrent) = (configuration, budget, workers, concurrent);
        book = new(revision, configuration, concurrent);
        report = new(book, () => concurrent is null ? new(revision, configuration) : new(revision, concurrent) { SkipsSteps = true });
        crew = new(workers);
        check = checks ? new(book) : null;
    }

    /// <summary>The rules that the search has learned.</summary>
    public RuleBook Book => book;

    /// <summary>Ends the workers.</summary>
    public void Dispose() => crew.Dispose();

    private int Count => table.Count;

    public ExplorationResult Run()
    {
        clock.Start();
        string? truncated;
        Scout.Learn(book);
        if (!GoOn()) Begin();
        while (!Search(out truncated)) Begin();
        var critical = crew.CriticalPath;
        var recovery = truncated is null && concurrent is null && budget.Recovery && configuration is { Fatal: false, Disconnects: false, Takes: true } ? Conclude() : null;
        var took = clock.Elapsed;
        return new(Count, transitions, levels.Count - 2, truncated is null ? 0 : Count - Expanded, [.. findings.Select(f => report.Of(table, f, lasso))])
        {
            Truncated = truncated,
            Rules = book.Rules.Count,
            Bits = book.Bits,
            Executed = book.Executed,
            Restarts = book.Restarts,
            Relays = relays,
            Checked = check?.Transitions,
            Bytes = table.Bytes,
            RestStates = rests,
            Recoverable = recovery?.Recoverable,
            ConvergesWithin = recovery?.ConvergesWithin,
            Events = book.World.Watch.Seen,
            Probes = book.World.Watch.Probes,
            Took = took,
            CriticalPath = critical,
        };
    }

    /// <summary>States of all levels but the last two: they have been expanded.</summary>
    private int Expanded => levels.Count < 2 ? 0 : levels[^2].Sum();

    private void Begin()
    {
        table = new(book.Words);
        levels.Clear();
        findings.Clear();
        broken.Clear();
        (transitions, rests) = (0, 0);
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
        findings.AddRange(status.Findings);
        broken.UnionWith(findings.Select(f => f.Property));
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
            var (before, restarts, violations) = ((transitions, rests), book.Restarts, findings.Count);
            bool relay = false;
            foreach (var chunk in Chunks())
            {
                truncated = WhyToStop();
                if (checkpoint is not null && (truncated is not null || checkpoint.IsDue))
                    checkpoint.Save(new(learned, levels, findings[..violations], before.transitions, before.rests, relays), table);
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
                findings.RemoveRange(violations, findings.Count - violations);
                broken.IntersectWith(findings.Select(f => f.Property));
                continue;
            }
            levels.Add(table.Sizes);
        }
        return true;
    }

    private string? WhyToStop() =>
        Count > budget.States ? $"at {budget.States:N0} states"
        : broken.Contains(budget.Until ?? "") ? $"at a violation of {budget.Until}"
        : clock.Elapsed > budget.Time ? $"after {budget.Time.Value.TotalSeconds:0.###} s" : null;

    /// <summary>The states of the last level, a few at a time.</summary>
    private IEnumerable<List<(int Shard, int From, int To)>> Chunks()
    {
        var chunk = new List<(int, int, int)>();
        int size = 0;
        for (int s = 0; s < Shards; s++)
        {
            int end = levels[^1][s];
            for (int from = levels[^2][s]; from < end;)
            {
                // Near the end of what may be found, a few at a time, so that it is not much more.
                int most = Math.Clamp((budget.States - Count) / 8, 16, Chunk), to = Math.Min(end, from + Math.Min(Slice, most));
                chunk.Add((s, from, to));
                size += to - from;
                from = to;
                if (size < most) continue;
                yield return chunk;
                (chunk, size) = ([], 0);
            }
        }
        if (size > 0) yield return chunk;
    }

    /// <returns>False if something that it takes has not been learned: once it is, the search goes on from there.</returns>
    private bool Expand(List<(int Shard, int From, int To)> chunk, bool again)
    {
        book.Settle();
        while (batches.Count < chunk.Count) batches.Add(new());
        crew.Each(chunk.Count, i => Expand(chunk[i], batches[i], again));
        for (int i = chunk.Count; i < batches.Count; i++) batches[i].Clear(book.Words);
        return !batches.Exists(b => b.MissedAt is not null);
    }

    // Optimised at once: most of a search is over before the runtime would find out that it pays.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expand((int Shard, int From, int To) slice, Batch batch, bool again)
    {
        var (number, from, to) = slice;
        if (!again) batch.Clear(book.Words);
        else if (batch.MissedAt is { } missed) (from, batch.MissedAt) = (missed, null);
        else return;
        var shard = table.ShardAt(number);
        for (int n = from; n < to; n++)
        {
            var mark = batch.Mark;
            if (Expander.Expand(book, shard[n], n * Shards + number, batch)) continue;
            batch.Return(mark);
            batch.MissedAt = n;
            return;
        }
    }

    /// <summary>Learns what has been missed, in the order of the states, whoever expanded them; and goes on from there as long as there is
    /// more to learn.</summary>
    private void Learn(List<(int Shard, int From, int To)> chunk)
    {
        for (int i = 0; i < chunk.Count; i++)
        {
            if (batches[i].MissedAt is not { } n) continue;
            var (shard, _, to) = chunk[i];
            for (int known = 0; n < to && known < EnoughKnown; n++, known++)
            {
                var mark = batches[i].Mark;
                if (Expander.Expand(book, table[n * Shards + shard], n * Shards + shard, batches[i])) continue;
                batches[i].Return(mark);
                if (checkpoint is not null) learned.Add(table[n * Shards + shard].ToArray());
                book.Learn(table[n-- * Shards + shard]);
                known = -1;
                // What was met does not fit the rows: they are laid out anew, and this level is expanded again.
                if (book.NeedsRelay) return;
            }
            batches[i].MissedAt = n;
        }
    }

    /// <summary>Does again what has been expanded, without the rules.</summary>
    private void Check(List<(int Shard, int From, int To)> chunk)
    {
        foreach (var (shard, from, to) in chunk)
            for (int n = from; n < to; n++) check!.Check(table[n * Shards + shard]);
    }

    private void Add()
    {
        crew.Each(workers, Add);
        foreach (var batch in batches)
        {
            transitions += batch.Count;
            rests += batch.Rests;
            foreach (var violation in batch.Violations)
                if (broken.Add(violation.Property)) findings.Add(violation);
        }
    }

    /// <summary>Adds what belongs to the shards of one worker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int worker)
    {
        // Null where they are another worker's.
        var mine = new Shard?[Shards];
        for (int s = worker; s < Shards; s += workers) mine[s] = table.ShardAt(s);
        foreach (var batch in batches)
        {
            var hashes = batch.Hashes;
            for (int i = 0; i < hashes.Length; i++)
            {
                if (i + 16 < hashes.Length && hashes[i + 16] is var soon) mine[StateTable.ShardOf(soon)]?.Prefetch(soon);
                if (i + 8 < hashes.Length && hashes[i + 8] is var next) mine[StateTable.ShardOf(next)]?.PrefetchRow(next);
                if (mine[StateTable.ShardOf(hashes[i])] is not { } shard) continue;
                var (parent, choice) = batch.From(i);
                shard.Add(batch[i], hashes[i], parent, choice);
            }
        }
    }

    private void Relay()
    {
        relays++;
        if (checkpoint is not null) learned.Add([]);
        var turn = book.Relay();
        table = table.Relay(turn, book.Words, levels, out var numberOf);
        for (int i = 0; i < findings.Count; i++) findings[i] = findings[i] with { State = numberOf(findings[i].State) };
    }

    /// <summary>All states found, as rows of <see cref="Book"/>.</summary>
    public IEnumerable<ulong[]> States()
    {
        for (int s = 0; s < Shards; s++)
            for (int n = 0; n < table.ShardAt(s).Count; n++) yield return table[n * Shards + s].ToArray();
    }

    /// <summary>What is asked of all states together.</summary>
    private Recovery Conclude()
    {
        var graph = new StateGraph(book, table);
        for (int queue = 0; queue < configuration.Vif.Queues && lasso.Count == 0; queue++)
        {
            if (new Lassos(graph).Find(queue) is not var (state, cycle)) continue;
            lasso = cycle;
            findings.Add((Lassos.Property, graph.NumberOf(state), -1));
        }
        var recovery = Recovery.Of(graph);
        if (recovery.Stuck is { } stuck) findings.Add((Recovery.CanRecover, graph.NumberOf(stuck), -1));
        else if (recovery.Astray is { } astray) findings.Add((Recovery.Converges, graph.NumberOf(astray), -1));
        return recovery;
    }
}
