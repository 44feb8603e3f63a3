using Netback.States;

namespace Netback;

/// <summary>
/// Something that is made and given back while the machine runs. Where states are saved it lives in one of a few slots and each of its
/// fields is a cell; elsewhere it is an object like any other.
/// </summary>
public abstract class Pooled
{
    private readonly Machine? machine;
    private readonly AccessLog? log;
    private readonly List<Cell>? cells;

    /// <param name="machine">The machine that it is made in, or null.</param>
    /// <param name="pool">Where it has a slot, or null.</param>
    /// <param name="slot">Which.</param>
    protected Pooled(Machine? machine, Pool? pool, int slot)
    {
        (this.machine, Slot, log) = (machine, slot, pool?.Machine.Accesses);
        if (pool is null) return;
        cells = [];
        Declare(new(pool.Machine, this));
    }

    /// <summary>Number of its slot, from 0.</summary>
    internal int Slot { get; }

    /// <summary>Whether it is in use; a slot that nobody points to is free.</summary>
    protected internal abstract bool IsUsed { get; }

    /// <summary>Whether it has been given back: whoever still points to it points to nothing that tells states apart.</summary>
    protected internal abstract bool IsGone { get; }

    /// <summary>The fields, where they are cells.</summary>
    internal IReadOnlyList<Cell> Cells => cells ?? [];

    /// <summary>What it points to of its own kind, or null: slots are numbered along these chains.</summary>
    protected internal abstract Pooled? Following { get; }

    /// <summary>Declares every field.</summary>
    protected abstract void Declare(Fields fields);

    /// <summary>Whoever runs uses it, though it has been given back.</summary>
    protected void UsedWhenGone() => machine?.Listener?.UsedAfterFree(this);

    /// <summary>A field is read.</summary>
    protected void Reads(int field)
    {
        log?.Watched(cells![field]);
    }

    /// <summary>A field is written.</summary>
    protected void Writes(int field)
    {
        log?.Changed(cells![field]);
    }

    /// <summary>Takes the fields of a pooled object down.</summary>
    protected sealed class Fields(Machine machine, Pooled owner)
    {
        public void Add<T>(string name, Func<T> get, Action<T> set) =>
            owner.cells!.Add(new Field<T>(machine, $"slot {owner.Slot} {name}", get, set));
    }

    private sealed class Field<T>(Machine machine, string name, Func<T> get, Action<T> set) : Cell(machine, name, -1, null)
    {
        internal override Codec Codec => Codec<T>.Instance;
        public override object? Shown => get();
        internal override long Read(Encoding encoding) => Codec<T>.Encode(get(), encoding);
        internal override long Default(Encoding encoding) => Codec<T>.Encode(default!, encoding);
        internal override void Write(long code, Encoding encoding) => set(Codec<T>.Decode(code, encoding));
    }
}

/// <summary>The slots of a machine whose states are saved.</summary>
public sealed class Pool
{
    private readonly List<Pooled> slots = [];

    /// <param name="machine">The machine.</param>
    internal Pool(Machine machine) => Machine = machine;

    internal Machine Machine { get; }
    internal IReadOnlyList<Pooled> Slots => slots;

    /// <summary>Makes the slots.</summary>
    /// <param name="count">How many.</param>
    /// <param name="create">Makes the one of a number.</param>
    /// <param name="gone">What those point to who still point to one that has been given back.</param>
    public void Fill(int count, Func<int, Pooled> create, Pooled gone)
    {
        for (int slot = slots.Count; slot < count; slot++) slots.Add(create(slot));
        Gone = gone;
    }

    internal Pooled? Gone { get; private set; }

    /// <summary>The first slot that is free.</summary>
    /// <exception cref="TooManyPacketsException">None is.</exception>
    public Pooled Free
    {
        get
        {
            foreach (var slot in slots)
                if (!slot.IsUsed) return slot;
            throw new TooManyPacketsException(slots.Count);
        }
    }
}

/// <summary>A run has more packets at the same time than there are slots for, so that its states cannot be saved.</summary>
/// <param name="slots">How many there are.</param>
public sealed class TooManyPacketsException(int slots) : NotSupportedException($"More than {slots} packets at the same time.")
{
    /// <summary>How many packets there may be.</summary>
    public int Slots => slots;
}
