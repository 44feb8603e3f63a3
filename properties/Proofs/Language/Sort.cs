using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>What a term stands for: a truth value, an integer, a word of 32 bits, or the place at which a context stands.</summary>
public sealed class Sort
{
    private Sort(string smt, IReadOnlyList<string> places) => (Smt, Places) = (smt, places);

    public static Sort Bool { get; } = new("Bool", []);

    /// <summary>An integer without bounds: bytes, jiffies, numbers of packets or queues.</summary>
    public static Sort Whole { get; } = new("Int", []);

    /// <summary>32 bits that wrap: an index of a ring.</summary>
    public static Sort Word { get; } = new("(_ BitVec 32)", []);

    /// <summary>What it is called in SMT-LIB.</summary>
    public string Smt { get; }

    /// <summary>The places of a position, in the order of their making; empty for all other sorts.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>One of the places at which a context can stand.</summary>
    /// <param name="name">What the position is called; the sort is called after it.</param>
    /// <param name="places">What the places are called; different from each other and from all other symbols of the machine.</param>
    public static Sort Position(string name, IReadOnlyList<string> places) => new($"{name}.Place", places);

    /// <summary>How a value is written in SMT-LIB.</summary>
    /// <param name="value">0 or 1 for a truth value, the number of a place for a position.</param>
    public string Show(BigInteger value) =>
        this == Bool ? (value.IsZero ? "false" : "true")
        : this == Word ? $"#x{(uint)value:x8}"
        : Places.Count > 0 ? Places[(int)value]
        : value.Sign < 0 ? $"(- {BigInteger.Negate(value)})" : value.ToString();

    public override string ToString() => Smt;
}
