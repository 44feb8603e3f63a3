namespace Netback;

/// <summary>
/// When the kernel's timers fire, from v4.8 on. A wheel has levels of 64 buckets, each level eight times as coarse as the one below it; a timer goes into
/// the first level that reaches as far as it does, and into the bucket behind its time, so that it never fires early. So one of 10 s fires up to
/// half a second late where a jiffy is a ms, and one of 60 s up to 4.1 s.
/// </summary>
/// <remarks>What the driver reads of the clock is not as coarse: it stays exact to the ms.</remarks>
public sealed class TimerWheel
{
    /// <summary>Jiffies a second that a kernel may be built for, as far as a jiffy is a whole number of ms.</summary>
    public static readonly IReadOnlyList<int> Rates = [100, 250, 1000];

    private const int LevelBits = 3, Reach = 63;

    private readonly int levels;

    /// <param name="hz">Jiffies a second, one of <see cref="Rates"/>.</param>
    public TimerWheel(int hz)
    {
        if (!Rates.Contains(hz)) throw new ArgumentOutOfRangeException(nameof(hz), hz, "no such rate");
        // As many as the kernel needs to reach beyond 12 days and more.
        (JiffyMs, levels) = (1000 / hz, hz > 100 ? 9 : 8);
    }

    /// <summary>ms of a jiffy.</summary>
    public int JiffyMs { get; }

    /// <summary>When a timer fires.</summary>
    /// <param name="now">When it is armed.</param>
    /// <param name="ms">For how many ms from then; rounded up to jiffies.</param>
    public Jiffies FiresAt(Jiffies now, long ms)
    {
        ulong jiffy = (ulong)JiffyMs, delay = ((ulong)ms + jiffy - 1) / jiffy;
        int shift = LevelBits * LevelOf(delay);
        ulong bucket = (((now.Value / jiffy) + delay) >> shift) + 1;
        return new((bucket << shift) * jiffy);
    }

    /// <summary>ms by which a timer of up to so many ms can be late.</summary>
    public long LatestMs(long ms) => ((1L << (LevelBits * LevelOf((ulong)((ms + JiffyMs - 1) / JiffyMs)))) * JiffyMs) + JiffyMs - 1;

    private int LevelOf(ulong delay)
    {
        int level = 0;
        while (level < levels - 1 && delay >= (ulong)Reach << (LevelBits * level)) level++;
        return level;
    }
}
