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

    /// <summary>Writes the word, whatever it held before.</summary>
    public Point<StoreEffect, ValueTuple> Store(T value, string what)
    {
        WillWrite(value);
        return new(kernel.Point(what), new(this, value));
    }

    /// <summary>Writes the word, and yields what it held before.</summary>
    public Point<ExchangeEffect, T> Exchange(T value, string what)
    {
        WillWrite(value);
        return new(kernel.Point(what), new(this, value));
    }

    private void WillWrite(T value)
    {
        if (!kernel.Interleaves) return;
        if (kernel.WantsObservations) kernel.WillWrite(unit, queue, Number(value), value as Packet);
        if (IsConstant || Writer is not null) kernel.AssertMayWrite(name, IsConstant ? null : Writer);
    }

    private T Seen(T value)
    {
        if (kernel.IsTraced) kernel.Read(name, value);
        return Observed(value);
    }

    private T Observed(T value)
    {
        if (kernel.WantsObservations) kernel.Observe(unit, queue, Number(value), value as Packet);
        return value;
    }

    private T Replace(T value)
    {
        T before = Value;
        Value = value;
        if (kernel.Interleaves && kernel.IsTraced) kernel.Write(name, before, value);
        return before;
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

    public readonly struct StoreEffect(Shared<T> word, T value) : IEffect<ValueTuple>
    {
        public ValueTuple Take()
        {
            word.Replace(value);
            return default;
        }
    }

    public readonly struct ExchangeEffect(Shared<T> word, T value) : IEffect<T>
    {
        public T Take()
        {
            T before = word.Replace(value);
            return word.Kernel.Interleaves ? word.Observed(before) : before;
        }
    }

    private Kernel Kernel => kernel;
}
