using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each in a corner only: at the limit exactly, in one branch, at the end of a connection.</summary>
internal static class BoundaryMutants
{
    internal sealed class StopsAtTheLimit : ByteLimit
    {
        protected override bool IsAboveLimit(GuestRxQueue q) => q.Packets.Bytes >= q.Vif.Parameters.QueueLimit;
    }

    internal sealed class WakesAtTheLimit : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            if (q.Packets.Bytes <= WakeMark(q.Vif.Parameters)) await q.Tx.Wake("wakes the Tx queue");
            await q.Packets.Lock.Release();
        }
    }

    internal sealed class WakesTxWhenFull : Xsa424
    {
        protected override async Coroutine Dequeued(GuestRxQueue q)
        {
            await base.Dequeued(q);
            await q.Tx.Wake("wakes the Tx queue");
        }
    }

    internal sealed class NotifiesOneEarly : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        /// <summary>The response before the first counts too.</summary>
        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override bool MustNotify(RingIndex before, RingIndex now, RingIndex wanted) => base.MustNotify(before, now, wanted) || (wanted == before && now != before);
        }
    }

    internal sealed class DropsBeforeItSends : ByteLimit
    {
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            await DropExpired(q);
            await base.RxAction(q);
        }
    }

    internal sealed class NeedsOneMore : FewerSlots
    {
        protected override uint Need(Vif vif) => base.Need(vif) + 1;
    }

    internal sealed class LeavesFatalError : ByteLimit
    {
        /// <summary>Nobody tells the thread that is to take the vif down.</summary>
        public override async Coroutine FatalTxError(Vif vif)
        {
            await vif.Disabled.Store(true, "disables the vif");
            vif.Emit(EventKind.Disabled);
        }
    }

    internal sealed class IgnoresTheTimer : SlotEstimate
    {
        public override Coroutine StallTimerFired(GuestRxQueue q) => default;
    }

    internal sealed class CallsWorkSpurious : Xsa424
    {
        protected override async Coroutine BeforeSleep(GuestRxQueue q)
        {
            if (!await q.EoiPending.Exchange(false, "takes the mark of the event")) return;
            q.Emit(EventKind.EoiTaken);
            await q.Channel.EndOfInterrupt(spurious: true);
        }
    }

    internal sealed class OverfillsTheBatch : HeadNeed
    {
        /// <summary>More copies are collected than the array has room for.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            if (q.PendingCopies.Value != q.Vif.Parameters.CopyBatch) await base.Flush(q);
        }
    }

    internal sealed class LeavesTxEventMasked : LockedPeek
    {
        /// <summary>An event that brings only guest Tx is looked after, and not acknowledged.</summary>
        public override async Coroutine SharedInterrupt(GuestRxQueue q)
        {
            if (!q.TxWork.Peek || await HasRxWork(q))
            {
                await base.SharedInterrupt(q);
                return;
            }
            await q.EoiPending.Exchange(true, "marks the event");
            await TakesTxWork(q);
        }
    }

    internal sealed class CallsNoWorkWork : Xsa424
    {
        /// <summary>Events without work slow nothing down (before XSA-332).</summary>
        protected override async Coroutine AcknowledgeUnused(GuestRxQueue q)
        {
            await q.EoiPending.Exchange(false, "takes the mark of the event");
            await q.Channel.EndOfInterrupt(spurious: false);
        }
    }

    internal sealed class AbandonsThreads : Xsa424
    {
        /// <summary>A connect that fails leaves what it has made.</summary>
        protected override Coroutine Abandon(Vif vif, int at, Cause why)
        {
            vif.Emit(EventKind.ConnectRefused, at, cause: why);
            return default;
        }
    }

    internal sealed class RefusesAFullRing : Xsa424
    {
        protected override async Coroutine<bool> Attaches(GuestRxQueue q, bool ringInUse) =>
            (!ringInUse || q.Shared.ReqProd.Peek - q.Shared.RspProd.Peek < q.Shared.Size) && await base.Attaches(q, ringInUse);
    }

    internal sealed class KeepsStalledNeed : Proposed
    {
        /// <summary>What ends the stall of a queue of the last connection ends that of the new one.</summary>
        protected override void AllocateQueue(GuestRxQueue q, bool ringInUse)
        {
            uint need = StalledNeed[q].Peek;
            base.AllocateQueue(q, ringInUse);
            StalledNeed[q].Renew(need);
        }
    }
}
