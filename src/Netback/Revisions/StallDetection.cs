namespace Netback.Revisions;

/// <summary>
/// ecf08d2dbb96: stall detection comes back. A queue that has too few slots and has delivered nothing for the stall
/// timeout counts as stalled; one stalled queue takes the carrier down, and it comes back when none is. All queues
/// start stalled, until the guest has posted enough.
/// </summary>
/// <remarks>There is no recording of it with contexts interleaved. That the ring's indices are read before the stalled mark is inferred from
/// the source and from the recordings of <c>late-eoi</c>.</remarks>
public class StallDetection : ByteLimit
{
    public override string Name => "stall-detection";
    public override string? Recording => "G2";
    public override string? InterleavedRecording => null;
    public override string Upstream => "ecf08d2dbb96 (v3.18)";
    public override string Summary => "carrier off when a queue has been stuck for 60 s";

    public override long? StallAfterMs(Parameters parameters) => parameters.StallTimeoutMs;

    public override int SlotsThatEndStall(Parameters parameters, int lacked) => base.SlotsThatEndStall(parameters, parameters.MaxPacketSlots);

    protected override bool StartsStalled => true;

    protected override void PrepareVif(Vif vif) => vif.StalledQueues.Renew(vif.Requested.Value);

    protected override void PrepareQueue(GuestRxQueue q)
    {
        q.Stalled.Renew(true);
        q.Emit(EventKind.StallMarked, value: 1);
        q.Emit(EventKind.StalledQueues, value: q.Vif.StalledQueues.Peek);
    }

    protected override Coroutine Connected(Vif vif) => default;

    protected override async Coroutine BeforeSending(GuestRxQueue q) =>
        await q.LastRxTime.Store(await q.Machine.Jiffies.Load("reads the time"), "updates last_rx_time");

    /// <summary>Whether so few slots are free that nothing can move.</summary>
    [Rule(Rule.Stall, "fewer than 18 free, for the stall timeout")]
    protected virtual bool LacksSlots(GuestRxQueue q, uint free) => free < Need(q.Vif);

    /// <summary>Whether the queue that was stalled has slots enough again.</summary>
    [Rule(Rule.Ready, "18 free")]
    protected virtual bool HasSlotsAgain(GuestRxQueue q, uint free) => free >= Need(q.Vif);

    protected virtual async Coroutine<bool> IsStalled(GuestRxQueue q)
    {
        uint free = await q.Ring.Requests();
        return !await q.Stalled.Load("looks at the stalled mark") && LacksSlots(q, free) && await TimeIsUp(q);
    }

    protected virtual async Coroutine<bool> IsReady(GuestRxQueue q)
    {
        uint free = await q.Ring.Requests();
        return await q.Stalled.Load("looks at the stalled mark") && HasSlotsAgain(q, free);
    }

    protected override async Coroutine<bool> HasLinkWork(GuestRxQueue q) =>
        StallAfterMs(q.Vif.Parameters) is not null && (await IsStalled(q) || await IsReady(q));

    protected override async Coroutine UpdateLink(GuestRxQueue q)
    {
        if (StallAfterMs(q.Vif.Parameters) is null) return;
        if (await IsStalled(q)) await CountStalled(q, true);
        else if (await IsReady(q)) await CountStalled(q, false);
    }

    protected virtual async Coroutine CountStalled(GuestRxQueue q, bool stalled)
    {
        var vif = q.Vif;
        if (!stalled) await BeforeSending(q);
        await q.Stalled.Store(stalled, "sets the stalled mark");
        q.Emit(EventKind.StallMarked, value: stalled ? 1 : 0);
        await vif.Lock.Acquire();
        vif.StalledQueues.Value += stalled ? 1 : -1;
        q.Emit(EventKind.StalledQueues, value: vif.StalledQueues.Value);
        if (stalled && vif.StalledQueues.Value == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
        if (!stalled && vif.StalledQueues.Value == 0) await TurnsOn(q);
        await vif.Lock.Release();
    }

    /// <summary>No queue is stalled any more. The vif's lock is held.</summary>
    protected virtual Coroutine TurnsOn(GuestRxQueue q) => q.Vif.Carrier.TurnOn(q.Id, Cause.Ready);

    protected virtual async Coroutine<bool> TimeIsUp(GuestRxQueue q)
    {
        var due = await q.LastRxTime.Load("reads last_rx_time") + StallAfterMs(q.Vif.Parameters)!.Value;
        return due - await q.Machine.Jiffies.Load("reads the time") < 0;
    }
}
