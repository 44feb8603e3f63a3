namespace Netback.Revisions;

/// <summary>
/// A design of our own that holds on every property in all environments at once. What it changes in <c>xsa-424</c>:
/// <list type="bullet">
/// <item>the Tx queue is stopped by the packet that fills the queue, not by the next one, which then has to be dropped (<c>NoLossForObedientHost</c>);</item>
/// <item>the slots needed count the XDP headroom, and a packet that needs more slots than the ring has is refused
/// (<c>NoRingOverrun</c>, <c>CarrierRecovers</c>); when the guest wants another headroom, the need is reckoned anew before a packet is sent with it;</item>
/// <item>a stall is measured from when the head began to wait, not from the last delivery (<c>NoSpuriousCarrierOff</c>), and survives the expiry of that head
/// (<c>NoFlapping</c>);</item>
/// <item>the Rx thread sleeps no longer than until the stall is due (<c>StallIsDetected</c>);</item>
/// <item>the carrier comes back when the slots fit the packet that took it down, and while it is off the guest is asked for an event at every post
/// (<c>NoPrematureCarrierOn</c>, <c>CarrierRecovers</c>);</item>
/// <item>a producer index that no honest guest could have written counts as no slots (<c>HostileIndexContained</c>);</item>
/// <item>whether the vif is connected is looked at again under the queue's lock (<c>TeardownWithinDrain</c> when a packet comes in during a disconnect), and
/// under the vif's lock before the carrier is turned on (<c>CarrierOffWhenDisconnected</c>);</item>
/// <item>req_event belongs to the Rx thread, which asks for an event once before it sleeps. The interrupt looks for no slots: it kicks the thread if a packet
/// waits or the queue is stalled (<c>NoLostWakeup</c>), or if a packet has expired that the event was asked for (<c>TimelyDelivery</c>);</item>
/// <item>only who has taken the mark of an event acknowledges it (<c>EoiMatchesEvent</c>);</item>
/// <item>all Rx threads end when the vif is disabled (<c>NoSpin</c>), and such a vif is not connected again (<c>CarrierOffWhenDisconnected</c>).</item>
/// </list>
/// </summary>
public class Proposed : Xsa424
{
    /// <summary>Slots that the head, or the last one there was, needs.</summary>
    public PerQueue<uint> LastNeed { get; } = new("slots the last head needs", 0);

    /// <summary>Since when the head, or the last one there was, finds too few slots.</summary>
    public PerQueue<Jiffies?> BlockedSince { get; } = new("blocked since", null);

    /// <summary>Slots that end the stall.</summary>
    protected PerQueue<uint> StalledNeed { get; } = new("slots that end the stall", 1);

    /// <summary>Headroom that packets are sent with, and needs are reckoned by. The Rx thread takes over what the guest wants between two packets.</summary>
    protected PerQueue<int> HeadroomInUse { get; } = new("headroom in use", 0, ofThread: false);

    /// <summary>Whether a packet has gone for whose slots the guest was asked for an event, which may still come.</summary>
    protected PerQueue<bool> AskedForGone { get; } = new("asked for a packet that has gone", false, ofThread: false);

    /// <summary>Stands for a need that is to be reckoned anew, as the headroom has changed.</summary>
    protected const uint Outdated = uint.MaxValue;

    public override string Name => "proposed";
    public override string? Recording => null;
    public override string? InterleavedRecording => null;
    public override string Upstream => "not upstream";
    public override string Summary => "every property at once";

    public override BackRing CreateRing(GuestRxQueue queue) => new CheckedRing(queue);

    /// <summary>Looks under the lock whether the vif is still connected: a packet that comes in after the Rx thread's last purge would stay for ever.</summary>
    protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
    {
        if (NeedOf(packet, q.Vif.Parameters) > q.Vif.Parameters.RingSize)
        {
            await Free(q, packet, EventKind.PacketRefused, Cause.NeverFits);
            return;
        }
        await q.Packets.Lock.Acquire();
        bool connected = await q.Vif.Connected.Load("looks whether the vif is still connected");
        bool accepted = connected && await TryAppend(q, packet);
        await q.Packets.Lock.Release();
        if (accepted) await q.Wait.Wake(q.KicksRx);
        else await Free(q, packet, EventKind.PacketRefused, connected ? Cause.QueueFull : Cause.NotReady);
    }

    [Rule(Rule.Stop, "after append, at the limit")]
    protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
    {
        if (!await base.TryAppend(q, packet)) return false;
        if (q.Packets.Bytes >= QueueLimit(q.Vif.Parameters)) await q.Tx.Stop("stops the Tx queue");
        return true;
    }

    [Rule(Rule.Need, "of the head with headroom, cached")]
    protected override uint NeedOf(Packet packet, Parameters parameters) => (uint)parameters.SlotsOf(packet);

