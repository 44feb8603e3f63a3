namespace Netback;

/// <summary>A moment, in jiffies of 1 ms; wraps at 2^64. Part of a state by how long ago it was.</summary>
public readonly record struct Jiffies(ulong Value)
{
    public static Jiffies operator +(Jiffies a, long ms) => new(a.Value + (ulong)ms);

    /// <summary>ms from <paramref name="b"/> to <paramref name="a"/>.</summary>
    public static long operator -(Jiffies a, Jiffies b) => (long)(a.Value - b.Value);

    public override string ToString() => Value.ToString();
}

/// <summary>A moment that is compared with the present only, or none: one that has passed is like any other that has.</summary>
public readonly record struct Deadline
{
    private readonly ulong at;

    private Deadline(ulong at) => (this.at, IsSet) = (at, true);

    /// <summary>No deadline.</summary>
    public static readonly Deadline Never;

    /// <summary>Whether there is one.</summary>
    public bool IsSet { get; }

    /// <summary>The moment, of one that is set.</summary>
    public Jiffies At => new(at);

    /// <summary><paramref name="ms"/> ms after <paramref name="now"/>.</summary>
    public static Deadline After(Jiffies now, long ms) => new(now.Value + (ulong)ms);

    /// <summary>ms that are left, negative if it has passed; of one that is set.</summary>
    public long LeftAt(Jiffies now) => (long)(at - now.Value);

    public override string ToString() => IsSet ? at.ToString() : "never";
}

/// <summary>An index of a ring: 32 bits wide, runs freely and wraps. Part of a state by its distance to the ring's consumer.</summary>
/// <param name="Value">The number.</param>
/// <param name="Ring">Number of the ring in its machine.</param>
public readonly record struct RingIndex(uint Value, int Ring)
{
    public static RingIndex operator +(RingIndex a, uint n) => a with { Value = a.Value + n };

    /// <summary>How far <paramref name="a"/> is ahead, modulo 2^32.</summary>
    public static uint operator -(RingIndex a, RingIndex b) => a.Value - b.Value;

    public override string ToString() => Value.ToString();
}
