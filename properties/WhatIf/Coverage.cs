using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Netback.Properties.WhatIf;

/// <summary>Kinds of searches that can take a branch.</summary>
[Flags]
public enum Searches : byte
{
    None = 0,
    /// <summary>Tests that come with the revision. They are no search.</summary>
    Tests = 1,
    /// <summary>Random scenarios, one context at a time.</summary>
    Scenarios = 2,
    /// <summary>Exploration, walks and real threads: contexts interleave.</summary>
    Interleavings = 4,
}

/// <summary>
/// Which branches of an instrumented assembly were taken, and by which kind of search. The calls stand in the assembly in memory and not in
/// the one on disk (<see cref="Instrumenter"/>).
/// </summary>
/// <remarks>No search depends on it: what is counted is never read by the driver, so that states, seeds and witnesses stay what they are.</remarks>
public sealed class Coverage
{
    /// <summary>Rounds of one loop in one go after which it counts as endless: a hundred times what the largest scenario needs.</summary>
    private const int MaxRounds = 1_000_000;

    /// <summary>Methods of a revision inside each other: a hundred times what a rule needs.</summary>
    private const int MaxNested = 2_000;

    [ThreadStatic]
    private static nuint last;

    [ThreadStatic]
    private static int nested;

    private static readonly Lock Gate = new();
    private static Coverage[] open = [];

    private readonly byte[] taken;

    private Coverage(int session, int edges) => (Session, taken) = (session, new byte[edges]);

    /// <summary>Number by which the instrumented code finds it.</summary>
    public int Session { get; }

    /// <summary>What is searched now; whoever sets it waits until all that came before is over.</summary>
    public Searches Now { get; set; }

    /// <summary>The searches that took an edge.</summary>
    public Searches Of(Edge edge) => (Searches)taken[edge.Number];

    internal static Coverage Open(Func<int, int> instrument)
    {
        lock (Gate)
        {
            int session = open.Length;
            var coverage = new Coverage(session, instrument(session));
            open = [.. open, coverage];
            return coverage;
        }
    }

    /// <summary>A method is entered.</summary>
    /// <exception cref="InsufficientExecutionStackException">It calls itself without an end.</exception>
    /// <remarks>Inlined it would stand in the stack where its caller does.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void Enters(int session, int edge)
    {
        byte here;
        nuint at = (nuint)(&here);
        // Deeper in the stack than the method before, so that none has returned: long before the stack ends, for to unwind it takes more of it.
        nested = at < last ? nested + 1 : 0;
        last = at;
        if (nested > MaxNested) throw new InsufficientExecutionStackException("the rule calls itself endlessly");
        Takes(session, edge);
    }

    /// <summary>A condition leads one way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Takes(int session, int edge)
    {
        var coverage = open[session];
        // Threads of one search write the same value.
        coverage.taken[edge] |= (byte)coverage.Now;
    }

    /// <summary>A loop goes round once more.</summary>
    /// <exception cref="EndlessRuleException">It has done so too often.</exception>
    [StackTraceHidden]
    public static void GoesRound(ref int rounds)
    {
        if (++rounds > MaxRounds) throw new EndlessRuleException(MaxRounds);
    }
}
