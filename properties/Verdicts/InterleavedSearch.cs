using Netback.Properties.Generation;

namespace Netback.Properties.Verdicts;

/// <summary>What one search of one revision has come to, where contexts interleave.</summary>
/// <param name="What">What was searched.</param>
/// <param name="Environment">Who was around the driver.</param>
/// <param name="Found">A schedule for each property that was violated.</param>
/// <param name="Events">Kinds of events that happened.</param>
internal sealed record InterleavedSearch(EngineSearch What, DriverEnvironment Environment, IReadOnlyList<Interleaving> Found, EventKinds Events)
{
    /// <summary>Why it came to nothing, or null.</summary>
    public string? Defect { get; init; }
}
