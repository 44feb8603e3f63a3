using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A claim that some revisions are known to break.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Revisions">The revisions.</param>
/// <param name="Why">The reason, in a sentence.</param>
/// <param name="Source">Who said so first: upstream, or this suite.</param>
public sealed record KnownViolation(string Claim, IReadOnlyList<string> Revisions, string Why, string Source)
{
    /// <summary>Whether it takes contexts that preempt one another.</summary>
    public bool Interleaved { get; init; }

    /// <summary>Configurations and concurrent scenarios without which it cannot be, or null where it may be in any: a violation found in another is not this one.</summary>
    public IReadOnlyList<string>? OnlyIn { get; init; }
}

/// <summary>The table of expected verdicts. What is not listed as a violation is expected to hold.</summary>
public static class Expected
{
    internal const string Here = "new finding";

    /// <summary>Those that do not follow from others (<see cref="Claim.FollowsFrom"/>).</summary>
    public static IReadOnlyList<KnownViolation> Violations { get; } =
    [
        new("BoundedMemory@honest", ["slot-estimate"],
            "The slot check ignores what is already queued, so the Tx queue is not stopped.", "f48da8b14d04, point 1"),
        new("BoundedMemory@hostile", ["slot-estimate"],
            "As with an honest guest.", "f48da8b14d04, point 1"),
        new("BoundedMemoryForAnyHost@any-host", ["slot-estimate"],
            "Nothing limits the queue.", "f48da8b14d04, point 1"),
        new("BoundedMemoryForAnyHost@any-host", From("byte-limit", "locked-peek"),
            "Every packet is appended, however full the queue is; only a stopped Tx queue keeps packets out.", "XSA-392, CVE-2021-28715"),
        new("BoundedFootprint@honest", ["slot-estimate"],
            "Nothing limits the queue.", "f48da8b14d04, point 1"),
        new("BoundedFootprint@hostile", ["slot-estimate"],
            "As with an honest guest.", "f48da8b14d04, point 1"),
        new("BoundedFootprint@any-host", ["slot-estimate"],
            "Nothing limits the queue.", "f48da8b14d04, point 1"),
        new("BoundedFootprint@any-host", From("byte-limit", "locked-peek"),
            "Every packet is appended, however full the queue is; only a stopped Tx queue keeps packets out.", "XSA-392, CVE-2021-28715"),
        new("ByteAccounting@any-host", From("byte-limit", "locked-peek"),
            "The count has 32 bits, and a host that ignores a stopped Tx queue makes it wrap.", "XSA-392, CVE-2021-28715"),
        new("BoundedMemoryForAnyHost@hostile-any", ["slot-estimate"], "As with an honest guest.", "f48da8b14d04, point 1"),
        new("BoundedMemoryForAnyHost@hostile-any", From("byte-limit", "locked-peek"), "As with an honest guest.", "XSA-392, CVE-2021-28715"),
        new("BoundedLatency@honest", ["slot-estimate"],
            "Packets behind a blocked head wait for a purge, which may never come.", "f48da8b14d04"),
        new("BoundedLatency@any-host", ["slot-estimate"],
            "As with an obedient host.", "f48da8b14d04"),
        new("TeardownWithinDrain@honest", ["slot-estimate"],
            "A packet that fits neither expires nor stops the Tx queue, and so holds its memory for ever.", "f48da8b14d04"),
        new("NoSpuriousCarrierOff@honest", ["slot-estimate"],
            "While the Tx queue is stopped, any event from the guest is treated as an expired stall timer.", "f48da8b14d04, point 3"),
        new("NoSpuriousCarrierOff@honest", From("stall-detection", "xsa-424"),
            "The stall is measured from the last delivery: after an idle time the first packet that does not fit takes the "
            + "carrier down at once.", Here),
        new("NoPrematureCarrierOn@honest", ["slot-estimate"],
            "One free slot counts as recovered, and at connect none is needed.", "f48da8b14d04, point 3"),
        new("NoPrematureCarrierOn@honest", ["byte-limit"],
            "The carrier comes on at connect, whatever the guest has posted.", "ecf08d2dbb96"),
        new("NoPrematureCarrierOn@honest", From("fewer-slots", "locked-peek"),
            "One free slot counts as recovered, though the packet needs more.", Here),
        new("NoPrematureCarrierOn@honest", ["xsa-392", "xsa-424"],
            "An empty queue needs no slots: the carrier comes on at connect, and when the backlog has expired.", Here),
        new("CarrierOffWhenDisconnected@hostile", ["stall-detection"],
            "After a fatal error the threads of the other queues run on, and one that becomes ready turns the carrier on.", Here),
        new("CarrierOffWhenDisconnected@hostile", From("fewer-slots", "xsa-424"),
            "After a fatal error the threads of the other queues run on, and one that becomes ready turns the carrier on. Where contexts interleave, also: the vif connects again, "
            + "still disabled, and its first thread ends before there is a connection to close.", Here),
        new("StallIsDetected@honest", ["slot-estimate"],
            "A stall is detected only while the Tx queue is stopped, and here it is not.", "f48da8b14d04, point 2"),
        new("StallIsDetected@honest", ["byte-limit"],
            "There is no stall detection; the next revision brings it back.", "ecf08d2dbb96"),
        new("StallIsDetected@honest", From("stall-detection", "xsa-424"),
            "Nothing wakes the thread when the stall timeout is over: without traffic the stall goes unnoticed.", Here),
        new("StallIsDetected@steady", ["slot-estimate"],
            "A stall is detected only while the Tx queue is stopped, and here it is not.", "f48da8b14d04, point 2"),
        new("StallIsDetected@steady", ["byte-limit"],
            "There is no stall detection; the next revision brings it back.", "ecf08d2dbb96"),
        new("StallIsDetected@steady", From("fewer-slots", "locked-peek"),
            "With one slot free the queue never counts as stalled, however many the head needs.", "XSA-392, CVE-2021-28714"),
        new("NoFlapping@honest", ["slot-estimate"],
            "A single free slot brings the carrier back, and the next packet that does not fit takes it down again.", "f48da8b14d04, point 3"),
        new("NoFlapping@honest", ["xsa-392", "xsa-424"],
            "When the backlog has expired the queue counts as ready, and stalls again.", Here),
        new("CarrierRecovers@honest", ["stall-detection"],
            "The ready test does not set req_event: slots posted in small steps leave the carrier off for ever.", Here),
        new("CarrierRecovers@honest", From("head-need", "locked-peek"),
            "If the guest of a stalled queue posts exactly the slots that the backlog needs, the thread sleeps without having set req_event.", Here),
        new("Isolation@honest", ["slot-estimate"],
            "While a Tx queue is stopped, any event for its queue takes the carrier down for all queues, and the others purge their packets.", "f48da8b14d04, point 3"),
        new("Isolation@honest", From("stall-detection", "xsa-424"),
            "A false alarm of one queue after an idle time takes the carrier down for all queues.", Here),
        new("Isolation@any-host", ["slot-estimate"], "As with an obedient host.", "f48da8b14d04, point 3"),
        new("Isolation@any-host", From("stall-detection", "xsa-424"), "As with an obedient host.", Here),
        new("Isolation@xdp", From("late-eoi", "xsa-424"), "As without headroom.", Here),
        new("EoiMatchesEvent@event-back-off", ["late-eoi"],
            "On a shared channel an event that brings only Tx work counts as spurious.", "a3daf3d39132 (FreeBSD)"),
        new("TimelyDelivery@event-back-off", ["late-eoi"],
            "On a shared channel an event that brings only Rx work counts as spurious, which slows down a guest that only receives; so does an event that brings too few slots.",
            "a3daf3d39132 (FreeBSD)"),
        new("TimelyDelivery@event-back-off", From("locked-peek", "xsa-424"),
            "An event that brings only some of the slots that the head lacks counts as spurious, and delays the next one.", Here),
        new("SmallRingProgress@honest", ["byte-limit", "stall-detection"],
            "Any packet needs 18 free slots; a guest that posts fewer gets nothing.", "1d5d48523900 (iPXE)"),
        new("SmallRingProgress@honest", ["fewer-slots"],
            "On a vif with GSO any packet needs 17 free slots.", "2016 series"),
        new("NoLossForObedientHost@honest", ["xsa-392", "xsa-424"],
            "The Tx queue is stopped only when a packet finds the internal queue full, and that packet is dropped.", Here),
        new("NoRingOverrun@honest", ["fewer-slots"],
            "The slots needed come from the MTU, which leaves out the Ethernet header: a packet can take one slot more than was tested.", Here),
        new("NoRingOverrun@xdp", From("late-eoi", "xsa-424"),
            "Neither the headroom nor its extra slot is counted in the slots needed.", Here),
        new("HostileIndexContained@hostile", From("slot-estimate", "fewer-slots"),
            "A forged index lets the thread take more packets than its array holds, and an assertion stops the host.",
            "XenServer's patch, 2015"),
        new("HostileIndexContained@hostile", From("head-need", "xsa-424"),
            "A forged index sends the thread round the ring until its queue is empty.", "XenServer's patch, 2015"),
        new("NoDriverAssertion@honest", ["fewer-slots"],
            "Once the consumer has passed the producer, the driver sees four billion free slots.", Here),
        new("NoFreeUnderLock@honest", ["xsa-392"],
            "A refused packet is freed on the spot, with the queue lock held and interrupts off.", "XSA-424, CVE-2022-42328"),
        new("NoUnlockedPeek@honest", ["late-eoi"],
            "To see whether there is work, the interrupt peeks at the head of the queue, without the lock.", "ec7d8e7dd3a5"),
        new("NoSpin@hostile", From("slot-estimate", "stall-detection"),
            "The thread of queue 0 busy-loops once the vif is disabled.", "42b5212fee4f"),
        new("NoSpin@hostile", From("fewer-slots", "xsa-424"),
            "The threads of the other queues busy-loop once the vif is disabled and something wakes them.", Here),
        new("BoundedMemory@reconnecting", ["slot-estimate"], "As in a first connection.", "f48da8b14d04, point 1"),
        new("NoUseAfterTeardown@hostile", ["late-eoi", "locked-peek"],
            "Nobody holds a reference to the thread's task; after a fatal error the thread ends by itself, and the disconnect still calls kthread_stop on it.",
            "XSA-374, CVE-2021-28691"),
        new("FreshStart@reconnecting", From("slot-estimate", "head-need"),
            "The driver treats every ring as new, even one that the guest keeps using across the reconnect.", "dynamic unbind and bind, Dec 2019"),
        new("CarrierRecovers@reconnecting", ["stall-detection"],
            "As in a first connection: the ready test does not set req_event.", Here),
        new("CarrierRecovers@reconnecting", From("head-need", "locked-peek"),
            "The ready test does not set req_event, and in a ring in use its old value has been passed: nothing that the guest posts brings an event.", Here),
        new("SmallRingProgress@packet-shapes", ["slot-estimate"],
            "A linear area that crosses a page counts as two slots and takes one: a packet that fits waits for a slot that it does not need.", Here),
        new("SmallRingProgress@packet-shapes", ["byte-limit", "stall-detection"],
            "As with page-aligned packets: any packet needs 18 free slots.", "1d5d48523900 (iPXE)"),
        new("SmallRingProgress@packet-shapes", ["fewer-slots"], "As with page-aligned packets: on a vif with GSO any packet needs 17 free slots.", "2016 series"),
        new("NoRingOverrun@packet-shapes", ["fewer-slots"], "As with page-aligned packets: the MTU leaves out the Ethernet header.", Here),
        new("NoDriverAssertion@packet-shapes", ["fewer-slots"], "As with page-aligned packets: once the consumer has passed the producer, the driver sees four billion free slots.", Here),
        new("NoRingOverrun@reconnecting", ["fewer-slots"], "As in a first connection: the MTU leaves out the Ethernet header.", Here),
        new("SlotAccounting@reconnecting", From("slot-estimate", "head-need"),
            "A ring in use is treated as new, so that requests are taken and answered a second time.", "dynamic unbind and bind, Dec 2019"),
        new("NoDriverAssertion@reconnecting", From("slot-estimate", "fewer-slots"),
            "A ring in use is treated as new, and can then seem to hold more requests than the array of copies has entries.", "dynamic unbind and bind, Dec 2019"),
        new("NoFlapping@stack", ["slot-estimate"], "As without a stack.", "f48da8b14d04, point 3"),
        new("NoFlapping@stack", ["xsa-392", "xsa-424"], "As without a stack: when the backlog has expired the queue counts as ready, and stalls again.", Here),
        new("NoFeltFlapping@stack", ["slot-estimate"],
            "The carrier stays off for longer than linkwatch takes to notice, and a single slot brings it back.", "f48da8b14d04, point 3"),
        new("NoFeltFlapping@stack", ["xsa-392", "xsa-424"],
            "When the backlog of a dead guest has expired, the carrier comes back; by the next stall a second has passed, and the host sees the link go down again.", Here),
        new("NoUndueLoss@stack", ["slot-estimate"],
            "While the Tx queue is stopped, any event from the guest takes the link down, and the packets in the qdisc are dropped.", "f48da8b14d04, point 3"),
        new("NoUndueLoss@stack", From("stall-detection", "locked-peek"),
            "After an idle time the first packet that does not fit takes the link down, and what the application sends then is lost.", Here),
        new("NoUndueLoss@stack", ["xsa-392", "xsa-424"],
            "The packet that finds the queue full is dropped, though the stack has room to keep it.", Here),
        Interleaved("BoundedMemory@no-tx-lock", ["slot-estimate"], "Nothing limits the queue.", "f48da8b14d04, point 1"),
        Interleaved("BoundedMemory@no-tx-lock", From("byte-limit", "locked-peek"),
            "Each CPU that found the Tx queue running appends its packet: the limit is exceeded by one packet per CPU, not by one in all."),
        Interleaved("BoundedFootprint@no-tx-lock", ["slot-estimate"], "Nothing limits the queue.", "f48da8b14d04, point 1"),
        Interleaved("BoundedFootprint@no-tx-lock", From("byte-limit", "locked-peek"),
            "As for BoundedMemory: the limit is exceeded by one packet per CPU, and each holds at least 768 bytes of memory."),
        Interleaved("TeardownWithinDrain@honest", From("byte-limit", "xsa-424"),
            "A packet that found the vif connected is appended after the Rx thread's last purge, and stays."),
        Interleaved("NothingLeftBehind@honest", From("slot-estimate", "xsa-424"), "A packet that found the vif connected is appended after the Rx thread's last purge: nobody frees it."),
        Interleaved("NothingLeftBehind@hostile", From("slot-estimate", "xsa-424"),
            "As with an honest guest; from head-need on also after a fatal error, since the thread of queue 0 has purged and ended."),
        Interleaved("NothingLeftBehind@reconnecting", From("slot-estimate", "xsa-424"), "As at a disconnect for good: the next connection has other queues."),
        Interleaved("NothingCarriedOver@reconnecting", ["slot-estimate"],
            "A packet that found the vif connected, and no slot, arms the stall timer after the disconnect has stopped it: it still runs when the frontend connects again."),
        Interleaved("NothingCarriedOver@reconnecting", From("stall-detection", "xsa-424"),
            "The carrier that an Rx thread turned on after the disconnect is still on when the frontend connects again."),
        Interleaved("StallAccounting@reconnecting", From("stall-detection", "xsa-424"),
            "The carrier that was left on: the new queues count as stalled, and yet packets are let in."),
        Interleaved("CarrierOffWhenDisconnected@honest", ["slot-estimate", .. From("stall-detection", "xsa-424")],
            "The Rx thread that was about to turn the carrier on does so after the disconnect has turned it off."),
        Interleaved("CarrierOffWhenDisconnected@hostile", ["slot-estimate"], "As with an honest guest: the frontend may go away before the fatal error is dealt with."),
        Interleaved("CarrierRecovers@honest", ["slot-estimate"],
            "A purge event is handled late, finds the slots used up, and takes the carrier down. The event for the slots posted next came while the carrier was still on, so it requested no purge, and nobody looks at these slots again."),
        Interleaved("CarrierRecovers@reconnecting", ["slot-estimate"], "As in a first connection; a timer left over from the last connection can request that purge, too."),
        Interleaved("NoLostWakeup@honest", From("late-eoi", "xsa-424"),
            "An interrupt reads the need of a head that then expires, and sets req_event one slot too far: the guest sends no event for the slot that the next packet needs."),
        Interleaved("SmallRingProgress@honest", From("late-eoi", "xsa-424"), "The same lost wake-up: the packet has its slot, and is not sent."),
        Interleaved("SmallRingProgress@packet-shapes", From("late-eoi", "xsa-424"),
            "As with page-aligned packets, and without any time passing: an interrupt reads the need of a head with a hash, which is then sent, and sets req_event one slot too far."),
        Interleaved("NoLossForObedientHost@honest", From("stall-detection", "locked-peek"),
            "An Rx thread starts before the vif is connected, and turns the carrier on as soon as its queue is ready: what the host then sends before the connected bit is set is dropped."),
        Interleaved("NoUseAfterFree@honest", ["late-eoi"], "The interrupt looks at the head, which the Rx thread may have freed.", "ec7d8e7dd3a5"),
        Interleaved("EoiMatchesEvent@honest", From("late-eoi", "xsa-424"),
            "Handler and thread look at eoi_pending and at the work in different orders: one sends the EOI for the other's event."),
        Interleaved("NoDeadlock@honest", ["xsa-392"], "A refused packet is freed under the lock that its destructor wants.", "XSA-424, CVE-2022-42328")
            with { OnlyIn = ["destructors", "destructor"] },
    ];

