using Netback.Properties.Observation;
using Netback.Properties.Specification.Monitors;
using Netback.Revisions;

namespace Netback.Properties.Specification.Remainders;

/// <summary>What is left of claims that are known to be violated. Where there is none, nothing is.</summary>
public static class RemainderList
{
    // Of one context at a time and of several alike; before the lists, which are made in this order.
    private static readonly Remainder SpinsWhenDisabled = new("NoSpin@hostile", From("slot-estimate", "stall-detection"), "No thread spins before a fatal error.",
        c => new Excusing(c, Honest("NoSpin", c), (in _, vif) => vif.Disabled));
    private static readonly Remainder OthersSpin = new("NoSpin@hostile", From("fewer-slots", "xsa-424"), "Only the threads of other queues than the first spin, after a fatal error.",
        c => new Excusing(c, Honest("NoSpin", c), (in e, vif) => vif.Disabled && e.Queue != 0));
    private static readonly Remainder AssertsNothing = new("HostileIndexContained@hostile", ["head-need"], "No assertion fires, however far ahead req_prod is.",
        c => new NeverHappens(c, EventKind.AssertionFailed, Cause.None, "an assertion of the driver stops the machine"));
    private static readonly Remainder RefusesImpossibleRings = new("HostileIndexContained@hostile", From("late-eoi", "xsa-424"),
        "No assertion fires, however far ahead req_prod is, and a ring in use with more unanswered requests than it has slots is refused.",
        c => new Excusing(c, new HostileIndexContained(c), (in e, _) => e.Kind == EventKind.SlotsConsumed));
    private static readonly Remainder FreesWhenFull = new("NoFreeUnderLock@honest", ["xsa-392"], "Only a packet that finds the queue full is freed under the lock.",
        c => new Excusing(c, Honest("NoFreeUnderLock", c), (in e, vif) => vif[e.Queue].Bytes >= c.Parameters.QueueLimit));

