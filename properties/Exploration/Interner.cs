namespace Netback.Properties.Exploration;

/// <summary>Gives equal rows of bytes equal numbers, from 0. Rows are compared in full.</summary>
internal sealed class Interner
{
    private readonly List<byte[]> rows = [];
    private int[] slots = new int[1024];

    public int Count => rows.Count;

    public byte[] this[int number] => rows[number];

    /// <summary>Bytes held, roughly.</summary>
    public long Size { get; private set; }

    /// <returns>The number of the row.</returns>
    public int Number(ReadOnlySpan<byte> row, out bool isNew)
    {
        int at = Find(row);
        isNew = slots[at] == 0;
        if (!isNew) return slots[at] - 1;
        rows.Add(row.ToArray());
        Size += row.Length + 40;
        slots[at] = rows.Count;
        if (rows.Count * 2 > slots.Length) Grow();
        return rows.Count - 1;
    }

    private int Find(ReadOnlySpan<byte> row)
    {
        int at = (int)(Hash(row) & (uint)(slots.Length - 1));
        while (slots[at] != 0 && !row.SequenceEqual(rows[slots[at] - 1])) at = (at + 1) & (slots.Length - 1);
        return at;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (int i = 0; i < rows.Count; i++) slots[Find(rows[i])] = i + 1;
    }

    private static uint Hash(ReadOnlySpan<byte> row)
    {
        ulong hash = 14695981039346656037UL;
        foreach (byte b in row) hash = (hash ^ b) * 1099511628211UL;
        return (uint)(hash ^ hash >> 32);
    }
}
