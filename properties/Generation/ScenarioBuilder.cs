using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// A scenario in the making. Phrases add steps; what comes after <see cref="Limit"/> is lost, so that no phrase need count.
/// </summary>
public sealed class ScenarioBuilder
{
    /// <summary>ms that may pass after a fatal Tx error: threads may spin from there on, and then each ms costs a turn.</summary>
    private const long AffordableSpinningMs = 12_000;

    private readonly Step[] steps;
    private readonly QueueBuilder[] queues;
    private long leftMs = long.MaxValue;

    /// <param name="vif">What is configured.</param>
    /// <param name="startIndex">Where the ring indices start.</param>
    /// <param name="capacity">Steps at most.</param>
    /// <param name="random">Where all choices come from.</param>
    public ScenarioBuilder(Parameters vif, uint startIndex, int capacity, RandomSource random)
    {
        (Vif, StartIndex, RandomSource, Limit, steps) = (vif, startIndex, random, capacity, new Step[capacity]);
        Sizes = random.Pick(PacketSizes.Typical, PacketSizes.Typical, PacketSizes.Boundary, PacketSizes.Any);
        UsesRun = random.OneIn(2);
        HasHeadroom = vif.XdpHeadroom > 0;
        SendsFrom = random.Pick(0, vif.MaxPacketSlots);
        queues = new QueueBuilder[vif.Queues];
        for (int i = 0; i < queues.Length; i++) queues[i] = new(this, i);
    }

    /// <summary>What is configured, with the headroom as it is at this point of the script.</summary>
    public Parameters Vif { get; private set; }
    public uint StartIndex { get; }

    /// <summary>Whether the guest now and then grants pages that are not there.</summary>
    public bool GrantsBadPages { get; init; }

    /// <summary>Whether packets begin anywhere in a page, and carry a hash if the guest has asked for that.</summary>
    public bool HasShapes { get; init; }

    /// <summary>Whether the guest wanted headroom at connecting, and so may want another.</summary>
    public bool HasHeadroom { get; }

    public RandomSource RandomSource { get; }
    public IReadOnlyList<QueueBuilder> Queues => queues;

    /// <summary>Which packets this case prefers.</summary>
    public PacketSizes Sizes { get; }

    /// <summary>Slots from which on a driver is believed to send: those of the largest packet, or of any (0).</summary>
    public int SendsFrom { get; }

    /// <summary>Whether this case lets single threads run, or only all.</summary>
    public bool UsesRun { get; }

    /// <summary>Steps at which the present part of the script is finished, at most the capacity.</summary>
    public int Limit { get; set; }

    public int Count { get; private set; }
    public int Left => Limit - Count;
    public bool IsFull => Count >= Limit;
    public long NowMs { get; private set; }

    public IReadOnlyList<Step> Steps => Count == steps.Length ? steps : steps[..Count];

    public QueueBuilder AnyQueue() => queues[RandomSource.Below(queues.Length)];

    /// <returns>Whether there was room.</returns>
    public bool Add(in Step step)
    {
        if (IsFull) return false;
        steps[Count++] = step;
        return true;
    }

    /// <summary>Time passes and everything runs.</summary>
    public void Advance(long ms)
    {
        ms = Affordable(ms);
        if (!Add(Step.Advance(ms))) return;
        foreach (var queue in queues) queue.GuestView.Serve();
        Pass(ms);
    }

    /// <summary>Time passes and no thread runs.</summary>
    public void Lag(long ms)
    {
        ms = Affordable(ms);
        if (Add(Step.Lag(ms))) Pass(ms);
    }

    /// <summary>The guest wants another headroom.</summary>
    public void SetHeadroom(int bytes)
    {
        if (Add(Step.SetHeadroom(bytes))) Vif = Vif with { XdpHeadroom = bytes };
    }

    public void TxFatal()
    {
        if (!Add(Step.TxFatal())) return;
        leftMs = RandomSource.OneIn(4) ? AffordableSpinningMs : AffordableSpinningMs / 20;
    }

    /// <summary>The frontend goes, and comes back: now and then only after a connect that failed, now and then after some time.</summary>
    public void Reconnect()
    {
        if (!Add(Step.Disconnect())) return;
        if (RandomSource.OneIn(4)) Advance(RandomSource.Pick(0, 1, Vif.DrainTimeoutMs));
        int most = Vif.Queues;
        bool inUse = RandomSource.OneIn(2);
        if (RandomSource.OneIn(6)) Add(Step.Connect(RandomSource.Between(1, most), inUse, RandomSource.Pick(Cause.NoChannel, Cause.NoThread)));
        if (!Add(Step.Connect(RandomSource.OneIn(2) ? most : RandomSource.Between(1, most), inUse))) return;
        foreach (var queue in queues) queue.GuestView.BeginAnew(inUse);
    }

    private long Affordable(long ms) => Math.Clamp(ms, 0, leftMs);

    private void Pass(long ms)
    {
        NowMs += ms;
        if (leftMs != long.MaxValue) leftMs -= ms;
        foreach (var queue in queues) queue.GuestView.Expire(NowMs);
    }
}
