namespace Netback.Properties.Verdicts;

/// <summary>What one search of one revision has come to, where contexts interleave.</summary>
/// <param name="What">What was searched.</param>
/// <param name="WithoutTxLock">Whether CPUs that feed one queue did not take turns.</param>
/// <param name="Found">A schedule for each property that was violated.</param>
/// <param name="Events">Kinds of events that happened.</param>
internal sealed record InterleavingSearch(EngineSearch What, bool WithoutTxLock, IReadOnlyList<Interleaving> Found, EventKinds Events)
{
    /// <summary>Why it came to nothing, or null.</summary>
    public string? Defect { get; init; }
}
