using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// A word that another CPU or the guest can see. Each load and each store is a point of its own, and takes effect
/// when its context goes on from there.
/// </summary>
/// <param name="kernel">The machine that the word is part of.</param>
/// <param name="name">What the word is called in the field, for labels.</param>
/// <param name="initial">Its value before anything ran.</param>
/// <param name="unit">What its value means.</param>
/// <param name="queue">The queue that it belongs to, where the unit is one of a ring or a packet.</param>
public sealed class Shared<T>(Kernel kernel, string name, T initial, Unit unit = Unit.Plain, int queue = -1)
{
    /// <summary>The value without a point: for the environment, and for code that holds the lock of this word.</summary>
    public T Value = initial;

    public string Name => name;

    /// <summary>The only thread that writes it once it runs, or null. Its own loads then need not be points: nobody can come in
    /// between.</summary>
    public KernelThread? Writer { get; set; }

    /// <summary>Whether nobody writes it while others run. Then no load of it need be a point.</summary>
    public bool IsConstant { get; set; }

    public Point<LoadEffect, T> Load(string what)
    {
        if (kernel.Interleaves && (IsConstant || Writer is not null)) kernel.WillLoad(IsConstant ? null : Writer);
        return new(kernel.Point(what), new(this));
    }

    /// <summary>Yields what the word held before, so that it serves as exchange as well.</summary>
    public Point<StoreEffect, T> Store(T value, string what)
    {
        if (kernel.WantsObservations) kernel.WillWrite(unit, queue, Number(value), value as Packet);
        if (kernel.Interleaves && (IsConstant || Writer is not null)) kernel.AssertMayWrite(name, IsConstant ? null : Writer);
        return new(kernel.Point(what), new(this, value));
    }

    private T Seen(T value)
    {
        if (kernel.IsTraced) kernel.Read(name, value);
        if (kernel.WantsObservations) kernel.Observe(unit, queue, Number(value), value as Packet);
        return value;
    }

    private void Written(T before)
    {
        if (kernel.IsTraced) kernel.Write(name, before, Value);
        if (kernel.WantsObservations) kernel.Observe(unit, queue, Number(before), before as Packet);
    }

    private static long Number(T value)
    {
        if (typeof(T) == typeof(bool)) return Unsafe.As<T, bool>(ref value) ? 1 : 0;
        if (typeof(T) == typeof(uint)) return Unsafe.As<T, uint>(ref value);
        if (typeof(T) == typeof(ulong)) return (long)Unsafe.As<T, ulong>(ref value);
        return 0;
    }

    public readonly struct LoadEffect(Shared<T> word) : IEffect<T>
    {
        public T Take() => word.Kernel.Interleaves ? word.Seen(word.Value) : word.Value;
    }

    public readonly struct StoreEffect(Shared<T> word, T value) : IEffect<T>
    {
        public T Take()
        {
            T before = word.Value;
            word.Value = value;
            if (word.Kernel.Interleaves) word.Written(before);
            return before;
        }
    }

    private Kernel Kernel => kernel;
}
