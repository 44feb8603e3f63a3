using System.Diagnostics;
using Netback.Properties.Specification;

namespace Netback.Properties.Exploration;

/// <summary>How much to explore.</summary>
/// <param name="States">States at most.</param>
/// <param name="Time">Ends earlier, or null.</param>
/// <param name="Until">Ends when this property is violated, or null.</param>
public sealed record ExplorationBudget(int States, TimeSpan? Time = null, string? Until = null)
{
    /// <summary>No limit but the machine's.</summary>
    public static readonly ExplorationBudget Unlimited = new(int.MaxValue);

    /// <summary>Whether to ask, once all states are known, whether all can get going again from each of them, and whether the thread can go round for ever.</summary>
    public bool Recovery { get; init; } = true;

    /// <summary>Time that has been spent already, by a search that began anew.</summary>
    internal TimeSpan Spent { get; init; }

    /// <returns>Why a search that has come so far goes no further, in words; or null if it does.</returns>
    internal string? WhyToStop(int states, FirstViolations found, Stopwatch clock) =>
        states > States ? $"at {States:N0} states"
        : found.Has(Until ?? "") ? $"at a violation of {Until}"
        : clock.Elapsed + Spent > Time ? $"after {Time.Value.TotalSeconds:0.###} s" : null;
}

/// <summary>A property that is violated, and a short way there: the shortest one, if the search was breadth first.</summary>
/// <param name="Violation">The property, and what happened.</param>
/// <param name="Schedule">What leads there.</param>
public sealed record Finding(Violation Violation, Schedule Schedule)
{
    /// <summary>Steps at its end that can follow again and again; 0 if nothing is said of that.</summary>
    public int Repeats { get; init; }
}

/// <summary>What an exhaustive exploration has come to.</summary>
/// <param name="States">Distinct states.</param>
/// <param name="Transitions">Steps between them.</param>
/// <param name="Depth">Steps of the longest among the ways to each state: the shortest ones of a search breadth first, those it took of one depth first.</param>
/// <param name="Left">States found and not gone on from: 0 if it was exhaustive.</param>
/// <param name="Findings">For each property that is violated, a short way there, in the order found.</param>
public sealed record ExplorationResult(int States, long Transitions, int Depth, int Left, IReadOnlyList<Finding> Findings)
{
    /// <summary>Why it was cut short, or null.</summary>
    public string? Truncated { get; init; }

    /// <summary>Distinct states in which nobody is in the middle of anything that could go on.</summary>
    public int RestStates { get; init; }

    /// <summary>Rules learned: different ways in which a step depends on what it reads.</summary>
    public int Rules { get; init; }

    /// <summary>Bits that tell states apart.</summary>
    public int Bits { get; init; }

    /// <summary>Steps of the driver that were executed.</summary>
    public long Executed { get; init; }

    /// <summary>How often the search began anew because a step turned out to touch what others touch.</summary>
    public int Restarts { get; init; }

    /// <summary>How often rows were laid out anew because more values turned up than there were bits for.</summary>
    public int Relays { get; init; }

    /// <summary>Transitions that were executed on the real driver too and came to the same; null if that was not asked.</summary>
    public long? Checked { get; init; }

    /// <summary>Bytes that states take, with their table and where they come from.</summary>
    public long Bytes { get; init; }

    /// <summary>States from which a state of rest with empty queues, running Tx queues and carrier on can be reached; null if
    /// that was not asked.</summary>
    public int? Recoverable { get; init; }

    /// <summary>Ticks after which, from any state, everything has been sent or has expired and all runs again, if the stack offers nothing
    /// more, the guest posts and takes whatever it can, and nobody is slower than a tick; null if that was not asked, or
    /// if it is not certain to come.</summary>
    public int? ConvergesWithin { get; init; }

    /// <summary>Kinds of events that have happened.</summary>
    public EventKinds Events { get; init; }

    /// <summary>Situations that occur in some state or step, but those that take a history.</summary>
    public Probes Probes { get; init; }

    /// <summary>ms further back than usual up to which it told moments and passed deadlines apart, as it made a difference to the driver.</summary>
    public int FurtherMs { get; init; }

    /// <summary>The same of indices, in slots.</summary>
    public int FurtherSlots { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>CPU time that it would take if each worker had a core to itself: of the busiest worker in each phase, and of what one does
    /// alone.</summary>
    public TimeSpan CriticalPath { get; init; }

    /// <summary>The same, with what a search says by its rules and its table.</summary>
    internal ExplorationResult Of(RuleBook book, StateTable table) => this with
    {
        Rules = book.Rules.Count, Bits = book.Bits, Executed = book.Executed, Restarts = book.Restarts, Bytes = table.Bytes,
        FurtherMs = (int)book.Horizon.OverdueMs, FurtherSlots = book.Horizon.DecidedSlots, Events = book.Model.Watch.Seen, Probes = book.Model.Watch.Probes,
    };

    /// <summary>How far back it looked, in a sentence; null if no further than usual.</summary>
    public string? LookedBack => FurtherMs == 0 && FurtherSlots == 0 ? null
        : $"Looks back {(FurtherMs == 0 ? "" : $"{FurtherMs:N0} ms")}{(FurtherMs == 0 || FurtherSlots == 0 ? "" : " and ")}{(FurtherSlots == 0 ? "" : $"{FurtherSlots:N0} {(FurtherSlots == 1 ? "slot" : "slots")}")}"
            + " further than usual, as it makes a difference to this driver what lies there.";

    /// <summary><c>12,345 states, 45,678 transitions, depth 56, 0 left</c>.</summary>
    public override string ToString() =>
        $"{States:N0} states, {Transitions:N0} transitions, depth {Depth}, {(Truncated is null ? "0 left" : $"truncated ({Truncated}), {Left:N0} left")}";
}
