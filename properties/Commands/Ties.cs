using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Drivers held against the machines of theorems.</summary>
/// <param name="Of">Which drivers were to be.</param>
/// <param name="All">Those that have such machines.</param>
internal sealed record Ties(IReadOnlyList<Revision> Of, IReadOnlyList<DriverTie> All)
{
    /// <summary>Steps of the drivers of a theorem, of those that were to be tied; or null if one of them is not tied to its machine.</summary>
    public long? Steps(Instance instance, Func<DriverTie, long> steps)
    {
        var found = instance.Revisions.Where(Of.Contains).Select(r => All.FirstOrDefault(t => t.Revision == r && t.Machine == instance.Theorem.Machine.Name)).ToList();
        return found.Contains(null) ? null : found.Sum(t => steps(t!));
    }
}
