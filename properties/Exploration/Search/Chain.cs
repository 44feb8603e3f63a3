using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>
/// Steps of one context that are made together: the first, and those that nobody can come before. What they come to is known by what the first of
/// them finds, and is carried out in one piece.
/// </summary>
/// <param name="rules">One for each step.</param>
internal sealed class Chain(Rule[] rules)
{
    private ulong[] clears = [], sets = [];

    public int Process => rules[0].Process;

    /// <summary>Number of the shift by which the places of others move, 0 for none. No step but the first has one.</summary>
    public int Shift { get; } = rules[0].Shift;

    /// <summary>Steps that it is made of.</summary>
    public int Steps => rules.Length;

    /// <summary>What the steps violate.</summary>
    public Violation[] Violations { get; } = [.. rules.SelectMany(r => r.Violations)];

    /// <summary>The words of rows have changed their layout.</summary>
    public void Lay(int words)
    {
        (clears, sets) = (new ulong[words], new ulong[words]);
        foreach (var rule in rules)
        {
            foreach (var (column, number) in rule.Writes)
            {
                clears[column.Word] |= column.Mask << column.Shift;
                column.Set(sets, number);
            }
        }
    }

    /// <summary>The bits of a word that it writes.</summary>
    public ulong Clears(int word) => clears[word];

    /// <summary>What it writes there.</summary>
    public ulong Sets(int word) => sets[word];

    /// <summary>Writes what it writes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<ulong> row, Span<ulong> to)
    {
        ref ulong from = ref MemoryMarshal.GetReference(row), into = ref MemoryMarshal.GetReference(to);
        ref ulong clear = ref MemoryMarshal.GetArrayDataReference(clears), set = ref MemoryMarshal.GetArrayDataReference(sets);
        for (int w = 0; w < to.Length; w++) Unsafe.Add(ref into, w) = Unsafe.Add(ref from, w) & ~Unsafe.Add(ref clear, w) | Unsafe.Add(ref set, w);
    }
}
