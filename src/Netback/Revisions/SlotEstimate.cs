namespace Netback.Revisions;

/// <summary>
/// The driver before f48da8b14d04. Whether the Tx queue is stopped depends on the slots free for this very packet;
/// what is already queued does not count. A stopped Tx queue arms a timer, and the timer, or any event of the guest
/// while it is stopped, leads to a purge event: no slots then means carrier off.
/// </summary>
/// <remarks>There is no recording of it with contexts interleaved: its points are those of <c>byte-limit</c> where the code is the same, and
/// inferred from the source elsewhere.</remarks>
public class SlotEstimate : Revision
{
    /// <summary>Slots that the blocked head needs, or 0.</summary>
    protected PerQueue<uint> LastSlots { get; } = new("rx_last_skb_slots", 0);

    public override string Name => "slot-estimate";
    public override string? Recording => "G0";
    public override string Upstream => "before f48da8b14d04 (v3.17)";
    public override string Summary => "slot check at transmit, stall timer, purge events";

    public override bool CountsBytes => false;
    public override long? StallAfterMs(Parameters parameters) => parameters.DrainTimeoutMs;
    [Rule(Rule.Expiry, "none: a purge takes all")]
    public override long? ExpiresAfterMs(Parameters parameters) => null;
    public override long? QueueLimit(Parameters parameters) => null;

    /// <inheritdoc/>
    protected internal override bool HasStallTimer => true;

    protected override void PrepareQueue(GuestRxQueue q) => q.Emit(EventKind.StallMarked, value: 0);

    [Rule(Rule.Accept, "always")]
    [Rule(Rule.Stop, "slots of this packet not free")]
    public override async Coroutine StartXmit(GuestRxQueue q, Packet packet)
    {
        if (!await IsThere(q) || !await q.Vif.Connected.Load("looks whether the vif is connected"))
        {
            await Free(q, packet, EventKind.PacketRefused, Cause.NotReady);
            return;
        }
        if (!await q.Ring.HasRequests(LeastOf(q, packet))) await StopTx(q);
        await q.Packets.Lock.Acquire();
        await q.Packets.Append(packet);
        await q.Packets.Lock.Release();
        await q.Wait.Wake(q.KicksRx);
    }

    /// <summary>A packet comes for which there are too few slots: the guest gets the drain timeout to post more.</summary>
    protected virtual async Coroutine StopTx(GuestRxQueue q)
    {
        await q.Tx.Stop("stops the Tx queue");
        await q.StallTimer!.Arm(q.Vif.Parameters.DrainTimeoutMs, "arms the stall timer");
    }

    /// <summary>Slots that must be free for the packet, or the Tx queue is stopped: one for the linear area and each fragment, wherever they begin in their pages.</summary>
    protected virtual uint LeastOf(GuestRxQueue q, Packet packet) => Estimate(q, packet, q.Vif.Parameters.DataSlots(packet.Length));

    /// <summary>Slots that must be free before the packet is sent: one for each page that it lies in. That is one too many where the linear area crosses a page.</summary>
    [Rule(Rule.Need, "estimate for the packet, at most 18")]
    protected virtual uint NeedOf(GuestRxQueue q, Packet packet) => Estimate(q, packet, packet.Pages(q.Vif.Parameters.PageSize));

    private static uint Estimate(GuestRxQueue q, Packet packet, int pages) =>
        (uint)Math.Min(pages, q.Vif.Parameters.MaxPacketSlots - 1) + (packet.Gso ? 1u : 0);

    [Rule(Rule.Interrupt, "purge event if stopped; kick")]
    public override async Coroutine Interrupt(GuestRxQueue q)
    {
        if (await q.Tx.Look("looks whether the Tx queue is stopped")
            || (!await q.Vif.Carrier.Look("looks at the carrier") && await q.Stalled.Load("looks at the stalled mark")))
            await AskForPurge(q);
        await q.Wait.Wake(q.KicksRx);
    }

