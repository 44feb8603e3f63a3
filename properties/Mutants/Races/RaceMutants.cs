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
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            public override async ValueTask<bool> HasRequests(uint needed)
            {
                uint producer = await Shared.ReqProd.Load("reads req_prod");
                if (Between(producer, await ReqCons.Load("reads req_cons")) >= needed) return true;
                await ArmRequestEvent(EventAfter(producer));
                return false;
            }
        }
    }

    /// <summary>The lock is given back before the Tx queue is stopped: the thread may have emptied the queue meanwhile.</summary>
    internal sealed class StopsAfterUnlock : ByteLimit
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            q.Packets.Append(packet);
            bool stops = IsAboveLimit(q);
            await q.Packets.Lock.Release();
            if (stops) await q.Tx.Stop("stops the Tx queue");
            await q.Wait.Wake($"kicks rx{q.Id}");
        }
    }

    /// <summary>A kick between the test and the clearing of the wake mark is lost.</summary>
    internal sealed class TestsBeforePreparing : ByteLimit
    {
        protected override async ValueTask WaitForRxWork(GuestRxQueue q)
        {
            var kernel = q.Vif.Kernel;
            int frame = kernel.Enter("waits for work");
            while (!await HasRxWork(q))
            {
                kernel.ForgetSince(frame);
                await q.Wait.Prepare();
                if (await q.Wait.Sleep(await QueueTimeout(q)) == 0) break;
                kernel.ForgetSince(frame);
            }
            kernel.Leave("waits for work", frame, true);
        }
    }

    /// <summary>The thread may have looked and gone back to sleep before there is anything to see.</summary>
    internal sealed class KicksBeforeAppend : ByteLimit
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Wait.Wake($"kicks rx{q.Id}");
            await q.Packets.Lock.Acquire();
            q.Packets.Append(packet);
            if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
            await q.Packets.Lock.Release();
        }
    }

    /// <summary>Two CPUs that both find room both append.</summary>
    internal sealed class LooksForRoomUnlocked : Xsa424
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Vif.Kernel.Point("looks at the byte count");
            bool full = IsFull(q);
            if (full) await q.Tx.Stop("stops the Tx queue");
            if (full)
            {
                await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
                return;
            }
            await q.Packets.Lock.Acquire();
            if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
            q.Packets.Append(packet);
            await q.Packets.Lock.Release();
            await q.Wait.Wake($"kicks rx{q.Id}");
        }
    }

    /// <summary>The interrupt drops an expired head as well: the packet that it looked at, which the thread may be sending.</summary>
    internal sealed class ExpiresInInterrupt : ByteLimit
    {
        public override async ValueTask Interrupt(GuestRxQueue q)
        {
            if (await q.Packets.Head.Load("looks when the head expires") is { } head
                && IsExpired(head, await q.Vif.Kernel.Jiffies.Load("reads the time")))
            {
                await Dequeue(q);
                await Free(q, head, EventKind.PacketExpired);
            }
            await base.Interrupt(q);
        }
    }

    /// <summary>Two queues that count at the same time count one too few.</summary>
    internal sealed class CountsUnlocked : StallDetection
    {
        protected override async ValueTask CountStalled(GuestRxQueue q, bool stalled)
        {
            var vif = q.Vif;
            if (!stalled) await BeforeSending(q);
            await q.Stalled.Store(stalled, "sets the stalled mark");
            vif.Kernel.Emit(EventKind.StallMarked, q.Id, value: stalled ? 1 : 0);
            await vif.Kernel.Point("reads the stalled count");
            int count = (int)vif.Kernel.Leave("reads the stalled count", vif.Kernel.Enter("reads the stalled count"), (uint)vif.StalledQueues);
            await vif.Kernel.Point("writes the stalled count");
            vif.StalledQueues = count + (stalled ? 1 : -1);
            vif.Kernel.Emit(EventKind.StalledQueues, q.Id, value: vif.StalledQueues);
            if (stalled && vif.StalledQueues == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            if (!stalled && vif.StalledQueues == 0) await vif.Carrier.TurnOn(q.Id, Cause.Ready);
        }
    }
}
