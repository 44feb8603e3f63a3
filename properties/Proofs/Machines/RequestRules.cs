using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>The rules about requests and wake-ups in which revisions differ.</summary>
/// <param name="NeedOfHead">Whether the slots needed are those of the head; else the same for every packet.</param>
/// <param name="CachesNeed">Whether that number is stored before the packet is linked, and read instead of the packet.</param>
/// <param name="AcknowledgesLate">Whether an event is acknowledged by who finds that there is no more work, and the interrupt kicks only if there is some.</param>
/// <param name="LooksInInterrupt">Whether the interrupt then looks for slots as the thread does, and asks for an event if there are too few; else it
/// only asks whether a packet waits.</param>
/// <param name="OnlyTakerAcknowledges">Whether an interrupt that has found no work acknowledges only if it is the one that takes the mark.</param>
/// <param name="AsksWhenStalled">Whether the thread may ask for an event that ends a stall, if it sees no packet.</param>
public sealed record RequestRules(bool NeedOfHead, bool CachesNeed, bool AcknowledgesLate, bool LooksInInterrupt, bool OnlyTakerAcknowledges, bool AsksWhenStalled)
{
    /// <summary>Whether packets of the vif may need different numbers of slots.</summary>
    public bool NeedsDiffer { get; init; } = NeedOfHead;

    /// <summary>Slots that a packet may take beyond those that were looked for.</summary>
    public bool TakesMore { get; init; }

    /// <returns>The rules of a revision, or of one that is made of it; null for <c>slot-estimate</c>.</returns>
    public static RequestRules? Of(Revision revision) => revision is not ByteLimit ? null : new(
        NeedOfHead: revision is HeadNeed,
        CachesNeed: revision is Xsa392,
        AcknowledgesLate: revision.AcknowledgesLate,
        LooksInInterrupt: revision is LateEoi and not Proposed,
        OnlyTakerAcknowledges: revision is Proposed,
        AsksWhenStalled: revision is Proposed);
}
