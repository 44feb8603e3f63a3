using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// Scenarios drawn at random, each valid by construction. FsCheck draws what the case starts from and one seed word, of which the script
/// is expanded by <see cref="RandomSource"/>: so generating costs less than carrying out, and a replay seed of
/// FsCheck gives the same scenario.
/// </summary>
public static class ScenarioGen
{
    private static readonly int[] GuestWeights = [.. GuestBehaviour.All.Select(g => g.Weight)];
    private static readonly int[] HostWeights = [.. HostBehaviour.All.Select(h => h.Weight)];

    /// <summary>Scenarios as this environment has them.</summary>
    /// <param name="environment">Which hosts and guests there may be.</param>
    /// <param name="maxSteps">Steps at most, at least 1. Short scenarios come too; FsCheck's size has no say.</param>
    public static Gen<Scenario> In(DriverEnvironment environment, int maxSteps = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        return Written(environment, (start, random) => WithScript(start, environment, random, maxSteps));
    }

    /// <summary>Scenarios that somebody writes.</summary>
    /// <param name="environment">Which hosts and guests there may be.</param>
    /// <param name="write">Adds the script to what the case starts from.</param>
    internal static Gen<Scenario> Written(DriverEnvironment environment, Func<Scenario, RandomSource, Scenario> write)
    {
        var words = Gen.Choose(int.MinValue, int.MaxValue);
        var seeds = words.Zip(words, (high, low) => ((ulong)(uint)high << 32) | (uint)low);
        return Interfaces.In(environment)
            .Zip(Interfaces.StartIndex, (vif, index) => new Scenario("generated", vif, environment.Host, []) { StartIndex = index })
            .Zip(Interfaces.StartJiffies, (scenario, jiffies) => scenario with { StartJiffies = jiffies })
            .Zip(seeds, (scenario, seed) => write(scenario, new(seed)));
    }

    /// <summary>The same, with <see cref="Shrinker"/>.</summary>
    public static Arbitrary<Scenario> ArbitraryIn(DriverEnvironment environment, int maxSteps = 200) =>
        Arb.From(In(environment, maxSteps), Shrinker.Shrink);

    private static Scenario WithScript(Scenario start, DriverEnvironment environment, RandomSource random, int maxSteps)
    {
        bool hostile = environment.Hostile;
        if (environment.HasStack) start = start with { Stack = new(random.Pick(0, 1, 32, 32, 1000), random.Below(4) > 0) };
        int length = DrawLength(random, maxSteps);
        var builder = new ScenarioBuilder(start.Vif, start.StartIndex, length, random) { GrantsBadPages = hostile, HasShapes = environment.Shapes };
        bool forges = hostile && !random.OneIn(3), fatal = hostile && random.OneIn(forges ? 6 : 2);
        var guests = new GuestBehaviour[start.Vif.Queues];
        for (int i = 0; i < guests.Length; i++) guests[i] = GuestBehaviour.All[random.Weighted(GuestWeights)];
        if (guests.Length > 1 && random.OneIn(3)) KeepUpBut(guests, random);
        if (forges) guests[random.Below(guests.Length)] = GuestBehaviour.HostileIndex;
        var hosts = DrawHosts(random);
        var weights = new Weights(random);
        bool isLastLate = fatal && guests.Length > 1 && random.OneIn(4);

        if (!isLastLate && !random.OneIn(8)) Open(builder, guests);
        // With much headroom a queue of 4 GiB goes through thousands of millions of slots.
        if (start.Host == HostStack.IgnoresStop && start.Vif.Gso && !environment.Xdp && random.OneIn(250)) WrapByteCount(builder);
        if (environment.Reconnects) WriteLives(random.Between(1, 3));
        bool disconnects = random.OneIn(6);
        int connected = disconnects ? Math.Max(0, length - random.Between(1, 6)) : length;
        if (fatal)
        {
            if (isLastLate) ComeLate(builder);
            else
            {
                // Early, too: before all queues are ready, and the carrier is on.
                WriteUntil(random.Below(random.OneIn(3) ? Math.Min(6, connected) : connected));
                builder.Limit = length;
                // What a guest has posted a moment ago no thread has seen yet.
                if (random.OneIn(3)) builder.AnyQueue().Post(random.Pick(1, start.Vif.MaxPacketSlots));
            }
            builder.TxFatal();
            if (isLastLate && random.OneIn(2)) builder.Advance(start.Vif.DrainTimeoutMs);
        }
        WriteUntil(connected);
        builder.Limit = length;
        if (disconnects)
        {
            // Often while packets wait.
            if (random.OneIn(2)) builder.AnyQueue().XmitAny(random.Between(1, 3));
            builder.Add(Step.Disconnect());
        }
        WriteUntil(length);
        return start with { Steps = builder.Steps, Class = NameOf(guests, hosts) };

        // Each but the last ends with a disconnect, and mostly with a connect after it. The last has half of the steps that are left.
        void WriteLives(int lives)
        {
            for (int life = 0; life < lives && builder.Count + 4 < length; life++)
            {
                WriteUntil(builder.Count + random.Between(0, (length - builder.Count) / 2));
                builder.Limit = length;
                builder.Reconnect();
                if (!random.OneIn(4)) Open(builder, guests);
            }
        }

        void WriteUntil(int count)
        {
            builder.Limit = count;
            while (!builder.IsFull) weights.AddPhrase(builder, guests, hosts);
        }
    }

