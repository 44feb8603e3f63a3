using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>As <see cref="RaceMutants"/>, each in a revision that violates the same property in another way where contexts interleave: what is left of the property notices.</summary>
public static class HiddenRaceMutants
{
    /// <summary>A kick between the test and the clearing of the wake mark is lost.</summary>
    internal sealed class TestsBeforePreparing : LockedPeek
    {
        protected override async Coroutine WaitForRxWork(GuestRxQueue q)
        {
            while (!await HasRxWork(q))
            {
                await q.Wait.Prepare();
                await BeforeSleep(q);
                if (await q.Wait.Sleep(await QueueTimeout(q)) == 0) break;
            }
        }
    }

    /// <summary>The mark of an event that comes right after the acknowledgement is cleared with it, and that event is never acknowledged.</summary>
    internal sealed class AcknowledgesBeforeClearing : LockedPeek
    {
        protected override async Coroutine BeforeSleep(GuestRxQueue q)
        {
            if (!await q.EoiPending.Load("looks at the mark of the event")) return;
            q.Emit(EventKind.EoiTaken);
            await q.Channel.EndOfInterrupt(spurious: false);
            await q.EoiPending.Store(false, "clears the mark of the event");
        }
    }

    /// <summary>The threads end first: what comes in until the vif is disconnected stays.</summary>
    internal sealed class EndsThreadsFirst : FewerSlots
    {
        protected override async Coroutine CarrierOffForGood(Vif vif, Cause cause)
        {
            if (cause == Cause.Disconnect)
                for (int i = 0; i < vif.Requested.Value; i++) await EndThread(vif.Queues[i]);
            await base.CarrierOffForGood(vif, cause);
        }
    }

    /// <summary>The link first, then the connected bit: a thread turns the carrier on in between.</summary>
    internal sealed class DisconnectsLast : FewerSlots
    {
        protected override async Coroutine<bool> Disconnects(Vif vif, Cause cause)
        {
            await vif.Carrier.TurnOff(0, cause);
            return await vif.Connected.Exchange(false, "clears the connected bit");
        }
    }

    /// <summary>What comes in while a disabled vif connects again has no thread to purge it.</summary>
    internal sealed class LooksAtNoDisabled : Xsa424
    {
        protected override async Coroutine<bool> IsSchedulable(Vif vif) => await vif.Connected.Load("looks whether the vif is connected");
    }

    /// <summary>A purge that is requested while one is carried out is forgotten with it.</summary>
    internal sealed class ClearsPurgeTooLate : SlotEstimate
    {
        protected override async Coroutine HandlePurgeEvent(GuestRxQueue q)
        {
            await base.HandlePurgeEvent(q);
            await q.PurgeEvent!.Store(false, "clears the purge event");
        }
    }

    /// <summary>An event that comes between the two requests no purge, and nobody turns the carrier on again.</summary>
    internal sealed class MarksAfterCarrierOff : SlotEstimate
    {
        protected override async Coroutine HandlePurgeEvent(GuestRxQueue q)
        {
            if (await q.Ring.HasRequests(Math.Max(LastSlots[q].Value, 1)))
            {
                await base.HandlePurgeEvent(q);
                return;
            }
            await q.Vif.Rtnl.Acquire();
            await q.Vif.Carrier.TurnOff(q.Id, Cause.Stall);
            await Purge(q);
            LastSlots[q].Value = 0;
            await q.Vif.Rtnl.Release();
            if (!await q.Stalled.Exchange(true, "sets the stalled mark")) q.Emit(EventKind.StallMarked, value: 1);
        }
    }

    /// <summary>The thread may have sent the packet by then, and freed it.</summary>
    internal sealed class MeasuresAfterKick : LateEoi
    {
        public override async Coroutine StartXmit(GuestRxQueue q, Packet packet)
        {
            await base.StartXmit(q, packet);
            await q.Machine.Point("counts the bytes sent");
            _ = packet.Length;
        }
    }

    /// <summary>The thread may have made room by then.</summary>
    internal sealed class RefusesByAnOldLook : Xsa392
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Machine.Point("looks whether the queue is full");
            bool full = q.Packets.CountedBytes >= q.Vif.Parameters.QueueLimit;
            await q.Packets.Lock.Acquire();
            if (full)
            {
                await q.Tx.Stop("stops the Tx queue");
                await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
            }
            else
            {
                await Link(q, packet);
            }
            await q.Packets.Lock.Release();
            await q.Wait.Wake(q.KicksRx);
        }
    }
}
