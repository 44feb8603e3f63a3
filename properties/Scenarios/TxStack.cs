namespace Netback.Properties.Scenarios;

/// <summary>What there is of the host's stack between applications and the driver. Recordings of the real driver have nothing of it.</summary>
/// <param name="Qdisc">Packets that the stack keeps for each Tx queue while it is stopped; 0 if it has no qdisc.</param>
/// <param name="LinkWatch">Whether the stack takes note of the carrier by a link watch: at once of a carrier that is on, and at most once a second of one that is off.</param>
public sealed record TxStack(int Qdisc, bool LinkWatch)
{
    /// <summary>Packets of the longest qdisc.</summary>
    public const int MostPackets = 100_000;
}
