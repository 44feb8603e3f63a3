using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>The configurations that are explored exhaustively.</summary>
public static class Configurations
{
    private static readonly Parameters Small = new()
    {
        Gso = false, PageSize = 64, Mtu = 50, QueueLimit = 64, MaxPacketSlots = 1, RingSize = 2,
        DrainTimeoutMs = 1, StallTimeoutMs = 0, RxBatch = 2, CopyBatch = 2,
    };

    private static readonly Parameters Tiny = Small with { QueueLimit = 1 };

    /// <summary>The largest packet has a slot more than those that are sent: as many as <c>slot-estimate</c> counts for them.</summary>
    private static readonly Parameters Spare = Tiny with { MaxPacketSlots = 2, RingSize = 1 };

    private static readonly Parameters TwoSizes = Small with { RingSize = 4, MaxPacketSlots = 2, Mtu = 114 };

    public static IReadOnlyList<Configuration> All { get; } =
    [
        new("two-queues", "two queues, nothing is sent: connecting, and slots posted", Tiny with { Queues = 2, StallTimeoutMs = 2 })
        {
            Clock = ClockPolicy.Stopped, Lengths = [],
        },
        new("one-packet", "ring of 2, one packet at a time, time stands still", Tiny) { Clock = ClockPolicy.Stopped },
        new("ticking", "as one-packet, and time passes when all is quiet", Tiny),
        new("stalling", "as ticking, with stall detection after 2 ticks", Tiny with { StallTimeoutMs = 2 }),
        new("needing-two", "as one-packet, and nothing is sent before two slots are free", Tiny with { MaxPacketSlots = 2 })
        {
            Clock = ClockPolicy.Stopped,
        },
        new("kicking", "as one-packet, and the guest sends events for no reason", Tiny) { Clock = ClockPolicy.Stopped, Kicks = true },
        new("two-requests", "as one-packet, and the guest posts two requests in all", Tiny) { Clock = ClockPolicy.Stopped, Takes = false },
        new("shared-channel", "as two-requests, two packets in all, and events come over one channel with those for guest Tx", Tiny with { Events = EventDelivery.Shared })
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 2,
        },
        new("two-requests-ticking", "as two-requests, and time passes when all is quiet", Tiny) { Takes = false },
        new("two-requests-stalling", "as two-requests-ticking, with stall detection after 2 ticks", Tiny with { StallTimeoutMs = 2 }) { Takes = false },
        new("two-requests-stalling-untimed", "as two-requests-stalling, and properties that measure time are not judged", Tiny with { StallTimeoutMs = 2 })
        {
            Takes = false, Judged = Judged.Untimed,
        },
        new("one-offer-any-time", "ring of 2, one packet and two requests in all, stall detection after 2 ticks, time passes at any moment", Tiny with { StallTimeoutMs = 2 })
        {
            Takes = false, Offers = 1, Clock = ClockPolicy.AnyTime,
        },
        new("two-offers-any-time", "as one-offer-any-time, two packets in all", Tiny with { StallTimeoutMs = 2 })
        {
            Takes = false, Offers = 2, Clock = ClockPolicy.AnyTime,
        },
        new("one-slot-any-time", "ring of 1, one packet and one request in all, stall detection after 2 ticks, the largest packet has two slots; time passes at any moment",
            Spare with { StallTimeoutMs = 2 })
        {
            Takes = false, Offers = 1, Clock = ClockPolicy.AnyTime,
        },
        new("destructors", "as two-requests, and destructors of packets take the lock of the queue", Tiny)
        {
            Clock = ClockPolicy.Stopped, Takes = false, DestructorsTakeLocks = true,
        },
        new("two-requests-two-cpus", "as two-requests, packets offered by two CPUs at the same time", Tiny)
        {
            Clock = ClockPolicy.Stopped, Takes = false, Cpus = 2, TxLock = false,
        },
        new("expiring", "as one-packet, and time passes at any moment", Tiny) { Clock = ClockPolicy.AnyTime },
        new("wrapping", "as one-packet, each step begins just before the ring indices wrap", Tiny)
        {
            Clock = ClockPolicy.Stopped, StartIndex = uint.MaxValue,
        },
        new("two-packets", "ring of 2, up to two packets, time stands still", Small) { Clock = ClockPolicy.Stopped },
        new("two-waiting", "ring of 1, two packets wait while the Tx queue runs; three packets and a request in all, time stands still", Small with { RingSize = 1 })
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 3,
        },
        new("two-cpus", "as one-packet, offered by two CPUs at the same time", Tiny)
        {
            Clock = ClockPolicy.Stopped, Cpus = 2, TxLock = false,
        },
        new("fatal", "as one-packet, and a fatal Tx error", Tiny) { Clock = ClockPolicy.Stopped, Fatal = true },
        new("forging", "as two-requests, and the guest writes req_prod three slots ahead", Tiny) { Clock = ClockPolicy.Stopped, Takes = false, Forges = [3] },
        new("any-host", "as two-requests-ticking, the host ignores a stopped Tx queue and offers two packets in all", Tiny)
        {
            Takes = false, Host = HostStack.IgnoresStop, Offers = 2,
        },
        new("two-offers", "ring of 4, two packets of one slot in all (the largest has two), time passes when all is quiet", Small with { RingSize = 4, QueueLimit = 64, MaxPacketSlots = 2 })
        {
            Posts = [1, 2], Takes = false, Offers = 2,
        },
        new("two-offers-disconnecting", "as two-offers, time stands still, and a disconnect", Small with { RingSize = 4, QueueLimit = 64, MaxPacketSlots = 2 })
        {
            Posts = [1, 2], Takes = false, Offers = 2, Clock = ClockPolicy.Stopped, Disconnects = true,
        },
        new("spare-slot", "ring of 2, two packets of one slot and two requests in all, the largest packet has two slots; time stands still", Spare with { RingSize = 2 })
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 2,
        },
        new("spare-slot-ticking", "as spare-slot, but a ring of 1, one packet in all, the guest takes responses, and time passes when all is quiet", Spare) { Offers = 1 },
        new("spare-slot-any-time", "as spare-slot, but a ring of 1, one packet and one request in all, and time passes at any moment", Spare)
        {
            Takes = false, Offers = 1, Clock = ClockPolicy.AnyTime,
        },
        new("spare-slot-kicking", "as spare-slot, but a ring of 1, one packet and one request in all, and the guest sends events for no reason", Spare)
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 1, Kicks = true,
        },
        new("spare-slot-disconnecting", "as spare-slot, but a ring of 1, one packet and one request in all, and a disconnect", Spare)
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 1, Disconnects = true,
        },
        new("spare-slot-reconnecting", "as spare-slot-disconnecting, a connect after it, and time passes when all is quiet", Spare)
        {
            Takes = false, Offers = 1, Disconnects = true, Reconnects = true,
        },
        new("spare-slot-fatal", "as spare-slot-disconnecting, and a fatal Tx error", Spare)
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 1, Disconnects = true, Fatal = true,
        },
        new("spare-slot-two-cpus", "two packets, offered by two CPUs at the same time, for which there is no slot", Spare)
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 2, Posts = [], Cpus = 2, TxLock = false,
        },
        new("headroom", "ring of 4, two packets of three slots with XDP headroom, the guest posts four requests in all", Tiny with { RingSize = 4, XdpHeadroom = 16 })
        {
            Clock = ClockPolicy.Stopped, Takes = false, Posts = [1, 2], Offers = 2,
        },
        new("whole-ring", "ring of 2, one packet in all, which needs both slots", TwoSizes with { RingSize = 2 })
        {
            Clock = ClockPolicy.Stopped, Lengths = [128], Takes = false, Offers = 1,
        },
        new("hashes", "ring of 4, two packets in all, with a hash or without, the guest posts four requests in all", Tiny with { RingSize = 4, MaxPacketSlots = 2, Hash = true })
        {
            Clock = ClockPolicy.Stopped, Takes = false, Offers = 2,
        },
        new("no-rx-notify", "two packets and two requests in all, the guest sends no events when it posts; a disconnect; time passes when all is quiet", Tiny with { RxNotify = false })
        {
            Takes = false, Offers = 2, Disconnects = true,
        },
        new("no-rx-notify-any-time", "as no-rx-notify, one packet in all, and time passes at any moment", Tiny with { RxNotify = false })
        {
            Takes = false, Offers = 1, Disconnects = true, Clock = ClockPolicy.AnyTime,
        },
        new("connecting", "connecting is one context among others; one packet in all, and the guest posts two requests", Tiny with { StallTimeoutMs = 2 })
        {
            Clock = ClockPolicy.Stopped, Connects = true, Takes = false, Offers = 1,
        },
        new("disconnecting", "as one-packet, and a disconnect", Tiny) { Clock = ClockPolicy.Stopped, Disconnects = true },
        new("reconnecting", "packets come, the guest posts one slot at a time and takes no responses; a disconnect, and a connect after it", Tiny with { StallTimeoutMs = 2 })
        {
            Clock = ClockPolicy.Stopped, Disconnects = true, Reconnects = true, Takes = false, Offers = 1,
        },
        new("disconnecting-blocked", "a disconnect while packets come, and the guest posts nothing", Tiny)
        {
            Clock = ClockPolicy.Stopped, Disconnects = true, Posts = [], Takes = false,
        },
        new("fatal-blocked", "a fatal Tx error while packets come, and the guest posts nothing", Tiny)
        {
            Clock = ClockPolicy.Stopped, Fatal = true, Posts = [], Takes = false,
        },
        new("two-requests-fatal-disconnecting", "as two-requests, a fatal Tx error and a disconnect", Tiny)
        {
            Clock = ClockPolicy.Stopped, Fatal = true, Disconnects = true, Takes = false,
        },
        new("fatal-disconnecting", "as fatal-blocked, and a disconnect", Tiny)
        {
            Clock = ClockPolicy.Stopped, Fatal = true, Disconnects = true, Posts = [], Takes = false,
        },
        new("fatal-reconnecting", "one packet in all, a fatal Tx error, a disconnect, and a connect after it; the guest posts nothing", Spare with { RingSize = 2 })
        {
            Clock = ClockPolicy.Stopped, Fatal = true, Disconnects = true, Reconnects = true, Posts = [], Takes = false, Offers = 1,
        },
        new("two-requests-disconnecting", "as two-requests, and a disconnect", Tiny)
        {
            Clock = ClockPolicy.Stopped, Disconnects = true, Takes = false,
        },
        new("two-sizes", "ring of 4, packets of 1 and 2 slots, time stands still", TwoSizes)
        {
            Clock = ClockPolicy.Stopped, Lengths = [64, 128], Posts = [1, 2],
        },
        new("two-sizes-ticking", "as two-sizes, and time passes when all is quiet", TwoSizes) { Lengths = [64, 128], Posts = [1, 2] },
    ];

    /// <summary>Configurations with too many states to explore exhaustively: only concurrent scenarios and walks use them.</summary>
    public static IReadOnlyList<Configuration> Larger { get; } =
    [
        new("one-and-three-expiring", "ring of 4, packets of one slot and of three, time passes at any moment", Small with
        {
            Mtu = 178, QueueLimit = 193, DrainTimeoutMs = 2, RingSize = 4, MaxPacketSlots = 3,
        })
        {
            Lengths = [64, 192], Clock = ClockPolicy.AnyTime, Takes = false, Kicks = true,
        },
        new("two-sizes-any-time", "ring of 2, packets of 1 and 2 slots, stall detection after 3 ticks, time passes at any moment", TwoSizes with { RingSize = 2, StallTimeoutMs = 3 })
        {
            Lengths = [64, 128], Clock = ClockPolicy.AnyTime, Takes = false,
        },
        new("whole-ring-any-time", "as whole-ring, stall detection after 2 ticks, time passes at any moment", TwoSizes with { RingSize = 2, StallTimeoutMs = 2 })
        {
            Lengths = [128], Takes = false, Offers = 1, Clock = ClockPolicy.AnyTime,
        },
        new("wanting-headroom", "ring of 4, packets of 1 and 2 slots, of 3 and 4 while the guest wants headroom; stall detection after 3 ticks, a disconnect and another connect, time passes at any moment",
            TwoSizes with { StallTimeoutMs = 3 })
        {
            Lengths = [64, 128], Headrooms = [0, 16], Takes = false, Disconnects = true, Reconnects = true, Clock = ClockPolicy.AnyTime,
        },
        new("stalled-for-three", "ring of 4, packets of 2 and 3 slots, stall detection after a tick, time passes when all is quiet", Small with
        {
            Mtu = 178, QueueLimit = 193, DrainTimeoutMs = 2, StallTimeoutMs = 1, RingSize = 4, MaxPacketSlots = 3,
        })
        {
            Lengths = [128, 192], Takes = false,
        },
        new("spare-slot-two-sizes", "ring of 2, packets of 1 and 2 slots, the largest packet has three; time stands still", Spare with { RingSize = 2, MaxPacketSlots = 3, Mtu = 114 })
        {
            Lengths = [64, 128], Clock = ClockPolicy.Stopped, Takes = false,
        },
        new("spare-slot-two-requests", "as spare-slot-any-time, but a ring of 2, and two requests in all", Spare with { RingSize = 2 })
        {
            Takes = false, Offers = 1, Clock = ClockPolicy.AnyTime,
        },
        new("two-queues-stalling", "two queues, rings of 1, two packets in all, stall detection after a tick", Tiny with { Queues = 2, RingSize = 1, StallTimeoutMs = 1 })
        {
            Takes = false, Offers = 2,
        },
        new("two-queues-kicking", "two queues, four packets in all, stall detection after 2 ticks, and the guest sends events for no reason", Tiny with { Queues = 2, StallTimeoutMs = 2 })
        {
            Takes = false, Offers = 4, Kicks = true,
        },
        new("two-queues-sending", "two queues with traffic, and stall detection after 2 ticks", Tiny with { Queues = 2, StallTimeoutMs = 2 }),
    ];

    /// <returns>The configuration of that name, or null.</returns>
    public static Configuration? Find(string name) => All.FirstOrDefault(c => c.Name == name);

    /// <summary>The configuration of that name, which exists, also of the larger ones.</summary>
    public static Configuration Get(string name) => All.Concat(Larger).First(c => c.Name == name);
}
