using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>The concurrent scenarios in which every step of a driver is held against a machine: as much as can be visited in seconds.</summary>
internal static class TieScenarios
{
    /// <returns>The concurrent scenario in which a driver is held against a machine.</returns>
    public static ConcurrentScenario? Of(Revision revision, string machine)
    {
        // Where an interrupt looks for work, contexts have several times as many states together.
        var packets = new Role("host0", [.. Enumerable.Repeat("offers 64 bytes to queue 0", revision.AcknowledgesLate ? 1 : 2)]);
        var slot = new Role("guest0", ["posts 1"]);
        return machine switch
        {
            "bytes" or "requests" => Short("packets-and-a-slot", "packets come, each of which fills the queue, and one slot", "two-requests", packets, slot),
            "responses" => Short("a-packet-and-its-response", "a packet is sent, and the guest takes the response", "one-packet",
                packets with { Actions = [packets.Actions[0]] }, new("guest0", ["posts 1", "takes the responses"])),
            "expiry" => Short("packets-that-expire", "packets come, and time passes until they have expired", "two-requests-ticking",
                packets, slot, new("clock", ["ticks", "ticks"])),
            "stall" => Short("a-packet-and-no-slot", "a packet finds no slot, and time passes until it has expired and the queue is stalled", "two-requests-stalling",
                Judged.Timed, packets with { Actions = [packets.Actions[0]] }, slot, new("clock", ["ticks", "ticks", "ticks"])),
            // Without a packet no slots are needed from xsa-392 on: queues are ready at once.
            "count" => revision is Xsa392 and not Proposed ? Short("connect-alone", "two queues, and no slots", "two-queues", slot with { Actions = [] })
                : Short("connect", "a slot for one of two queues", "two-queues", slot),
            _ => null,
        };
    }

    private static ConcurrentScenario Short(string name, string summary, string configuration, params Role[] roles) => Short(name, summary, configuration, Judged.Untimed, roles);

    private static ConcurrentScenario Short(string name, string summary, string configuration, Judged judged, params Role[] roles) =>
        new(name, summary, Configurations.Get(configuration) with { Judged = judged, Reduced = false }, roles);
}
