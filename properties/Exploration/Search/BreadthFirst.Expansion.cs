using System.Runtime.CompilerServices;

namespace Netback.Properties.Exploration;

/// <content>A few states of a level are expanded by all workers; then each adds what was found to the shards that are its own.</content>
internal sealed partial class BreadthFirst
{
    /// <summary>States that are expanded before what they lead to is added.</summary>
    private const int Chunk = 1 << 12, LongestSlice = 1 << 9;

    /// <summary>States in a row of which all is known, after which there seems to be nothing more to learn.</summary>
    private const int EnoughKnown = 32;

    /// <summary>States that the rule table knew too little of, after which it pays to add to it what has been learned since.</summary>
    private const int EnoughSlow = 512;

    private readonly List<Batch> batches = [];
    private int slow = EnoughSlow;

    /// <summary>The states of the last level, a few at a time.</summary>
    private IEnumerable<List<Slice>> Chunks()
    {
        var chunk = new List<Slice>();
        int size = 0;
        // States that each worker has got of a chunk.
        int[] load = new int[workers];
        for (int s = 0; s < Shards; s++)
        {
            int end = levels[^1][s];
            for (int from = levels[^2][s]; from < end;)
            {
                // Near the end of what may be found, a few at a time, so that it is not much more.
                int most = Math.Clamp((budget.States - Count) / 8, 16, Chunk), to = Math.Min(end, from + Math.Min(LongestSlice, most));
                int least = Array.IndexOf(load, load.Min());
                load[least] += to - from;
                chunk.Add(new(s, from, to, least));
                size += to - from;
                from = to;
                if (size < most) continue;
                yield return chunk;
                Array.Clear(load);
                (chunk, size) = ([], 0);
            }
        }
        if (size > 0) yield return chunk;
    }

    /// <returns>False if something that it takes has not been learned: once it is, the search goes on from there.</returns>
    private bool Expand(List<Slice> chunk, bool again)
    {
        if (slow >= EnoughSlow || book.Table.IsEmpty)
        {
            book.Settle();
            slow = 0;
        }
        while (batches.Count < chunk.Count) batches.Add(new());
        workerPool.Each(worker =>
        {
            for (int i = 0; i < chunk.Count; i++)
                if (chunk[i].Worker == worker) Expand(chunk[i], batches[i], again);
        });
        foreach (var batch in batches) (slow, batch.Slow) = (slow + batch.Slow, 0);
        for (int i = chunk.Count; i < batches.Count; i++) batches[i].Clear(book.Words);
        return !batches.Exists(b => b.MissedAt is not null);
    }

    // Optimised at once: most of a search is over before the runtime would find out that it pays.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expand(Slice slice, Batch batch, bool again)
    {
        var (number, from, to, _) = slice;
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
        batch.Sort();
    }

    /// <summary>Learns what has been missed, in the order of the states, whoever expanded them; and goes on from there as long as there is
    /// more to learn.</summary>
    private void Learn(List<Slice> chunk)
    {
        for (int i = 0; i < chunk.Count; i++)
        {
            if (batches[i].MissedAt is not { } n) continue;
            var (shard, _, to, _) = chunk[i];
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
    private void Check(List<Slice> chunk)
    {
        foreach (var (shard, from, to, _) in chunk)
            for (int n = from; n < to; n++) check!.Check(table[n * Shards + shard]);
    }

    private void Add()
    {
        workerPool.Each(Add);
        foreach (var batch in batches)
        {
            transitions += batch.Count;
            rests += batch.Rests;
            found.Add(batch.Violations);
        }
    }

    /// <summary>Adds what belongs to the shards of one worker.</summary>
    private void Add(int worker)
    {
        foreach (var batch in batches)
            for (int s = worker; s < Shards; s += workers) Add(table.ShardAt(s), batch, batch.Of(s));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Shard shard, Batch batch, ReadOnlySpan<int> places)
    {
        for (int i = 0; i < places.Length; i++)
        {
            if (i + 8 < places.Length) shard.Prefetch(batch.HashOf(places[i + 8]));
            if (i + 4 < places.Length) shard.PrefetchRow(batch.HashOf(places[i + 4]));
            var (parent, choice) = batch.From(places[i]);
            shard.Add(batch[places[i]], batch.HashOf(places[i]), parent, choice);
        }
    }

    /// <summary>States of one shard, from a number to before another, which one worker expands.</summary>
    private readonly record struct Slice(int Shard, int From, int To, int Worker);
}
