using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>Looks that <c>proposed</c> makes at words that others write, left out: the proof asked for each of them. No other engine has found what they miss.</summary>
internal static class StallMutants
{
    public static IReadOnlyList<(string Name, string What, Revision Broken)> All { get; } =
    [
        ("proposed+reckons-before-linked", "reckons with the need of a packet that is not linked yet", new ReckonsBeforeLinked()),
        ("proposed+stalls-beside-a-fitting-head", "decides about a stall by the slots of the last head only", new StallsBesideAFittingHead()),
        ("proposed+forgets-the-dropped", "does not weigh a head that came and expired since its last look", new ForgetsTheDropped()),
    ];

    private sealed class ReckonsBeforeLinked : Proposed
    {
        protected override Coroutine<uint> NeedOfLinked(GuestRxQueue q) => NeedOfHead(q);
    }

    private sealed class StallsBesideAFittingHead : Proposed
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q) => !await q.Stalled.Load("looks at the stalled mark") && BlockedSince[q].Value is { } since
            && await LeftUntilStall(q, since) <= 0 && await q.Ring.Requests() < LastNeed[q].Value;
    }

    private sealed class ForgetsTheDropped : Proposed
    {
        protected override Coroutine Drop(GuestRxQueue q, Packet packet) => Free(q, packet, EventKind.PacketExpired);
    }
}
