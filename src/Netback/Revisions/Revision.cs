using System.Reflection;

namespace Netback.Revisions;

/// <summary>
/// One state of the driver's design. This class holds what all revisions have in common; a revision overrides the
/// rules in which it differs from the one before it.
/// </summary>
/// <remarks>
/// It reads like the driver: each access that another context can see is awaited (<see cref="Shared{T}"/>), and what happens between two
/// awaits is atomic. State of a revision's own goes into a <see cref="PerQueue{T}"/>.
/// </remarks>
public abstract partial class Revision
{
    // Fields of derived classes have their initial values by now.
    protected Revision() => OwnState = [.. FindOwnState()];

    /// <summary>What the revision is called on the command line and in files.</summary>
    public abstract string Name { get; }

    /// <summary>The recording of the real driver that it must agree with, such as <c>G1</c>, or null.</summary>
    public abstract string? Recording { get; }

    /// <summary>The recording with contexts interleaved that it must agree with, such as <c>G1</c>, or null: then what happens between two
    /// points is inferred.</summary>
    public virtual string? InterleavedRecording => null;

    /// <summary>Upstream commit and release.</summary>
    public abstract string Upstream { get; }

    /// <summary>What it changed, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether the driver counts the bytes of its internal queue.</summary>
    public virtual bool CountsBytes => true;

    /// <summary>Whether an event stays masked until the Rx thread acknowledges it.</summary>
    public virtual bool AcknowledgesLate => false;

    /// <summary>The host's end of the ring of a queue.</summary>
    public virtual BackRing CreateRing(GuestRxQueue queue) => new(queue);

    /// <summary>Whether the vif may have XDP headroom: since v5.9.</summary>
    public virtual bool HasXdp => false;

    /// <summary>ms that a queue must be blocked before it counts as stalled, or null if it never does.</summary>
    public abstract long? StallAfterMs(Parameters parameters);

    /// <summary>ms after which someone who configured this vif expects a blocked queue to be noticed, or null if stall
    /// detection is switched off.</summary>
    public virtual long? StallTimeoutMs(Parameters parameters) => StallAfterMs(parameters);

    /// <summary>Bytes that the internal queue is meant never to exceed: the limit and the packet that crosses it.</summary>
    public virtual long MemoryBound(Parameters parameters) => (QueueLimit(parameters) ?? parameters.QueueLimit) + parameters.MaxPacketBytes;

    /// <summary>ms that a packet may wait, or null if it may wait for ever.</summary>
    public virtual long? ExpiresAfterMs(Parameters parameters) => parameters.DrainTimeoutMs;

    /// <summary>Bytes below which a stopped Tx queue is to be woken; 0 where nothing limits the queue.</summary>
    public virtual long WakeMark(Parameters parameters) => QueueLimit(parameters) ?? 0;

    /// <summary>Bytes at which the internal queue is full, or null where nothing limits it.</summary>
    public virtual long? QueueLimit(Parameters parameters) => parameters.QueueLimit;

    /// <summary>The words of this revision's own that each queue has.</summary>
    internal IReadOnlyList<PerQueue> OwnState { get; }

    /// <summary>The stack offers a packet.</summary>
    public abstract Coroutine StartXmit(GuestRxQueue q, Packet packet);

    /// <summary>The guest's event has arrived.</summary>
    public abstract Coroutine Interrupt(GuestRxQueue q);

    /// <summary>The guest-Rx thread of a queue, from its start to its end.</summary>
    public abstract Coroutine RxThread(GuestRxQueue q);

    /// <summary>Whether queues have a stall timer and a purge event. Only <c>slot-estimate</c> has them.</summary>
    protected internal virtual bool HasStallTimer => false;

    /// <summary>The stall timer has run out.</summary>
    public virtual Coroutine StallTimerFired(GuestRxQueue q) => default;

    /// <summary>What the Rx thread would wake up for. Where the answer is no, it sleeps.</summary>
    protected abstract Coroutine<bool> HasRxWork(GuestRxQueue q);

    /// <summary>ms that the Rx thread may sleep at most, or null for no limit.</summary>
    protected virtual Coroutine<long?> QueueTimeout(GuestRxQueue q) => new((long?)null);

    /// <summary>The guest sent a malformed Tx request: the vif is disabled, and the thread of queue 0 takes it down.</summary>
    public virtual async Coroutine FatalTxError(Vif vif)
    {
        await vif.Disabled.Store(true, "disables the vif");
        vif.Emit(EventKind.Disabled);
        if (ForgetsQueues && await vif.NumQueues.Load("looks for queues") == 0) return;
        await vif.Queues[0].Wait.Wake("kicks rx0");
    }