    /// <summary>Where one context runs at a time.</summary>
    public static IReadOnlyList<Remainder> OfScenarios { get; } =
    [
        new("NoSpuriousCarrierOff@honest", ["slot-estimate"], "Without an event of the guest the carrier goes off only when the Tx queue has been stopped for the drain timeout.",
            c => new EndsStop(c)),
        new("StallIsDetected@honest", ["slot-estimate"], "A Tx queue that is stopped for the drain timeout is woken, or the carrier goes off.",
            c => new EndsStop(c)),
        new("NoSpuriousCarrierOff@honest", ["stall-detection"],
            "The carrier goes off only when a queue with fewer than 18 slots has neither sent anything nor become ready for longer than the stall timeout.",
            c => new StallsAfterItsTime(c, q => q.Free < c.Parameters.MaxPacketSlots)),
        new("NoSpuriousCarrierOff@honest", From("fewer-slots", "locked-peek"),
            "The carrier goes off only when a queue with no slots has neither sent anything nor become ready for longer than the stall timeout.",
            c => new StallsAfterItsTime(c, q => q.Free < 1)),
        new("NoSpuriousCarrierOff@honest", From("xsa-392", "xsa-424"),
            "The carrier goes off only when a queue with fewer slots than its head needs has neither sent anything nor become ready for longer than the stall timeout.",
            c => new StallsAfterItsTime(c, q => q.Head is { } head && q.Free < head.Need)),
        new("StallIsDetected@honest", ["stall-detection"], Overdue, c => new StallsBeforeItExpires(c, (q, _) => q.Free < c.Parameters.MaxPacketSlots)),
        // A ring that has been overrun (fewer-slots without GSO) seems to have four thousand million.
        new("StallIsDetected@honest", From("fewer-slots", "locked-peek"), Overdue, c => new StallsBeforeItExpires(c, (q, _) => q.Free == 0)),
        new("StallIsDetected@honest", From("xsa-392", "xsa-424"), Overdue, c => new StallsBeforeItExpires(c, (q, packet) => q.Free < q.NeedOf(packet))),
        new("StallIsDetected@steady", From("fewer-slots", "locked-peek"), "A queue in which a packet waits with no slot at all for the stall timeout and the drain timeout has led to carrier off.",
            c => new StallIsDetected(c, whileWaiting: true, mostFree: 0)),
        new("NoPrematureCarrierOn@honest", ["slot-estimate"], "After a stall the carrier comes on only with a slot on offer.",
            c => new Excusing(c, new NoPrematureCarrierOn(c), (in e, vif) => e.Cause == Cause.Connect || vif[e.Queue].Free >= 1)),
        new("NoPrematureCarrierOn@honest", ["byte-limit"], "The carrier comes on at connect only.",
            c => new Excusing(c, new NoPrematureCarrierOn(c), (in e, _) => e.Cause == Cause.Connect)),
        new("NoPrematureCarrierOn@honest", From("fewer-slots", "locked-peek"), "The carrier comes on only with a slot on offer in the queue that has become ready.",
            // A ring that has been overrun (fewer-slots without GSO) seems to have four thousand million.
            c => new Excusing(c, new NoPrematureCarrierOn(c), (in e, vif) => vif[e.Queue].Free is < 0 or >= 1)),
        new("NoPrematureCarrierOn@honest", From("xsa-392", "xsa-424"), "The carrier comes on only with the slots that the head needs of the queue that has become ready.",
            c => new Excusing(c, new NoPrematureCarrierOn(c), (in e, vif) => vif[e.Queue].Head is not { } head || vif[e.Queue].Free >= head.Need)),
        new("CarrierRecovers@honest", ["stall-detection"], Eighteen,
            c => new RecoversWhenItLooks(c, c.Parameters.MaxPacketSlots)),
        new("CarrierRecovers@honest", From("head-need", "locked-peek"), OneSlot,
            c => new RecoversWhenItLooks(c, 1)),
        new("CarrierOffWhenDisconnected@hostile", From("stall-detection", "xsa-424"), "Only the thread of a queue other than the first turns the carrier on again, after a fatal error.",
            c => new Excusing(c, new CarrierOffWhenDisconnected(c), (in e, vif) => e.Kind == EventKind.CarrierOn ? vif.Disabled && e.Queue != 0
                : e.Kind == EventKind.Disconnected && vif.Disabled)),
        new("NoRingOverrun@xdp", From("late-eoi", "xsa-424"), "A packet passes the producer only by what the headroom takes.",
            // Once it has passed it, the ring seems to have four thousand million.
            c => new Excusing(c, new NoRingOverrun(c), (in e, vif) => vif[e.Queue].Free + e.Other is var before && (before < 0 || before >= c.Parameters.SlotsOf(e.Packet!, headroom: 0)))),
        new("NoUseAfterTeardown@hostile", ["late-eoi", "locked-peek"], "Nothing but the task of the first queue's thread, after a fatal error, is used after it is gone.",
            c => new Excusing(c, Honest("NoUseAfterTeardown", c), (in e, vif) => vif.Disabled && e is { Kind: EventKind.GoneUsed, Queue: 0, Value: (long)Gone.Task })),
        new("Isolation@honest", ["slot-estimate"], "A purge is requested only for a queue that is stopped or, with the carrier off, stalled.", c => new RequestsOwnPurge(c)),
        // Of the others some need more slots than the queue lacked when it stalled, or sleep beside those that it needs.
        new("Isolation@honest", ["fewer-slots"], "When the last of the queues that take the carrier down has got its slots, no other one loses a packet for more than a tick.",
            c => new Isolation(c, judgesAlarms: false)),
        new("CarrierRecovers@reconnecting", ["stall-detection"], Eighteen, c => new RecoversWhenItLooks(c, c.Parameters.MaxPacketSlots)),
        new("CarrierRecovers@reconnecting", From("head-need", "locked-peek"), OneSlot, c => new RecoversWhenItLooks(c, 1)),
        SpinsWhenDisabled, OthersSpin, AssertsNothing, RefusesImpossibleRings,
        new("NoLossForObedientHost@honest", From("xsa-392", "xsa-424"), "The driver refuses a packet only at the limit, and stops the Tx queue with it.",
            c => new Excusing(c, Honest("NoLossForObedientHost", c), (in e, vif) => IsFullAndStopped(vif[e.Queue], c))),
        new("NoRingOverrun@honest", ["fewer-slots"], "With GSO the consumer never passes the producer.",
            c => new Excusing(c, new NoRingOverrun(c), (in _, _) => !c.Parameters.Gso)),
        new("NoRingOverrun@reconnecting", ["fewer-slots"], "With GSO the consumer never passes the producer.",
            c => new Excusing(c, new NoRingOverrun(c), (in _, _) => !c.Parameters.Gso)),
        new("NoDriverAssertion@honest", ["fewer-slots"], "With GSO no assertion fires.",
            c => new Excusing(c, Honest("NoDriverAssertion", c), (in e, _) => e.Kind == EventKind.AssertionFailed && !c.Parameters.Gso)),
        FreesWhenFull,
        new("FreshStart@reconnecting", From("slot-estimate", "head-need"), "A connection on a new ring starts like the first.",
            c => new Excusing(c, new FreshStart(c), (in e, vif) => vif.IsRingInUse && e.Kind == EventKind.RingAttached)),
        new("SlotAccounting@reconnecting", From("slot-estimate", "head-need"), "On a new ring a packet takes as many slots as it needs, and gets as many responses.",
            c => new Excusing(c, new SlotAccounting(c), (in _, vif) => vif.IsRingInUse)),
        new("NoDriverAssertion@reconnecting", From("slot-estimate", "fewer-slots"), "On a new ring no assertion fires, with GSO.",
            c => new Excusing(c, Honest("NoDriverAssertion", c), (in e, vif) => e.Kind == EventKind.AssertionFailed && (vif.IsRingInUse || (c.Revision is FewerSlots && !c.Parameters.Gso)))),
        new("TimelyDelivery@event-back-off", From("late-eoi", "xsa-424"), "Once a packet is at the head and its slots are posted, it leaves within the second for which an event can be held up.",
            c => new TimelyDelivery(c, withinMs: MostBackOffMs + (int)c.Parameters.TimerSlackMs(MostBackOffMs))),
    ];

