namespace Netback.Properties.Generation;

/// <summary>A pattern of traffic from the host's stack.</summary>
/// <param name="Name">As it appears in the class of a scenario.</param>
/// <param name="Weight">How often it is drawn.</param>
/// <param name="Turn">What it offers when its turn comes.</param>
public sealed record HostBehaviour(string Name, int Weight, Action<QueueBuilder> Turn)
{
    /// <summary>One packet after the other.</summary>
    public static readonly HostBehaviour Steady = new("steady", 4, GoesOn);

    /// <summary>Many packets before anyone else gets to run.</summary>
    public static readonly HostBehaviour Bursts = new("bursts", 4, Burst);

    /// <summary>Silent for longer than the stall timeout, then one packet, often one that does not fit.</summary>
    public static readonly HostBehaviour IdleGaps = new("idle-gaps", 3, IdlesThenSends);

    /// <summary>A big packet that blocks the small ones behind it.</summary>
    public static readonly HostBehaviour BigAmongSmall = new("big-among-small", 4, BlocksSmall);

    public static readonly HostBehaviour OnlySmall = new("only-small", 2, q => q.XmitSmall(q.RandomSource.Between(1, 20)));

    public static readonly HostBehaviour OnlyMaximum = new("only-maximum", 3, q => q.XmitBig(q.RandomSource.Between(1, 4)));

    /// <summary>A packet each third of the drain timeout: the queue is never empty, for longer than stall and drain timeout.</summary>
    public static readonly HostBehaviour KeepsWaiting = new("keeps-waiting", 3, KeepWaiting);

    /// <summary>The same, with a packet at the very moment at which the stall timeout is over: the thread looks then, a moment
    /// too early, and not again before that packet expires.</summary>
    public static readonly HostBehaviour WaitsToTheTick = new("waits-to-the-tick", 1, WaitToTheTick);

    /// <summary>Sends until well beyond the limit of the queue.</summary>
    public static readonly HostBehaviour Flood = new("flood", 3, SendsBeyondLimit);

    public static IReadOnlyList<HostBehaviour> All { get; } =
        [Steady, Bursts, IdleGaps, BigAmongSmall, OnlySmall, OnlyMaximum, KeepsWaiting, WaitsToTheTick, Flood];

    public override string ToString() => Name;

    /// <summary>
    /// Sends so often that the queue never runs empty by expiry, for this many ms. Where that takes more rounds than there may be, the
    /// packets come further apart, up to just within the drain timeout.
    /// </summary>
    /// <returns>ms for which the rounds did not suffice, or not above 0.</returns>
    internal static long KeepWaitingFor(QueueBuilder q, long ms, int roundsAtMost)
    {
        long drain = q.Vif.DrainTimeoutMs;
        long period = Math.Clamp(ms / Math.Max(1, roundsAtMost), Math.Max(1, drain / 3), Math.Max(1, drain - 1));
        for (int round = 0; round < roundsAtMost && ms > 0; round++, ms -= period)
        {
            q.XmitMisfit();
            q.ScenarioBuilder.Advance(period);
        }
        return ms;
    }

    private static void GoesOn(QueueBuilder q)
    {
        q.XmitAny(1);
        if (q.RandomSource.OneIn(2)) q.Serve();
        else if (q.RandomSource.OneIn(2)) q.ScenarioBuilder.Advance(q.RandomSource.Between(1, 20));
    }

    private static void Burst(QueueBuilder q)
    {
        q.XmitAny(q.RandomSource.Between(2, 30));
        if (q.RandomSource.OneIn(2)) q.Serve();
    }

    private static void IdlesThenSends(QueueBuilder q)
    {
        var (drain, stall) = (q.Vif.DrainTimeoutMs, q.Vif.StallTimeoutMs);
        q.ScenarioBuilder.Advance(stall + q.RandomSource.Pick(1, 2, 1000, drain));
        if (q.RandomSource.OneIn(3)) q.XmitAny(1);
        else q.XmitMisfit();
        q.ScenarioBuilder.Advance(q.RandomSource.Pick(0, 0, 1, drain - 1, drain, drain + 1));
    }

    private static void BlocksSmall(QueueBuilder q)
    {
        if (q.RandomSource.OneIn(2)) q.XmitSmall(q.RandomSource.Between(1, 10));
        q.XmitBig(q.RandomSource.OneIn(4) ? 2 : 1);
        if (q.RandomSource.OneIn(3)) q.Serve();
        q.XmitSmall(q.RandomSource.Between(1, 20));
    }

    private static void KeepWaiting(QueueBuilder q)
    {
        var (drain, stall) = (q.Vif.DrainTimeoutMs, q.Vif.StallTimeoutMs);
        long period = Math.Max(1, drain / 3);
        KeepWaitingFor(q, stall + drain + period, roundsAtMost: (q.ScenarioBuilder.Left + 1) / 2);
    }

    private static void WaitToTheTick(QueueBuilder q)
    {
        var (drain, left) = (q.Vif.DrainTimeoutMs, q.Vif.StallTimeoutMs);
        q.LeaveOnly(q.RandomSource.Pick(0, 1));
        q.XmitMisfit();
        for (; left > 0; q.XmitMisfit())
        {
            long some = Math.Min(left, Math.Max(1, drain - 1));
            q.ScenarioBuilder.Advance(some);
            left -= some;
        }
        q.ScenarioBuilder.Advance(drain + 1);
    }

    private static void SendsBeyondLimit(QueueBuilder q)
    {
        int limit = (int)q.Vif.QueueLimit;
        int frame = q.Vif.Mtu + Parameters.EthernetHeader;
        int few = q.RandomSource.Between(1, 12);
        switch (q.RandomSource.Below(120))
        {
            case var _ when q.GuestView.Bytes > limit:
                q.XmitAny(few);
                break;
            case 0:
                // Thousands of small packets: the byte limit alone allows them. Rarely, as they take as long as a hundred other cases.
                q.Xmit(Truesize.ShortestFrame, gso: false,
                    (limit / Truesize.ShortestFrame) + q.RandomSource.Pick(0, few, q.Vif.MaxPacketBytes / Truesize.ShortestFrame));
                q.XmitOf(q.Vif.MaxPacketBytes, 1);
                break;
            case < 40:
                FillsToTheByte(q, limit + q.RandomSource.Between(-1, 1));
                break;
            case < 78 when q.Vif.Gso:
                q.XmitOf(65_226, (limit / 65_226) + few);
                break;
            default:
                q.XmitFrames((limit / frame) + few);
                break;
        }
        if (q.RandomSource.OneIn(2)) q.XmitAny(q.RandomSource.Between(1, 5));
        q.Serve();
    }

    /// <summary>Makes the queue hold exactly so many bytes, and puts a packet of the largest size on top.</summary>
    private static void FillsToTheByte(QueueBuilder q, int bytes)
    {
        int largest = q.Vif.MaxPacketBytes;
        int missing = (int)Math.Max(1, bytes - q.GuestView.Bytes);
        int whole = (missing - 1) / largest;
        if (whole > 0) q.XmitOf(largest, whole);
        q.XmitOf(missing - (whole * largest), 1);
        q.XmitOf(largest, 1);
    }
}
