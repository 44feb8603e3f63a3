using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule of <c>proposed</c> taken back or broken in each.</summary>
internal static class ProposedMutants
{
    internal sealed class StopsAtRefusal : Proposed
    {
        protected override async ValueTask<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (IsFull(q)) return await base.TryAppend(q, packet);
            if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
            q.Packets.Append(packet);
            return true;
        }
    }

    internal sealed class IgnoresHeadroom : Proposed
    {
        protected override uint NeedOf(Packet packet, Parameters parameters) =>
            (uint)parameters.SlotsOf(packet.Length, packet.Gso) - (parameters.XdpHeadroom > 0 ? 1u : 0);
    }

    internal sealed class StallsATickEarly : Proposed
    {
        protected override async ValueTask<bool> IsStalled(GuestRxQueue q)
        {
            if (q.BlockedSince is null) return false;
            q.BlockedSince--;
            bool stalled = await base.IsStalled(q);
            q.BlockedSince++;
            return stalled;
        }

        protected override async ValueTask<long?> QueueTimeout(GuestRxQueue q) =>
            await base.QueueTimeout(q) is { } ms ? Math.Max(0, ms - 1) : null;
    }

    internal sealed class CountsFromLastDelivery : Proposed
    {
        protected override async ValueTask<bool> IsStalled(GuestRxQueue q) =>
            !q.Stalled.Value && q.BlockedSince is not null && await TimeIsUp(q);
    }

    internal sealed class ForgetsBlockedWhenEmpty : Proposed
    {
        protected override async ValueTask HeadExpired(GuestRxQueue q)
        {
            if (q.Packets.Head.Value is null) q.BlockedSince = null;
            await base.HeadExpired(q);
        }
    }

    internal sealed class WakesForExpiryOnly : Proposed
    {
        protected override async ValueTask<long?> QueueTimeout(GuestRxQueue q) =>
            q.Packets.Head.Value is { } head ? Math.Max(0, (long)(head.Expires - await q.Vif.Kernel.Jiffies.Load("reads the time"))) : null;
    }

    internal sealed class ReadyAtOneSlot : Proposed
    {
        protected override ValueTask<bool> HasSlotsAgain(GuestRxQueue q) => q.Ring.HasRequests(1);
    }

    internal sealed class ReadyWhenEmpty : Proposed
    {
        protected override async ValueTask<bool> HasSlotsAgain(GuestRxQueue q) =>
            q.Packets.Head.Value is null || await base.HasSlotsAgain(q);
    }

    internal sealed class ReadyAsksForNoEvent : Proposed
    {
        protected override async ValueTask<bool> HasSlotsAgain(GuestRxQueue q) => await q.Ring.Requests() >= q.StalledNeed;
    }

    internal sealed class ReadyAtConnect : Proposed
    {
        protected override async ValueTask PrepareQueue(GuestRxQueue q)
        {
            await base.PrepareQueue(q);
            q.StalledNeed = 0;
        }
    }

    internal sealed class TrustsTheProducer : Proposed
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new(kernel, shared, queue, checksProducer: false);
    }

    internal sealed class LeavesOthersSpinning : Proposed
    {
        protected override bool TakesDownDisabled(GuestRxQueue q) => q.Id == 0;
    }

    internal sealed class NeverEndsWhenDisabled : Proposed
    {
        protected override bool EndsWhenDisabled => false;
    }

    internal sealed class FreesUnderLock : Proposed
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            if (!await TryAppend(q, packet)) await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
            await q.Packets.Lock.Release();
            await q.Wait.Wake(q.KicksRx);
        }

        /// <summary>So that an obedient host meets it too.</summary>
        protected override bool IsFull(GuestRxQueue q) => q.Packets.Bytes >= q.Vif.Parameters.QueueLimit / 2;
    }

    internal sealed class PeeksUnlocked : Proposed
    {
        protected override async ValueTask<uint> NeedOfHead(GuestRxQueue q)
        {
            if (await q.Packets.Head.Load("peeks at the head") is not { } head) return 0;
            if (q.Vif.Kernel.InInterrupt && !q.Packets.Lock.IsHeld) q.Vif.Kernel.Emit(EventKind.PeekedUnlocked, q.Id, head);
            return NeedOf(head, q.Vif.Parameters);
        }
    }

    internal sealed class AcceptsAlways : Proposed
    {
        protected override bool IsFull(GuestRxQueue q) => false;
    }

    internal sealed class StaysStalled : Proposed
    {
        /// <summary>A queue that was ready once and stalled is never counted back.</summary>
        protected override async ValueTask<bool> IsReady(GuestRxQueue q) => q.LastRxTime.Value == 0 && await base.IsReady(q);
    }
}
