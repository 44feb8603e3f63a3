namespace Netback.Properties.Exploration;

/// <summary>The concurrent scenarios that have names: each is about one thing that contexts can do to each other.</summary>
public static class ConcurrentScenarios
{
    public static IReadOnlyList<ConcurrentScenario> All { get; } =
    [
        new("fill-and-drain", "packets of two sizes come, and the guest makes room for them", Configurations.Get("two-sizes"),
        [
            new("host0", ["offers 64 bytes to queue 0", "offers 128 bytes to queue 0", "offers 64 bytes to queue 0"]),
            new("guest0", ["posts 2", "posts 1", "takes the responses", "posts 2"]),
        ]),
        new("stop-and-wake", "a packet fills the queue, and the thread empties it", Configurations.Get("one-packet"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 3)),
            new("guest0", ["posts 1", "posts 1", "takes the responses", "posts 1"]),
        ]),
        new("posts-in-twos", "nothing is sent before two slots are free, and the guest posts one after the other", Configurations.Get("needing-two"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "posts 1", "takes the responses", "posts 1"]),
        ]),
        new("event-while-sending", "events of the guest come while the thread sends", Configurations.Get("kicking"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "sends an event", "posts 1", "sends an event"]),
        ]),
        new("events-in-a-row", "a second event comes while the first is handled", Configurations.Get("kicking"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "sends an event", "sends an event"]),
        ]),
        new("shared-event-while-sending", "an event comes over the channel that guest Tx shares while the thread sends", Configurations.Get("shared-channel"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "posts 1"]),
        ]),
        new("takes-while-sending", "the guest takes a response and asks for an event at the next, which the driver is about to publish", Configurations.Get("one-packet"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "posts 1", "takes the responses"]),
        ]),
        new("destructor", "destructors of packets take the lock of the queue", Configurations.Get("destructors"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 3)),
            new("guest0", ["posts 1", "posts 1"]),
        ]),
        new("expiry-against-delivery", "packets expire while slots come in", Configurations.Get("expiring"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 2)),
        ]),
        new("expiry-under-interrupt", "the head expires while an interrupt reads what it needs, and the next one, which waits behind it, needs less", Configurations.Get("one-and-three-expiring"),
        [
            new("host0", ["1: offers 192 bytes to queue 0", "2: offers 64 bytes to queue 0"]),
            new("guest0", ["sends an event", "posts 1"]),
            new(TestBench.Clock, ["3: ticks", "ticks"]),
        ]),
        new("sent-under-interrupt", "the head is sent while an interrupt looks for its slots, and the next one needs fewer", Configurations.Get("hashes"),
        [
            new("host0", ["offers 64 bytes with a hash to queue 0", "offers 64 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 3)),
        ]),
        new("stall-against-post", "the stall timeout runs out while the guest posts", Configurations.Get("stalling"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1", "takes the responses", "posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 4)),
        ]),
        new("idle-then-blocked", "a packet is delivered, and after a while comes another for which there is no slot", Configurations.Get("stalling"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 3)),
        ]),
        new("smaller-after-blocked", "a packet that finds too few slots expires, and a smaller one that has enough comes as the stall is due", Configurations.Get("two-sizes-any-time"),
        [
            new("host0", ["offers 128 bytes to queue 0", "offers 64 bytes to queue 0"]),
            new("guest0", ["posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 3)),
        ]),
        new("smaller-behind-stalled", "a packet stalls its queue and expires, and the guest posts the slots of the smaller one behind it", Configurations.Get("stalled-for-three"),
        [
            new("host0", ["offers 192 bytes to queue 0", "offers 128 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 2)),
            new(TestBench.Clock, Repeat("ticks", 2)),
        ]),
        new("larger-after-blocked", "the slot comes of a packet that has expired, and a larger one that finds too few comes and expires before the thread looks again",
            Configurations.Get("two-sizes-any-time"),
        [
            new("host0", ["2: offers 64 bytes to queue 0", "4: offers 64 bytes to queue 0", "offers 128 bytes to queue 0"]),
            new("guest0", ["1: posts 1", "posts 1"]),
            new(TestBench.Clock, ["3: ticks when all is quiet", "5: ticks when all is quiet", "ticks", .. Repeat(TestBench.QuietTick, 3)]),
        ]),
        new("headroom-for-smaller", "a packet that finds too few slots expires, and a smaller one comes that has enough until the guest wants headroom",
            Configurations.Get("wanting-headroom"),
        [
            new("host0", ["2: offers 128 bytes to queue 0", "offers 64 bytes to queue 0"]),
            new("guest0", ["1: posts 1"]),
            new(TestBench.Toolstack, [TestBench.WantsHeadroom(16)]),
            new(TestBench.Clock, ["3: ticks when all is quiet", .. Repeat(TestBench.QuietTick, 3)]),
        ]),
        new("headroom-and-disconnect", "the guest wants headroom while packets are sent and expire, and the vif is disconnected", Configurations.Get("wanting-headroom"),
        [
            new("host0", ["offers 128 bytes to queue 0"]),
            new("guest0", ["1: posts 1"]),
            new(TestBench.Clock, ["2: ticks when all is quiet", "ticks"]),
            new(TestBench.Toolstack, [TestBench.WantsHeadroom(16), "disconnects"]),
        ]),
        new("headroom-taken-back", "a packet waits for the slots that it needs with headroom, and the guest wants none any more", Configurations.Get("wanting-headroom"),
        [
            new("host0", ["4: offers 64 bytes to queue 0"]),
            new("guest0", ["1: posts 1", "posts 1"]),
            new(TestBench.Clock, ["3: ticks when all is quiet"]),
            new(TestBench.Toolstack, [$"2: {TestBench.WantsHeadroom(16)}", TestBench.WantsHeadroom(0)]),
        ]),
        new("headroom-kept", "the guest wants headroom, and still does in its next connection", Configurations.Get("wanting-headroom"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["6: posts 1", "posts 1", "posts 1"]),
            new(TestBench.Clock, ["3: ticks when all is quiet", "5: ticks when all is quiet"]),
            new(TestBench.Toolstack, [$"1: {TestBench.WantsHeadroom(16)}", "2: disconnects", "4: connects again"]),
        ]),
        new("comes-and-expires", "time passes while a packet that finds too few slots comes, so that it may expire before the thread looks, and then until a stall has to be noticed",
            Configurations.Get("whole-ring-any-time"),
        [
            new("host0", ["offers 128 bytes to queue 0"]),
            new("guest0", ["posts 1"]),
            new(TestBench.Clock, ["ticks", .. Repeat(TestBench.QuietTick, 5)]),
        ]),
        new("post-as-due", "the last slot of a packet that is blocked comes as the stall is due", Configurations.Get("whole-ring-any-time"),
        [
            new("host0", ["offers 128 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 2)),
            new(TestBench.Clock, Repeat("ticks", 2)),
        ]),
        new("connect", "both queues of a vif become ready at the same time", Configurations.Get("two-queues"),
        [
            new("guest0", ["posts 1"]),
            new("guest1", ["posts 1"]),
        ]),
        new("connect-during-transmit", "the vif is connected while a packet comes", Configurations.Get("connecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 2)),
            new(TestBench.Toolstack, ["connects"]),
        ]),
        new("disconnect-during-transmit", "the vif is taken down while a packet comes", Configurations.Get("disconnecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["posts 1"]),
            new(TestBench.Toolstack, ["disconnects"]),
        ]),
        new("fatal-after-disconnect", "the vif is taken down before guest Tx has found a malformed request", Configurations.Get("fatal-disconnecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", [TestBench.FoundLate]),
            new(TestBench.Toolstack, ["disconnects"]),
        ]),
        new("connect-when-disabled", "a vif that a fatal error has disabled is taken down, connects again while a packet comes, and is taken down again", Configurations.Get("fatal-reconnecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["1: sends a malformed request"]),
            new(TestBench.Toolstack, ["2: disconnects", "3: connects again", "disconnects"]),
        ]),
        new("connect-again", "the vif is taken down while a packet comes, and connects again", Configurations.Get("reconnecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["posts 1", "posts 1"]),
            new(TestBench.Toolstack, ["disconnects", "connects again"]),
        ]),
        new("two-cpus", "two host CPUs offer packets to one queue", Configurations.Get("two-requests-two-cpus"),
        [
            new("host0", Repeat("offers 64 bytes to queue 0", 2)),
            new("host1", Repeat("offers 64 bytes to queue 0", 2)),
            new("guest0", ["posts 1"]),
        ]),
        new("two-queues-stall", "two queues whose guest posts nothing stall at the same time", Configurations.Get("two-queues-stalling"),
        [
            new("host0", ["offers 64 bytes to queue 0", "offers 64 bytes to queue 1"]),
            new(TestBench.Clock, Repeat("ticks", 3)),
        ]),
        new("stall-against-recovery", "a queue that has stalled recovers as another one stalls", Configurations.Get("two-queues-kicking"),
        [
            new("host0", ["5: offers 64 bytes to queue 0", "7: offers 64 bytes to queue 1", "9: offers 64 bytes to queue 0", "11: offers 64 bytes to queue 1"]),
            new("guest0", ["1: posts 1", "posts 1"]),
            new("guest1", ["3: posts 1", "sends an event"]),
            new(TestBench.Clock, ["2: ticks", "4: ticks", "6: ticks", "8: ticks", "10: ticks", "12: ticks", "13: ticks"]),
        ]),
        new("two-queues-one-carrier", "two queues stall and recover, and share the carrier", Configurations.Get("two-queues-sending"),
        [
            new("host0", ["offers 64 bytes to queue 0", "offers 64 bytes to queue 1"]),
            new("guest0", ["posts 1", "takes the responses", "posts 1"]),
            new("guest1", ["posts 1", "takes the responses", "posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 3)),
        ]),
        new("timer-against-post", "a packet comes for which there is no slot, and the stall timer runs out while the guest posts", Configurations.Get("spare-slot-any-time"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["posts 1"]),
            new(TestBench.Clock, Repeat("ticks", 2)),
        ]),
        new("timer-against-posts", "a purge takes the carrier down once the packet has its slot, and the guest posts another one", Configurations.Get("spare-slot-two-requests"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 2)),
            new(TestBench.Clock, Repeat("ticks", 2)),
        ]),
        new("stop-against-disconnect", "the vif is taken down while a packet comes for which there is no slot, and connects again", Configurations.Get("spare-slot-reconnecting"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("guest0", ["posts 1"]),
            new(TestBench.Toolstack, ["disconnects", "connects again"]),
        ]),
        new("stop-against-wake", "slots come for a packet, and as the thread wakes the Tx queue a larger one comes for which there are too few", Configurations.Get("spare-slot-two-sizes"),
        [
            new("host0", ["offers 64 bytes to queue 0", "offers 128 bytes to queue 0"]),
            new("guest0", Repeat("posts 1", 2)),
        ]),
        new("two-cpus-without-slots", "two host CPUs offer packets for which there is no slot", Configurations.Get("spare-slot-two-cpus"),
        [
            new("host0", ["offers 64 bytes to queue 0"]),
            new("host1", ["offers 64 bytes to queue 0"]),
        ]),
    ];

    /// <returns>The one of that name, or null.</returns>
    public static ConcurrentScenario? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The one of that name, which exists.</summary>
    public static ConcurrentScenario Get(string name) => All.First(p => p.Name == name);

    private static string[] Repeat(string action, int times) => [.. Enumerable.Repeat(action, times)];
}
