using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// Short scenarios, each written for situations that chance seldom makes where contexts interleave: there each context goes through its own steps, so that most packets come before
/// there is a carrier, and a disconnect before there are packets. Walked through in the order of the steps they get there under almost any schedule.
/// </summary>
public static class StagedScenarios
{
    private const int Frame = 1514, Largest = 65_536, SmallBytes = 60;

    /// <summary>Steps of the longest.</summary>
    private const int MaxSteps = 30;

    /// <summary>The fewest slots from which on every revision sends. A packet of the largest size leaves one of them.</summary>
    private const int FewestSlots = 18;

    private sealed record Stage(string Name, Func<DriverEnvironment, bool> In, Action<ScenarioBuilder> Write)
    {
        /// <summary>What is configured for it.</summary>
        public Func<Parameters, RandomSource, Parameters> Vif { get; init; } = OfLinux;
    }

    private static readonly Stage[] Stages =
    [
        new("idle-then-blocked", IsPlain, IdlesThenBlocks),
        new("one-slot-left", IsPlain, LeavesOneSlot),
        new("event-as-due", IsPlain, SendsEventAsDue),
        new("disconnect-loaded", IsPlain, DisconnectsLoaded),
        new("forged-ahead", e => e.Hostile, ForgesAhead) { Vif = OfSmallRing },
        new("forged-then-connected", e => e == DriverEnvironment.HostileGuest, ForgesThenConnects) { Vif = OfSmallRing },
        new("failed-copies", e => e.Hostile, FailsCopies),
        new("stalled-then-connected", e => e.Reconnects, StallsThenConnects),
    ];

    /// <summary>Scenarios to walk through in the order of their steps, which follow from the seed: each situation of the environment as often.</summary>
    /// <param name="environment">Which hosts and guests there may be.</param>
    /// <param name="each">How many for each situation.</param>
    /// <param name="seed">Where the generator starts.</param>
    public static IReadOnlyList<Scenario> In(DriverEnvironment environment, int each, ulong seed) =>
    [
        .. Stages.Where(stage => stage.In(environment)).SelectMany(stage => Gen.Sample(ScenarioGen.Written(environment, (start, random) => Write(stage, start, random)),
            numberOfSamples: each, new Rnd(seed, 0x9E3779B97F4A7C15UL), size: MaxSteps)),
    ];

    private static bool IsPlain(DriverEnvironment environment) => environment == DriverEnvironment.Honest || environment == DriverEnvironment.AnyHost || environment == DriverEnvironment.XdpHeadroom;

    private static Scenario Write(Stage stage, Scenario start, RandomSource random)
    {
        var vif = stage.Vif(start.Vif, random);
        var builder = new ScenarioBuilder(vif, start.StartIndex, MaxSteps, random);
        stage.Write(builder);
        return start with { Vif = vif, Steps = builder.Steps, Class = stage.Name };
    }

    /// <summary>Packets of up to <see cref="Largest"/> bytes; a stall is to be seen, and packets are not to expire as they come.</summary>
    private static Parameters OfLinux(Parameters vif, RandomSource random) => vif with
    {
        Gso = true, DrainTimeoutMs = Math.Max(30, vif.DrainTimeoutMs), StallTimeoutMs = vif.StallTimeoutMs > 0 ? vif.StallTimeoutMs : random.Pick(500, 2_000, 60_000),
    };

    /// <summary>A ring that a few packets go round.</summary>
    private static Parameters OfSmallRing(Parameters vif, RandomSource random) => vif with
    {
        Gso = false, Mtu = 1500, RingSize = 8, MaxPacketSlots = 2, QueueLimit = 8 * 4096, DrainTimeoutMs = Math.Max(30, vif.DrainTimeoutMs),
    };

    /// <summary>All queues get ready.</summary>
    private static void Begin(ScenarioBuilder builder, int slots)
    {
        foreach (var queue in builder.Queues) queue.Post(slots);
        builder.Advance(0);
    }

    /// <summary>So much time in any case: whenever a thread wakes, the rest of an advance is lost.</summary>
    private static void Pass(ScenarioBuilder builder, long ms)
    {
        for (int i = 0; i < 3; i++) builder.Advance(ms);
    }

    private static void IdlesThenBlocks(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        Begin(builder, FewestSlots + random.Below(3));
        var q = builder.AnyQueue();
        q.Xmit(random.Between(12_300, 20_000), gso: true);
        Pass(builder, builder.Vif.StallTimeoutMs + random.Pick(1, 2, 1_000));
        q.Xmit(Largest, gso: true);
        if (random.OneIn(2)) q.XmitSmall(random.Between(1, 3));
        if (random.OneIn(2)) Pass(builder, random.Pick(1, builder.Vif.DrainTimeoutMs, builder.Vif.StallTimeoutMs + builder.Vif.DrainTimeoutMs + 1));
        if (random.OneIn(3)) q.Kick();
        ComesBack(q);
    }

