using System.Runtime.CompilerServices;

namespace Netback.Properties.Exploration;

/// <summary>What one worker has found by expanding a few states: rows with their hashes and where they come from.</summary>
internal sealed class Batch
{
    private ulong[] rows = [];
    private ulong[] hashes = [];
    private int[] parents = [];
    private ushort[] choices = [];
    private int[] byShard = [];
    private readonly int[] ends = new int[StateTable.Shards];

    // Batches are made one after the other and used by different workers: what one writes must not lie in a cache line of another's.
    private readonly byte[] apart = new byte[256];
    private int words = 1;

    public int Count { get; private set; }

    /// <summary>The state from which on something has not been learned, or null if all are expanded.</summary>
    public int? MissedAt { get; set; }

    /// <summary>States of rest among those expanded.</summary>
    public int Rests { get; set; }

    /// <summary>States that the table did not know enough of, so that trees were looked through.</summary>
    public int Slow { get; set; }

    /// <summary>What was violated: the property, in which state, and by which choice, or -1 if by the state itself.</summary>
    public List<(string Property, int State, int Choice)> Violations { get; } = [];

    public void Clear(int wordsOfRow)
    {
        (Count, Rests, MissedAt, words) = (0, 0, null, wordsOfRow);
        Violations.Clear();
        Array.Clear(ends);
    }

    /// <summary>What there is now, to go back to.</summary>
    public (int Count, int Rests, int Violations) Mark => (Count, Rests, Violations.Count);

    /// <summary>Forgets what has been added since.</summary>
    public void Return((int Count, int Rests, int Violations) mark)
    {
        (Count, Rests) = (mark.Count, mark.Rests);
        Violations.RemoveRange(mark.Violations, Violations.Count - mark.Violations);
    }

    /// <summary>Room for one more row, to be filled and then kept by <see cref="Keep"/>.</summary>
    public Span<ulong> Next
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (Count == hashes.Length || (Count + 1) * words > rows.Length) Grow();
            return rows.AsSpan(Count * words, words);
        }
    }

    private void Grow()
    {
        int size = Math.Max(1024, Count * 2);
        Array.Resize(ref rows, size * words);
        Array.Resize(ref hashes, size);
        Array.Resize(ref parents, size);
        Array.Resize(ref choices, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(ulong hash, int parent, ushort choice)
    {
        (hashes[Count], parents[Count], choices[Count]) = (hash, parent, choice);
        Count++;
    }

    /// <summary>Sorts what has been found by shard, so that whoever adds to one shard has no look at the rest; in the same order within each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort()
    {
        if (byShard.Length < Count) byShard = new int[hashes.Length];
        Array.Clear(ends);
        for (int i = 0; i < Count; i++) ends[StateTable.ShardOf(hashes[i])]++;
        for (int s = 0, start = 0; s < ends.Length; s++) (ends[s], start) = (start, start + ends[s]);
        for (int i = 0; i < Count; i++) byShard[ends[StateTable.ShardOf(hashes[i])]++] = i;
    }

    /// <summary>Places of the rows that belong to a shard.</summary>
    public ReadOnlySpan<int> Of(int shard)
    {
        int start = shard == 0 ? 0 : ends[shard - 1];
        return byShard.AsSpan(start, ends[shard] - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong HashOf(int i) => hashes[i];

    public (int Parent, ushort Choice) From(int i) => (parents[i], choices[i]);

    public ReadOnlySpan<ulong> this[int i] => rows.AsSpan(i * words, words);
}
