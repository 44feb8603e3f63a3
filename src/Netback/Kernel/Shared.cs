namespace Netback;

/// <summary>
/// A word that another CPU or the guest can see. Each load and each store is a point of its own, and takes effect
/// when its context goes on from there.
/// </summary>
/// <param name="kernel">The machine that the word is part of.</param>
/// <param name="name">What the word is called in the field, for labels.</param>
/// <param name="initial">Its value before anything ran.</param>
public sealed class Shared<T>(Kernel kernel, string name, T initial)
{
    /// <summary>The value without a point: for the environment, and for code that holds the lock of this word.</summary>
    public T Value = initial;

    public string Name => name;

    public Point<LoadEffect, T> Load(string what) => new(kernel.Point(what), new(this));

    /// <summary>Yields what the word held before, so that it serves as exchange as well.</summary>
    public Point<StoreEffect, T> Store(T value, string what) => new(kernel.Point(what), new(this, value));

    public readonly struct LoadEffect(Shared<T> word) : IEffect<T>
    {
        public T Take() => word.Value;
    }

    public readonly struct StoreEffect(Shared<T> word, T value) : IEffect<T>
    {
        public T Take()
        {
            T before = word.Value;
            word.Value = value;
            return before;
        }
    }
}