    /// <summary>What only the graph of all states shows, and so only an exploration to the end: it has no row in the tables.</summary>
    public static IReadOnlyList<KnownViolation> OfGraphs { get; } =
    [
        Interleaved($"{Recovery.CanRecover}@explored", ["slot-estimate"],
            "As CarrierRecovers, found by visiting all states: nobody looks again at a carrier that a late purge event has taken down."),
        Interleaved($"{Recovery.CanRecover}@explored", ["stall-detection", .. From("head-need", "locked-peek")],
            "As CarrierRecovers, found by visiting all states: a stalled queue that sleeps without having set req_event sleeps for good."),
    ];

    /// <summary>What is expected of a cell: what is violated where it follows from is violated there.</summary>
    public static Outcome Of(Claim claim, Revision revision) => claim.AppliesTo(revision) && claim.FollowsFrom.Any(c => Of(c, revision) == Outcome.Violated)
        ? Outcome.Violated : OfSearch(claim, revision);

    /// <summary>What a search with all its engines is expected to come to.</summary>
    internal static Outcome OfSearch(Claim claim, Revision revision) => !claim.AppliesTo(revision) ? Outcome.DoesNotApply
        : Alone(claim, revision) == Outcome.Violated ? Outcome.Violated
        : Interleaved(claim, revision) is var interleaved && interleaved == Outcome.DoesNotApply ? Alone(claim, revision) : interleaved;

