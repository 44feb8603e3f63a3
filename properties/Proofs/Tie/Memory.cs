using System.Numerics;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Tie;

/// <summary>
/// What an abstraction knows that no state of the driver says: variables of the machine that remember something past, and what it has seen itself.
/// Indices and times are kept by their distance to the consumer and to the present, and no further back than matters, as the states of an
/// exploration keep them: two that differ only in where they count from are one.
/// </summary>
internal sealed class Memory
{
    private readonly List<(Variable Variable, Variable? Origin, int Oldest)> past = [];
    private readonly List<Flag> flags = [];

    /// <summary>Something that the abstraction has seen, or a number of it.</summary>
    public sealed class Flag
    {
        public long Number { get; set; }
        public bool Is { get => Number != 0; set => Number = value ? 1 : 0; }
    }

    /// <summary>Variables that remember something past.</summary>
    public void Keep(params ReadOnlySpan<Variable> variables)
    {
        foreach (var variable in variables) past.Add((variable, null, 0));
    }

    /// <summary>Variables that remember an index or a moment.</summary>
    /// <param name="origin">From where they are counted: the consumer, or the present.</param>
    /// <param name="oldest">What is further back than this is as if it were just so far back.</param>
    /// <param name="variables">The variables.</param>
    public void KeepFrom(Variable origin, int oldest, params ReadOnlySpan<Variable> variables)
    {
        foreach (var variable in variables) past.Add((variable, origin, oldest));
    }

    /// <param name="number">What it is at the beginning.</param>
    public Flag NewFlag(long number = 0)
    {
        var flag = new Flag { Number = number };
        flags.Add(flag);
        return flag;
    }

    /// <summary>What has to be kept beside a state of the driver.</summary>
    public long[] Save(Valuation state)
    {
        long[] saved = new long[past.Count + flags.Count];
        for (int i = 0; i < past.Count; i++)
        {
            var (variable, origin, oldest) = past[i];
            saved[i] = (long)(origin is null ? state[variable] : BigInteger.Max(state[variable] - state[origin], -oldest));
        }
        for (int i = 0; i < flags.Count; i++) saved[past.Count + i] = flags[i].Number;
        return saved;
    }

    /// <summary>Puts back what the abstraction has seen.</summary>
    public void LoadFlags(long[] saved)
    {
        for (int i = 0; i < flags.Count; i++) flags[i].Number = saved[past.Count + i];
    }

    /// <summary>Puts back the variables, into a state of which the others are read off the driver.</summary>
    public void LoadVariables(long[] saved, Valuation state)
    {
        for (int i = 0; i < past.Count; i++)
        {
            var (variable, origin, _) = past[i];
            state[variable] = origin is null ? saved[i] : state[origin] + saved[i];
        }
    }
}
