namespace Netback.Revisions;

/// <summary>
/// The refactoring of 2016 with its follow-ups: the slots needed are those of the packet at the head. Each dequeue may
/// wake the Tx queue. Copies are collected and carried out in batches, and each batch may notify the guest.
/// </summary>
/// <remarks>There is no recording of it with contexts interleaved: its points are those of <c>late-eoi</c>, whose code is the same but for the
/// interrupt.</remarks>
public class HeadNeed : FewerSlots
{
    public override string Name => "head-need";
    public override string? Recording => "G4";
    public override string? InterleavedRecording => null;
    public override string Upstream => "2016 series (v4.11)";
    public override string Summary => "slots needed from the head packet; wake at each dequeue";

    public override bool HasHash => true;

    protected internal override bool ForgetsQueues => true;

    /// <summary>Slots that the driver expects the packet to take. It knows nothing of the XDP headroom.</summary>
    protected virtual uint NeedOf(Packet packet, Parameters parameters) =>
        (uint)Pages(packet.Length, parameters) + (packet.Gso ? 1u : 0) + (packet.Hash ? 1u : 0);

    [Rule(Rule.Need, "of the head: pages, 1 more for GSO")]
    protected virtual async Coroutine<uint> NeedOfHead(GuestRxQueue q) => await NeedOfPeeked(q, await q.Packets.Head.Load("peeks at the head"));

    /// <summary>Slots that the packet needs that has been seen at the head. An interrupt reads its fields as the Rx thread may be freeing it.</summary>
    protected async Coroutine<uint> NeedOfPeeked(GuestRxQueue q, Packet? head)
    {
        if (head is null) return 0;
        if (q.Machine.InInterrupt)
        {
            await PeekField(q, head, "reads the length of the head");
            await PeekField(q, head, "reads the GSO size of the head");
        }
        return NeedOf(head, SendsBy(q));
    }

    protected override Coroutine<bool> CanSend(GuestRxQueue q) => SlotsAvailable(q);

    protected override async Coroutine<bool> SlotsAvailable(GuestRxQueue q)
    {
        uint need = await NeedOfHead(q);
        return need > 0 && await q.Ring.HasRequests(need);
    }

    [Rule(Rule.Wake, "each dequeue, below the limit")]
    protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q)
    {
        await q.Packets.Lock.Acquire();
        var packet = await q.Packets.RemoveHead();
        if (packet is not null) await Dequeued(q);
        await q.Packets.Lock.Release();
        return packet;
    }

    /// <summary>A packet has been taken out; the queue's lock is held.</summary>
    protected virtual async Coroutine Dequeued(GuestRxQueue q)
    {
        if (q.Packets.Bytes < WakeMark(q.Vif.Parameters)) await q.Tx.Wake("wakes the Tx queue");
    }

    protected override Coroutine MaybeWake(GuestRxQueue q) => default;

    [Rule(Rule.Batch, "64 packets, 64 copies")]
    protected override async Coroutine RxAction(GuestRxQueue q)
    {
        for (int sent = 0; await SlotsAvailable(q) && await MayDequeue(q) && sent < q.Vif.Parameters.RxBatch; sent++) await Send(q);
        await Flush(q);
    }

    /// <summary>A last look before a packet is taken out to be sent.</summary>
    protected virtual Coroutine<bool> MayDequeue(GuestRxQueue q) => new(true);

    protected virtual async Coroutine Flush(GuestRxQueue q)
    {
        q.PendingCopies.Value = 0;
        for (int i = 0; i < q.Failed.Count; i++) ReportFailure(q, q.Failed[i]);
        q.Failed.Clear();
        if (await q.Ring.PushResponses()) await q.NotifyGuest();
        for (int i = 0; i < q.Taken.Count; i++) await Free(q, q.Taken[i], EventKind.PacketDelivered);
        q.Taken.Clear();
    }

    /// <exception cref="DriverBugException">There is no packet: the driver follows a pointer to nothing.</exception>
    protected virtual async Coroutine Send(GuestRxQueue q)
    {
        if (await Dequeue(q) is not { } packet) throw new DriverBugException("xenvif_rx_next_skb", "NULL pointer dereference");
        await BeforeSending(q);
        RingIndex first = default;
        int extras = SendsBy(q).ExtraSlots(packet), sent = 0, slot = 0;
        while (!IsCopied(packet, sent) || slot <= extras)
        {
            // Each slot begins after the headroom that the guest wants then.
            var parameters = SendsBy(q);
            int slotBytes = SlotBytes(parameters);
            if (slot > extras && SlotsAlike(q, packet, parameters, slotBytes, sent) is var alike and > 1)
            {
                q.PendingCopies.Value += alike;
                sent += alike * slotBytes;
                slot += alike;
                await q.Ring.TakeTogether((uint)alike);
                continue;
            }
            var own = q.Ring.ReqCons.Value;   // which request and response
            if (slot == 0) first = own;
            // Extra descriptors come right after the first slot of data.
            bool isExtra = slot >= 1 && slot <= extras;
            int upTo = Math.Min(packet.Length, sent + (isExtra ? 0 : slotBytes));
            for (; sent < upTo; sent = Math.Min(upTo, packet.PageEnd(sent, parameters.PageSize)))
            {
                // A copy for each piece that lies in one page here and in one slot there.
                if (q.PendingCopies.Value == parameters.CopyBatch) await Flush(q);
                q.PendingCopies.Value++;
                if (q.PendingCopies.Value > parameters.CopyBatch) throw new DriverBugException("xenvif_rx_copy_add", "more copies than the batch has room for");
                own = q.Ring.ReqCons.Value;   // for which response
                if (q.CopyFails(packet, own, first)) q.Failed.Add(own.Value);
            }
            await q.Ring.TakeOne();
            slot++;
        }
        q.Taken.Add(packet);
        q.Ring.Taken(packet, (uint)slot, sent);
        q.Ring.RspProdPrivate.Value = q.Ring.ReqCons.Value;
    }

    /// <summary>Whether so many bytes of a packet are all of it.</summary>
    protected virtual bool IsCopied(Packet packet, int sent) => sent >= packet.Length;

    /// <summary>Slots of data in a row for which no more is done than to count a copy and to take a request: full ones, out of one page of the host, in one batch. With
    /// much headroom a packet takes tens of thousands. Where another context could come in between, each is taken by itself.</summary>
    private static int SlotsAlike(GuestRxQueue q, Packet packet, Parameters parameters, int slotBytes, int sent)
    {
        if (q.Machine.Interleaves || q.BadGrants.Peek > 0) return 0;
        int bytes = Math.Min(packet.Length, packet.PageEnd(sent, parameters.PageSize)) - sent;
        return Math.Min(bytes / slotBytes, parameters.CopyBatch - q.PendingCopies.Value);
    }

    private static async Coroutine PeekField(GuestRxQueue q, Packet head, string what)
    {
        await q.Machine.Point(what);
        q.Emit(EventKind.HeadPeeked, head);
        if (!q.Packets.Lock.IsHeldHere) q.Emit(EventKind.PeekedUnlocked, head);
        head.Touch();
    }
}
