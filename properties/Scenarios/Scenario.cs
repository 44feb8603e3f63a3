namespace Netback.Properties.Scenarios;

/// <summary>Whether the host's stack keeps packets back while a Tx queue is stopped.</summary>
public enum HostStack { HonoursStop, IgnoresStop }

/// <summary>
/// A script for one vif: the one form in which behaviour is generated, shrunk, saved and written by hand.
/// The file format is described in <c>docs/scenario-format.md</c>.
/// </summary>
public sealed record Scenario(string Name, Parameters Vif, HostStack Host, IReadOnlyList<Step> Steps)
{
    /// <summary>How the scenario was made, or null. Says nothing about what it does.</summary>
    public string? Class { get; init; }

    /// <summary>What there is of the stack above the driver, or null: then it sees the carrier at once, and keeps a packet for a stopped Tx queue for good.</summary>
    public TxStack? Stack { get; init; }

    /// <summary>Whether the guest wants XDP headroom, from the beginning or later.</summary>
    public bool HasHeadroom => Vif.XdpHeadroom > 0 || Steps.Any(s => s.Do == StepKind.SetHeadroom);

    /// <summary>Whether packets begin elsewhere than on a page boundary, or the guest asks for hashes.</summary>
    public bool HasShapes => Vif.Hash || Steps.Any(s => s.Offset > 0);

    /// <summary>Where every ring index of both ends starts.</summary>
    public uint StartIndex { get; init; }

    /// <summary>Value of jiffies (1 ms each, wraps at 2^64) when the vif connects.</summary>
    public ulong StartJiffies { get; init; }
}
