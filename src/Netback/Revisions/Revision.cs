namespace Netback.Revisions;

/// <summary>
/// One state of the driver's design. This class holds what all revisions have in common; a revision overrides the
/// rules in which it differs from the one before it.
/// </summary>
public abstract class Revision
{
    /// <summary>What the revision is called on the command line and in files.</summary>
    public abstract string Name { get; }

    /// <summary>The recording of the real driver that it must agree with, such as <c>G1</c>, or null.</summary>
    public abstract string? Recording { get; }

    /// <summary>Upstream commit and release.</summary>
    public abstract string Upstream { get; }

    /// <summary>What it changed, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether the driver counts the bytes of its internal queue.</summary>
    public virtual bool CountsBytes => true;

    /// <summary>Whether an event stays masked until the Rx thread acknowledges it.</summary>
    public virtual bool AcknowledgesLate => false;

    /// <summary>The host's end of the ring of a queue.</summary>
    public virtual BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new(kernel, shared, queue, checksProducer: false);

    /// <summary>Whether the vif may have XDP headroom: since v5.9.</summary>
    public virtual bool HasXdp => false;

    /// <summary>ms that a queue must be blocked before it counts as stalled, or null if it never does.</summary>
    public abstract long? StallAfterMs(Parameters parameters);

    /// <summary>ms after which someone who configured this vif expects a blocked queue to be noticed, or null if stall
    /// detection is switched off.</summary>
    public virtual long? StallTimeoutMs(Parameters parameters) => StallAfterMs(parameters);

    /// <summary>Bytes that the internal queue is meant never to exceed: the limit and the packet that crosses it.</summary>
    public virtual long MemoryBound(Parameters parameters) => parameters.QueueLimit + parameters.MaxPacketBytes;

    /// <summary>ms that a packet may wait, or null if it may wait for ever.</summary>
    public virtual long? ExpiresAfterMs(Parameters parameters) => parameters.DrainTimeoutMs;

    /// <summary>Bytes at which the internal queue is full, or null where nothing limits it.</summary>
    public virtual long? QueueLimit(Parameters parameters) => parameters.QueueLimit;

    /// <summary>The stack offers a packet.</summary>
    public abstract ValueTask StartXmit(GuestRxQueue q, Packet packet);

    /// <summary>The guest's event has arrived.</summary>
    public abstract ValueTask Interrupt(GuestRxQueue q);

    /// <summary>The stall timer has run out. Only <c>slot-estimate</c> has one.</summary>
    public virtual ValueTask StallTimerFired(GuestRxQueue q) => default;

    /// <summary>The guest-Rx thread of a queue, from its start to its end.</summary>
    public abstract ValueTask RxThread(GuestRxQueue q);

    /// <summary>What the Rx thread would wake up for. Where the answer is no, it sleeps.</summary>
    protected abstract ValueTask<bool> HasRxWork(GuestRxQueue q);

    /// <summary>ms that the Rx thread may sleep at most, or null for no limit.</summary>
    protected virtual ValueTask<long?> QueueTimeout(GuestRxQueue q) => new((long?)null);

    /// <summary>The frontend is there: starts the Rx threads, then lets packets in.</summary>
    public virtual async ValueTask Connect(Vif vif)
    {
        foreach (var q in vif.Queues)
        {
            await PrepareQueue(q);
            vif.Kernel.Start(q.Thread, () => RxThread(q));
        }
        await vif.Connected.Store(true, "connects the vif");
        await Connected(vif);
    }

    /// <summary>Before the Rx thread of a queue starts.</summary>
    protected virtual ValueTask PrepareQueue(GuestRxQueue q) => default;

    /// <summary>The vif takes packets now.</summary>
    protected virtual ValueTask Connected(Vif vif) => vif.Carrier.TurnOn(0, Cause.Connect);

    /// <summary>The frontend has gone: nothing more comes in, and each Rx thread runs to its end.</summary>
    public virtual async ValueTask Disconnect(Vif vif)
    {
        vif.Kernel.Emit(EventKind.Disconnecting, 0);
        await CarrierOffForGood(vif, Cause.Disconnect);
        foreach (var q in vif.Queues)
        {
            await q.StallTimer.Cancel("stops the stall timer");
            await q.Thread.ShouldStop.Store(true, $"tells rx{q.Id} to stop");
            await q.Wait.Wake($"wakes rx{q.Id} to its end");
            await vif.Kernel.Until($"waits for the end of rx{q.Id}", q.Thread);
        }
        vif.Kernel.Emit(EventKind.Disconnected, 0);
    }

    /// <summary>The guest sent a malformed Tx request: the vif is disabled, and the thread of queue 0 takes it down.</summary>
    public virtual async ValueTask FatalTxError(Vif vif)
    {
        if (!await vif.Disabled.Exchange(true, "disables the vif")) vif.Kernel.Emit(EventKind.Disabled, 0);
        await vif.Queues[0].Wait.Wake("kicks rx0");
    }

