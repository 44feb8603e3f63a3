using Netback.Properties.Clauses;
using Netback.Properties.Exploration;
using Netback.Revisions;
using static Netback.EventKind;

namespace Netback.Properties.Verdicts;

/// <summary>A clause where contexts interleave: the monitor of the catalogue, which watches every step of every context.</summary>
/// <param name="Name">As in <see cref="Breach"/>.</param>
/// <param name="Statement">What it says, in a sentence.</param>
/// <param name="Wants">Events that must have happened in the searches for a verdict to count.</param>
public sealed record InterleavingClause(string Name, string Statement, EventKinds Wants)
{
    /// <summary>Whether the clause is about CPUs that feed one queue without the stack's Tx lock, and about nothing else.</summary>
    public bool WithoutTxLock { get; init; }

    /// <summary>The clause of the catalogue, or null for one that is about contexts only.</summary>
    private Property? Property { get; init; }

    /// <summary>
    /// Whether there is something to find. What a revision breaks with one context at a time stands in the other table; here it would only
    /// hide what else there is. <c>slot-estimate</c> is not explored: nothing bounds its queue, and its estimate of slots is wrong where a
    /// packet has none to spare, as in small configurations.
    /// </summary>
    public bool AppliesTo(Revision revision) => Concerns(revision) && !BreaksAlone(revision);

    /// <summary>Whether the design of a revision has what the clause speaks of, and is explored.</summary>
    public bool Concerns(Revision revision) => revision is ByteLimit && Property?.AppliesTo(revision) != false;

    /// <summary>The same with one context at a time, or null where contexts are what it is about.</summary>
    public Claim? Alone => Property?.HonestClaim;

    /// <summary>Whether the revision breaks the clause with one context at a time.</summary>
    public bool BreaksAlone(Revision revision) => Property is not null && Expected.Why(Property.HonestClaim!, revision) is not null;

    /// <summary>
    /// Names of what a run with contexts that interleave is judged by unless somebody says otherwise: all that the revision does not break with
    /// one context at a time. For a mutant that is said of the revision that it is made of.
    /// </summary>
    public static IReadOnlyList<string> NamesFor(Revision revision)
    {
        var nearest = History.Nearest(revision);
        return [.. All.Where(c => nearest is null || !c.BreaksAlone(nearest)).Select(c => c.Name).Distinct()];
    }

    /// <summary>How it is called in tables.</summary>
    public string Title => WithoutTxLock ? $"{Name}@no-tx-lock" : $"{Name}@interleaved";

    /// <summary>Every clause that is about an honest guest and a host that honours the stop, in the order of the catalogue.</summary>
    public static IReadOnlyList<InterleavingClause> All { get; } =
    [
        .. Catalogue.All.Where(p => p.HonestClaim is not null)
            .Select(p => new InterleavingClause(p.Name, p.Statement, p.WantedEvents) { Property = p }),
        new("BoundedMemory", "The same while CPUs that feed one queue do not take turns: several Tx queues share it.",
            EventKinds.Of(PacketAccepted, TxStopped)) { WithoutTxLock = true },
        new(Deadlocks.Clause, "No context waits for what can no longer come.", EventKinds.Of(PacketPurged, TxStopped)),
    ];
}
