using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>
/// Decision trees as numbers in one array, for a search that walks through them millions of times: what it looks at lies close together, and
/// columns of one word of a row that are read one after the other are looked at in one piece.
/// </summary>
/// <remarks>An entry is 0 for what has not been learned, the place of a node, or the place of a result if it is negative. A node says which bits
/// of which word to look at, and is followed by an entry for each value of them.</remarks>
internal sealed class DecisionTable
{
    /// <summary>Bits that one look-up looks at, at most; and numbers before the entries of a node.</summary>
    private const int MostBits = 5, HeadOfNode = 3;

    private int[] numbers = new int[1 << 12];

    // What is there, by its hash: nodes and results that are the same are there once.
    private int[] slots = new int[1 << 8];
    private uint[] hashes = new uint[1 << 8];
    private int kept;

    /// <summary>Numbers used. The first is no place.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        (Count, kept) = (1, 0);
        Array.Clear(slots);
    }

    /// <summary>What is at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref int At(int place) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), place);

    /// <returns>The place of the result for a row, or 0 if it has not been learned.</returns>
    /// <param name="entry">The entry from which to go on.</param>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int entry, ref ulong row)
    {
        while (entry > 0)
        {
            ref int node = ref At(entry);
            ulong mask = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<int, byte>(ref node));
            entry = Unsafe.Add(ref node, HeadOfNode + (int)BitGather.Of(Unsafe.Add(ref row, Unsafe.Add(ref node, 2)), mask));
        }
        return -entry;
    }

    /// <summary>Adds some numbers, unless the same ones are there.</summary>
    /// <returns>Their place.</returns>
    public int Keep(ReadOnlySpan<int> some)
    {
        uint hash = 0;
        foreach (int number in some) hash = BitOperations.RotateLeft((hash ^ (uint)number) * 0x9E3779B1, 15);
        int slot = (int)hash & (slots.Length - 1);
        for (int at; (at = slots[slot]) != 0; slot = (slot + 1) & (slots.Length - 1))
            if (at + some.Length <= Count && numbers.AsSpan(at, some.Length).SequenceEqual(some)) return at;
        int place = Count;
        Count += some.Length;
        if (Count > numbers.Length) Array.Resize(ref numbers, Math.Max(Count, numbers.Length * 2));
        some.CopyTo(numbers.AsSpan(place));
        (slots[slot], hashes[slot]) = (place, hash);
        if (++kept * 2 > slots.Length) Grow();
        return place;
    }

    /// <summary>Adds what is decided from a node of a tree on.</summary>
    /// <param name="at">The node.</param>
    /// <param name="place">Adds a result, and tells its place.</param>
    /// <returns>The entry for it.</returns>
    public int Add<T>(Decision<T> at, Func<T, int> place) where T : class
    {
        at = at.Effective;
        if (at.Result is { } result) return -place(result);
        if (at.Column is not { } by) return 0;
        ulong mask = BitGather.IsFast ? Together(at) : MaskOf(by);
        int[] node = new int[HeadOfNode + (1 << BitOperations.PopCount(mask))];
        (node[0], node[1], node[2]) = ((int)mask, (int)(mask >> 32), by.Word);
        Fill(node.AsSpan(HeadOfNode), at, by.Word, mask, 0, 0, place);
        return Keep(node);
    }

    private void Grow()
    {
        var (places, old) = (slots, hashes);
        (slots, hashes) = (new int[places.Length * 2], new uint[places.Length * 2]);
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] == 0) continue;
            int slot = (int)old[i] & (slots.Length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            (slots[slot], hashes[slot]) = (places[i], old[i]);
        }
    }

    /// <summary>The bits of the columns that are read next, as long as they lie in the same word and are few.</summary>
    private static ulong Together<T>(Decision<T> from) where T : class
    {
        ulong mask = 0;
        var open = new Queue<Decision<T>>([from]);
        while (open.TryDequeue(out var next))
        {
            var at = next.Effective;
            if (at.Result is not null || at.Column is not { } by || by.Word != from.Column!.Word) continue;
            ulong more = mask | MaskOf(by);
            if (mask != 0 && BitOperations.PopCount(more) > MostBits) continue;
            mask = more;
            foreach (var child in at.Next)
                if (child is not null) open.Enqueue(child);
        }
        return mask;
    }

    /// <summary>Fills those entries of a node for which some of its bits, that are known, have some value.</summary>
    private void Fill<T>(Span<int> entries, Decision<T> at, int word, ulong mask, int known, int value, Func<T, int> place) where T : class
    {
        at = at.Effective;
        if (at.Result is null && at.Column is { } by && by.Word == word && (MaskOf(by) & ~mask) == 0)
        {
            int shift = BitOperations.PopCount(mask & ((1UL << by.Shift) - 1)), bits = (int)by.Mask << shift;
            var next = at.Next;
            for (int v = 0; v < next.Length && v <= (int)by.Mask; v++)
                if (next[v] is { } child) Fill(entries, child, word, mask, known | bits, value | v << shift, place);
            return;
        }
        int entry = Add(at, place), open = (1 << BitOperations.PopCount(mask)) - 1 & ~known;
        // Whatever the others are.
        for (int others = open; ; others = others - 1 & open)
        {
            entries[value | others] = entry;
            if (others == 0) break;
        }
    }

    private static ulong MaskOf(Column column) => column.Mask << column.Shift;
}
