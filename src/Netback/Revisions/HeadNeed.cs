namespace Netback.Revisions;

/// <summary>
/// The refactoring of 2016 with its follow-ups: the slots needed are those of the packet at the head. Each dequeue may
/// wake the Tx queue. Copies are collected and carried out in batches, and each batch may notify the guest.
/// </summary>
public class HeadNeed : FewerSlots
{
    public override string Name => "head-need";
    public override string? Recording => "G4";
    public override string Upstream => "2016 series (v4.11)";
    public override string Summary => "slots needed from the head packet; wake at each dequeue";

    /// <summary>Slots that the driver expects the packet to take. It knows nothing of the XDP headroom.</summary>
    protected virtual uint NeedOf(Packet packet, Parameters parameters) =>
        (uint)Pages(packet.Length, parameters) + (packet.Gso ? 1u : 0);

    [Rule(Rule.Need, "of the head: pages, 1 more for GSO")]
    protected virtual async ValueTask<uint> NeedOfHead(GuestRxQueue q)
    {
        var kernel = q.Vif.Kernel;
        int mark = kernel.Mark();
        if (await q.Packets.Head.Load("peeks at the head") is not { } head) return kernel.Keep(mark, 0);
        await kernel.Point("reads the length of the head");
        if (kernel.InInterrupt && !q.Packets.Lock.IsHeldHere) kernel.Emit(EventKind.PeekedUnlocked, q.Id, head);
        if (head.IsFreed) kernel.Emit(EventKind.UsedAfterFree, q.Id, head);
        return kernel.Keep(mark, NeedOf(head, q.Vif.Parameters));
    }

    protected override ValueTask<bool> CanSend(GuestRxQueue q) => SlotsAvailable(q);

    protected override async ValueTask<bool> SlotsAvailable(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        uint need = await NeedOfHead(q);
        return q.Vif.Kernel.Keep(mark, need > 0 && await q.Ring.HasRequests(need));
    }

    [Rule(Rule.Wake, "each dequeue, below the limit")]
    protected override async ValueTask<Packet?> Dequeue(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        await q.Packets.Lock.Acquire();
        var packet = q.Packets.RemoveHead();
        if (packet is not null) await Dequeued(q);
        await q.Packets.Lock.Release();
        return q.Vif.Kernel.Keep(mark, packet, q.Id);
    }

    /// <summary>A packet has been taken out; the queue's lock is held.</summary>
    protected virtual async ValueTask Dequeued(GuestRxQueue q)
    {
        if (q.Packets.Bytes < q.Vif.Parameters.QueueLimit) await q.Tx.Wake("wakes the Tx queue");
    }

    protected override ValueTask MaybeWake(GuestRxQueue q) => default;

    [Rule(Rule.Batch, "64 packets, 64 copies")]
    protected override async ValueTask RxAction(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        for (int sent = 0; await SlotsAvailable(q) && sent < q.Vif.Parameters.RxBatch; sent++) await Send(q);
        await Flush(q);
        q.Vif.Kernel.Keep(mark, true);
    }

    protected virtual async ValueTask Flush(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        q.PendingCopies = 0;
        bool notify = await q.Ring.PushResponses();
        if (notify) await q.Vif.Kernel.NotifyGuest(q.Thread);
        q.Vif.Kernel.Keep(mark, true);
        foreach (var packet in q.Taken) await Free(q, packet, EventKind.PacketDelivered);
        q.Taken.Clear();
        q.Vif.Kernel.Keep(mark, true);
    }

    protected virtual async ValueTask Send(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        if (await Dequeue(q) is not { } packet) return;
        await BeforeSending(q);
        var parameters = q.Vif.Parameters;
        for (int copies = CopiesOf(packet.Length, parameters); copies > 0; copies--)
        {
            if (q.PendingCopies == parameters.CopyBatch) await Flush(q);
            q.PendingCopies++;
        }
        await TakeSlots(q, packet);
        q.Ring.RspProdPrivate = q.Ring.ReqCons.Value;
        q.Vif.Kernel.Keep(mark, true);
    }

    /// <summary>Copies that a packet takes: one for each piece that lies in one page here and in one slot there.</summary>
    private static int CopiesOf(int length, Parameters parameters)
    {
        int copies = 0;
        for (int from = 0; from < length; copies++)
            from = Math.Min(length, Math.Min(
                from / parameters.PageSize * parameters.PageSize + parameters.PageSize,
                from / parameters.SlotBytes * parameters.SlotBytes + parameters.SlotBytes));
        return copies;
    }
}
