namespace Netback.Properties.Exploration;

/// <summary>
/// The states found, each a row of numbers: the shared state, then what each context is in the middle of. Rows are compared in
/// full, so that no two states are ever taken for one.
/// </summary>
internal sealed class StateTable(int width)
{
    private const int ChunkBits = 16, ChunkSize = 1 << ChunkBits;

    private readonly List<int[]> rows = [], parents = [];
    private readonly List<ushort[]> choices = [];
    private int[] slots = new int[1 << 12];

    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Size => rows.Count * (long)ChunkSize * (4 * width + 4 + 2) + slots.Length * 4L;

    public ReadOnlySpan<int> this[int state] => rows[state >> ChunkBits].AsSpan((state & (ChunkSize - 1)) * width, width);

    /// <summary>Number of the state from which this one was found first, or -1.</summary>
    public int Parent(int state) => parents[state >> ChunkBits][state & (ChunkSize - 1)];

    /// <summary>The choice that led from there to here.</summary>
    public Choice Choice(int state)
    {
        ushort choice = choices[state >> ChunkBits][state & (ChunkSize - 1)];
        return new(choice >> 8, choice & 0xFF);
    }

    /// <summary>Notes a state unless it is known.</summary>
    /// <returns>Its number.</returns>
    public int Add(ReadOnlySpan<int> row, int parent, Choice choice, out bool isNew)
    {
        int at = Find(row);
        isNew = slots[at] == 0;
        if (!isNew) return slots[at] - 1;
        if ((Count & (ChunkSize - 1)) == 0)
        {
            rows.Add(new int[ChunkSize * width]);
            parents.Add(new int[ChunkSize]);
            choices.Add(new ushort[ChunkSize]);
        }
        int chunk = Count >> ChunkBits, place = Count & (ChunkSize - 1);
        row.CopyTo(rows[chunk].AsSpan(place * width, width));
        parents[chunk][place] = parent;
        choices[chunk][place] = (ushort)(choice.Actor << 8 | choice.Act);
        slots[at] = ++Count;
        if (Count * 2L > slots.Length) Grow();
        return Count - 1;
    }

    /// <summary>The choices that lead from the first state to this one.</summary>
    public List<Choice> PathTo(int state)
    {
        var path = new List<Choice>();
        for (; Parent(state) >= 0; state = Parent(state)) path.Add(Choice(state));
        path.Reverse();
        return path;
    }

    private int Find(ReadOnlySpan<int> row)
    {
        int at = (int)(Hash(row) & (uint)(slots.Length - 1));
        while (slots[at] != 0 && !row.SequenceEqual(this[slots[at] - 1])) at = (at + 1) & (slots.Length - 1);
        return at;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (int i = 0; i < Count; i++) slots[Find(this[i])] = i + 1;
    }

    private static uint Hash(ReadOnlySpan<int> row)
    {
        ulong hash = 0x9E3779B97F4A7C15UL;
        foreach (int n in row)
        {
            hash = (hash ^ (uint)n) * 0xD6E8FEB86659FD93UL;
            hash ^= hash >> 32;
        }
        return (uint)hash;
    }
}
