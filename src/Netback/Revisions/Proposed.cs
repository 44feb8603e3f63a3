namespace Netback.Revisions;

/// <summary>
/// A design of our own that holds on every clause in all surroundings at once. What it changes in <c>xsa-424</c>:
/// <list type="bullet">
/// <item>the Tx queue is stopped by the packet that fills the queue, not by the next one, which then has to be dropped
/// (<c>NoLossForObedientHost</c>);</item>
/// <item>the slots needed count the XDP headroom (<c>NoRingOverrun</c>);</item>
/// <item>a stall is measured from when the head began to wait, not from the last delivery
/// (<c>NoSpuriousCarrierOff</c>), and survives the expiry of that head (<c>NoFlapping</c>);</item>
/// <item>the Rx thread sleeps no longer than until the stall is due (<c>StallIsDetected</c>);</item>
/// <item>the carrier comes back when the slots fit the packet that took it down, and while it is off the guest is asked for
/// an event at every post (<c>NoPrematureCarrierOn</c>, <c>CarrierRecovers</c>);</item>
/// <item>a producer index that no honest guest could have written counts as no slots (<c>HostileIndexContained</c>);</item>
/// <item>whether the vif is connected is looked at again under the queue's lock (<c>TeardownWithinDrain</c> when a packet comes in
/// during a disconnect);</item>
/// <item>all Rx threads end when the vif is disabled (<c>NoSpin</c>).</item>
/// </list>
/// </summary>
public class Proposed : Xsa424
{
    public override string Name => "proposed";
    public override string? Recording => null;
    public override string Upstream => "not upstream";
    public override string Summary => "every clause at once";

    public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new(kernel, shared, queue, checksProducer: true);

    /// <summary>Looks under the lock whether the vif is still connected: a packet that found it so before, and comes in after the
    /// Rx thread's last purge, would stay for ever.</summary>
    protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
    {
        await q.Packets.Lock.Acquire();
        bool connected = await q.Vif.Connected.Load("looks whether the vif is still connected");
        bool accepted = connected && await TryAppend(q, packet);
        await q.Packets.Lock.Release();
        if (accepted) await q.Wait.Wake(q.KicksRx);
        else await Free(q, packet, EventKind.PacketRefused, connected ? Cause.QueueFull : Cause.NotReady);
    }

    [Rule(Rule.Stop, "after append, at the limit")]
    protected override async ValueTask<bool> TryAppend(GuestRxQueue q, Packet packet)
    {
        if (!await base.TryAppend(q, packet)) return false;
        if (q.Packets.Bytes >= q.Vif.Parameters.QueueLimit) await q.Tx.Stop("stops the Tx queue");
        return true;
    }

    [Rule(Rule.Need, "of the head with headroom, cached")]
    protected override uint NeedOf(Packet packet, Parameters parameters) => (uint)parameters.SlotsOf(packet.Length, packet.Gso);

    /// <summary>Also notes since when there is no room. What ends that is room for the head, or for the last one that was
    /// evaluated; that the queue runs empty does not.</summary>
    protected override async ValueTask<bool> SlotsAvailable(GuestRxQueue q)
    {
        uint head = await NeedOfHead(q);
        if (q.Vif.Kernel.InInterrupt) return head > 0 && await q.Ring.HasRequests(head);
        if (q.BlockedSince is not null && await q.Ring.Requests() >= q.LastPacketSlots) q.BlockedSince = null;
        uint need = head > 0 || q.BlockedSince is null ? head : q.LastPacketSlots;
        if (need == 0) return false;
        q.LastPacketSlots = need;
        bool fits = await q.Ring.HasRequests(need);
        ulong now = await q.Vif.Kernel.Jiffies.Load("reads the time");
        q.BlockedSince = fits ? null : q.BlockedSince ?? now;
        return fits && head > 0;
    }

    [Rule(Rule.Stall, "head blocked for the stall timeout")]
    protected override async ValueTask<bool> IsStalled(GuestRxQueue q)
    {
        if (await q.Stalled.Load("looks at the stalled mark") || q.BlockedSince is not { } since) return false;
        // Room may have come since the last look: an event without a packet to send does not wake the thread.
        if (await q.Ring.Requests() >= q.LastPacketSlots) return false;
        q.StalledNeed = q.LastPacketSlots;
        return await LeftUntilStall(q, since) <= 0;
    }

    [Rule(Rule.Ready, "the slots that took it down; asks for events")]
    protected override ValueTask<bool> HasSlotsAgain(GuestRxQueue q) => q.Ring.HasRequests(q.StalledNeed);

    protected override async ValueTask<long?> QueueTimeout(GuestRxQueue q)
    {
        long? expiry = await base.QueueTimeout(q);
        if (StallAfterMs(q.Vif.Parameters) is null || q.BlockedSince is not { } since || q.Stalled.Value) return expiry;
        return Math.Min(expiry ?? long.MaxValue, Math.Max(0, await LeftUntilStall(q, since)));
    }

    /// <summary>Each head counts, also one that expires together with the one before it.</summary>
    protected override async ValueTask HeadExpired(GuestRxQueue q) => await SlotsAvailable(q);

    protected override bool TakesDownDisabled(GuestRxQueue q) => true;

    private async ValueTask<long> LeftUntilStall(GuestRxQueue q, ulong since) =>
        (long)(since + (ulong)StallAfterMs(q.Vif.Parameters)!.Value - await q.Vif.Kernel.Jiffies.Load("reads the time"));
}
