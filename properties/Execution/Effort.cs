using Netback.Properties.Scenarios;

namespace Netback.Properties.Execution;

/// <summary>
/// What carrying out one scenario may cost: so that a script of a few lines does not keep a machine busy for hours, or take all of
/// its memory. No generated or recorded scenario comes near.
/// </summary>
internal sealed class Effort
{
    /// <summary>Packets offered, all queues together; each takes some 100 bytes while it is held.</summary>
    public const long MaxPackets = 5_000_000;

    /// <summary>ms in which a thread spins: each costs a turn of its loop, some 0.2 microseconds.</summary>
    public const long MaxSpinMs = 20_000_000;

    /// <summary>ms that pass between two looks at whether a thread spins.</summary>
    public const long Piece = 1_000_000;

    private long packets, spinMs;

    /// <exception cref="InputException">They are too many.</exception>
    public void Offer(long count)
    {
        packets += count;
        if (packets > MaxPackets) throw new InputException($"more than {MaxPackets:N0} packets are offered in one scenario; so many are not carried out");
    }

    /// <exception cref="InputException">It is too long.</exception>
    public void Spin(long ms)
    {
        spinMs += ms;
        if (spinMs > MaxSpinMs)
            throw new InputException($"an Rx thread has spun for more than {MaxSpinMs:N0} ms, each of which costs a turn of it; more are not carried out");
    }
}
