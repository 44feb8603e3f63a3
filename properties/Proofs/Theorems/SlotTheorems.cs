using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>Theorems about how many slots a packet takes.</summary>
internal static class SlotTheorems
{
    private const string Sizes = "Pages of 4 KiB, packets of up to 64 KiB, page-aligned data, an mtu that Linux allows.";

    public static IReadOnlyList<Statement> All { get; } =
    [
        new("slots-cover-packets", "A packet takes no more slots of the ring than the driver looks for.", Sizes,
            r => r is ByteLimit ? Of(r, "slots-cover-packets", 0, holds: r is not FewerSlots || r is HeadNeed) : null),
        new("slots-cover-packets-with-headroom", "The same where the guest wants 256 bytes of XDP headroom in each slot.", Sizes,
            r => r.HasXdp ? Of(r, "slots-cover-packets-with-headroom", 256, holds: r is Proposed) : null),
    ];

    private static Theorem Of(Revision revision, string name, int headroom, bool holds)
    {
        var m = new SlotMachine(revision, headroom);
        return new(name, m.Machine, new Lemma("slots-suffice", "no packet has taken more slots than were looked for", m.Covered), []) { Steps = holds ? null : 1 };
    }
}
