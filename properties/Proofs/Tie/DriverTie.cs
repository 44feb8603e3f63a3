using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>How a driver is tied to a machine.</summary>
/// <param name="Revision">The driver.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Walks">What random walks showed.</param>
/// <param name="Exploration">What an exploration to its end showed; null where there is none, or the walks have shown enough.</param>
public sealed record DriverTie(Revision Revision, string Machine, TieResult Walks, TieResult? Exploration)
{
    /// <summary>The first step of the driver that is none of the machine, and why; or null if it is tied.</summary>
    public string? Error => Walks.Error ?? Exploration?.Error;

    /// <summary>Steps of walks that were checked.</summary>
    public int WalkedSteps => Walks.Steps;

    /// <summary>Steps that were checked of an exploration to its end: each that the driver can make in it, once.</summary>
    public int ExploredSteps => Exploration?.Steps ?? 0;

    /// <returns>Null where the machine is not one of the revision, or nothing of a driver could be held against it.</returns>
    public static DriverTie? Of(Revision revision, string machine)
    {
        if (TieWalk.Of(revision, machine, TieWalk.DefaultWalks, TieWalk.DefaultSteps, TieWalk.DefaultSeed) is not { } walks) return null;
        return new(revision, machine, walks, walks.Error is null ? TieSearch.Of(revision, machine) : null);
    }
}
