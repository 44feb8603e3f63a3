namespace Netback.Properties.Exploration;

/// <content>Which bits of a row tell what: laid anew when more values turn up than there were bits for.</content>
internal sealed partial class RuleBook
{
    /// <summary>Bits used of each word of a row.</summary>
    private readonly List<int> fill = [];

    /// <summary>Turns a row of an old layout into one of a new.</summary>
    public delegate void Turn(ReadOnlySpan<ulong> from, Span<ulong> to);

    /// <summary>Lays rows out anew, with bits for all values met so far.</summary>
    /// <returns>Turns a row of the old layout into one of the new.</returns>
    public Turn Relay()
    {
        var old = All().Where(c => c.Bits > 0).Select(c => (Column: c, c.Word, c.Shift, c.Mask)).ToArray();
        Lay();
        // Columns that move alike move in one piece: most have as many bits as before.
        (int From, int To, int By, ulong Mask)[] moves = [.. from c in old
                                                            group c.Mask << c.Shift by (From: c.Word, To: c.Column.Word, By: c.Column.Shift - c.Shift) into alike
                                                            select (alike.Key.From, alike.Key.To, alike.Key.By, alike.Aggregate((a, b) => a | b))];
        return (from, to) =>
        {
            to.Clear();
            foreach (var (word, into, by, mask) in moves) to[into] |= by < 0 ? (from[word] & mask) >> -by : (from[word] & mask) << by;
        };
    }

    private IEnumerable<Column> All() => [.. places, .. cells];

    private Column ColumnOf(Cell cell)
    {
        while (cells.Count < machine.Cells.Count) AddColumn(machine.Cells[cells.Count], space.DefaultOf(machine.Cells[cells.Count]));
        return columnOf[cell];
    }

    private void AddColumn(Cell cell, long initial)
    {
        var column = new Column(cell.ToString(), cell);
        column.NumberOf(initial);
        cells.Add(column);
        columnOf.Add(cell, column);
    }

    private int PlaceNumber(int c, int place)
    {
        int number = places[c].NumberOf(place);
        if (FindRoom(places[c])) Refit();
        if (number >= spots[c].Length) Array.Resize(ref spots[c], Math.Max(8, number * 2));
        spots[c][number] ??= new(c, number, place == Idle, Math.Max(1, model.Processes[c].Actions.Count));
        return number;
    }

    /// <summary>
    /// Sees to it that the bits of a column can tell its values apart. One that has had a single value so far has no bits, and the bits that nobody uses are 0 in every row, which is the
    /// number of that value: it takes some of these, and all rows are right as they are. For any other column rows have to be laid out anew.
    /// </summary>
    /// <returns>Whether it has taken some, so that what goes by the bits of columns has to be made anew (<see cref="Refit"/>).</returns>
    private bool FindRoom(Column column)
    {
        if (!column.Overflows || NeedsRelay) return false;
        int bits = BitsOf(column), word = fill.FindIndex(used => used + bits <= 64);
        NeedsRelay = column.Bits > 0 || word < 0;
        if (NeedsRelay) return false;
        (column.Word, column.Shift, column.Bits) = (word, fill[word], bits);
        fill[word] += bits;
        Bits += bits;
        return true;
    }

    /// <summary>Columns have other bits.</summary>
    private void Refit()
    {
        foreach (var chain in chains) chain.Lay(words);
        MakeTable();
    }

    private void Lay()
    {
        int word = 0, used = 0;
        Bits = 0;
        Layout++;
        fill.Clear();
        var spare = Spare();
        foreach (var column in All())
        {
            int bits = BitsOf(column) + (spare.Contains(column) ? 1 : 0);
            if (used + bits > 64)
            {
                fill.Add(used);
                (word, used) = (word + 1, 0);
            }
            (column.Word, column.Shift, column.Bits) = (bits == 0 ? 0 : word, bits == 0 ? 0 : used, bits);
            used += bits;
            Bits += bits;
        }
        fill.Add(used);
        words = word + 1;
        NeedsRelay = false;
        Refit();
    }

    /// <summary>One value more than there are, so that the next one finds room.</summary>
    private static int BitsOf(Column column) => column.Values.Count == 1 ? 0 : System.Numerics.BitOperations.Log2((uint)column.Values.Count) + 1;

    /// <summary>Columns that get a bit more, as far as that takes no further word: those with the most values, which grow most.</summary>
    private HashSet<Column> Spare()
    {
        int used = 0;
        foreach (var column in All()) used = BitsOf(column) is var bits && used % 64 + bits > 64 ? (used / 64 + 1) * 64 + bits : used + bits;
        // Where a word ends is not known before it is laid out: some bits are left alone.
        int left = Math.Max(0, (used + 63) / 64 * 64 - used - 2 * (used / 64 + 1));
        return [.. All().Where(c => c.Values.Count > 2).OrderByDescending(c => c.Values.Count).Take(left)];
    }
}
