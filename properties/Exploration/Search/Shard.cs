using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Netback.Properties.Exploration;

/// <summary>
/// A part of the states of a search, by their hash: rows in the order in which they were found, each with where it was found from. Rows are
/// compared in full, never by their hash alone.
/// </summary>
internal sealed class Shard(int words)
{
    /// <summary>Bits of a hash that say which shard a row belongs to: all of one shard have the same.</summary>
    public const int ShardBits = 3;

    private const int ChunkBits = 13, TagBits = 5;

    /// <summary>Rows between the moment at which a place in the table is asked for and that at which it is looked at.</summary>
    private const int Ahead = 16;

    private readonly List<ulong[]> chunks = [];
    private readonly List<int[]> parents = [];
    private readonly List<ushort[]> choices = [];
    private uint[] slots = new uint[1 << 12];

    // Shards are made one after the other and filled by different workers: what one writes must not lie in a cache line of another's.
    private readonly byte[] apart = new byte[256];

    public int Count { get; private set; }

    /// <summary>Bytes of rows, of where they come from, and of the table.</summary>
    public long Bytes => chunks.Count * (long)(1 << ChunkBits) * (words * 8 + 6) + slots.Length * 4L;

    public ReadOnlySpan<ulong> this[int n] => chunks[n >> ChunkBits].AsSpan((n & ((1 << ChunkBits) - 1)) * words, words);

    public (int Parent, ushort Choice) From(int n) => (parents[n >> ChunkBits][n & ((1 << ChunkBits) - 1)], choices[n >> ChunkBits][n & ((1 << ChunkBits) - 1)]);

    /// <summary>Brings the place of a hash into the cache, for a look-up soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong hash)
    {
        if (!Sse.IsSupported) return;
        ref uint slot = ref slots[(int)(hash >> ShardBits) & (slots.Length - 1)];
        Sse.Prefetch0(Unsafe.AsPointer(ref slot));
    }

    /// <summary>Brings the row that a hash most likely belongs to into the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void PrefetchRow(ulong hash)
    {
        if (!Sse.IsSupported || slots[(int)(hash >> ShardBits) & (slots.Length - 1)] is not (> 0 and var slot)) return;
        int number = (int)(slot & ((1u << (32 - TagBits)) - 1)) - 1;
        ref ulong row = ref chunks[number >> ChunkBits][(number & ((1 << ChunkBits) - 1)) * words];
        Sse.Prefetch0(Unsafe.AsPointer(ref row));
    }

    /// <summary>Adds a row unless it is there.</summary>
    /// <returns>Its number, and whether it is new.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Number, bool IsNew) Add(ReadOnlySpan<ulong> row, ulong hash, int parent, ushort choice)
    {
        int mask = slots.Length - 1, at = (int)(hash >> ShardBits) & mask;
        uint tag = (uint)(hash >> 40) << (32 - TagBits);
        for (uint slot; (slot = slots[at]) != 0; at = (at + 1) & mask)
        {
            if ((slot ^ tag) >> (32 - TagBits) != 0) continue;
            int number = (int)(slot & ((1u << (32 - TagBits)) - 1)) - 1;
            if (IsSame(ref MemoryMarshal.GetReference(this[number]), ref MemoryMarshal.GetReference(row))) return (number, false);
        }
        int place = Count & ((1 << ChunkBits) - 1);
        if (place == 0)
        {
            if (Count >> (32 - TagBits) != 0) throw new NotSupportedException("More states than there are numbers.");
            // Nobody looks at what is not written yet.
            chunks.Add(GC.AllocateUninitializedArray<ulong>(words << ChunkBits));
            parents.Add(GC.AllocateUninitializedArray<int>(1 << ChunkBits));
            choices.Add(GC.AllocateUninitializedArray<ushort>(1 << ChunkBits));
        }
        row.CopyTo(chunks[^1].AsSpan(place * words));
        (parents[^1][place], choices[^1][place]) = (parent, choice);
        slots[at] = tag | (uint)++Count;
        if (Count * 2L > slots.Length) Index(slots.Length * 2);
        return (Count - 1, true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSame(ref ulong one, ref ulong other)
    {
        for (int w = 0; w < words; w++)
            if (Unsafe.Add(ref one, w) != Unsafe.Add(ref other, w)) return false;
        return true;
    }

    /// <summary>The number of a row that is there, or -1.</summary>
    public int Find(ReadOnlySpan<ulong> row, ulong hash)
    {
        int mask = slots.Length - 1, at = (int)(hash >> ShardBits) & mask;
        for (uint slot; (slot = slots[at]) != 0; at = (at + 1) & mask)
        {
            int number = (int)(slot & ((1u << (32 - TagBits)) - 1)) - 1;
            if (this[number].SequenceEqual(row)) return number;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ReadOnlySpan<ulong> row)
    {
        ulong a = 0x243F6A8885A308D3UL, b = 0x13198A2E03707344UL;
        int i = 0;
        for (; i + 1 < row.Length; i += 2) (a, b) = (Weights(a, row[i]), Weights(b, row[i + 1]));
        if (i < row.Length) a = Weights(a, row[i]);
        return Weights(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Weights(ulong h, ulong v) => Math.BigMul(h ^ v, 0x9E3779B97F4A7C15UL, out ulong low) ^ low;

    /// <summary>So many rows are going to be added to a shard that has none: its table is not made anew for each time that they double.</summary>
    public void MakeRoom(int rows)
    {
        int size = slots.Length;
        while (rows * 2L > size) size *= 2;
        slots = new uint[size];
    }

    private void Index(int size)
    {
        slots = new uint[size];
        int mask = size - 1;
        Span<ulong> hashes = stackalloc ulong[Ahead];
        for (int n = 0; n < Count + Ahead; n++)
        {
            if (n >= Ahead)
            {
                ulong hash = hashes[n % Ahead];
                int at = (int)(hash >> ShardBits) & mask;
                while (slots[at] != 0) at = (at + 1) & mask;
                slots[at] = (uint)(hash >> 40) << (32 - TagBits) | (uint)(n - Ahead + 1);
            }
            if (n < Count) Prefetch(hashes[n % Ahead] = Hash(this[n]));
        }
    }
}
