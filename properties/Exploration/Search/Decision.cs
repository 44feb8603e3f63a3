namespace Netback.Properties.Exploration;

/// <summary>
/// A decision tree over the columns of a row. What is learned is a function of what was read, in the order in which it was read: whoever
/// finds the same values finds the same result.
/// </summary>
/// <typeparam name="T">What is decided.</typeparam>
internal sealed class Decision<T> where T : class
{
    private Column? column;
    private Decision<T>?[] next = [];
    private T? result;

    /// <summary>What is decided here, or null if something has to be looked at first, or has not been learned.</summary>
    public T? Result => result;

    /// <summary>What has to be looked at first, or null.</summary>
    public Column? Column => column;

    /// <summary>What is decided by each value of <see cref="Column"/>, or null for what has not been learned; as many as have been met.</summary>
    public ReadOnlySpan<Decision<T>?> Next => next;

    /// <summary>The node from which on there is something to look at: a column without bits has had one value, and when it gets another the table of decisions
    /// is made anew.</summary>
    public Decision<T> Effective
    {
        get
        {
            var at = this;
            while (at.result is null && at.column is { Bits: 0 } && at.next is [{ } only, ..]) at = only;
            return at;
        }
    }

    /// <summary>What has been learned for a row, or null if nothing has.</summary>
    public T? Find(ReadOnlySpan<ulong> row)
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
