using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each, about what must add up: stalled queues, slots and responses, events and acknowledgements, packets and looks at them.</summary>
internal static class AccountingMutants
{
    internal sealed class ForgetsToCountBack : StallDetection
    {
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            if (stalled || q.Vif.StalledQueues.Peek == 1)
            {
                await base.CountStalled(q, stalled);
                return;
            }
            await q.Stalled.Store(false, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: 0);
        }
    }

    internal sealed class LeavesCarrierOff : HeadNeed
    {
        protected override Coroutine TurnsOn(GuestRxQueue q) => default;
    }

    internal sealed class CountsStallTwice : Proposed
    {
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            await base.CountStalled(q, stalled);
            if (!stalled) return;
            await q.Vif.Lock.Acquire();
            q.Vif.StalledQueues.Value++;
            q.Emit(EventKind.StalledQueues, value: q.Vif.StalledQueues.Value);
            await q.Vif.Lock.Release();
        }
    }

    internal sealed class TakesOneSlotMore : ByteLimit
    {
        protected override Coroutine TakeSlots(GuestRxQueue q, Packet packet)
        {
            q.Taken.Add(packet);
            return q.Ring.Take(packet, q.Vif.Parameters.SlotsOf(packet) + 1, packet.Length);
        }
    }

    internal sealed class OwesAResponse : HeadNeed
    {
        /// <summary>The last response of a batch comes with the next batch.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            if (q.Taken.Count > 0) q.Ring.RspProdPrivate.Value += uint.MaxValue;
            await base.Flush(q);
        }
    }

    internal sealed class FreesBeforeItCopies : HeadNeed
    {
        /// <summary>The memory that the copies are to be made of.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            for (int i = 0; i < q.Taken.Count; i++) await Free(q, q.Taken[i], EventKind.PacketDelivered);
            q.Taken.Clear();
            await base.Flush(q);
        }
    }

    internal sealed class MeasuresWhenFreed : ByteLimit
    {
        private readonly PerQueue<int> last = new("length of the last packet", 0);

        protected override async Coroutine Free(GuestRxQueue q, Packet packet, EventKind fate, Cause cause = Cause.None)
        {
            await base.Free(q, packet, fate, cause);
            if (fate == EventKind.PacketDelivered) last[q].Value = packet.Length;
        }
    }

    internal sealed class CopiesAByteShort : Xsa424
    {
        protected override bool IsCopied(Packet packet, int sent) => sent >= packet.Length - 1;
    }

    internal sealed class FillsSlotsAByteShort : ByteLimit
    {
        /// <summary>There are as many slots as always.</summary>
        protected override int SlotBytes(Parameters parameters) => base.SlotBytes(parameters) - 1;
    }

    internal sealed class CompletesBeforeItCopies : HeadNeed
    {
        private readonly PerQueue<Packet?> taken = new("packet taken out", null);

        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q) => taken[q].Value = await base.Dequeue(q);

        /// <summary>On the list of what is complete from the start: a flush in its middle frees it.</summary>
        protected override async Coroutine Send(GuestRxQueue q)
        {
            await base.Send(q);
            q.Taken.RemoveAt(q.Taken.Count - 1);
        }

        protected override async Coroutine BeforeSending(GuestRxQueue q)
        {
            await base.BeforeSending(q);
            if (taken[q].Value is not { } packet) return;
            taken[q].Value = null;
            q.Taken.Add(packet);
        }
    }

    internal sealed class OwesHeadroom : Proposed
    {
        /// <summary>The slot that a packet takes more for its headroom gets no response.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            if (q.Vif.Parameters.XdpHeadroom > 0) q.Ring.RspProdPrivate.Value += (uint)-q.Taken.Count;
            await base.Flush(q);
        }
    }

    internal sealed class AcknowledgesWithoutTaking : LockedPeek
    {
        protected override async Coroutine BeforeSleep(GuestRxQueue q)
        {
            if (await q.EoiPending.Load("looks at the mark of the event")) await q.Channel.EndOfInterrupt(spurious: false);
        }
    }

    internal sealed class LeavesMarkWhenUnused : Proposed
    {
        protected override Coroutine AcknowledgeUnused(GuestRxQueue q) => q.Channel.EndOfInterrupt(spurious: true);
    }

    internal sealed class PeeksAtTheLastHead : Xsa424
    {
        private readonly PerQueue<Packet?> lastHead = new("the last head", null, ofThread: false);

        /// <summary>The interrupt follows a pointer that outlives the packet.</summary>
        protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
        {
            if (!q.Machine.InInterrupt) return await base.NeedOfHead(q);
            await q.Packets.Lock.Acquire();
            uint need = await NeedOfPeeked(q, lastHead[q].Value);
            await q.Packets.Lock.Release();
            return need;
        }

        protected override async Coroutine CacheNeed(GuestRxQueue q, Packet? head)
        {
            if (head is not null) lastHead[q].Value = head;
            await base.CacheNeed(q, head);
        }
    }

    internal sealed class AcknowledgesUnmarked : Xsa424
    {
        protected override async Coroutine BeforeSleep(GuestRxQueue q)
        {
            if (await q.EoiPending.Exchange(false, "takes the mark of the event")) q.Emit(EventKind.EoiTaken);
            await q.Channel.EndOfInterrupt(spurious: false);
        }
    }

    internal sealed class CallsTxWorkSpurious : LockedPeek
    {
        protected override bool IsSpurious(bool tx, bool rx) => !rx;
    }
}
