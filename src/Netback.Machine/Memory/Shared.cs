using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// A word that several contexts touch. Each load, store and exchange is a point of its own, and takes effect when its context goes on
/// from there. Whoever holds the lock that protects it, or is the only one who writes it, may also use <see cref="Cell{T}.Value"/>.
/// </summary>
/// <inheritdoc cref="Cell{T}"/>
public class Shared<T>(Machine machine, string name, T initial, int queue = -1, Guard? protection = null)
    : Cell<T>(machine, name, initial, queue, protection)
{
    private readonly string loads = $"reads {name}", stores = $"writes {name}", exchanges = $"exchanges {name}";

    internal override bool IsShared => true;

    /// <summary>Reads the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Point<LoadEffect, T> Load(string? what = null) => new(Machine.Point(what ?? loads), new(this));

    /// <summary>Writes the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Point<StoreEffect, Done> Store(T value, string? what = null) => new(Machine.Point(what ?? stores), new(this, value));

    /// <summary>Writes the word in one piece with reading it, and yields what it held before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Point<ExchangeEffect, T> Exchange(T value, string? what = null) => new(Machine.Point(what ?? exchanges), new(this, value));

    public readonly struct LoadEffect(Shared<T> word) : IEffect<T>
    {
        public Access Access => new(AccessKind.Load, word);
        public T Take() => word.Take();
    }

    public readonly struct StoreEffect(Shared<T> word, T value) : IEffect<Done>
    {
        public Access Access => new(AccessKind.Store, word);

        public Done Take()
        {
            word.Put(value);
            return default;
        }
    }

    public readonly struct ExchangeEffect(Shared<T> word, T value) : IEffect<T>
    {
        public Access Access => new(AccessKind.Exchange, word);

        public T Take()
        {
            T before = word.Take();
            word.Put(value);
            return before;
        }
    }
}
