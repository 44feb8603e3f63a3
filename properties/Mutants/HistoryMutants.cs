using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each, in the revisions before and after the one under review.</summary>
internal static class HistoryMutants
{
    internal sealed class NeedsOneFewer : SlotEstimate
    {
        protected override uint NeedOf(GuestRxQueue q, Packet packet) => base.NeedOf(q, packet) - 1;
    }

    internal sealed class KeepsLastNeed : SlotEstimate
    {
        /// <summary>The need of the packet that was blocked is remembered after it has gone.</summary>
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            uint last = LastSlots[q].Value;
            await base.RxAction(q);
            LastSlots[q].Value = Math.Max(last, LastSlots[q].Value);
        }
    }

    internal sealed class LosesPurgeEvent : SlotEstimate
    {
        protected override async Coroutine HandlePurgeEvent(GuestRxQueue q)
        {
            if (q.Vif.Carrier.IsOn) await base.HandlePurgeEvent(q);
        }
    }

    internal sealed class CountsFromLastEnqueue : StallDetection
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await base.Enqueue(q, packet);
            await BeforeSending(q);
        }
    }

    internal sealed class StallsAtNoSlots : StallDetection
    {
        protected override bool LacksSlots(GuestRxQueue q, uint free) => free < 1;
    }

    internal sealed class StartsReady : StallDetection
    {
        protected override async Coroutine ThreadStarts(GuestRxQueue q) => await CountStalled(q, false);
    }

    internal sealed class CountsRecoveryTwice : StallDetection
    {
        /// <summary>Two queues stalled, one recovered: the count says none is.</summary>
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            await q.Vif.Lock.Acquire();
            if (!stalled && q.Vif.StalledQueues.Value > 1) q.Vif.StalledQueues.Value--;
            await q.Vif.Lock.Release();
            await base.CountStalled(q, stalled);
        }
    }

    internal sealed class SendsOneUnchecked : HeadNeed
    {
        /// <summary>The first commit of the 2016 series: one packet is sent without a look at the slots.</summary>
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            await Send(q);
            await Flush(q);
        }
    }

    internal sealed class NeverNotifies : HeadNeed
    {
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            q.PendingCopies.Value = 0;
            await q.Ring.PushResponses();
            for (int i = 0; i < q.Taken.Count; i++) await Free(q, q.Taken[i], EventKind.PacketDelivered);
            q.Taken.Clear();
        }
    }

    internal sealed class ForgetsEoi : LockedPeek
    {
        protected override Coroutine BeforeSleep(GuestRxQueue q) => default;
    }

    internal sealed class AcceptsAtTheLimit : Xsa424
    {
        protected override bool IsFull(GuestRxQueue q) => q.Packets.Bytes > q.Vif.Parameters.QueueLimit;
    }

    internal sealed class FillsUpToTheBound : Xsa424
    {
        /// <summary>No more bytes than before, and more packets.</summary>
        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (q.Packets.Bytes + packet.Length > MemoryBound(q.Vif.Parameters))
            {
                await q.Tx.Stop("stops the Tx queue");
                return false;
            }
            if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
            await q.Packets.Append(packet);
            return true;
        }
    }

    internal sealed class AcceptsAlways : Xsa424
    {
        protected override bool IsFull(GuestRxQueue q) => false;
    }

    internal sealed class LeaksRefused : Xsa424
    {
        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            await base.TryAppend(q, packet);
            return true;
        }
    }

    internal sealed class NeverWakesTx : Xsa424
    {
        protected override Coroutine Dequeued(GuestRxQueue q) => CacheNeed(q, q.Packets.Head.Value);
    }

    internal sealed class KeepsOldNeed : Xsa424
    {
        /// <summary>The need is cached when a packet is appended, and not when the one before it leaves.</summary>
        protected override async Coroutine Dequeued(GuestRxQueue q)
        {
            if (q.Packets.Head.Value is null) await CacheNeed(q, null);
            if (!IsFull(q)) await q.Tx.Wake("wakes the Tx queue");
        }
    }

    internal sealed class NeedOutlivesTheQueue : Xsa424
    {
        protected override async Coroutine CacheNeed(GuestRxQueue q, Packet? head)
        {
            if (head is not null) await base.CacheNeed(q, head);
        }
    }

    internal sealed class StallsAtNoSlotsAgain : Xsa424
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q) =>
            !await q.Stalled.Load("looks at the stalled mark") && await q.Ring.Requests() < 1 && await TimeIsUp(q);
    }

    /// <summary>A thread that has something to send looks after it each ms.</summary>
    internal sealed class SleepsATickAtATime : HeadNeed
    {
        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) => await base.QueueTimeout(q) is { } left ? Math.Min(left, 1) : null;
    }

    internal sealed class ReadyAtTwoSlots : FewerSlots
    {
        protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free > 1;
    }

    internal sealed class ReadyAtOneSlotMore : Xsa424
    {
        protected override async Coroutine<bool> IsReady(GuestRxQueue q)
        {
            uint needed = await NeedOfHead(q);
            return await q.Stalled.Load("looks at the stalled mark") && await q.Ring.Requests() > needed;
        }
    }
}
