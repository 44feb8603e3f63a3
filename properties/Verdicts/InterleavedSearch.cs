using Netback.Properties.Generation;
using Netback.Properties.Specification;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>What one search of one revision has come to, where contexts interleave.</summary>
/// <param name="What">What was searched.</param>
/// <param name="Environment">Who was around the driver.</param>
/// <param name="Found">A schedule for each property that was violated.</param>
/// <param name="Events">Kinds of events that happened.</param>
internal sealed record InterleavedSearch(EngineSearch What, DriverEnvironment Environment, IReadOnlyList<Interleaving> Found, EventKinds Events)
{
    /// <summary>Runs that hit each probe; of an exploration, 1 for what occurs in it.</summary>
    public ProbeCounts Probes { get; init; } = new();

    /// <summary>Why it came to nothing, or null.</summary>
    public string? Defect { get; init; }

    /// <summary>The same of a revision that takes the same steps.</summary>
    public InterleavedSearch As(Revision revision) => Found.All(f => f.Driver == revision) ? this : this with { Found = [.. Found.Select(f => f with { Driver = revision })] };
}
