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

    /// <summary>Whether the guest can set a hash algorithm, and then gets the hashes of packets in a slot each: since f07f98933858 (v4.7), of whose state there is none
    /// here before <c>head-need</c>.</summary>
    public virtual bool HasHash => false;

    /// <summary>Whether guests are served that send no events when they post: since 26c0e102585d, which is part of <c>fewer-slots</c> here.</summary>
    public virtual bool ServesWithoutRxNotify => false;

    /// <summary>ms that a queue must be blocked before it counts as stalled, or null if it never does.</summary>
    public abstract long? StallAfterMs(Parameters parameters);

    /// <summary>ms after which someone who configured this vif expects a blocked queue to be noticed, or null if stall
    /// detection is switched off.</summary>
    public virtual long? StallTimeoutMs(Parameters parameters) => StallAfterMs(parameters);

    /// <summary>Bytes that the internal queue is meant never to exceed: the limit and the packet that crosses it.</summary>
    public virtual long MemoryBound(Parameters parameters) => (QueueLimit(parameters) ?? parameters.QueueLimit) + parameters.MaxPacketBytes;

    /// <summary>Bytes of the host's memory that the packets of an internal queue are meant never to exceed (<see cref="Truesize"/>), or null where
    /// nothing limits memory as such, and it follows from <see cref="MemoryBound"/>.</summary>
    public virtual long? FootprintBound(Parameters parameters) => null;

    /// <summary>ms that a packet may wait, or null if it may wait for ever.</summary>
    public virtual long? ExpiresAfterMs(Parameters parameters) => parameters.DrainTimeoutMs;

    /// <summary>Bytes below which a stopped Tx queue is to be woken; 0 where nothing limits the queue.</summary>
    public virtual long WakeMark(Parameters parameters) => QueueLimit(parameters) ?? 0;

    /// <summary>Slots on offer with which a queue is meant to count as ready again that counted as stalled.</summary>
    /// <param name="parameters">What is configured.</param>
    /// <param name="lacked">Slots, 1 or more, that the packet needed for which there was no room; 1 when the queue has only been made.</param>
    public virtual int SlotsThatEndStall(Parameters parameters, int lacked) => Math.Min(lacked, parameters.RingSize);

    /// <summary>Bytes at which the internal queue is full, or null where nothing limits it.</summary>
    public virtual long? QueueLimit(Parameters parameters) => parameters.QueueLimit;

    /// <summary>The words of this revision's own that each queue has.</summary>
    internal IReadOnlyList<PerQueue> OwnState { get; }

    /// <summary>The stack offers a packet.</summary>
    public abstract Coroutine StartXmit(GuestRxQueue q, Packet packet);

    /// <summary>The guest's event has arrived.</summary>
    public abstract Coroutine Interrupt(GuestRxQueue q);

    /// <summary>An event has arrived over the channel that guest Tx and guest Rx share: first Tx is looked after, then Rx.</summary>
    public virtual async Coroutine SharedInterrupt(GuestRxQueue q)
    {
        await TakesTxWork(q);
        await Interrupt(q);
    }

    /// <summary>Looks after guest Tx.</summary>
    /// <returns>Whether there was something.</returns>
    protected static async Coroutine<bool> TakesTxWork(GuestRxQueue q) => await q.TxWork.Exchange(false, "looks after guest Tx");

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

    /// <summary>The frontend wants another headroom in each slot, while the vif runs. A driver that knows nothing of headroom does not listen.</summary>
    /// <param name="bytes">From now on.</param>
    public virtual async Coroutine SetHeadroom(Vif vif, int bytes)
    {
        if (!HasXdp) return;
        await vif.Headroom.Store(bytes, "sets the headroom");
        vif.Emit(EventKind.HeadroomWanted, value: bytes);
        await HeadroomChanges(vif);
    }

    /// <summary>Another headroom has been set. Unless a revision does more the next packet is sent with it, whatever was reckoned for it.</summary>
    protected virtual Coroutine HeadroomChanges(Vif vif)
    {
        foreach (var q in vif.Queues) q.Emit(EventKind.HeadroomUsed, value: vif.Headroom.Peek);
        return default;
    }

    /// <summary>What is configured, with the headroom that the packets of a queue are sent with.</summary>
    protected virtual Parameters SendsBy(GuestRxQueue q) => q.Vif.Parameters;

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
        var parameters = q.Vif.Parameters;
        return q.Ring.Take(packet, parameters.SlotsOf(packet), parameters.DataSlots(packet.Length) * SlotBytes(parameters));
    }

    /// <summary>Bytes of a packet that go into each of its slots of data.</summary>
    /// <param name="parameters">With the headroom that it is sent with.</param>
    protected virtual int SlotBytes(Parameters parameters) => parameters.SlotBytes;

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
            WriteStatus(q, q.Taken[i], parameters);
            q.Ring.RspProdPrivate.Value += (uint)parameters.SlotsOf(q.Taken[i]);
            notify |= await q.Ring.PushResponses();
            await Free(q, q.Taken[i], EventKind.PacketDelivered);
        }
        q.Taken.Clear();
        if (notify) await q.NotifyGuest();
    }

    /// <summary>Up to <c>fewer-slots</c> one copy that fails is an error of the packet, told in its first response.</summary>
    private void WriteStatus(GuestRxQueue q, Packet packet, Parameters parameters)
    {
        if (q.BadGrants.Peek == 0) return;
        bool failed = false;
        int extras = parameters.ExtraSlots(packet), slotBytes = SlotBytes(parameters);
        var first = q.Ring.RspProdPrivate.Value;
        // A copy for each piece that lies in one page here and in one slot there.
        for (int at = 0, slot = 0; at < packet.Length; slot = at / slotBytes)
        {
            failed |= q.CopyFails(packet, first + (uint)(slot == 0 ? 0 : slot + extras), first);
            at = Math.Min(packet.PageEnd(at, parameters.PageSize), (slot + 1) * slotBytes);
        }
        if (failed) ReportFailure(q, first.Value);
    }

    /// <summary>The response of a slot tells the guest that something went wrong.</summary>
    protected virtual void ReportFailure(GuestRxQueue q, uint response) => q.Emit(EventKind.ResponseFailed, value: response);

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
