namespace Netback.Properties.Exploration;

/// <summary>One component of a state in a packed row: the place of a context, or a cell. Its values are numbered in the order in which they were met.</summary>
/// <param name="name">What it is.</param>
/// <param name="cell">The cell, or null for the place of a context.</param>
internal sealed class Column(string name, Cell? cell = null)
{
    private readonly Dictionary<long, int> numbers = [];

    public string Name => name;

    public Cell? Cell => cell;

    /// <summary>The values met so far; the one before anything ran is the first.</summary>
    public List<long> Values { get; } = [];

    /// <summary>Where it lies in a row: the word, and the bits in it. None while it has had one value only.</summary>
    public int Word { get; set; }

    /// <inheritdoc cref="Word"/>
    public int Shift { get; set; }

    /// <inheritdoc cref="Word"/>
    public int Bits
    {
        get;
        set => (field, Mask) = (value, (1UL << value) - 1);
    }

    public ulong Mask { get; private set; }

    /// <summary>Whether there are more values than its bits can tell apart.</summary>
    public bool Overflows => Values.Count > 1 << Bits;

    /// <summary>The number of a value, which is a new one if it has not been met.</summary>
    public int NumberOf(long value)
    {
        if (numbers.TryGetValue(value, out int number)) return number;
        numbers.Add(value, number = Values.Count);
        Values.Add(value);
        return number;
    }

    /// <summary>The number of its value in a row.</summary>
    public int In(ReadOnlySpan<ulong> row) => (int)(row[Word] >> Shift & Mask);

    /// <summary>Its value in a row.</summary>
    public long ValueIn(ReadOnlySpan<ulong> row) => Values[In(row)];

    public void Set(Span<ulong> row, int number) => row[Word] = row[Word] & ~(Mask << Shift) | (ulong)number << Shift;

    public override string ToString() => name;
}
