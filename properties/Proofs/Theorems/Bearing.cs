using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>What theorems say about a property of the catalogue.</summary>
/// <param name="Property">Name of the property.</param>
/// <param name="Environments">Those in whose cells it says that, as after the <c>@</c> in <c>BoundedMemory@honest</c>.</param>
/// <param name="Theorems">Names of the theorems that say it together. Each of them has to be proved.</param>
public sealed record Bearing(string Property, IReadOnlyList<string> Environments, IReadOnlyList<string> Theorems)
{
    /// <summary>What the property promises for a revision beyond what the theorems say; null where they prove all of it.</summary>
    public Func<Revision, string?> Less { get; init; } = _ => null;
}