    protected override void PrepareQueue(GuestRxQueue q)
    {
        base.PrepareQueue(q);
        HeadroomInUse[q].Renew(q.Vif.Headroom.Peek);
        q.Emit(EventKind.HeadroomUsed, value: q.Vif.Headroom.Peek);
    }

    protected override Parameters SendsBy(GuestRxQueue q) => q.Vif.ParametersWith(HeadroomInUse[q].Peek);

    /// <summary>Whoever sent a packet with another headroom than its need was reckoned by could take slots that are not there. So the thread is told, and
    /// kicked as always when the need changes.</summary>
    protected override async Coroutine HeadroomChanges(Vif vif)
    {
        for (int i = 0; i < vif.Queues.Count; i++)
        {
            var q = vif.Queues[i];
            await q.Packets.Lock.Acquire();
            await q.SlotsNeeded.Store(Outdated, "asks for the need anew");
            await q.Packets.Lock.Release();
            await q.Wait.Wake(q.KicksRx);
        }
    }

    /// <summary>The mark stays until the thread has seen it.</summary>
    protected override async Coroutine CacheNeed(GuestRxQueue q, Packet? head)
    {
        if (q.SlotsNeeded.Peek != Outdated) await base.CacheNeed(q, head);
    }

    protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
    {
        while (true)
        {
            uint need = await base.NeedOfHead(q);
            // Reason enough for an interrupt to kick the thread, which knows then.
            if (need != Outdated || q.Machine.InInterrupt) return need;
            await q.Packets.Lock.Acquire();
            int headroom = await q.Vif.Headroom.Load("takes the headroom over");
            uint before = q.Packets.Head.Value is { } head ? NeedOf(head, SendsBy(q)) : Outdated;
            HeadroomInUse[q].Value = headroom;
            q.Emit(EventKind.HeadroomUsed, value: headroom);
            await base.CacheNeed(q, q.Packets.Head.Value);
            await q.Packets.Lock.Release();
            // Nobody may have looked for a head that had room, and has none any more.
            if (BlockedSince[q].Value is not null && await q.Ring.Requests() >= before) BlockedSince[q].Value = null;
        }
    }

    /// <summary>Also notes since when there is no room. Room for the head ends that, or for the last one that was evaluated; that the queue runs empty does not.</summary>
    /// <remarks>An interrupt that asked for an event itself, by the need of a head that has gone meanwhile, would take back what the thread has asked for:
    /// a packet that waits is reason enough to kick the thread.</remarks>
    [Rule(Rule.Interrupt, "kick if a packet waits or has expired, or stalled, else EOI")]
    protected override async Coroutine<bool> SlotsAvailable(GuestRxQueue q)
    {
        if (q.Machine.InInterrupt) return await NeedOfHead(q) > 0;
        uint head = await NeedOfLinked(q);
        if (BlockedSince[q].Value is not null && await q.Ring.Requests() >= LastNeed[q].Value) BlockedSince[q].Value = null;
        uint need = head > 0 || BlockedSince[q].Value is null ? head : LastNeed[q].Value;
        if (need == 0) return false;
        uint lacked = LastNeed[q].Value = AtMostTheRing(q, need);
        bool fits = await q.Ring.HasRequests(need), isOffered = fits || (lacked < need && await q.Ring.Requests() >= lacked);
        var now = await q.Machine.Jiffies.Load("reads the time");
        BlockedSince[q].Value = isOffered ? null : BlockedSince[q].Value ?? now;
        return fits && head > 0;
    }

    /// <summary>Slots that the head needs, 0 if it is not there: the need is stored before the packet is linked, and until then it cannot be blocked, and its host will
    /// wake the thread.</summary>
    protected virtual async Coroutine<uint> NeedOfLinked(GuestRxQueue q)
    {
        uint need = await NeedOfHead(q);
        return need > 0 && await HasPacket(q) ? need : 0;
    }

    /// <summary>An event while the queue is stalled may be the slots that end it: the thread looks. When a stall is due the thread wakes
    /// by itself. And the guest that sends the event that an expired packet needed is not to be slowed down for it: the thread acknowledges it.</summary>
    protected override async Coroutine<bool> HasLinkWork(GuestRxQueue q)
    {
        if (!q.Machine.InInterrupt) return await base.HasLinkWork(q);
        await q.Packets.Lock.Acquire();
        (bool asked, AskedForGone[q].Value) = (AskedForGone[q].Value, false);
        await q.Packets.Lock.Release();
        return asked || (StallAfterMs(q.Vif.Parameters) is not null && await q.Stalled.Load("looks at the stalled mark"));
    }