    /// <summary>What is expected where one context runs at a time.</summary>
    public static Outcome Alone(Claim claim, Revision revision) => !claim.IsOfScenarios || !claim.AppliesTo(revision) ? Outcome.DoesNotApply
        : Why(claim, revision, interleaved: false) is null ? Outcome.Holds : Outcome.Violated;

    /// <summary>What is expected where contexts interleave. What a revision breaks with one context at a time is not looked for there: it would only
    /// hide what else there is.</summary>
    public static Outcome Interleaved(Claim claim, Revision revision) => !claim.IsOfContexts || !claim.AppliesTo(revision)
        || BreaksAlone(claim, revision) || !InterleavedVerifier.Covers(revision, claim.Environment) ? Outcome.DoesNotApply
        : Why(claim, revision, interleaved: true) is null ? Outcome.Holds : Outcome.Violated;

    /// <summary>Whether the revision breaks the claim with one context at a time.</summary>
    public static bool BreaksAlone(Claim claim, Revision revision) => Why(claim, revision, interleaved: false) is not null;

    /// <returns>Why the revision breaks the claim, or null if it is expected to hold.</returns>
    public static KnownViolation? Why(Claim claim, Revision revision) => Why(claim, revision, interleaved: false) ?? Why(claim, revision, interleaved: true)
        ?? Follows(claim, revision, c => Why(c, revision));