    private static void LeavesOneSlot(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        long both = builder.Vif.StallTimeoutMs + builder.Vif.DrainTimeoutMs;
        Begin(builder, FewestSlots);
        var q = builder.AnyQueue();
        q.Xmit(Largest, gso: true);
        builder.Advance(0);
        q.Xmit(random.Pick(Largest, 20_000, Frame * 4), gso: true);
        Pass(builder, both + 1);
        if (random.OneIn(2)) q.Kick();
        q.Xmit(SmallBytes, gso: false);
        Pass(builder, both + 1);
        q.Xmit(random.Pick(SmallBytes, Largest), gso: true);
        ComesBack(q);
    }

    /// <summary>A packet waits for a second slot as its queue is about to count as stalled; an event comes that brings none, and then a slot.</summary>
    private static void SendsEventAsDue(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        Begin(builder, 1);
        var q = builder.AnyQueue();
        q.Xmit(SmallBytes, gso: false);
        builder.Advance(0);
        long before = Math.Min(builder.Vif.StallTimeoutMs, builder.Vif.DrainTimeoutMs) / 2;
        builder.Advance(builder.Vif.StallTimeoutMs - before);
        q.Xmit(1000, gso: true);
        builder.Advance(0);
        builder.Advance(before + random.Pick(0, 1, 2));
        q.Kick();
        q.Post(1);
        builder.Advance(0);
        q.Post(random.Pick(1, FewestSlots));
        builder.Advance(builder.Vif.DrainTimeoutMs);
    }

    private static void ComesBack(QueueBuilder q)
    {
        if (!q.RandomSource.OneIn(3)) q.ScenarioBuilder.Advance(0);
        q.Consume(q.Vif.RingSize);
        q.Post(q.RandomSource.Pick(1, FewestSlots, q.Vif.RingSize));
        q.ScenarioBuilder.Advance(q.Vif.DrainTimeoutMs);
    }

    private static void DisconnectsLoaded(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        Begin(builder, FewestSlots + random.Below(3));
        var q = builder.AnyQueue();
        q.Xmit(Largest, gso: true);
        builder.Advance(0);
        q.Xmit(Largest, gso: true, random.Between(1, 3));
        if (random.OneIn(2)) builder.Advance(0);
        q.XmitSmall(random.Between(1, 3));
        if (random.OneIn(2)) q.Post(random.Pick(1, FewestSlots));
        builder.Add(Step.Disconnect());
        if (random.OneIn(2)) q.XmitSmall(1);
    }

    private static void ForgesAhead(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        int ring = builder.Vif.RingSize;
        Begin(builder, 2);
        var q = builder.AnyQueue();
        q.XmitSmall(ring + random.Between(3, 6));
        builder.Advance(0);
        uint now = builder.StartIndex + 2;
        q.Forge(now + random.Pick((uint)ring + 1, (uint)ring + 5, 0x4000_0000u, 0x7FFF_FFFFu));
        q.XmitSmall(random.Between(2, 4));
        if (random.OneIn(2)) q.Kick();
        builder.Advance(random.Pick(0, 1, builder.Vif.DrainTimeoutMs));
    }

    /// <summary>More requests than the ring has slots seem to be unanswered when the frontend goes on with it.</summary>
    private static void ForgesThenConnects(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        uint ring = (uint)builder.Vif.RingSize;
        Begin(builder, 2);
        builder.AnyQueue().Forge(builder.StartIndex + random.Pick(ring + 1, ring + 5, 0x4000_0000u, 0xFFFF_FFFFu));
        builder.Add(Step.Disconnect());
        builder.Add(Step.Connect(builder.Vif.Queues, ringInUse: true));
        if (random.OneIn(2)) builder.Advance(0);
    }

    private static void FailsCopies(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        Begin(builder, FewestSlots + random.Below(3));
        var q = builder.AnyQueue();
        q.FailCopies(random.Between(2, 4));
        q.Xmit(random.Between(Frame * 4, 20_000), gso: true);
        if (random.OneIn(2)) q.XmitSmall(1);
        builder.Advance(0);
    }

    private static void StallsThenConnects(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        for (int life = 0; life < 2; life++)
        {
            Begin(builder, FewestSlots);
            // In a later life this queue may be gone.
            var q = life == 0 ? builder.AnyQueue() : builder.Queues[0];
            q.Xmit(Largest, gso: true);
            builder.Advance(0);
            q.Xmit(random.Pick(Largest, 20_000), gso: true);
            Pass(builder, builder.Vif.StallTimeoutMs + builder.Vif.DrainTimeoutMs + 1);
            if (life == 0) builder.Reconnect();
        }
    }
}