    /// <summary>Link down, interrupts off, no more packets taken. Does nothing the second time.</summary>
    protected virtual async Coroutine CarrierOffForGood(Vif vif, Cause cause)
    {
        await vif.Rtnl.Acquire();
        if (await Disconnects(vif, cause))
        {
            vif.Emit(EventKind.ConnectionClosed, cause: cause);
            await vif.NumQueues.Load("looks for queues to silence");
            for (int i = 0; i < vif.Requested.Value; i++) await vif.Queues[i].Channel.Disable();
        }
        await vif.Rtnl.Release();
    }

    /// <summary>The vif is not connected any more, and its link is down.</summary>
    /// <returns>Whether it was connected.</returns>
    protected virtual async Coroutine<bool> Disconnects(Vif vif, Cause cause)
    {
        if (!await vif.Connected.Exchange(false, "clears the connected bit")) return false;
        await vif.Carrier.TurnOff(0, cause);
        return true;
    }

    /// <summary>Whether the vif has queues, and this one a thread: else a packet is dropped at once.</summary>
    protected static async Coroutine<bool> IsThere(GuestRxQueue q) =>
        await q.Vif.NumQueues.Load("looks for queues") != 0 && await q.Task.Load(q.LooksForRx);

    /// <summary>Sleeps until there is work or the queue's timeout has run out. Prepare, look, sleep: in this order a
    /// kick between the look and the sleep is not lost.</summary>
    protected virtual async Coroutine WaitForRxWork(GuestRxQueue q)
    {
        if (await HasRxWork(q)) return;
        while (true)
        {
            await q.Wait.Prepare();
            if (await HasRxWork(q)) return;
            await BeforeSleep(q);
            long? timeout = await QueueTimeout(q);
            await q.Machine.Point("is about to sleep");
            if (await q.Wait.Sleep(timeout) == 0) return;
        }
    }

    /// <summary>The thread has found no work and is about to sleep.</summary>
    protected virtual Coroutine BeforeSleep(GuestRxQueue q) => default;

    /// <summary>Whether anything is queued. Which packet it is may change at any time, but for the Rx thread the answer holds if
    /// it is yes: nobody else takes packets out.</summary>
    protected static async Coroutine<bool> HasPacket(GuestRxQueue q) => await q.Packets.Head.Load("looks for a packet") is not null;

    /// <summary>Takes the head out of the queue.</summary>
    protected virtual async Coroutine<Packet?> Dequeue(GuestRxQueue q)
    {
        await q.Packets.Lock.Acquire();
        var packet = await q.Packets.RemoveHead();
        await q.Packets.Lock.Release();
        return packet;
    }

    /// <summary>Throws away whatever is queued.</summary>
    protected async Coroutine Purge(GuestRxQueue q)
    {
        while (await Dequeue(q) is { } packet) await Free(q, packet, EventKind.PacketPurged);
    }

    /// <summary>Takes the slots of a packet for good; its responses follow with <see cref="Complete"/>.</summary>
    protected virtual Coroutine TakeSlots(GuestRxQueue q, Packet packet)
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
    protected virtual async Coroutine Complete(GuestRxQueue q, bool notify = false)
    {
        var parameters = q.Vif.Parameters;
        int copied = 0;
        for (int i = 0; i < q.Taken.Count; i++) copied += parameters.DataSlots(q.Taken[i].Length);
        if (copied > CopySlots(parameters))
            throw new DriverBugException("xenvif_rx_action", "npo.meta_prod > ARRAY_SIZE(queue->meta)");
        for (int i = 0; i < q.Taken.Count; i++)
        {
            q.Ring.RspProdPrivate.Value += (uint)parameters.SlotsOf(q.Taken[i].Length, q.Taken[i].Gso);
            notify |= await q.Ring.PushResponses();
            await Free(q, q.Taken[i], EventKind.PacketDelivered);
        }
        q.Taken.Clear();
        if (notify) await q.NotifyGuest();
    }

    /// <summary>Entries of the array of copies.</summary>
    protected virtual int CopySlots(Parameters parameters) => parameters.RingSize;

    /// <summary>Gives the memory of a packet back.</summary>
    protected virtual async Coroutine Free(GuestRxQueue q, Packet packet, EventKind fate, Cause cause = Cause.None)
    {
        await q.Machine.Point("frees a packet");
        packet.Free();
        q.Emit(fate, packet, cause: cause);
        if (q.Packets.Lock.IsHeldHere) q.Emit(EventKind.FreedUnderLock, packet);
        await q.Machine.RunDestructor(q.Packets.Lock);
    }

    private List<PerQueue> FindOwnState()
    {
        var found = new List<PerQueue>();
        for (var type = GetType(); type != typeof(Revision); type = type.BaseType!)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (field.GetValue(this) is PerQueue word) found.Add(word);
        return found;
    }
}