    /// <summary>
    /// Names of the properties that a run with contexts that interleave is judged by unless somebody says otherwise: all that the revision does not
    /// break with one context at a time. For a mutant that is said of the revision that it is made of.
    /// </summary>
    public static IReadOnlyList<string> NamesFor(Revision revision) =>
        [.. Catalogue.Claims.Where(c => c.IsOfContexts && c.AppliesTo(revision)).SelectMany(c => JudgedBetweenContexts(c, revision, BreaksAlone)).Select(c => c.ViolatedName).Distinct()];

    /// <summary>What is judged of a claim where contexts interleave: it, unless the revision breaks it with one context at a time, and what is left of it where it is known
    /// to be violated.</summary>
    internal static IEnumerable<Claim> JudgedBetweenContexts(Claim claim, Revision revision, Func<Claim, Revision, bool> breaksAlone)
    {
        if (!breaksAlone(claim, revision)) yield return claim;
        if (Remainder.OfContexts(claim, revision) is { } left) yield return left;
    }

    /// <summary>Whether the revision is known to break the property, in some environment, over the graph of its states, or as a race.</summary>
    public static bool Knows(Revision revision, string property) =>
        Violations.Concat(OfGraphs).Any(v => v.Claim.StartsWith(property + "@", StringComparison.Ordinal) && v.Revisions.Contains(NameOf(revision)))
        || Race.Every.Any(r => r.Faulty.GetType() == revision.GetType() && r.Property == property);