    /// <summary>Where contexts interleave.</summary>
    public static IReadOnlyList<Remainder> OfContexts { get; } =
    [
        // The look that asks for an event and falls asleep is one thing, and what somebody else asks for after it another.
        new("NoLostWakeup@honest", From("late-eoi", "xsa-424"), Unasked, c => new SleepsUnasked(c)),
        new("SmallRingProgress@honest", From("late-eoi", "xsa-424"), Unasked, c => new SleepsUnasked(c)),
        new("SmallRingProgress@packet-shapes", From("late-eoi", "xsa-424"), Unasked, c => new SleepsUnasked(c)),
        new("NoUseAfterFree@honest", ["late-eoi"], "Only an interrupt touches a packet that has been freed.",
            c => new Excusing(c, Honest("NoUseAfterFree", c), (in _, _) => c.Machine.InInterrupt)),
        new("CarrierRecovers@honest", ["slot-estimate"], "A purge that is requested, or an event of the queue that has taken the carrier down, with the carrier off, nothing queued and a slot on offer turns the carrier on.", c => new HeedsPurgeEvents(c)),
        new("EoiMatchesEvent@honest", From("late-eoi", "xsa-424"), "No event stays without an EOI.", c => new EventsAcknowledged(c)),
        new("CarrierOffWhenDisconnected@honest", ["slot-estimate", .. From("stall-detection", "xsa-424")], "When the connection is closed the carrier is off, and only an Rx thread turns it on again.",
            c => new Excusing(c, new CarrierOffWhenDisconnected(c), (in e, _) => e is { Kind: EventKind.CarrierOn, Cause: Cause.Ready } or { Kind: EventKind.Disconnected })),
        new("CarrierOffWhenDisconnected@hostile", ["slot-estimate", .. From("stall-detection", "xsa-424")],
            "When the connection is closed the carrier is off, and only an Rx thread turns it on again; a fatal error of this connection closes it.",
            c => new Excusing(c, new CarrierOffWhenDisconnected(c), (in e, vif) => e is { Kind: EventKind.CarrierOn, Cause: Cause.Ready } or { Kind: EventKind.Disconnected }
                || (vif.WasDisabled && e.Kind is EventKind.RxEnded or EventKind.AtRest))),
        new("NothingCarriedOver@reconnecting", From("stall-detection", "xsa-424"), "Nothing but the carrier is left of a connection in the next one.",
            c => new Excusing(c, new NothingCarriedOver(c), (in e, _) => e.Kind == EventKind.Connecting)),
        new("NothingCarriedOver@reconnecting", ["slot-estimate"], "Nothing but the carrier and the stall timer is left of a connection in the next one.",
            c => new Excusing(c, new NothingCarriedOver(c), (in e, _) => e.Kind == EventKind.Connecting || (e.Kind == EventKind.QueueMade && e.Value == (long)Leftovers.Timer))),
        new("StallAccounting@reconnecting", From("stall-detection", "xsa-424"), "stalled_queues is the number of queues marked as stalled, and if there are none the carrier is on.",
            c => new Excusing(c, new StallAccounting(c), (in _, vif) => vif.Carrier && vif.StalledQueues == vif.Queues.Count(q => q.Stalled == true))),
        new("NothingLeftBehind@honest", From("slot-estimate", "xsa-424"), LeftBefore, c => new PurgesWhatWasThere(c)),
        new("NothingLeftBehind@hostile", From("slot-estimate", "xsa-424"), LeftBefore, c => new PurgesWhatWasThere(c)),
        new("NothingLeftBehind@reconnecting", From("slot-estimate", "xsa-424"), LeftBefore, c => new PurgesWhatWasThere(c)),
        new("BoundedMemory@no-tx-lock", From("byte-limit", "locked-peek"), "Two CPUs exceed the bound by at most one packet.",
            c => new Excusing(c, new BoundedMemory(c), (in e, vif) => vif[e.Queue].Bytes <= c.MemoryBound + c.Parameters.MaxPacketBytes)),
        new("NoLossForObedientHost@honest", From("stall-detection", "locked-peek"), "Only a packet that finds the vif not connected yet is refused.",
            c => new Excusing(c, Honest("NoLossForObedientHost", c), (in e, _) => e.Cause == Cause.NotReady)),
        // Of what is violated with one context at a time already.
        new("NoLossForObedientHost@honest", ["xsa-392"], "Only a packet that finds the queue at its limit, and the Tx queue stopped with it, or the vif not connected yet, is refused.",
            c => new Excusing(c, Honest("NoLossForObedientHost", c), (in e, vif) => e.Cause == Cause.NotReady || IsFullAndStopped(vif[e.Queue], c))),
        new("NoPrematureCarrierOn@honest", From("fewer-slots", "locked-peek"), "The carrier comes on only with a slot on offer in the queue that has become ready.",
            c => new Excusing(c, new NoPrematureCarrierOn(c), (in e, vif) => vif[e.Queue].Free is < 0 or >= 1)),
        SpinsWhenDisabled, OthersSpin, AssertsNothing, RefusesImpossibleRings, FreesWhenFull,
    ];