    /// <summary>Link down, interrupts off, no more packets taken. Does nothing the second time.</summary>
    protected static async ValueTask CarrierOffForGood(Vif vif, Cause cause)
    {
        await vif.Rtnl.Acquire();
        if (await vif.Connected.Exchange(false, "clears the connected bit"))
        {
            await vif.Carrier.TurnOff(0, cause);
            foreach (var q in vif.Queues) await q.Channel.Enable(false);
        }
        await vif.Rtnl.Release();
    }

    /// <summary>Sleeps until there is work or the queue's timeout has run out. Prepare, look, sleep: in this order a
    /// kick between the look and the sleep is not lost.</summary>
    protected virtual async ValueTask WaitForRxWork(GuestRxQueue q)
    {
        var kernel = q.Vif.Kernel;
        int frame = kernel.Enter("waits for work");
        bool works = await HasRxWork(q);
        while (!works)
        {
            kernel.ForgetSince(frame);
            await q.Wait.Prepare();
            works = await HasRxWork(q);
            if (works) break;
            await BeforeSleep(q);
            long? timeout = await QueueTimeout(q);
            kernel.ForgetSince(frame);
            kernel.Note(Unit.Plain, timeout ?? -1);
            await kernel.Point("is about to sleep");
            if (await q.Wait.Sleep(timeout) == 0) break;
        }
        kernel.Leave("waits for work", frame, works);
        kernel.Keep(frame, true);
    }

    /// <summary>The thread has found no work and is about to sleep.</summary>
    protected virtual ValueTask BeforeSleep(GuestRxQueue q) => default;

    /// <summary>Whether anything is queued. Which packet it is may change at any time, but for the Rx thread the answer holds if
    /// it is yes: nobody else takes packets out.</summary>
    protected static async ValueTask<bool> HasPacket(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        return q.Vif.Kernel.Keep(mark, await q.Packets.Head.Load("looks for a packet") is not null);
    }

    /// <summary>Takes the head out of the queue and releases the queue's lock in between.</summary>
    protected virtual async ValueTask<Packet?> Dequeue(GuestRxQueue q)
    {
        int frame = q.Vif.Kernel.Enter("takes the head out");
        await q.Packets.Lock.Acquire();
        var packet = q.Packets.RemoveHead();
        await q.Packets.Lock.Release();
        return q.Vif.Kernel.Leave("takes the head out", frame, packet, q.Id);
    }

    /// <summary>Throws away whatever is queued.</summary>
    protected async ValueTask Purge(GuestRxQueue q)
    {
        int frame = q.Vif.Kernel.Enter("purges the queue");
        while (await Dequeue(q) is { } packet)
        {
            await Free(q, packet, EventKind.PacketPurged);
            q.Vif.Kernel.ForgetSince(frame);
        }
        q.Vif.Kernel.Leave("purges the queue", frame, true);
    }

    /// <summary>Takes the slots of a packet for good; its responses follow with <see cref="Complete"/>.</summary>
    protected virtual ValueTask TakeSlots(GuestRxQueue q, Packet packet)
    {
        q.Taken.Add(packet);
        return q.Ring.Take(packet, q.Vif.Parameters.SlotsOf(packet.Length, packet.Gso));
    }

    /// <summary>
    /// Copies the packets taken, writes and publishes the responses packet by packet, and sends at most one event to
    /// the guest. The array of copies has an entry for each slot of the ring; what is beyond stops the kernel.
    /// </summary>
    /// <param name="q">The queue.</param>
    /// <param name="notify">Send an event in any case.</param>
    protected virtual async ValueTask Complete(GuestRxQueue q, bool notify = false)
    {
        var parameters = q.Vif.Parameters;
        int frame = q.Vif.Kernel.Enter("completes packets"), copied = 0;
        foreach (var packet in q.Taken) copied += parameters.DataSlots(packet.Length);
        if (copied > CopySlots(parameters))
            throw new DriverBugException("xenvif_rx_action", "npo.meta_prod > ARRAY_SIZE(queue->meta)");
        foreach (var packet in q.Taken)
        {
            q.Ring.RspProdPrivate += (uint)parameters.SlotsOf(packet.Length, packet.Gso);
            notify |= await q.Ring.PushResponses();
            await Free(q, packet, EventKind.PacketDelivered);
        }
        q.Taken.Clear();
        if (notify) await q.Vif.Kernel.NotifyGuest(q.Thread);
        q.Vif.Kernel.Leave("completes packets", frame, true);
    }

    /// <summary>Entries of the array of copies.</summary>
    protected virtual int CopySlots(Parameters parameters) => parameters.RingSize;

    /// <summary>Gives the memory of a packet back.</summary>
    protected virtual async ValueTask Free(GuestRxQueue q, Packet packet, EventKind fate, Cause cause = Cause.None)
    {
        await q.Vif.Kernel.Point("frees a packet");
        packet.IsFreed = true;
        q.Vif.Kernel.Emit(fate, q.Id, packet, cause: cause);
        if (q.Packets.Lock.IsHeldHere) q.Vif.Kernel.Emit(EventKind.FreedUnderLock, q.Id, packet);
        await q.Vif.Kernel.RunDestructor(q.Packets.Lock);
    }
}
