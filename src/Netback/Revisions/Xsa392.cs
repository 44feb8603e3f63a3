namespace Netback.Revisions;

/// <summary>
/// 6032046ec4b7 and be81992f9086 (XSA-392): the slots needed by the head are cached under the lock and decide about
/// stalled and ready. A packet that finds the queue full is thrown away, which bounds it for any host. The packet is freed
/// where it is refused: under the lock, with interrupts off.
/// </summary>
public class Xsa392 : LockedPeek
{
    public override string Name => "xsa-392";
    public override string? Recording => "G7";
    public override string? InterleavedRecording => "G7";
    public override string Upstream => "6032046ec4b7, be81992f9086 (v5.16)";
    public override string Summary => "refuses packets above the limit; stalled at the head's need";

    /// <summary>107866a8eb0b (June 2021).</summary>
    protected override bool HoldsTask => true;

    /// <summary>Below the limit there is at most one byte less than it.</summary>
    public override long MemoryBound(Parameters parameters) => base.MemoryBound(parameters) - 1;

    public override int SlotsThatEndStall(Parameters parameters, int lacked) => Math.Min(lacked, parameters.RingSize);

    [Rule(Rule.Accept, "below the limit, else dropped")]
    [Rule(Rule.Stop, "at a packet that is dropped")]
    protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
    {
        await q.Packets.Lock.Acquire();
        if (!await TryAppend(q, packet)) await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
        await q.Packets.Lock.Release();
        await q.Wait.Wake(q.KicksRx);
    }

    /// <summary>Appends the packet unless the queue is full; then stops the Tx queue. Needs the lock.</summary>
    protected virtual async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
    {
        if (IsFull(q))
        {
            await q.Tx.Stop("stops the Tx queue");
            return false;
        }
        await Link(q, packet);
        return true;
    }

    /// <summary>Two stores: who reads rx_slots_needed without the lock can find a need and no packet.</summary>
    protected async Coroutine Link(GuestRxQueue q, Packet packet)
    {
        if (q.Packets.Head.Value is null) await CacheNeed(q, packet);
        await q.Packets.Append(packet);
    }

    protected virtual bool IsFull(GuestRxQueue q) => q.Packets.Bytes >= QueueLimit(q.Vif.Parameters);

    protected override async Coroutine Dequeued(GuestRxQueue q)
    {
        await CacheNeed(q, q.Packets.Head.Value);
        await base.Dequeued(q);
    }

    /// <summary>The cached value. Without a packet it is 0, and then no guest is too slow.</summary>
    [Rule(Rule.Need, "of the head, cached; 0 if empty")]
    protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q) => await q.SlotsNeeded.Load();

    [Rule(Rule.Stall, "fewer than needed, for the stall timeout")]
    protected override async Coroutine<bool> IsStalled(GuestRxQueue q)
    {
        uint needed = await NeedOfHead(q);
        return !await q.Stalled.Load("looks at the stalled mark") && await q.Ring.Requests() < needed && await TimeIsUp(q);
    }

    [Rule(Rule.Ready, "as needed, 0 if empty")]
    protected override async Coroutine<bool> IsReady(GuestRxQueue q)
    {
        uint needed = await NeedOfHead(q);
        return await q.Stalled.Load("looks at the stalled mark") && await q.Ring.Requests() >= needed;
    }

    /// <summary>Whether the reads of stalled and ready come as gcc 12 orders them at -O2, and not as in the source: see
    /// <see cref="ReorderedXsa392"/>.</summary>
    protected virtual bool ReordersReads => false;

    protected override Coroutine<bool> HasLinkWork(GuestRxQueue q) => ReordersReads ? ChangesLink(q) : base.HasLinkWork(q);

    protected override Coroutine UpdateLink(GuestRxQueue q) => ReordersReads ? ChangeLink(q) : base.UpdateLink(q);

    private async Coroutine<bool> ChangesLink(GuestRxQueue q) => StallAfterMs(q.Vif.Parameters) is not null && await LinkChange(q) is not null;

    private async Coroutine ChangeLink(GuestRxQueue q)
    {
        if (StallAfterMs(q.Vif.Parameters) is not null && await LinkChange(q) is { } stalled) await CountStalled(q, stalled);
    }

    /// <summary>Stalled and ready in one, as the compiler joins them: one look at the mark, and for ready the ring's indices before the need.</summary>
    /// <returns>Whether the queue is stalled from now on, or null if nothing changes.</returns>
    private async Coroutine<bool?> LinkChange(GuestRxQueue q)
    {
        uint needed = await NeedOfHead(q);
        if (!await q.Stalled.Load("looks at the stalled mark")) return await q.Ring.Requests() < needed && await TimeIsUp(q) ? true : null;
        uint free = await q.Ring.Requests();
        return free >= await NeedOfHead(q) ? false : null;
    }

    protected virtual async Coroutine CacheNeed(GuestRxQueue q, Packet? head) =>
        await q.SlotsNeeded.Store(head is null ? 0 : NeedOf(head, SendsBy(q)), "updates rx_slots_needed");
}
