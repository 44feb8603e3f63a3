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
    /// <summary>States are spread over this many tables, by their hash; the number says which (its remainder).</summary>
    private const int Shards = 1 << Shard.ShardBits;

    /// <summary>States that are expanded before what they lead to is added.</summary>
    private const int Chunk = 1 << 12, Slice = 1 << 9;

    private readonly Revision revision;
    private readonly Configuration configuration;
    private readonly ExplorationBudget budget;
    private readonly RuleBook book;
    private readonly Play? play;
    private readonly int workers;
    private readonly PlainCheck? check;
    private readonly Crew crew;
    private readonly List<(string Clause, int State, int Choice)> findings = [];
    private readonly HashSet<string> broken = [];
    private readonly List<int[]> levels = [];
    private readonly List<Batch> batches = [];
    private readonly Checkpoint? checkpoint;
    private readonly List<ulong[]> learned = [];
    private readonly Stopwatch clock = new();
    private Shard[] shards = [];
    private long transitions;
    private int rests, relays;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen; that of the play if there is one.</param>
    /// <param name="budget">How much to explore.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="checks">Whether to execute every transition on the real driver too, and to compare.</param>
    /// <param name="play">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <param name="checkpoint">From which it goes on, and where it keeps how far it is; or null.</param>
    public BreadthFirst(Revision revision, Configuration configuration, ExplorationBudget budget, int workers, bool checks = false, Play? play = null,
        Checkpoint? checkpoint = null)
    {
        this.checkpoint = checkpoint;
        (this.revision, this.configuration, this.budget, this.workers, this.play) = (revision, configuration, budget, workers, play);
        book = new(revision, configuration, play);
        crew = new(workers);
        check = checks ? new(book) : null;
    }

    /// <summary>The rules that the search has learned.</summary>
    public RuleBook Book => book;

    /// <summary>Ends the workers.</summary>
    public void Dispose() => crew.Dispose();

    private int Count => shards.Sum(s => s.Count);

    public ExplorationResult Run()
    {
        clock.Start();
        string? truncated;
        Scout.Learn(book);
        if (!GoOn()) Begin();
        while (!Search(out truncated)) Begin();
        var critical = crew.CriticalPath;
        var recovery = truncated is null && play is null && budget.Recovery && configuration is { Fatal: false, Disconnects: false, Takes: true } ? FindRecovery() : null;
        var took = clock.Elapsed;
        return new(Count, transitions, levels.Count - 2, truncated is null ? 0 : Count - Expanded, [.. findings.Select(Report)])
        {
            Truncated = truncated,
            Rules = book.Rules,
            Bits = book.Bits,
            Executed = book.Executed,
            Restarts = book.Restarts,
            Relays = relays,
            Checked = check?.Transitions,
            Bytes = shards.Sum(s => s.Bytes),
            RestStates = rests,
            Recoverable = recovery?.Recoverable,
            ConvergesWithin = recovery?.ConvergesWithin,
            Events = book.World.Watch.Seen,
            Took = took,
            CriticalPath = critical,
        };
    }

    /// <summary>States of all levels but the last two: they have been expanded.</summary>
    private int Expanded => levels.Count < 2 ? 0 : levels[^2].Sum();

    private void Begin()
    {
        shards = NewShards();
        levels.Clear();
        findings.Clear();
        broken.Clear();
        (transitions, rests) = (0, 0);
        levels.Add(new int[Shards]);
        var first = book.Initial;
        ulong hash = Shard.Hash(first);
        shards[hash % Shards].Add(first, hash, -1, 0);
        levels.Add([.. shards.Select(s => s.Count)]);
    }

    /// <summary>Goes on from the checkpoint, if there is one: what has been learned is learned again, and the states are put back.</summary>
    private bool GoOn()
    {
        if (checkpoint?.Load(Relearn, NewShards) is not var (status, states)) return false;
        shards = states;
        levels.AddRange(status.Levels);
        findings.AddRange(status.Findings);
        broken.UnionWith(findings.Select(f => f.Clause));
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

    private Shard[] NewShards() => [.. Enumerable.Range(0, Shards).Select(_ => new Shard(book.Words))];

    /// <returns>False if it has to begin anew, as a reduction that it relied on is not one.</returns>
    private bool Search(out string? truncated)
    {
        truncated = null;
        while (levels[^1].Sum() > levels[^2].Sum())
        {
            var (before, restarts, breaches) = ((transitions, rests), book.Restarts, findings.Count);
            bool relay = false;
            foreach (var chunk in Chunks())
            {
                truncated = WhyToStop();
                if (checkpoint is not null && (truncated is not null || checkpoint.IsDue))
                    checkpoint.Save(new(learned, levels, findings[..breaches], before.transitions, before.rests, relays), shards);
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
                findings.RemoveRange(breaches, findings.Count - breaches);
                broken.IntersectWith(findings.Select(f => f.Clause));
                continue;
            }
            levels.Add([.. shards.Select(s => s.Count)]);
        }
        return true;
    }

    private string? WhyToStop() =>
        Count > budget.States ? $"at {budget.States:N0} states"
        : broken.Contains(budget.Until ?? "") ? $"at a breach of {budget.Until}"
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
        var shard = shards[number];
        for (int n = from; n < to; n++)
        {
            var mark = batch.Mark;
            if (Expander.Expand(book, shard[n], n * Shards + number, batch)) continue;
            batch.Return(mark);
            batch.MissedAt = n;
            return;
        }
    }

    /// <summary>Learns what has been missed, in the order of the states, whoever expanded them.</summary>
    private void Learn(List<(int Shard, int From, int To)> chunk)
    {
        var scratch = new Batch();
        for (int i = 0; i < chunk.Count; i++)
        {
            if (batches[i].MissedAt is not { } from) continue;
            var (shard, _, to) = chunk[i];
            for (int n = from; n < to; n++)
            {
                scratch.Clear(book.Words);
                book.Settle();
                if (Expander.Expand(book, shards[shard][n], 0, scratch)) continue;
                if (checkpoint is not null) learned.Add(shards[shard][n].ToArray());
                book.Learn(shards[shard][n]);
                // What was met does not fit the rows: they are laid out anew, and this level is expanded again.
                if (book.NeedsRelay) return;
            }
        }
    }

    /// <summary>Does again what has been expanded, without the rules.</summary>
    private void Check(List<(int Shard, int From, int To)> chunk)
    {
        foreach (var (shard, from, to) in chunk)
            for (int n = from; n < to; n++) check!.Check(shards[shard][n]);
    }

    private void Add()
    {
        crew.Each(workers, Add);
        foreach (var batch in batches)
        {
            transitions += batch.Count;
            rests += batch.Rests;
            foreach (var breach in batch.Breaches)
                if (broken.Add(breach.Clause)) findings.Add(breach);
        }
    }

    /// <summary>Adds what belongs to the shards of one worker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int worker)
    {
        uint all = (uint)workers;
        foreach (var batch in batches)
        {
            var hashes = batch.Hashes;
            for (int i = 0; i < hashes.Length; i++)
            {
                if (i + 16 < hashes.Length && hashes[i + 16] is var soon && (uint)(soon % Shards) % all == worker) shards[soon % Shards].Prefetch(soon);
                if (i + 8 < hashes.Length && hashes[i + 8] is var next && (uint)(next % Shards) % all == worker) shards[next % Shards].PrefetchRow(next);
                ulong hash = hashes[i];
                uint shard = (uint)(hash % Shards);
                if (shard % all != worker) continue;
                var (parent, choice) = batch.From(i);
                shards[shard].Add(batch[i], hash, parent, choice);
            }
        }
    }

    /// <summary>Rows are laid out anew, with which their hashes change: all states get new numbers, level by level.</summary>
    private void Relay()
    {
        relays++;
        if (checkpoint is not null) learned.Add([]);
        var old = shards;
        var turn = book.Relay();
        shards = NewShards();
        var numbers = old.Select(s => new int[s.Count]).ToArray();
        var after = new ulong[book.Words];
        var sizes = new List<int[]>();
        levels.Add([.. old.Select(s => s.Count)]);
        for (int level = 1; level < levels.Count; level++)
        {
            for (int s = 0; s < Shards; s++)
            {
                for (int n = levels[level - 1][s]; n < levels[level][s]; n++)
                {
                    turn(old[s][n], after);
                    var (parent, choice) = old[s].From(n);
                    ulong hash = Shard.Hash(after);
                    int shard = (int)(hash % Shards);
                    int number = shards[shard].Add(after, hash, parent < 0 ? -1 : numbers[parent % Shards][parent / Shards], choice).Number;
                    numbers[s][n] = number * Shards + shard;
                }
            }
            sizes.Add([.. shards.Select(s => s.Count)]);
        }
        for (int level = 1; level < levels.Count; level++) levels[level] = sizes[level - 1];
        levels.RemoveAt(levels.Count - 1);
        for (int i = 0; i < findings.Count; i++)
            findings[i] = findings[i] with { State = numbers[findings[i].State % Shards][findings[i].State / Shards] };
    }

    /// <summary>All states found, as rows of <see cref="Book"/>.</summary>
    public IEnumerable<ulong[]> States()
    {
        foreach (var shard in shards)
            for (int n = 0; n < shard.Count; n++) yield return shard[n].ToArray();
    }

    private Recovery FindRecovery()
    {
        int[] start = new int[Shards + 1];
        for (int s = 0; s < Shards; s++) start[s + 1] = start[s] + shards[s].Count;
        var recovery = new Recovery(start[Shards], n =>
        {
            int s = 0;
            while (n >= start[s + 1]) s++;
            return book.IsGood(shards[s][n - start[s]]);
        });
        var batch = new Batch();
        for (int s = 0; s < Shards; s++)
        {
            for (int n = 0; n < shards[s].Count; n++)
            {
                batch.Clear(book.Words);
                Expander.Expand(book, shards[s][n], n * Shards + s, batch);
                bool guestActs = false;
                for (int i = 0; i < batch.Count; i++)
                {
                    ulong hash = batch.HashOf(i);
                    int shard = (int)(hash % Shards), to = start[shard] + shards[shard].Find(batch[i], hash);
                    var choice = Expander.Unpack(batch.From(i).Choice);
                    bool tick = choice.Actor == book.Actors, heals = book.Heals(shards[s][n], choice);
                    guestActs |= heals && book.StandOf(shards[s][n], choice.Actor)?.Standing == Standing.Idle;
                    // Time passes, in a run that heals, only when nobody has anything left to do.
                    recovery.Add(start[s] + n, to, heals || (tick && batch.Rests > 0 && !guestActs), tick);
                }
            }
        }
        recovery.Conclude();
        int Global(int n)
        {
            int s = 0;
            while (n >= start[s + 1]) s++;
            return (n - start[s]) * Shards + s;
        }
        if (recovery.Stuck is { } stuck) findings.Add((Recovery.CanRecover, Global(stuck), -1));
        else if (recovery.Astray is { } astray) findings.Add((Recovery.Converges, Global(astray), -1));
        return recovery;
    }

    private Finding Report((string Clause, int State, int Choice) found)
    {
        var path = new List<Choice>();
        for (int state = found.State; ;)
        {
            var (parent, choice) = shards[state % Shards].From(state / Shards);
            if (parent < 0) break;
            path.Insert(0, Expander.Unpack(choice));
            state = parent;
        }
        if (found.Choice >= 0) path.Add(Expander.Unpack((ushort)found.Choice));
        var schedule = ScheduleOf(path);
        // What can or must become of a state is not to be seen in one run.
        if (found.Clause is Recovery.CanRecover) return new(new(found.Clause, "no state in which all queues are empty and all runs can be reached from here"), schedule);
        if (found.Clause is Recovery.Converges) return new(new(found.Clause, "with a guest that posts and takes all it can, it is not certain that all runs again"), schedule);
        World NewWorld() => play is null ? new(revision, configuration) : new(revision, play) { SkipsSteps = true };
        var shortest = ScheduleShrinker.Shrink(NewWorld, schedule, found.Clause);
        return new(Replayer.Replay(NewWorld(), shortest, found.Clause).Breach!.Value, shortest);
    }

    /// <summary>Every point that is passed when these choices are made.</summary>
    private Schedule ScheduleOf(List<Choice> path)
    {
        var recorder = new Recorder(play is null ? new(revision, configuration) : new(revision, play));
        ulong[] row = book.Initial;
        foreach (var choice in path)
        {
            Breach[] breaches = [];
            int made = book.Apply(row, choice, row, ref breaches);
            for (int i = 0; i < made; i++) recorder.Do(i == 0 ? choice : choice with { Act = 0 });
        }
        return recorder.Schedule;
    }
}