    public override async Coroutine StallTimerFired(GuestRxQueue q)
    {
        if (!await q.Tx.Look("looks whether the Tx queue is stopped")) return;
        await AskForPurge(q);
        await q.Wait.Wake(q.KicksRx);
    }

    protected override Coroutine StopTimers(GuestRxQueue q) => Cancel(q);

    protected override async Coroutine<bool> HasRxWork(GuestRxQueue q) =>
        (await HasPacket(q) && await q.Ring.HasRequests(LastSlots[q].Value))
        || await q.Vif.Disabled.Load("looks whether the vif is disabled")
        || await q.PurgeEvent!.Load("looks for a purge event")
        || await q.Thread.ShouldStop.Load("looks whether to stop");

    public override async Coroutine RxThread(GuestRxQueue q)
    {
        while (true)
        {
            await WaitForRxWork(q);
            if (await q.Thread.ShouldStop.Load("looks whether to stop")) break;
            if (await q.Vif.Disabled.Load("looks whether the vif is disabled"))
            {
                if (q.Id == 0) await CarrierOffForGood(q.Vif, Cause.Fatal);
                else await PurgeUnblocked(q);
            }
            else if (await q.PurgeEvent!.Exchange(false, "takes the purge event"))
            {
                await HandlePurgeEvent(q);
            }
            else if (!await q.Vif.Carrier.Look("looks at the carrier"))
            {
                await PurgeUnblocked(q);
            }
            if (await HasPacket(q)) await RxAction(q);
            await q.Machine.RoundEnds(q.Thread);
        }
        await Purge(q);
    }

    [Rule(Rule.Stall, "at a purge event without slots")]
    [Rule(Rule.Ready, "last need free, or 1 slot")]
    [Rule(Rule.Wake, "at a purge event with slots")]
    protected virtual async Coroutine HandlePurgeEvent(GuestRxQueue q)
    {
        var vif = q.Vif;
        await MarkStalled(q, true);
        if (!await q.Ring.HasRequests(Math.Max(LastSlots[q].Value, 1)))
        {
            await vif.Rtnl.Acquire();
            await vif.Carrier.TurnOff(q.Id, Cause.Stall);
            await PurgeUnblocked(q);
            await vif.Rtnl.Release();
        }
        else if (!await vif.Carrier.Look("looks at the carrier"))
        {
            await MarkStalled(q, false);
            await vif.Rtnl.Acquire();
            await vif.Carrier.TurnOn(q.Id, Cause.Ready);
            for (int i = 0; i < vif.Requested.Value; i++) await vif.Queues[i].Tx.Wake("wakes all Tx queues");
            await vif.Rtnl.Release();
        }
        else
        {
            await MarkStalled(q, false);
            await Cancel(q);
            await q.Tx.Wake("wakes the Tx queue");
        }
    }

    /// <summary>The real driver dequeues the head and puts it back when it does not fit. Only this thread takes packets out,
    /// so that a look comes to the same.</summary>
    [Rule(Rule.Batch, "until a packet does not fit")]
    protected virtual async Coroutine RxAction(GuestRxQueue q)
    {
        bool blocked = false;
        while (!blocked && await q.Packets.Head.Load("looks for a packet") is { } head)
        {
            uint need = NeedOf(q, head);
            blocked = !await q.Ring.HasRequests(need);
            LastSlots[q].Value = blocked ? need : 0;
            if (!blocked) await TakeSlots(q, (await Dequeue(q))!);
        }
        await Complete(q, notify: blocked);
    }

    private static async Coroutine AskForPurge(GuestRxQueue q)
    {
        await q.PurgeEvent!.Store(true, "asks for a purge");
        q.Emit(EventKind.PurgeAsked);
    }

    private static async Coroutine Cancel(GuestRxQueue q) => await q.StallTimer!.Cancel("stops the stall timer");

    private async Coroutine PurgeUnblocked(GuestRxQueue q)
    {
        await Purge(q);
        LastSlots[q].Value = 0;
    }

    private static async Coroutine MarkStalled(GuestRxQueue q, bool stalled)
    {
        if (await q.Stalled.Exchange(stalled, "sets the stalled mark") != stalled) q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
    }
}
