using Netback.Properties.Specification;

namespace Netback.Properties.Verdicts;

/// <summary>What is expected of a host that ignores a stopped Tx queue, or of a hostile guest, beyond what is listed in <see cref="Expected"/>: mostly what follows from there.</summary>
internal static class ExpectedOfHosts
{
    private const string HonestGuest = "As with an honest guest.", ObedientHost = "As with an obedient host.";

    private static readonly KnownViolation[] Own =
    [
        new("BoundedMemoryForAnyHost@hostile-any", ["slot-estimate"], HonestGuest, "f48da8b14d04, point 1"),
        new("BoundedMemoryForAnyHost@hostile-any", UpToLockedPeek(), HonestGuest, "XSA-392, CVE-2021-28715"),
        new("BoundedLatency@hostile", ["slot-estimate"], HonestGuest, "f48da8b14d04"),
        new("TeardownWithinDrain@hostile", ["slot-estimate"], HonestGuest, "f48da8b14d04"),
        new("NoUnlockedPeek@hostile", ["late-eoi"], HonestGuest, "ec7d8e7dd3a5"),
        new("NoFreeUnderLock@hostile", ["xsa-392"], HonestGuest, "XSA-424, CVE-2022-42328"),
    ];

    /// <param name="listed">What is known of other hosts and guests.</param>
    public static IEnumerable<KnownViolation> Of(IReadOnlyList<KnownViolation> listed) =>
    [
        .. Own,
        .. from claim in Catalogue.Claims
           from known in (KnownViolation[])[.. listed, .. Own]
           where !known.Interleaved && known.Claim == claim.FollowsFrom?.Name
           select known with { Claim = claim.Name, Why = ObedientHost },
    ];

    private static IReadOnlyList<string> UpToLockedPeek() => Expected.From("byte-limit", "locked-peek");
}
