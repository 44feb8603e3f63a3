namespace Netback;

/// <summary>
/// A row of values that grows and shrinks. Where contexts interleave it is made of cells: as many as there are slots for packets where
/// states are saved, elsewhere as they are needed.
/// </summary>
/// <inheritdoc cref="Cell{T}"/>
public sealed class CellList<T>(Machine machine, string name, int queue, Guard? protection = null)
{
    private readonly List<T>? plain = machine.Interleaves ? null : [];
    private readonly List<Cell<T>> cells =
        [.. Enumerable.Range(0, machine.Pool?.Slots.Count ?? 0).Select(i => new Cell<T>(machine, $"{name}[{i}]", default!, queue, protection))];
    private readonly Cell<int>? count = machine.Interleaves ? new(machine, $"number of {name}", 0, queue, protection) : null;

    public int Count => plain?.Count ?? count!.Value;

    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public T this[int i]
    {
        get
        {
            if (plain is not null) return plain[i];
            Demand(i);
            return cells[i].Value;
        }
    }

    public void Add(T value)
    {
        if (plain is not null)
        {
            plain.Add(value);
            return;
        }
        int at = count!.Value;
        if (at == cells.Count)
        {
            if (machine.Pool is not null) throw new NotSupportedException($"More than {at} {name}.");
            cells.Add(new(machine, $"{name}[{at}]", default!, queue, protection));
        }
        cells[at].Value = value;
        count.Value = at + 1;
    }

    public void Clear()
    {
        if (plain is not null)
        {
            plain.Clear();
            return;
        }
        for (int i = 0; i < count!.Value; i++) cells[i].Value = default!;
        count.Value = 0;
    }

    /// <inheritdoc cref="Cell{T}.Renew"/>
    public void Renew()
    {
        plain?.Clear();
        if (count is null) return;
        foreach (var cell in cells) cell.Renew(default!);
        count.Renew(0);
    }

    /// <summary>Replaces a value.</summary>
    public void Set(int at, T value)
    {
        if (plain is not null) plain[at] = value;
        else cells[at].Value = value;
    }

    /// <summary>Takes a value out; those behind it move up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public void RemoveAt(int at)
    {
        if (plain is not null)
        {
            plain.RemoveAt(at);
            return;
        }
        Demand(at);
        int last = count!.Value - 1;
        for (int i = at; i < last; i++) cells[i].Value = cells[i + 1].Value;
        cells[last].Value = default!;
        count.Value = last;
    }

    /// <returns>The place of the value, or -1.</returns>
    public int IndexOf(T value)
    {
        for (int i = 0; i < Count; i++)
            if (EqualityComparer<T>.Default.Equals(this[i], value)) return i;
        return -1;
    }

    /// <summary>Behind its end there are cells too.</summary>
    private void Demand(int at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(at, count!.Value);
    }
}
