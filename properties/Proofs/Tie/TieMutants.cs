using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>A driver with a rule broken that makes a step which the machine of its revision cannot make.</summary>
/// <param name="Name">As in the list of mutants or of races.</param>
/// <param name="Machine">The machine to which it is not tied.</param>
/// <param name="Step">The first such step in the walks: what the driver does there, in its words.</param>
public sealed record TieMutant(string Name, string Machine, string Step);

/// <summary>Mutants of the driver that break a tie. What breaks in the machine, and so in a proof, stands in the tests.</summary>
public static class TieMutants
{
    public static IReadOnlyList<TieMutant> All { get; } =
    [
        new("byte-limit+never-stops", "bytes", "takes the queue lock"),
        new("byte-limit+stops-one-byte-late", "bytes", "takes the queue lock"),
        new("byte-limit+never-wakes-tx", "bytes", "looks when the head expires"),
        new("byte-limit+wakes-tx-when-empty", "bytes", "looks for a packet"),
        new("byte-limit+miscounts-expiry", "bytes", "takes the queue lock"),
        new("byte-limit+refuses-when-full", "bytes", "takes the queue lock"),
        new("byte-limit+stops-after-unlock", "bytes", "takes the queue lock"),
        new("xsa-424+accepts-at-the-limit", "bytes", "takes the queue lock"),
        new("xsa-424+accepts-always", "bytes", "takes the queue lock"),
        new("xsa-424+never-wakes-tx", "bytes", "updates rx_slots_needed"),
        new("xsa-424+looks-for-room-unlocked", "bytes", "stops the Tx queue"),
        new("proposed+stops-at-refusal", "bytes", "looks whether the vif is still connected"),
        new("proposed+frees-under-lock", "bytes", "takes the queue lock"),
        new("byte-limit+never-expires", "expiry", "reads the time"),
        new("byte-limit+expires-two-ticks-late", "expiry", "reads the time"),
        new("byte-limit+oversleeps-by-two-ticks", "expiry", "reads the time"),
        new("byte-limit+sleeps-for-ever", "expiry", "looks whether the vif is disabled"),
        new("byte-limit+forgets-kick", "expiry", "releases the queue lock"),
        new("byte-limit+takes-the-second", "expiry", "links the packet"),
        new("byte-limit+kicks-before-append", "expiry", "reads the time"),
        new("byte-limit+tests-before-preparing", "expiry", "looks when the head expires"),
        new("byte-limit+expires-in-interrupt", "expiry", "unlinks the packet"),
        new("byte-limit+expires-a-tick-early", "expiry", "reads the time"),
        new("proposed+expires-at-half-time", "expiry", "links the packet"),
        new("byte-limit+never-arms", "requests", "asks for an event at the next request"),
        new("byte-limit+arms-a-ring-too-far", "requests", "asks for an event at the next request"),
        new("byte-limit+compares-signed", "requests", "reads req_cons"),
        new("byte-limit+compares-without-wrap", "requests", "reads req_cons"),
        new("byte-limit+ignores-interrupt", "requests", "arrives"),
        new("byte-limit+needs-two-slots-fewer", "requests", "reads req_cons"),
        new("byte-limit+sends-unchecked", "requests", "unlinks the packet"),
        new("byte-limit+kicks-before-append", "requests", "kicks rx0"),
        new("head-need+sends-one-unchecked", "requests", "unlinks the packet"),
        new("locked-peek+forgets-eoi", "requests", "looks whether the vif is disabled"),
        new("xsa-424+keeps-old-need", "requests", "unlinks the packet"),
        new("byte-limit+looks-once", "requests", "asks for an event at the next request"),
        new("locked-peek+acknowledges-without-taking", "requests", "looks at the mark of the event"),
        new("proposed+leaves-mark-when-unused", "requests", "looks whether the vif is disabled"),
        new("proposed+peeks-unlocked", "requests", "peeks at the head"),
        new("byte-limit+notifies-one-late", "responses", "reads rsp_event"),
        new("byte-limit+notifies-inverted", "responses", "reads rsp_event"),
        new("head-need+never-notifies", "responses", "reads rsp_event"),
        new("byte-limit+needs-two-slots-fewer", "slots", "takes a request"),
        new("proposed+ignores-headroom", "slots", "takes a request"),
        new("byte-limit+takes-one-slot-more", "slots", "takes a request"),
        new("stall-detection+counts-unlocked", "count", "sets the stalled mark"),
        new("stall-detection+counts-recovery-twice", "count", "looks at the stalled mark"),
        new("stall-detection+forgets-to-count-back", "count", "sets the stalled mark"),
        new("head-need+leaves-carrier-off", "count", "takes the vif lock"),
        new("byte-limit+takes-carrier-down", "stall", "turns the carrier off"),
        new("byte-limit+takes-one-slot-more", "stall", "takes a request"),
        new("proposed+stalls-a-tick-early", "stall", "frees a packet"),
        new("proposed+counts-from-last-delivery", "stall", "sets the stalled mark"),
        new("proposed+reckons-before-linked", "stall", "reads rx_slots_needed"),
        new("proposed+stalls-beside-a-fitting-head", "stall", "sets the stalled mark"),
        new("proposed+forgets-the-dropped", "stall", "unlinks the packet"),
    ];

    private static IEnumerable<(string Name, string What, Revision Faulty)> Known =>
    [
        .. MutantList.All.Select(m => (m.FullName, m.What, m.Faulty)),
        // What upstream did is called by its own name.
        .. Race.Every.Where(r => !Drivers.IsUpstream(r.Faulty)).Select(r => ($"{r.Sound.Name}+{r.Name}", r.What, r.Faulty)),
    ];

    /// <returns>The mutant or the race of that name, or null.</returns>
    public static Revision? Find(string name) => Known.FirstOrDefault(m => m.Name == name).Faulty;

    /// <summary>What a revision is called here: a mutant is called what it is made of.</summary>
    internal static string NameOf(Revision revision) => Known.FirstOrDefault(m => m.Faulty == revision).Name ?? revision.Name;

    /// <summary>What is broken in it, in a few words.</summary>
    public static string WhatOf(string name) => Known.First(m => m.Name == name).What;
}
