using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>
/// A decision tree over the columns of a row. What is learned is a function of what was read, in the order in which it was read: whoever
/// finds the same values finds the same result.
/// </summary>
/// <typeparam name="T">What is decided.</typeparam>
internal sealed class Decision<T> : IDecision where T : class
{
    private Column? column;
    private Decision<T>?[] next = [];
    private T? result;

    // The same as a table: a node says which bits of a row to look at and where its entries begin; an entry is 0 for what has not been
    // learned, else the number of a node, or of a result if it is negative.
    private ulong[] nodes = [];
    private int[] entries = [];
    private T[] results = [];
    private int root;

    /// <summary>What has been learned for a row, or null if nothing has: by the table, which must have been made since.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? Find(ReadOnlySpan<ulong> row)
    {
        int at = root;
        ref ulong node = ref MemoryMarshal.GetArrayDataReference(nodes), words = ref MemoryMarshal.GetReference(row);
        ref int entry = ref MemoryMarshal.GetArrayDataReference(entries);
        while (at > 0)
        {
            ulong by = Unsafe.Add(ref node, at);
            at = Unsafe.Add(ref entry, (int)(by >> 32) + (int)(Unsafe.Add(ref words, (int)(by & 0xFF)) >> (int)(by >> 8) & (by >> 16 & 0xFFFF)));
        }
        return at < 0 ? results[~at] : null;
    }

    /// <inheritdoc cref="Find"/>
    /// <remarks>By the tree, which is always up to date.</remarks>
    public T? FindInTree(ReadOnlySpan<ulong> row)
    {
        var at = this;
        while (at.result is null)
        {
            if (at.column is not { } by) return null;
            int value = by.In(row);
            if (value >= at.next.Length || at.next[value] is not { } to) return null;
            at = to;
        }
        return at.result;
    }

    /// <summary>Makes the table anew: after something has been learned, or rows have been laid out anew.</summary>
    public void MakeTable()
    {
        var (n, e, r) = (new List<ulong> { 0 }, new List<int>(), new List<T>());
        root = Number(this);
        (nodes, entries, results) = ([.. n], [.. e], [.. r]);

        int Number(Decision<T> at)
        {
            // A column without bits has had one value: there is nothing to look at until it has another, and then rows are laid out anew.
            while (at.result is null && at.column is { Bits: 0 } && at.next is [{ } only, ..]) at = only;
            if (at.result is { } result)
            {
                r.Add(result);
                return -r.Count;
            }
            if (at.column is not { } by) return 0;
            int number = n.Count, first = e.Count;
            n.Add((ulong)first << 32 | by.Mask << 16 | (uint)by.Shift << 8 | (uint)by.Word);
            e.AddRange(new int[(int)by.Mask + 1]);
            for (int value = 0; value < at.next.Length && value <= (int)by.Mask; value++)
                if (at.next[value] is { } to) e[first + value] = Number(to);
            return number;
        }
    }

    /// <summary>Adds what has been learned.</summary>
    /// <param name="row">For this row.</param>
    /// <param name="read">The columns read, in order.</param>
    /// <param name="learned">The result.</param>
    /// <exception cref="UnsoundSearchException">The result depends on something else than what was read.</exception>
    public T Add(ReadOnlySpan<ulong> row, IReadOnlyList<Column> read, T learned)
    {
        var at = this;
        foreach (var by in read)
        {
            if (at.result is not null || (at.column is not null && at.column != by)) throw Unsound(at, read);
            at.column = by;
            int value = by.In(row);
            if (value >= at.next.Length) Array.Resize(ref at.next, value + 1);
            at = at.next[value] ??= new();
        }
        if (at.result is not null || at.column is not null) throw Unsound(at, read);
        return at.result = learned;
    }

    /// <summary>Forgets all that has been learned.</summary>
    public void Clear() => (column, next, result) = (null, [], null);

    private static UnsoundSearchException Unsound(Decision<T> at, IReadOnlyList<Column> read) => new(
        "A step depends on something that no search can see: it read "
        + $"{(read.Count == 0 ? "nothing" : string.Join(", ", read.Select(c => c.Name)))}, and with the same values before "
        + $"{(at.column is { } other ? $"went on to read {other.Name}" : "came to an end")}. Is there state outside the machine's cells?");
}

/// <summary>A decision tree that is also kept as a table.</summary>
internal interface IDecision
{
    /// <inheritdoc cref="Decision{T}.MakeTable"/>
    void MakeTable();
}