    private const string Unasked = "If a thread sleeps although the slots of its head are free, req_event at least asks for an event at the next one.";
    private const string Eighteen = "With 18 slots on offer the thread of a stalled queue does not go to sleep, and an event that announces them wakes it; while a packet waits req_event is at the next slot.";
    private const string OneSlot = "With a slot on offer the thread of a stalled queue does not go to sleep, and an event that announces it wakes the thread; while a packet waits req_event is at the next slot.";
    private const string Overdue = "A packet that expires with too few slots, after the queue has sent nothing and has not become ready for longer than the stall timeout, has made it count as stalled.";
    private const string LeftBefore = "Packets that came in before the connection was closed are gone when the thread has ended.";

    /// <summary>An event without work holds the next one up for a second at most; the timer that ends it can be late.</summary>
    private const int MostBackOffMs = 1000;

    /// <summary>Whether a queue is at its limit, and its Tx queue stopped.</summary>
    private static bool IsFullAndStopped(ObservedQueue queue, MonitorContext context) => queue is { TxStopped: true } && queue.Bytes >= context.Parameters.QueueLimit;

    /// <summary>The monitor of a property as it is claimed among honest guests.</summary>
    private static Monitor Honest(string property, MonitorContext context) => Catalogue.Find(property)!.HonestClaim!.Monitor(context);

    private static IReadOnlyList<string> From(string first, string last)
    {
        var names = History.Names.ToList();
        return [.. names[names.IndexOf(first)..(names.IndexOf(last) + 1)]];
    }
}
