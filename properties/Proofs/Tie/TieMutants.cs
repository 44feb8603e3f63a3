using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>Revisions with a rule broken, by the names that the lists of mutants and of races have for them.</summary>
internal static class TieMutants
{
    /// <returns>The mutant or the race of that name, or null.</returns>
    public static Revision? Find(string name) =>
        MutantList.All.FirstOrDefault(m => m.FullName == name)?.Broken ?? (History.Find(name) is null ? Drivers.Find(name) : null);
}
