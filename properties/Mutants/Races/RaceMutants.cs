using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>
/// In each one, two steps are no longer in the order, or no longer in the one piece, that keeps another context from coming in
/// between. As long as one context runs at a time they all behave like the revision that they are made of.
/// </summary>
public static class RaceMutants
{
    /// <summary>A request that comes between the look and the arming of req_event is not noticed.</summary>
    internal sealed class LooksOnce : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            public override async Coroutine<bool> HasRequests(uint needed)
            {
                var producer = await Shared.ReqProd.Load("reads req_prod");
                if (await RequestsUpTo(producer) >= needed) return true;
                await ArmRequestEvent(EventAfter(producer));
                return false;
            }
        }
    }

    /// <summary>The stall timer may run out before the Tx queue is stopped, and then finds nothing to do.</summary>
    internal sealed class ArmsBeforeStopping : SlotEstimate
    {
        protected override async Coroutine StopTx(GuestRxQueue q)
        {
            await q.StallTimer!.Arm(q.Vif.Parameters.DrainTimeoutMs, "arms the stall timer");
            await q.Tx.Stop("stops the Tx queue");
        }
    }

    /// <summary>The lock is given back before the Tx queue is stopped: the thread may have emptied the queue meanwhile.</summary>
    internal sealed class StopsAfterUnlock : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            await q.Packets.Append(packet);
            bool stops = IsAboveLimit(q);
            await q.Packets.Lock.Release();
            if (stops) await q.Tx.Stop("stops the Tx queue");
            await q.Wait.Wake(q.KicksRx);
        }
    }

    /// <summary>A kick between the test and the clearing of the wake mark is lost.</summary>
    internal sealed class TestsBeforePreparing : ByteLimit
    {
        protected override async Coroutine WaitForRxWork(GuestRxQueue q)
        {
            while (!await HasRxWork(q))
            {
                await q.Wait.Prepare();
                if (await q.Wait.Sleep(await QueueTimeout(q)) == 0) break;
            }
        }
    }

    /// <summary>The thread may have looked and gone back to sleep before there is anything to see.</summary>
    internal sealed class KicksBeforeAppend : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Wait.Wake(q.KicksRx);
            await q.Packets.Lock.Acquire();
            await q.Packets.Append(packet);
            if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
            await q.Packets.Lock.Release();
        }
    }

    /// <summary>Two CPUs that both find room both append.</summary>
    internal sealed class LooksForRoomUnlocked : Xsa424
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Machine.Point("looks at the byte count");
            bool full = q.Packets.CountedBytes >= q.Vif.Parameters.QueueLimit;
            if (full) await q.Tx.Stop("stops the Tx queue");
            if (full)
            {
                await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
                return;
            }
            await q.Packets.Lock.Acquire();
            if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
            await q.Packets.Append(packet);
            await q.Packets.Lock.Release();
            await q.Wait.Wake(q.KicksRx);
        }
    }

    /// <summary>The interrupt drops an expired head as well: the packet that it looked at, which the thread may be sending.</summary>
    internal sealed class ExpiresInInterrupt : ByteLimit
    {
        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            if (await q.Packets.Head.Load("looks when the head expires") is { } head)
            {
                var now = await q.Machine.Jiffies.Load("reads the time");
                if (IsExpired(q, head, now))
                {
                    await Dequeue(q);
                    await Free(q, head, EventKind.PacketExpired);
                }
            }
            await base.Interrupt(q);
        }
    }

    /// <summary>The order of 2ac061ce97f4 (Oct 2019), mended two months later: the thread may be about to send an event.</summary>
    internal sealed class UnbindsBeforeStopping : HeadNeed
    {
        protected override async Coroutine TakeDown(GuestRxQueue q)
        {
            await q.Channel.Unbind();
            await EndThread(q);
        }
    }

    /// <summary>The thread of a queue runs before the queue counts as stalled, and counts it once more.</summary>
    internal sealed class PreparesAfterThread : StallDetection
    {
        public override async Coroutine Connect(Vif vif)
        {
            PrepareVif(vif);
            for (int i = 0; i < vif.Requested.Value; i++)
            {
                vif.Queues[i].Channel.Bind();
                await MakeThread(vif.Queues[i]);
                PrepareQueue(vif.Queues[i]);
            }
            await LetIn(vif);
        }
    }

    /// <summary>The host sees the carrier, and there are no queues yet.</summary>
    internal sealed class TurnsOnBeforeQueues : ByteLimit
    {
        public override async Coroutine Connect(Vif vif)
        {
            for (int i = 0; i < vif.Requested.Value; i++)
            {
                vif.Queues[i].Channel.Bind();
                await MakeThread(vif.Queues[i]);
            }
            await vif.Connected.Store(true, "connects the vif");
            await Connected(vif);
            await vif.NumQueues.Store(vif.Requested.Value, "sets num_queues");
        }
    }

    /// <summary>The queues are given back while a CPU that has looked for them still has its hands on one.</summary>
    internal sealed class WaitsForNoTransmit : HeadNeed
    {
        public override async Coroutine Disconnect(Vif vif)
        {
            vif.Emit(EventKind.Disconnecting);
            await CarrierOffForGood(vif, Cause.Disconnect);
            for (int i = 0; i < vif.Requested.Value; i++) await TakeDown(vif.Queues[i]);
            await vif.NumQueues.Store(0, "clears num_queues");
            vif.QueuesAreGone.Value = true;
            vif.Emit(EventKind.Disconnected);
        }
    }

    /// <summary>Two queues that count at the same time count one too few.</summary>
    internal sealed class CountsUnlocked : StallDetection
    {
        protected override async Coroutine CountStalled(GuestRxQueue q, bool stalled)
        {
            var vif = q.Vif;
            if (!stalled) await BeforeSending(q);
            await q.Stalled.Store(stalled, "sets the stalled mark");
            q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
            int count = await vif.StalledQueues.Load("reads the stalled count") + (stalled ? 1 : -1);
            await vif.StalledQueues.Store(count, "writes the stalled count");
            q.Emit(EventKind.StalledQueues, value: count);
            if (stalled && count == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            if (!stalled && count == 0) await vif.Carrier.TurnOn(q.Id, Cause.Ready);
        }
    }
}
