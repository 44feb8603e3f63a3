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

    /// <summary>ms in which a thread spins: each costs a turn of its loop, some microsecond.</summary>
    public const long MaxSpinMs = 5_000_000;

    /// <summary>ms that pass between two looks at whether a thread spins.</summary>
    public const long Piece = 1_000_000;

    private long spinMs;

    /// <summary>Looks at what is written there, before any of it is carried out.</summary>
    /// <exception cref="InputException">Its packets are too many.</exception>
    public static void Check(Scenario scenario)
    {
        if (scenario.Steps.Where(s => s.Do == StepKind.Xmit).Sum(s => (long)s.Count) > MaxPackets)
            throw new InputException($"more than {MaxPackets:N0} packets are offered in one scenario: too many to run");
    }

    /// <exception cref="InputException">It is too long.</exception>
    public void Spin(long ms)
    {
        spinMs += ms;
        if (spinMs > MaxSpinMs)
            throw new InputException($"an Rx thread has busy-looped for more than {MaxSpinMs:N0} ms, each of which costs one of its turns: too many to run");
    }
}
