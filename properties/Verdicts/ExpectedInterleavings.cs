using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>The table of expected verdicts where contexts interleave. What is not listed as a violation is expected to hold.</summary>
public static class ExpectedInterleavings
{
    public static IReadOnlyList<KnownViolation> Violations { get; } =
    [
        new("BoundedMemory@no-tx-lock", Expected.Between("byte-limit", "locked-peek"),
            "Each CPU that found the Tx queue running appends its packet: the bound is passed by a packet for each.", Expected.Here),
        new("TeardownWithinDrain@interleaved", Expected.Between("byte-limit", "xsa-424"),
            "A packet that found the vif connected is appended after the Rx thread's last purge, and stays.", Expected.Here),
        new("NothingLeftBehind@interleaved", Expected.Between("byte-limit", "xsa-424"),
            "The same packet: nobody frees it.", Expected.Here),
        new("CarrierOffWhenDisconnected@interleaved", Expected.Between("stall-detection", "xsa-424"),
            "The Rx thread that was about to turn the carrier on does so after the disconnect has turned it off.", Expected.Here),
        new("NoLostWakeup@interleaved", Expected.Between("late-eoi", "xsa-424"),
            "An interrupt that looked at a head which then expires asks for the event of a slot too many; the next packet's slot comes unheard.", Expected.Here),
        new("SmallRingProgress@interleaved", Expected.Between("late-eoi", "xsa-424"),
            "The same wake-up: the packet that it was for has its slot.", Expected.Here),
        new("NoUseAfterFree@interleaved", ["late-eoi"], "The interrupt looks at the head, which the Rx thread may have freed.", "ec7d8e7dd3a5"),
        new("EoiMatchesEvent@interleaved", Expected.Between("late-eoi", "xsa-424"),
            "Handler and thread look at eoi_pending and at the work in different orders: one acknowledges the other's event.", Expected.Here),
        new("NoDeadlock@interleaved", ["xsa-392"],
            "A refused packet is freed under the lock that its destructor wants.", "XSA-424, CVE-2022-42328"),
    ];

    /// <summary>What only the graph of all states shows, and so only an exploration to the end: it has no row in the tables.</summary>
    public static IReadOnlyList<KnownViolation> OfGraphs { get; } =
    [
        new($"{Recovery.CanRecover}@explored", ["stall-detection", .. Expected.Between("head-need", "locked-peek")],
            "As CarrierRecovers, found by visiting all states: a stalled queue that sleeps without having asked for an event sleeps for good.", Expected.Here),
    ];

    public static Outcome Of(InterleavingClause clause, Revision revision) =>
        !clause.AppliesTo(revision) ? Outcome.DoesNotApply : Why(clause, revision) is null ? Outcome.Holds : Outcome.Violated;

    /// <returns>Why the revision breaks the clause, or null if it is expected to hold.</returns>
    public static KnownViolation? Why(InterleavingClause clause, Revision revision) =>
        Violations.FirstOrDefault(v => v.Claim == clause.Title && v.Revisions.Contains(Verdicts.Expected.NameOf(revision)));

    /// <summary>Whether the revision is known to break the clause, in some surroundings, between contexts, or as a race.</summary>
    public static bool Knows(Revision revision, string clause) => KnowsOf(History.Nearest(revision) ?? revision, clause)
        || Race.All.Any(r => r.Broken.GetType() == revision.GetType() && r.Clause == clause);

    private static bool KnowsOf(Revision revision, string clause) =>
        Violations.Concat(OfGraphs).Concat(Verdicts.Expected.Violations).Any(v => v.Claim.StartsWith(clause + "@", StringComparison.Ordinal) && v.Revisions.Contains(revision.Name));
}
