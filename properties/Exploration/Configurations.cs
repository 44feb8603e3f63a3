using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>The configurations that are explored to their end.</summary>
public static class Configurations
{
    private static readonly Parameters Small = new()
    {
        Gso = false, PageSize = 64, Mtu = 50, QueueLimit = 64, MaxPacketSlots = 1, RingSize = 2,
        DrainTimeoutMs = 1, StallTimeoutMs = 2, RxBatch = 2, CopyBatch = 2,
    };

    private static readonly Parameters Tiny = Small with { QueueLimit = 1 };

    public static IReadOnlyList<Configuration> All { get; } =
    [
        new("one-packet", "ring of 2, one packet at a time, time stands still", Tiny) { Clock = ClockPolicy.Stopped },
        new("wrapping", "as one-packet, ring indices told apart modulo 8, starting before the wrap", Tiny)
        {
            Clock = ClockPolicy.Stopped, StartIndex = uint.MaxValue - 2, IndexWindow = 8,
        },
        new("expiring", "as one-packet, and time passes at any moment", Tiny) { Clock = ClockPolicy.AnyTime },
        new("ticking", "as one-packet, and time passes when all is quiet", Tiny),
        new("kicking", "as one-packet, and the guest sends events for no reason", Tiny) { Clock = ClockPolicy.Stopped, Kicks = true },
        new("two-packets", "ring of 2, up to two packets, time stands still", Small) { Clock = ClockPolicy.Stopped },
        new("two-cpus", "as one-packet, two CPUs take turns by the Tx lock", Tiny) { Clock = ClockPolicy.Stopped, Cpus = 2 },
        new("two-cpus-free", "as one-packet, two CPUs at the same time", Tiny) { Clock = ClockPolicy.Stopped, Cpus = 2, TxLock = false },
        new("disconnecting", "as one-packet, and a disconnect", Tiny) { Clock = ClockPolicy.Stopped, Disconnects = true },
        new("fatal", "as one-packet, and a fatal Tx error", Tiny) { Clock = ClockPolicy.Stopped, Fatal = true },
        new("two-sizes", "ring of 4, packets of 1 and 2 slots", Small with { RingSize = 4, QueueLimit = 64, MaxPacketSlots = 2, Mtu = 114 })
        {
            Lengths = [64, 128], Posts = [1, 2],
        },
        new("two-queues", "two queues", Tiny with { Queues = 2 }),
        new("destructors", "as one-packet, any host, destructors take the lock", Tiny) { Clock = ClockPolicy.Stopped, DestructorsTakeLocks = true },
    ];
}
