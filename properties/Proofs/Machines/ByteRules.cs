using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>When a revision stops the Tx queue.</summary>
public enum Stop
{
    /// <summary>After a packet has been appended, if there are more bytes than the limit.</summary>
    AboveLimit,
    /// <summary>When a packet is refused, because there are as many bytes as the limit or more.</summary>
    AtRefusal,
    /// <summary>After a packet has been appended, if there are as many bytes as the limit or more; and when one is refused.</summary>
    AtLimit,
}

/// <summary>The rules about the byte count in which revisions differ.</summary>
/// <param name="Stop">When the Tx queue is stopped. But for the first, a packet is refused that finds as many bytes as the limit or more.</param>
/// <param name="WakesAtDequeue">Whether each dequeue may wake the Tx queue, under the same lock; else the end of each round does.</param>
/// <param name="PeeksLocked">Whether an interrupt looks at something under the queue's lock: at the head, or whether the event was for one that has expired.</param>
/// <param name="LooksAgain">Whether it is looked at again under the lock whether the vif is connected.</param>
public sealed record ByteRules(Stop Stop, bool WakesAtDequeue, bool PeeksLocked, bool LooksAgain)
{
    /// <summary>Whether a packet is refused that finds the queue full.</summary>
    public bool Refuses => Stop != Stop.AboveLimit;

    /// <returns>The rules of a revision, or of one that is made of it; null for those that do not count bytes.</returns>
    public static ByteRules? Of(Revision revision) => revision is not ByteLimit ? null : new(
        revision switch { Proposed => Stop.AtLimit, Xsa392 => Stop.AtRefusal, _ => Stop.AboveLimit },
        WakesAtDequeue: revision is HeadNeed,
        PeeksLocked: revision is Proposed or (LockedPeek and not Xsa392),
        LooksAgain: revision is Proposed);
}
