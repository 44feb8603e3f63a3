using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>About how long explorations take, in seconds of one core: measured once (<c>timings.jsonl</c> of a folder of results), and rounded.</summary>
internal static class ExplorationCost
{
    /// <summary>Of one that is not named here.</summary>
    public const double Usual = 0.5;

    /// <summary>Of the concurrent scenario that <c>verify</c> explores.</summary>
    public static double OfConcurrentScenario(Revision revision) => revision is LateEoi ? 1 : Usual;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    public static double Of(Revision revision, Configuration configuration) => (configuration.Name, revision) switch
    {
        ("two-requests-stalling-untimed", _) => 12,
        ("two-requests-ticking", _) => 5,
        ("spare-slot-reconnecting", _) or ("spare-slot-fatal", _) => 3,
        ("expiring", _) or ("ticking", StallDetection) => 4,
        ("reconnecting", Proposed) or ("two-requests-stalling", LateEoi) => 2,
        ("reconnecting", LateEoi) => 5,
        (_, LateEoi) => 1,
        _ => Usual,
    };
}
