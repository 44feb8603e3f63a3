using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Which theorems prove which properties of the catalogue, and where they say less than the property does.</summary>
/// <remarks>
/// A theorem lets contexts interleave in every way, as a claim does. About the guest the machines of bytes, expiry and
/// stalled queues say nothing, so that they cover a hostile one; a vif that it gets disabled is outside of all of them.
/// </remarks>
public static class BearingList
{
    public static IReadOnlyList<Bearing> All { get; } =
    [
        new("BoundedMemory", ["honest"], ["bounded-memory"]),
        new("BoundedMemory", ["hostile"], ["bounded-memory"]) { Less = _ => "only as long as the guest does not get the vif disabled" },
        new("BoundedMemory", ["no-tx-lock"], ["bounded-memory-without-tx-lock"]),
        new("BoundedMemoryForAnyHost", ["any-host"], ["bounded-memory-any-host"]),
        new("ByteAccounting", ["honest"], ["byte-accounting"]),
        new("ByteAccounting", ["any-host"], ["byte-accounting-any-host"]),
        new("BoundedLatency", ["honest", "any-host"], ["packet-leaves-in-time", "sleeper-wakes-in-time", "queue-is-in-order"]),
        new("TxQueueRestarts", ["honest"], ["tx-queue-restarts"]),
        new("NoRingOverrun", ["honest"], ["consumer-never-passes-producer", "slots-cover-packets"]),
        new("NoRingOverrun", ["xdp"], ["consumer-never-passes-producer", "slots-cover-packets-with-headroom"]),
        new("NoLostWakeup", ["honest"], ["no-lost-wakeup"]),
        new("NoLostWakeup", ["honest"], ["no-lost-wakeup-of-equal-packets"])
        {
            Less = _ => "only where all packets need the same number of slots",
        },
        new("GuestNotified", ["honest"], ["guest-gets-its-event", "notify-rule"]),
        new("GuestNotified", ["honest"], ["guest-notified"])
        {
            Less = _ => "only of a guest that looks again after it has asked for an event, and before it sleeps",
        },
        new("NoSpuriousCarrierOff", ["honest"], ["no-spurious-carrier-off"]),
        new("StallAccounting", ["honest"], ["stalled-queues-are-counted", "carrier-follows-count"]),
    ];
}
