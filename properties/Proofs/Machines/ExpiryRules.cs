using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>The rules about expiry and sleep in which revisions differ.</summary>
/// <param name="Refuses">Whether a packet may be refused at the queue's lock.</param>
/// <param name="KicksAnyway">Whether the Rx thread is kicked for a refused packet too.</param>
/// <param name="SleepsShorter">Whether the thread may sleep shorter than until the head expires: until a stall is due.</param>
public sealed record ExpiryRules(bool Refuses, bool KicksAnyway, bool SleepsShorter)
{
    /// <returns>The rules of a revision, or of one that is made of it; null for those whose packets do not expire.</returns>
    public static ExpiryRules? Of(Revision revision) => revision is not ByteLimit ? null : new(
        Refuses: revision is Xsa392,
        KicksAnyway: revision is Xsa392 and not Xsa424,
        SleepsShorter: revision is Proposed);
}
