using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each that a known violation of the same property would hide: what is left of the property notices.</summary>
internal static class HiddenMutants
{
    internal sealed class LooksAtNoStop : SlotEstimate
    {
        /// <summary>A timer that was left running when the carrier went off counts as a stop that has lasted.</summary>
        public override async Coroutine StallTimerFired(GuestRxQueue q)
        {
            await q.PurgeEvent!.Store(true, "asks for a purge");
            await q.Wait.Wake(q.KicksRx);
        }
    }

    internal sealed class StallsAfterTheDrainTimeout : StallDetection
    {
        /// <summary>The wrong one of the two timeouts.</summary>
        protected override async Coroutine<bool> TimeIsUp(GuestRxQueue q) =>
            await q.LastRxTime.Load("reads last_rx_time") + q.Vif.Parameters.DrainTimeoutMs - await q.Machine.Jiffies.Load("reads the time") < 0;
    }

    internal sealed class LinkAfterUnlock : Xsa424
    {
        /// <summary>The count of stalled queues changes under the lock of the vif, and the carrier after it.</summary>
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            var vif = q.Vif;
            if (!stalled) await BeforeSending(q);
            await q.Stalled.Store(stalled, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
            await vif.Lock.Acquire();
            vif.StalledQueues.Value += stalled ? 1 : -1;
            int count = vif.StalledQueues.Value;
            q.Emit(EventKind.StalledQueues, value: count);
            await vif.Lock.Release();
            if (stalled && count == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            if (!stalled && count == 0) await TurnsOn(q);
        }
    }

    internal sealed class StallsATickEarly : Xsa424
    {
        /// <summary>At the stall timeout and not after it.</summary>
        protected override async Coroutine<bool> TimeIsUp(GuestRxQueue q) =>
            await q.LastRxTime.Load("reads last_rx_time") + StallAfterMs(q.Vif.Parameters)!.Value - await q.Machine.Jiffies.Load("reads the time") <= 0;
    }

    internal sealed class StallsWithSlotsEnough : StallDetection
    {
        protected override bool LacksSlots(GuestRxQueue q, uint free) => free <= Need(q.Vif);
    }

    internal sealed class ForgetsTheTime : HeadNeed
    {
        /// <summary>Nothing that is sent ends the time in which nothing is.</summary>
        protected override Coroutine BeforeSending(GuestRxQueue q) => q.Stalled.Peek ? base.BeforeSending(q) : default;
    }

    internal sealed class ReadyAtNineteen : StallDetection
    {
        protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free > Need(q.Vif);
    }

    internal sealed class ReadyAtTwo : HeadNeed
    {
        protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free >= 2;
    }

    internal sealed class AsksForAllItsSlots : HeadNeed
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        /// <summary>One slot would make a stalled queue ready, and brings no event.</summary>
        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            public override async Coroutine<bool> HasRequests(uint needed)
            {
                while (true)
                {
                    var producer = await Shared.ReqProd.Load("reads req_prod");
                    if (await RequestsUpTo(producer) >= needed) return true;
                    await ArmRequestEvent(ReqCons.Peek + needed);
                    if (await Shared.ReqProd.Load("re-reads req_prod after arming req_event") == producer) return false;
                }
            }
        }
    }

    internal sealed class ForgetsGsoSlot : FewerSlots
    {
        protected override uint Need(Vif vif) => base.Need(vif) - (vif.Parameters.Gso ? 1u : 0);
    }

    internal sealed class AllSpinWhenDisabled : Xsa424
    {
        protected override bool EndsWhenDisabled => false;
    }

    internal sealed class RefusesHalfFull : Xsa424
    {
        protected override bool IsFull(GuestRxQueue q) => q.Packets.Bytes >= q.Vif.Parameters.QueueLimit / 2;
    }

    internal sealed class RefusesWithoutStopping : Xsa392
    {
        /// <summary>Of two queues the second.</summary>
        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (q.Id > 0 && IsFull(q)) return false;
            return await base.TryAppend(q, packet);
        }
    }

    internal sealed class LosesSharedEvents : LockedPeek
    {
        /// <summary>Who has looked after guest Tx forgets to kick the thread.</summary>
        public override async Coroutine SharedInterrupt(GuestRxQueue q)
        {
            if (q.TxWork.Peek) await q.TxWork.Store(false, "looks after guest Tx");
            else await base.SharedInterrupt(q);
        }
    }

    internal sealed class DropsBeforeItStalls : Xsa424
    {
        /// <summary>What has expired is dropped before the look at the link: an empty queue needs no slots, and so is not stalled.</summary>
        protected override async Coroutine UpdateLink(GuestRxQueue q)
        {
            await DropExpired(q);
            await base.UpdateLink(q);
        }
    }

    internal sealed class RequestsForAnyQueue : SlotEstimate
    {
        /// <summary>Whether the carrier is off, but not whether it is this queue that waits for slots.</summary>
        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            if (!await q.Vif.Carrier.Look("looks at the carrier"))
            {
                await q.PurgeEvent!.Store(true, "asks for a purge");
                q.Emit(EventKind.PurgeAsked);
            }
            await base.Interrupt(q);
        }
    }

    internal sealed class ForgetsGsoBesideHeadroom : Xsa424
    {
        protected override uint NeedOf(Packet packet, Parameters parameters) => base.NeedOf(packet, parameters) - (packet.Gso && parameters.XdpHeadroom > 0 ? 1u : 0);
    }

    internal sealed class SilencesNobody : LateEoi
    {
        protected override async Coroutine CarrierOffForGood(Vif vif, Cause cause)
        {
            await vif.Rtnl.Acquire();
            if (await Disconnects(vif, cause)) vif.Emit(EventKind.ConnectionClosed, cause: cause);
            await vif.Rtnl.Release();
        }
    }

    internal sealed class AssertsTheIndex : Xsa424
    {
        /// <summary>The guest can write any index.</summary>
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            if (await q.Ring.Requests() > (uint)q.Vif.Parameters.RingSize) throw new DriverBugException("xenvif_rx_action", "more requests than the ring has");
            await base.RxAction(q);
        }
    }

    internal sealed class ReadyToSend : FewerSlots
    {
        protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free >= Need(q.Vif);
    }

    internal sealed class ReadyAtTwoAgain : LockedPeek
    {
        protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free >= 2;
    }
}