    /// <summary>One queue whose guest may fail, and the others keep up: what does it do to them?</summary>
    private static void KeepUpBut(GuestBehaviour[] guests, RandomSource random)
    {
        Array.Fill(guests, GuestBehaviour.Cooperative);
        guests[random.Below(guests.Length)] = random.Pick(GuestBehaviour.Dead, GuestBehaviour.Stalling, GuestBehaviour.OneSlot, GuestBehaviour.Resuming);
    }

    /// <summary>The guests begin. Mostly the threads see it before the first packet: else there may be no carrier for it.</summary>
    private static void Open(ScenarioBuilder builder, GuestBehaviour[] guests)
    {
        for (int i = 0; i < guests.Length; i++) guests[i].Opens(builder.Queues[i]);
        if (!builder.RandomSource.OneIn(4)) builder.Advance(0);
    }

    /// <summary>All queues are ready but the last, which is about to be: it waits for its first slots, or has stalled, and its packet is about to expire.</summary>
    private static void ComeLate(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        int slots = builder.Vif.MaxPacketSlots;
        foreach (var queue in builder.Queues.SkipLast(1)) queue.Post(slots + random.Below(3));
        var last = builder.Queues[^1];
        builder.Advance(0);
        if (random.OneIn(2)) HostBehaviour.KeepWaitingFor(last, builder.Vif.StallTimeoutMs + 1, roundsAtMost: 10);
        if (random.OneIn(2)) last.Post(slots);
    }

    /// <summary>4 GiB at once: where nothing keeps the packets out, a byte count of 32 bits wraps.</summary>
    private static void WrapByteCount(ScenarioBuilder builder)
    {
        int largest = builder.Vif.MaxPacketBytes;
        foreach (var queue in builder.Queues) queue.Post(builder.Vif.RingSize);
        builder.Advance(0);
        builder.AnyQueue().XmitOf(largest, (int)((1L << builder.Vif.ByteCountBits) / largest) + builder.RandomSource.Between(0, 9));
    }

    /// <summary>Mostly long, but a bug that needs little shows best in something short.</summary>
    private static int DrawLength(RandomSource random, int maxSteps) => random.Below(6) switch
    {
        0 => random.Between(1, Math.Min(15, maxSteps)),
        1 or 2 => random.Between(1, Math.Max(1, maxSteps / 2)),
        _ => random.Between(Math.Max(1, maxSteps / 2), maxSteps),
    };

    private static HostBehaviour[] DrawHosts(RandomSource random)
    {
        var hosts = new HostBehaviour[random.Between(1, 3)];
        int drawn = 0;
        while (drawn < hosts.Length)
        {
            var host = HostBehaviour.All[random.Weighted(HostWeights)];
            if (Array.IndexOf(hosts, host, 0, drawn) < 0) hosts[drawn++] = host;
        }
        return hosts;
    }

    private static string NameOf(GuestBehaviour[] guests, HostBehaviour[] hosts) =>
        string.Join('+', [.. guests.Select(g => g.Name), .. hosts.Select(h => h.Name)]);
}
