using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>Which revisions the report explores in which configurations, and what it expects to find there.</summary>
public static class ExplorationPlan
{
    private static readonly string[] OfByteLimit =
    [
        "two-queues", "one-packet", "ticking", "needing-two", "kicking", "two-requests", "destructors", "expiring", "two-packets",
        "two-cpus", "fatal", "disconnecting",
    ];

    /// <summary>The design under review in every configuration that does not take long; the others in one that they close in.</summary>
    public static IReadOnlyList<(Revision Revision, Configuration Configuration)> All { get; } =
    [
        .. OfByteLimit.Select(name => At("byte-limit", name)),
        At("stall-detection", "stalling"), At("head-need", "one-packet"), At("head-need", "stalling"), At("late-eoi", "two-requests"), At("locked-peek", "two-requests"),
        At("xsa-392", "two-requests"), At("xsa-424", "two-requests"), At("proposed", "two-requests"),
    ];

    private static (Revision, Configuration) At(string revision, string configuration) =>
        (History.Find(revision)!, Configurations.Get(configuration));
}
