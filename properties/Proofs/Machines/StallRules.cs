using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>What a revision takes for a stall.</summary>
public enum StallRule
{
    /// <summary>Nothing.</summary>
    Never,
    /// <summary>Fewer slots than a number that is the same for all packets, and no delivery for longer than the stall timeout.</summary>
    FewerThanFixed,
    /// <summary>Fewer slots than the head needs, and no delivery for longer than the stall timeout.</summary>
    FewerThanHead,
    /// <summary>The head, or the last one there was, has found too few slots for the stall timeout.</summary>
    Blocked,
}

/// <summary>The rules about stalls in which revisions differ.</summary>
public static class StallRules
{
    /// <returns>The rule of a revision, or of one that is made of it; null for <c>slot-estimate</c>.</returns>
    public static StallRule? Of(Revision revision) => revision switch
    {
        Proposed => StallRule.Blocked,
        Xsa392 => StallRule.FewerThanHead,
        StallDetection => StallRule.FewerThanFixed,
        ByteLimit => StallRule.Never,
        _ => null,
    };
}