    /// <summary>The revision whose expectations count: of a variant and of what is derived from a revision, those of that revision.</summary>
    private static string NameOf(Revision revision) => (History.Nearest(revision) ?? revision).Name;

    /// <summary>What is violated with one context at a time where a claim follows from is expected to be found once more. Where contexts interleave each environment has configurations of
    /// its own.</summary>
    private static KnownViolation? Why(Claim claim, Revision revision, bool interleaved) =>
        Violations.FirstOrDefault(v => v.Claim == claim.Name && v.Interleaved == interleaved && v.Revisions.Contains(NameOf(revision)))
        ?? (interleaved ? null : Follows(claim, revision, c => Why(c, revision, interleaved: false)));

    private static KnownViolation? Follows(Claim claim, Revision revision, Func<Claim, KnownViolation?> why) =>
        claim.AppliesTo(revision) ? claim.FollowsFrom.Select(why).FirstOrDefault(w => w is not null) : null;

    private static KnownViolation Interleaved(string claim, IReadOnlyList<string> revisions, string why, string source = Here) =>
        new(claim, revisions, why, source) { Interleaved = true };

    private static IReadOnlyList<string> From(string first, string last)
    {
        var names = History.Names.ToList();
        return [.. names[names.IndexOf(first)..(names.IndexOf(last) + 1)]];
    }
}
