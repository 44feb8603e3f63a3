using FsCheck;
using FsCheck.Fluent;

namespace Netback.Properties.Generation;

/// <summary>What a case starts from: the vif, the ring indices and the clock. Composed field by field.</summary>
public static class Interfaces
{
    private static readonly Gen<int> Queues = Often((6, 1), (2, 2), (1, 3));
    private static readonly Gen<bool> Gso = Often((2, true), (1, false));

    // 4090 and 8178 are those at which the Ethernet header makes a frame need one slot more, or just not.
    private static readonly Gen<int> Mtu = Often((6, 1500), (1, 576), (2, 4090), (1, 8178), (2, 9000));
    private static readonly Gen<long> Drain = Often((9, 10_000L), (1, 0L), (1, 30L), (2, 250L), (2, 1_000L), (2, 3_000L));
    private static readonly Gen<long> Stall = Often((8, 60_000L), (1, 0L), (2, 500L), (2, 2_000L), (2, 5_000L), (2, 10_000L));
    // Mostly exact, as the recordings are.
    private static readonly Gen<int> TimerHz = Often((9, 0), (1, 1000), (1, 250), (1, 100));
    private static readonly Gen<EventDelivery> Events = Often((1, EventDelivery.Own), (1, EventDelivery.Shared));
    private static readonly Gen<bool> Hash = Often((2, true), (1, false));
    private static readonly Gen<int> Headroom = Often((12, 256), (2, 1), (2, 64), (2, 192), (2, 2048), (1, 4095));

    /// <summary>Vifs as this environment has them.</summary>
    public static Gen<Parameters> In(DriverEnvironment environment)
    {
        var times = Drain.Zip(Stall);
        var packets = Gso.Zip(Mtu);
        var vifs = Queues.Zip(packets, (queues, p) => Parameters.Default with { Queues = queues, Gso = p.Item1, Mtu = p.Item2 })
            .Zip(times, (vif, t) => vif with { DrainTimeoutMs = t.Item1, StallTimeoutMs = t.Item2 })
            .Zip(environment.BacksOff ? Events : Gen.Constant(EventDelivery.Immediate), (vif, events) => vif with { Events = events })
            .Select(vif => environment.Notifies ? vif
                : vif with { RxNotify = false, DrainTimeoutMs = Parameters.DrainWithoutNotifyMs, StallTimeoutMs = 0 })
            .Zip(TimerHz, (vif, hz) => vif with { TimerHz = hz })
            .Zip(environment.Xdp ? Headroom : Gen.Constant(0), (vif, bytes) => vif with { XdpHeadroom = bytes });
        // Even a constant would shift what the other environments draw.
        return environment.Shapes ? vifs.Zip(Hash, (vif, hash) => vif with { Hash = hash }) : vifs;
    }

    /// <summary>Ring indices: mostly so that they wrap soon.</summary>
    public static Gen<uint> StartIndex { get; } = Gen.Frequency(
        (3, Gen.Choose(1, 40).Select(before => 0u - (uint)before)),
        (3, Gen.Choose(1, 400).Select(before => 0u - (uint)before)),
        (3, Gen.Constant(0u)),
        (1, Gen.Choose(-600, 600).Select(near => (uint)(int.MinValue + (long)near))));

    /// <summary>Jiffies: 0, or so that they wrap within ms, or within the timeouts.</summary>
    public static Gen<ulong> StartJiffies { get; } = Gen.Frequency(
        (3, Gen.Constant(0ul)),
        (1, Gen.Choose(0, 200).Select(before => ulong.MaxValue - (ulong)before)),
        (2, Gen.Choose(0, 80_000).Select(before => ulong.MaxValue - (ulong)before)));

    private static Gen<T> Often<T>(params (int Weight, T Value)[] values) =>
        Gen.Frequency(values.Select(v => (v.Weight, Gen.Constant(v.Value))).ToArray());
}