    [Rule(Rule.Stall, "head blocked for the stall timeout")]
    protected override async Coroutine<bool> IsStalled(GuestRxQueue q)
    {
        if (await q.Stalled.Load("looks at the stalled mark") || BlockedSince[q].Value is not { } since) return false;
        // Room may have come since the last look, or a packet that has room: an event without a packet to send does not wake the thread. The clock first:
        // what comes after a look at the slots would be missed if the thread then got no CPU until the stall is due.
        if (await LeftUntilStall(q, since) > 0) return false;
        uint head = await NeedOfHead(q), free = await q.Ring.Requests();
        if (BlockedSince[q].Value is null || free >= LastNeed[q].Value || (head > 0 && free >= AtMostTheRing(q, head))) return false;
        StalledNeed[q].Value = LastNeed[q].Value;
        return true;
    }

    /// <summary>Since the headroom has changed a packet may not fit at all, and has to expire: a guest that offers the whole ring does not block it.</summary>
    private static uint AtMostTheRing(GuestRxQueue q, uint need) => Math.Min(need, (uint)q.Vif.Parameters.RingSize);

    [Rule(Rule.Ready, "the slots that took it down; asks for events")]
    protected override async Coroutine<bool> IsReady(GuestRxQueue q) => await q.Stalled.Load("looks at the stalled mark") && await HasRecovered(q);

    /// <summary>Whether the slots are there that end the stall. Asks for an event only where no packet waits: else the look for its slots has asked
    /// already, and asking again could pass over a request that has come between the two.</summary>
    protected virtual async Coroutine<bool> HasRecovered(GuestRxQueue q) => await NeedOfHead(q) > 0
        ? await q.Ring.Requests() >= StalledNeed[q].Value : await q.Ring.HasRequests(StalledNeed[q].Value);

    protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q)
    {
        long? expiry = await base.QueueTimeout(q);
        if (StallAfterMs(q.Vif.Parameters) is null || BlockedSince[q].Value is not { } since || q.Stalled.Value) return expiry;
        long left = Math.Max(0, await LeftUntilStall(q, since));
        return Math.Min(expiry ?? long.MaxValue, left);
    }

    /// <summary>Each packet counts, also one that has come and expired since the thread last looked: it is the last that was at the head.</summary>
    protected override async Coroutine Drop(GuestRxQueue q, Packet packet)
    {
        uint need = AtMostTheRing(q, NeedOf(packet, SendsBy(q))), free = await q.Ring.Requests();
        if (BlockedSince[q].Value is not null && free >= Math.Min(need, LastNeed[q].Value)) BlockedSince[q].Value = null;
        if (free < need)
        {
            LastNeed[q].Value = need;
            BlockedSince[q].Value ??= await q.Machine.Jiffies.Load("reads the time");
        }
        await base.Drop(q, packet);
    }

    /// <summary>And each head, also one that expires together with the one before it.</summary>
    protected override async Coroutine HeadExpired(GuestRxQueue q) => await SlotsAvailable(q);

    protected override async Coroutine Dequeued(GuestRxQueue q)
    {
        AskedForGone[q].Value |= BlockedSince[q].Value is not null;
        await base.Dequeued(q);
    }

    /// <summary>Only who has taken the mark acknowledges: the Rx thread may have taken it, and acknowledges it then.</summary>
    protected override async Coroutine AcknowledgeUnused(GuestRxQueue q)
    {
        if (await q.EoiPending.Exchange(false, "takes the mark of the event")) await q.Channel.EndOfInterrupt(spurious: true);
    }

    /// <summary>A thread in the middle of its round may be about to turn the carrier on: the vif's lock keeps it from doing so afterwards.</summary>
    protected override async Coroutine<bool> Disconnects(Vif vif, Cause cause)
    {
        await vif.Lock.Acquire();
        bool was = await base.Disconnects(vif, cause);
        await vif.Lock.Release();
        return was;
    }

    /// <summary>The Rx threads of a vif that is disabled end at once, maybe before it is connected, and then nobody would take it down. Nobody disables it
    /// meanwhile: guest Tx is not served.</summary>
    public override async Coroutine<bool> Reconnect(Vif vif, Connection connection)
    {
        if (!vif.Disabled.Peek) return await base.Reconnect(vif, connection);
        vif.Emit(EventKind.ConnectRefused, cause: Cause.Fatal);
        return false;
    }

    /// <summary>A thread that has started before the vif is connected may have found its queue ready, and must not turn the carrier on then.</summary>
    protected override async Coroutine Connected(Vif vif)
    {
        await vif.Lock.Acquire();
        if (vif.StalledQueues.Value == 0) await vif.Carrier.TurnOn(0, Cause.Ready);
        await vif.Lock.Release();
    }

    protected override async Coroutine TurnsOn(GuestRxQueue q)
    {
        if (await q.Vif.Connected.Load("looks whether the vif is still connected")) await base.TurnsOn(q);
    }

    protected override bool TakesDownDisabled(GuestRxQueue q) => true;

    protected async Coroutine<long> LeftUntilStall(GuestRxQueue q, Jiffies since) =>
        since + StallAfterMs(q.Vif.Parameters)!.Value - await q.Machine.Jiffies.Load("reads the time");
}
