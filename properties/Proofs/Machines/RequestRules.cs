using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>The rules about requests and wake-ups in which revisions differ.</summary>
/// <param name="NeedOfHead">Whether the slots needed are those of the head; else the same for every packet.</param>
/// <param name="CachesNeed">Whether that number is stored before the packet is linked, and read instead of the packet.</param>
/// <param name="PeeksInInterrupt">Whether the interrupt looks for work itself, kicks only if there is some, and acknowledges late.</param>
/// <param name="AsksWhenStalled">Whether the test for the end of a stall asks for an event too.</param>
public sealed record RequestRules(bool NeedOfHead, bool CachesNeed, bool PeeksInInterrupt, bool AsksWhenStalled)
{
    /// <summary>Whether packets of the vif may need different numbers of slots.</summary>
    public bool NeedsDiffer { get; init; } = NeedOfHead;

    /// <summary>Slots that a packet may take beyond those that were looked for.</summary>
    public bool TakesMore { get; init; }

    /// <returns>The rules of a revision, or of one that is made of it; null for <c>slot-estimate</c>.</returns>
    public static RequestRules? Of(Revision revision) => revision is not ByteLimit ? null : new(
        NeedOfHead: revision is HeadNeed,
        CachesNeed: revision is Xsa392,
        PeeksInInterrupt: revision.AcknowledgesLate,
        AsksWhenStalled: revision is Proposed);
}
