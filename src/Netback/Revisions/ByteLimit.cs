namespace Netback.Revisions;

/// <summary>
/// f48da8b14d04, the design under review. A packet is always accepted; above the byte limit the Tx queue is stopped.
/// Every packet expires, and the Rx thread sleeps no longer than until the head does. It sends only while there are
/// slots for a packet of the largest size. The carrier stays on.
/// </summary>
public class ByteLimit : Revision
{
    public override string Name => "byte-limit";
    public override string? Recording => "G1";
    public override string? InterleavedRecording => "G1";
    public override string Upstream => "f48da8b14d04 (v3.18)";
    public override string Summary => "512 KiB limit on the queue, each packet expires";

    [Rule(Rule.Stall, "never")]
    [Rule(Rule.Ready, "-")]
    public override long? StallAfterMs(Parameters parameters) => null;

    public override long? StallTimeoutMs(Parameters parameters) => parameters.StallTimeoutMs == 0 ? null : parameters.StallTimeoutMs;

    public override async Coroutine StartXmit(GuestRxQueue q, Packet packet)
    {
        if (!await IsThere(q) || !await IsSchedulable(q.Vif))
        {
            await Free(q, packet, EventKind.PacketRefused, Cause.NotReady);
            return;
        }
        var now = await q.Machine.Jiffies.Load("reads the time");
        packet.Expires = ExpiresAfterMs(q.Vif.Parameters) is { } ms ? Deadline.After(now, ms) : Deadline.Never;
        await Enqueue(q, packet);
    }

    protected virtual async Coroutine<bool> IsSchedulable(Vif vif) =>
        await vif.Connected.Load("looks whether the vif is connected")
        && !await vif.Disabled.Load("looks whether the vif is disabled");

    [Rule(Rule.Accept, "always")]
    [Rule(Rule.Stop, "after append, above the limit")]
    protected virtual async Coroutine Enqueue(GuestRxQueue q, Packet packet)
    {
        await q.Packets.Lock.Acquire();
        await q.Packets.Append(packet);
        if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
        await q.Packets.Lock.Release();
        await q.Wait.Wake(q.KicksRx);
    }

    protected virtual bool IsAboveLimit(GuestRxQueue q) => q.Packets.Bytes > QueueLimit(q.Vif.Parameters);

    [Rule(Rule.Wake, "each round, below the limit")]
    protected virtual async Coroutine MaybeWake(GuestRxQueue q)
    {
        await q.Packets.Lock.Acquire();
        if (q.Packets.Bytes < WakeMark(q.Vif.Parameters)) await q.Tx.Wake("wakes the Tx queue");
        await q.Packets.Lock.Release();
    }

    [Rule(Rule.Interrupt, "kick")]
    public override async Coroutine Interrupt(GuestRxQueue q) => await q.Wait.Wake(q.KicksRx);

    /// <summary>Slots that must be free before any packet is sent.</summary>
    [Rule(Rule.Need, "18, whatever the packet")]
    protected virtual uint Need(Vif vif) => (uint)vif.Parameters.MaxPacketSlots;

    /// <summary>Whether the head can be sent. If not, the guest is asked for an event.</summary>
    protected virtual Coroutine<bool> SlotsAvailable(GuestRxQueue q) => q.Ring.HasRequests(Need(q.Vif));

    /// <summary>Whether there is a packet that can be sent.</summary>
    protected virtual async Coroutine<bool> CanSend(GuestRxQueue q) => await HasPacket(q) && await SlotsAvailable(q);

    /// <summary>Whether the link wants to change on account of this queue.</summary>
    protected virtual Coroutine<bool> HasLinkWork(GuestRxQueue q) => new(false);

    protected override async Coroutine<bool> HasRxWork(GuestRxQueue q) =>
        await CanSend(q) || await HasLinkWork(q)
        || (!q.Machine.InInterrupt && await q.Thread.ShouldStop.Load("looks whether to stop"))
        || await q.Vif.Disabled.Load("looks whether the vif is disabled");

    protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q)
    {
        if (await q.Packets.Head.Load("looks when the head expires") is not { } head) return null;
        return Math.Max(0, head.Expires.LeftAt(await q.Machine.Jiffies.Load("reads the time")));
    }

    public override async Coroutine RxThread(GuestRxQueue q)
    {
        await ThreadStarts(q);
        while (true)
        {
            await WaitForRxWork(q);
            if (await q.Thread.ShouldStop.Load("looks whether to stop")) break;
            if (await q.Vif.Disabled.Load("looks whether the vif is disabled") && TakesDownDisabled(q))
            {
                await CarrierOffForGood(q.Vif, Cause.Fatal);
                if (EndsWhenDisabled) break;
                await Purge(q);
            }
            else
            {
                if (await HasPacket(q)) await RxAction(q);
                await UpdateLink(q);
                await DropExpired(q);
                await MaybeWake(q);
            }
            await q.Machine.RoundEnds(q.Thread);
        }
        await Purge(q);
    }

    /// <summary>Before the first round.</summary>
    protected virtual Coroutine ThreadStarts(GuestRxQueue q) => default;

    /// <summary>Whether this thread acts when the vif is disabled. The others run their loop as always.</summary>
    protected virtual bool TakesDownDisabled(GuestRxQueue q) => q.Id == 0;

    /// <summary>Whether a thread that acts when the vif is disabled then ends. Else it busy-loops for ever.</summary>
    protected virtual bool EndsWhenDisabled => false;

    [Rule(Rule.Batch, "until the slots run out")]
    protected virtual async Coroutine RxAction(GuestRxQueue q)
    {
        while (await SlotsAvailable(q) && await Dequeue(q) is { } packet)
        {
            await BeforeSending(q);
            await TakeSlots(q, packet);
        }
        await Complete(q);
    }

    /// <summary>A packet has been taken out to be sent.</summary>
    protected virtual Coroutine BeforeSending(GuestRxQueue q) => default;

    /// <summary>Takes the carrier down or up, once per round.</summary>
    protected virtual Coroutine UpdateLink(GuestRxQueue q) => default;

    [Rule(Rule.Expiry, "each packet, after the drain timeout")]
    protected virtual async Coroutine DropExpired(GuestRxQueue q)
    {
        while (await HasExpired(q))
        {
            await Drop(q, (await Dequeue(q))!);
            await HeadExpired(q);
        }
    }

    /// <summary>Whether the head has expired. Nobody but the Rx thread takes it out.</summary>
    private async Coroutine<bool> HasExpired(GuestRxQueue q)
    {
        if (await q.Packets.Head.Load("looks when the head expires") is not { } head) return false;
        var now = await q.Machine.Jiffies.Load("reads the time");
        return IsExpired(q, head, now);
    }

    protected virtual bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => packet.Expires.LeftAt(now) <= 0;

    /// <summary>Drops a packet that has expired.</summary>
    protected virtual Coroutine Drop(GuestRxQueue q, Packet packet) => Free(q, packet, EventKind.PacketExpired);

    /// <summary>The head has been dropped; another packet may be at the head now.</summary>
    protected virtual Coroutine HeadExpired(GuestRxQueue q) => default;
}
