using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>Looks at words that others write, left out, made twice or outside the lock: where that goes wrong others have to come in at one moment out of many.</summary>
public static class RareRaceMutants
{
    /// <summary>A request that comes between the look for the head and this one is passed over, and the event that the head waits for with it.</summary>
    internal sealed class RecoveredAlwaysAsks : Proposed
    {
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q) => await q.Ring.HasRequests(StalledNeed[q].Value);
    }

    internal sealed class ReckonsBeforeLinked : Proposed
    {
        protected override Coroutine<uint> NeedOfLinked(GuestRxQueue q) => NeedOfHead(q);
    }

    internal sealed class StallsBesideAFittingHead : Proposed
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q) => !await q.Stalled.Load("looks at the stalled mark") && BlockedSince[q].Value is { } since
            && await LeftUntilStall(q, since) <= 0 && await q.Ring.Requests() < LastNeed[q].Value;
    }

    /// <summary>Slots that come after the look at them and before the stall is due are missed, if the thread then gets no CPU until it is.</summary>
    internal sealed class LooksAtSlotsFirst : Proposed
    {
        protected override async Coroutine<bool> IsStalled(GuestRxQueue q)
        {
            if (await q.Stalled.Load("looks at the stalled mark") || BlockedSince[q].Value is not { } since) return false;
            uint head = await NeedOfHead(q), free = await q.Ring.Requests();
            if (await LeftUntilStall(q, since) > 0) return false;
            if (BlockedSince[q].Value is null || free >= LastNeed[q].Value || (head > 0 && free >= head)) return false;
            StalledNeed[q].Value = LastNeed[q].Value;
            return true;
        }
    }

    internal sealed class ForgetsTheDropped : Proposed
    {
        protected override Coroutine Drop(GuestRxQueue q, Packet packet) => Free(q, packet, EventKind.PacketExpired);
    }

    /// <summary>A packet that came and expired unseen ends a wait, and begins none.</summary>
    internal sealed class NeverBlocksAtDrop : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            if (BlockedSince[q].Value is not null && await q.Ring.Requests() >= Math.Min(NeedOf(packet, SendsBy(q)), LastNeed[q].Value)) BlockedSince[q].Value = null;
            await Free(q, packet, EventKind.PacketExpired);
        }
    }

    /// <summary>It begins one, but for the slots of the head before.</summary>
    internal sealed class KeepsNeedAtDrop : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            uint before = LastNeed[q].Value;
            await base.Drop(q, packet);
            LastNeed[q].Value = before;
        }
    }

    /// <summary>It begins one at no time.</summary>
    internal sealed class ForgetsSinceAtDrop : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            var before = BlockedSince[q].Value;
            await base.Drop(q, packet);
            if (before is null) BlockedSince[q].Value = null;
        }
    }

    /// <summary>What the next head needs is stored when the lock has been given back, over what a packet has stored that came meanwhile.</summary>
    internal sealed class DropsNeedTooLate : Proposed
    {
        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            var packet = await q.Packets.RemoveHead();
            if (packet is not null && q.Packets.Bytes < WakeMark(q.Vif.Parameters)) await q.Tx.Wake("wakes the Tx queue");
            var head = q.Packets.Head.Value;
            await q.Packets.Lock.Release();
            if (packet is null) return null;
            await q.Packets.Lock.Acquire();
            await CacheNeed(q, head);
            await q.Packets.Lock.Release();
            return packet;
        }
    }

    /// <summary>The slots of the head before are not room enough.</summary>
    internal sealed class NeedsItsOwnAtDrop : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            var since = BlockedSince[q].Value;
            bool fits = await q.Ring.Requests() >= NeedOf(packet, SendsBy(q));
            await base.Drop(q, packet);
            if (!fits) BlockedSince[q].Value = since ?? BlockedSince[q].Value;
        }
    }

    /// <summary>The slots of the head before its need is reckoned anew are not room enough.</summary>
    internal sealed class StaysBlockedByHeadroom : Proposed
    {
        protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
        {
            if (q.Machine.InInterrupt) return await base.NeedOfHead(q);
            var since = BlockedSince[q].Value;
            uint need = await base.NeedOfHead(q);
            BlockedSince[q].Value = since;
            return need;
        }
    }

    /// <summary>A packet that comes when the guest has said that it wants less, and before the thread is told, takes more than it is reckoned for.</summary>
    internal sealed class ReckonsByWanted : Proposed
    {
        protected override async Coroutine CacheNeed(GuestRxQueue q, Packet? head)
        {
            if (q.SlotsNeeded.Peek != Outdated) await q.SlotsNeeded.Store(head is null ? 0 : NeedOf(head, q.Vif.Parameters), "updates rx_slots_needed");
        }
    }

    /// <summary>As if the guest of each connection began with no wish.</summary>
    internal sealed class ForgetsHeadroom : Proposed
    {
        protected override void PrepareQueue(GuestRxQueue q)
        {
            base.PrepareQueue(q);
            HeadroomInUse[q].Renew(0);
        }
    }

    internal sealed class StaysBlockedAtDrop : Proposed
    {
        protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
        {
            var since = BlockedSince[q].Value;
            await base.Drop(q, packet);
            BlockedSince[q].Value = since ?? BlockedSince[q].Value;
        }
    }

    /// <summary>A timer that a transmit has armed, once the Tx queue runs, is stopped with the old one.</summary>
    internal sealed class WakesBeforeCancelling : SlotEstimate
    {
        protected override async Coroutine HandlePurgeEvent(GuestRxQueue q)
        {
            if (!await q.Vif.Carrier.Look("looks at the carrier") || await q.Ring.Requests() < Math.Max(LastSlots[q].Value, 1))
            {
                await base.HandlePurgeEvent(q);
                return;
            }
            await q.Tx.Wake("wakes the Tx queue");
            await q.StallTimer!.Cancel("stops the stall timer");
        }
    }

    /// <summary>Two queues that stall at the same time count one too few.</summary>
    internal sealed class CountsStallsUnlocked : Xsa424
    {
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            if (!stalled)
            {
                await base.CountStalled(q, stalled);
                return;
            }
            var vif = q.Vif;
            await q.Stalled.Store(true, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: 1);
            int count = await vif.StalledQueues.Load("reads the stalled count") + 1;
            await vif.StalledQueues.Store(count, "writes the stalled count");
            q.Emit(EventKind.StalledQueues, value: count);
            await vif.Lock.Acquire();
            if (count == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            await vif.Lock.Release();
        }
    }

    /// <summary>No look whether there are queues.</summary>
    internal sealed class KicksWhatIsGone : Xsa424
    {
        public override async Coroutine FatalTxError(Vif vif)
        {
            await vif.Disabled.Store(true, "disables the vif");
            vif.Emit(EventKind.Disabled);
            await vif.Queues[0].Wait.Wake("kicks rx0");
        }
    }

    /// <summary>A queue that recovers turns the carrier on after another one has stalled.</summary>
    internal sealed class LinksAfterCounting : StallDetection
    {
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            var vif = q.Vif;
            if (!stalled) await BeforeSending(q);
            await q.Stalled.Store(stalled, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
            await vif.Lock.Acquire();
            int count = vif.StalledQueues.Value += stalled ? 1 : -1;
            q.Emit(EventKind.StalledQueues, value: count);
            await vif.Lock.Release();
            await vif.Lock.Acquire();
            if (stalled && count == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            if (!stalled && count == 0) await TurnsOn(q);
            await vif.Lock.Release();
        }
    }

    /// <summary>The thread may be done, and asleep, before there is a mark: nobody acknowledges that event, and the channel stays masked.</summary>
    internal sealed class MarksSharedEventsLate : Proposed
    {
        public override async Coroutine SharedInterrupt(GuestRxQueue q)
        {
            bool tx = await TakesTxWork(q), rx = await HasRxWork(q);
            if (rx) await q.Wait.Wake(q.KicksRx);
            if (await q.EoiPending.Exchange(true, "marks the event")) q.Emit(EventKind.EoiStillPending);
            if (IsSpurious(tx, rx)) await AcknowledgeUnused(q);
            else if (tx && await q.EoiPending.Exchange(false, "takes the mark of the event")) await q.Channel.EndOfInterrupt(spurious: false);
        }
    }
}
