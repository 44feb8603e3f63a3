using System.Runtime.CompilerServices;
using Netback.States;

namespace Netback;

/// <summary>A word of the machine that changes. All that changes lies in cells, so that a state can be read, compared, saved and put back.</summary>
public abstract class Cell : Part
{
    private protected Cell(Machine machine, string name, int queue, Guard? protection) : base(machine)
    {
        (Name, Queue, Protection) = (name, queue, protection);
        CellNumber = machine.Register(this);
        // One context at a time needs no points: what is left to check is who has which lock.
        IsGuarded = protection is not null || (IsShared && machine.Interleaves);
        IsGivenBack = machine.AllocatesIn;
    }

    /// <summary>The field's name for it.</summary>
    public string Name { get; }

    /// <summary>The queue that it belongs to, or -1 if to the vif as a whole.</summary>
    public int Queue { get; }

    /// <summary>Place among the cells of its machine, from 0.</summary>
    public int CellNumber { get; }

    /// <summary>The lock that a context must hold, or the thread that it must be, to touch it other than at a point. Null if that is not checked.</summary>
    internal Guard? Protection { get; }

    /// <summary>Whether the memory that it lies in has been given back: nobody may touch it then. Null if that never happens.</summary>
    internal Cell<bool>? IsGivenBack { get; }

    /// <summary>Whether several contexts touch it: then only at points, but for those whom its protection lets in.</summary>
    internal virtual bool IsShared => false;

    /// <summary>Whether not everybody may touch it in passing.</summary>
    internal bool IsGuarded { get; }

    /// <summary>The value as a number that does not depend on where time and indices count from. Not an access.</summary>
    internal abstract long Read(Encoding encoding);

    /// <summary>The number of the default of its type.</summary>
    internal abstract long Default(Encoding encoding);

    /// <summary>Puts a value back. Not an access.</summary>
    internal abstract void Write(long code, Encoding encoding);

    internal abstract Codec Codec { get; }

    /// <summary>The value as it is, for those who print it. Not an access.</summary>
    public abstract object? Shown { get; }

    public override string ToString() => Queue < 0 ? Name : $"{Name}.{Queue}";
}

/// <summary>A word of the machine that holds a T.</summary>
/// <param name="machine">The machine that it is part of.</param>
/// <param name="name">The field's name for it.</param>
/// <param name="initial">Its value before anything ran.</param>
/// <param name="queue">The queue that it belongs to, or -1.</param>
/// <param name="protection">The lock or the thread that protects it: <see cref="Value"/> is then refused to all others.</param>
public class Cell<T>(Machine machine, string name, T initial, int queue = -1, Guard? protection = null) : Cell(machine, name, queue, protection)
{
    private readonly AccessLog? log = machine.Accesses;
    private T word = initial;

    /// <summary>The value: an access of the running context, which nobody else can come in between. What several contexts touch is
    /// protected by a lock, or it is touched at a point (<see cref="Shared{T}"/>).</summary>
    /// <exception cref="InvalidOperationException">It is protected, and the running context is not who may touch it.</exception>
    public T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            log?.Reads(this);
            return word;
        }
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            if (log is null) word = value;
            else Write(value, inPassing: true);
        }
    }

    /// <summary>The value, for those who watch: environment, properties, printers. An exploration notes that they looked.</summary>
    public T Peek
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            log?.Watched(this);
            return word;
        }
    }

    public override object? Shown => word;

    internal override Codec Codec => Codec<T>.Instance;

    /// <summary>The memory that it lies in is handed out anew, and nobody knows of it yet but who does that.</summary>
    public void Renew(T value) => Put(value);

    /// <summary>The machine itself writes it, whoever runs.</summary>
    internal void Become(T value) => Put(value);

    /// <summary>The access that a point makes when its context goes on.</summary>
    private protected T Take()
    {
        log?.Loads(this);
        return word;
    }

    /// <inheritdoc cref="Take"/>
    private protected void Put(T value)
    {
        if (log is null) word = value;
        else Write(value, inPassing: false);
    }

    private void Write(T value, bool inPassing)
    {
        if (inPassing) log!.Writes(this);
        else log!.Stores(this);
        object? before = log.Tracer is null ? null : word;
        word = value;
        log.Tracer?.Write(this, before);
    }

    internal override long Read(Encoding encoding) => Codec<T>.Encode(word, encoding);

    internal override long Default(Encoding encoding) => Codec<T>.Encode(default!, encoding);

    internal override void Write(long code, Encoding encoding) => word = Codec<T>.Decode(code, encoding);
}
