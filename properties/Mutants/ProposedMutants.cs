using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule of <c>proposed</c> taken back or broken in each.</summary>
internal static class ProposedMutants
{
    internal sealed class NeverForgetsWhatItAskedFor : Proposed
    {
        /// <summary>The guest goes on sending events without work, and none of them counts as that.</summary>
        protected override async Coroutine<bool> HasLinkWork(GuestRxQueue q)
        {
            if (!q.Machine.InInterrupt) return await base.HasLinkWork(q);
            bool asked = await IsAsked(q, before: false);
            return await base.HasLinkWork(q) | await IsAsked(q, asked);
        }

        private async Coroutine<bool> IsAsked(GuestRxQueue q, bool before)
        {
            await q.Packets.Lock.Acquire();
            bool asked = AskedForGone[q].Value |= before;
            await q.Packets.Lock.Release();
            return asked;
        }
    }

    internal sealed class StopsAtRefusal : Proposed
    {
        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (IsFull(q)) return await base.TryAppend(q, packet);
            if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
            await q.Packets.Append(packet);
            return true;
        }
    }

    internal sealed class IgnoresHeadroom : Proposed
    {
        protected override uint NeedOf(Packet packet, Parameters parameters) =>
            (uint)parameters.SlotsOf(packet) - (parameters.XdpHeadroom > 0 ? 1u : 0);
    }

    internal sealed class KeepsNeedWhenHeadroomChanges : Proposed
    {
        protected override async Coroutine HeadroomChanges(Vif vif)
        {
            foreach (var q in vif.Queues)
            {
                await q.Packets.Lock.Acquire();
                HeadroomInUse[q].Value = vif.Headroom.Peek;
                await q.Packets.Lock.Release();
                q.Emit(EventKind.HeadroomUsed, value: vif.Headroom.Peek);
            }
        }
    }

    internal sealed class KeepsHeadroom : Proposed
    {
        protected override Coroutine HeadroomChanges(Vif vif) => default;
    }

    internal sealed class SpuriousUnlessBoth : Proposed
    {
        protected override bool IsSpurious(bool tx, bool rx) => !tx || !rx;
    }

    internal sealed class ForgetsWhatItAskedFor : Proposed
    {
        protected override async Coroutine Dequeued(GuestRxQueue q)
        {
            await base.Dequeued(q);
            AskedForGone[q].Value = false;
        }
    }

    internal sealed class RemembersTheLastPacketOnly : Proposed
    {
        protected override async Coroutine Dequeued(GuestRxQueue q)
        {
            AskedForGone[q].Value = false;
            await base.Dequeued(q);
        }
    }

    internal sealed class SwallowsErrors : Proposed
    {
        protected override void ReportFailure(GuestRxQueue q, uint response) { }
    }

    internal sealed class ReportsOneSlotTooEarly : Proposed
    {
        protected override void ReportFailure(GuestRxQueue q, uint response) => base.ReportFailure(q, response - 1);
    }

    internal sealed class StallsATickEarly : Proposed
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q)
        {
            if (BlockedSince[q].Value is not { } since) return false;
            BlockedSince[q].Value = since + -1;
            bool stalled = await base.IsStalled(q);
            BlockedSince[q].Value = since;
            return stalled;
        }

        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) =>
            await base.QueueTimeout(q) is { } ms ? Math.Max(0, ms - 1) : null;
    }

    internal sealed class CountsFromLastDelivery : Proposed
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q) =>
            !q.Stalled.Value && BlockedSince[q].Value is not null && await TimeIsUp(q);
    }

    internal sealed class ForgetsBlockedWhenEmpty : Proposed
    {
        protected override async Coroutine HeadExpired(GuestRxQueue q)
        {
            if (!await HasPacket(q)) BlockedSince[q].Value = null;
            await base.HeadExpired(q);
        }
    }

    internal sealed class WakesForExpiryOnly : Proposed
    {
        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) =>
            await q.Packets.Head.Load("looks when the head expires") is { } head
                ? Math.Max(0, head.Expires.LeftAt(await q.Machine.Jiffies.Load("reads the time"))) : null;
    }

    /// <summary>The thread wakes each ms, finds the queue stalled as it was, and sleeps for no time at all again.</summary>
    internal sealed class WakesForAStallThatIsMarked : Proposed
    {
        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) => q.Stalled.Value && BlockedSince[q].Value is { } since
            ? Math.Max(0, await LeftUntilStall(q, since)) : await base.QueueTimeout(q);
    }

    /// <summary>The slots that a packet lacked are forgotten with it when it expires.</summary>
    internal sealed class DropsLastNeed : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            await base.Drop(q, packet);
            LastNeed[q].Value = 0;
        }
    }

    /// <summary>So are those that end the stall.</summary>
    internal sealed class DropsStalledNeed : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            await base.Drop(q, packet);
            StalledNeed[q].Value = 1;
        }
    }

    /// <summary>A stalled queue seems to have a packet whose slots the guest has been asked for.</summary>
    internal sealed class NeedOutlivesTheQueue : Proposed
    {
        protected override async Coroutine CacheNeed(GuestRxQueue q, Packet? head)
        {
            if (head is not null) await base.CacheNeed(q, head);
        }
    }

    internal sealed class ReadyAtOneSlot : Proposed
    {
        protected override Coroutine<bool> HasRecovered(GuestRxQueue q) => q.Ring.HasRequests(1);
    }

    internal sealed class ReadyWhenEmpty : Proposed
    {
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q) => !await HasPacket(q) || await base.HasRecovered(q);
    }

    internal sealed class ReadyAsksForNoEvent : Proposed
    {
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q) => await q.Ring.Requests() >= StalledNeed[q].Value;
    }

    internal sealed class RecoversAtOneSlotMore : Proposed
    {
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q) =>
            await NeedOfHead(q) > 0 ? await q.Ring.Requests() > StalledNeed[q].Value : await q.Ring.HasRequests(StalledNeed[q].Value + 1);
    }

    internal sealed class RecoversWithSlotsForTheLargest : Proposed
    {
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q)
        {
            StalledNeed[q].Value = Need(q.Vif);
            return await base.HasRecovered(q);
        }

        protected override uint Need(Vif vif) => (uint)vif.Parameters.MaxPacketSlots;
    }

    internal sealed class ReadyAtConnect : Proposed
    {
        protected override void PrepareQueue(GuestRxQueue q)
        {
            base.PrepareQueue(q);
            StalledNeed[q].Value = 0;
        }
    }

    internal sealed class TrustsTheProducer : Proposed
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new(queue);
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
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
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
        protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
        {
            if (await q.Packets.Head.Load("peeks at the head") is not { } head) return 0;
            if (q.Machine.InInterrupt && !q.Packets.Lock.IsHeld) q.Emit(EventKind.PeekedUnlocked, head);
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
        protected override async Coroutine<bool> IsReady(GuestRxQueue q) =>
            await q.LastRxTime.Load() == new Jiffies(0) && await base.IsReady(q);
    }
}
