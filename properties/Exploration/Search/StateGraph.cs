namespace Netback.Properties.Exploration;

/// <summary>
/// The states of a search that has come to its end, numbered in a row from 0, with the transitions between them: what is asked about all that can
/// still happen is asked of it.
/// </summary>
internal sealed class StateGraph
{
    private readonly StateTable table;
    private readonly int[] start = new int[StateTable.Shards + 1];
    private readonly int[] first;
    private readonly List<(int To, ushort Choice)> edges = [];
    private readonly bool[] rests;

    public StateGraph(RuleBook book, StateTable table)
    {
        (Book, this.table) = (book, table);
        int[] sizes = table.Sizes;
        for (int s = 0; s < sizes.Length; s++) start[s + 1] = start[s] + sizes[s];
        Count = start[^1];
        first = new int[Count + 1];
        rests = new bool[Count];
        var batch = new Batch();
        for (int n = 0; n < Count; n++)
        {
            batch.Clear(book.Words);
            Expander.Expand(book, this[n], 0, batch);
            for (int i = 0; i < batch.Count; i++)
            {
                int to = table.Find(batch[i], batch.HashOf(i));
                edges.Add((start[to % StateTable.Shards] + to / StateTable.Shards, batch.From(i).Choice));
            }
            first[n + 1] = edges.Count;
            rests[n] = batch.Rests > 0;
        }
    }

    public RuleBook Book { get; }

    public int Count { get; }

    public ReadOnlySpan<ulong> this[int state] => table[NumberOf(state)];

    /// <summary>The transitions from a state are those from the first to before the second of these numbers.</summary>
    public (int From, int To) EdgesOf(int state) => (first[state], first[state + 1]);

    public (int To, ushort Choice) Edge(int edge) => edges[edge];

    /// <summary>Whether nobody could go on but the clock and the environment.</summary>
    public bool IsRest(int state) => rests[state];

    /// <summary>The number of a state in the table.</summary>
    public int NumberOf(int state)
    {
        int s = 0;
        while (state >= start[s + 1]) s++;
        return (state - start[s]) * StateTable.Shards + s;
    }
}
