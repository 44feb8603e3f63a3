namespace Netback.Revisions;

/// <summary>
/// ecf08d2dbb96: stall detection comes back. A queue that has too few slots and has delivered nothing for the stall
/// timeout counts as stalled; one stalled queue takes the carrier down, and it comes back when none is. All queues
/// start stalled, until the guest has posted enough.
/// </summary>
public class StallDetection : ByteLimit
{
    public override string Name => "stall-detection";
    public override string? Recording => "G2";
    public override string Upstream => "ecf08d2dbb96 (v3.18)";
    public override string Summary => "carrier off when a queue has been stuck for 60 s";

    public override long? StallAfterMs(Parameters parameters) => parameters.StallTimeoutMs;

    protected override ValueTask PrepareQueue(GuestRxQueue q)
    {
        q.Stalled.Value = true;
        q.Vif.StalledQueues = q.Vif.Queues.Length;
        q.Vif.Kernel.Emit(EventKind.StallMarked, q.Id, value: 1);
        q.Vif.Kernel.Emit(EventKind.StalledQueues, q.Id, value: q.Vif.StalledQueues);
        return default;
    }

    protected override ValueTask Connected(Vif vif) => default;

    protected override async ValueTask BeforeSending(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        await q.LastRxTime.Store(await q.Vif.Kernel.Jiffies.Load("reads the time"), "notes the delivery");
        q.Vif.Kernel.Keep(mark, true);
    }

    /// <summary>Whether so few slots are free that nothing can move.</summary>
    [Rule(Rule.Stall, "fewer than 18 free, for the stall timeout")]
    protected virtual async ValueTask<bool> LacksSlots(GuestRxQueue q) => await q.Ring.Requests() < Need(q.Vif);

    /// <summary>Whether the queue that was stalled has slots enough again.</summary>
    [Rule(Rule.Ready, "18 free")]
    protected virtual async ValueTask<bool> HasSlotsAgain(GuestRxQueue q) => await q.Ring.Requests() >= Need(q.Vif);

    protected virtual async ValueTask<bool> IsStalled(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        bool stalled = !await q.Stalled.Load("looks at the stalled mark") && await LacksSlots(q) && await TimeIsUp(q);
        return q.Vif.Kernel.Keep(mark, stalled);
    }

    protected virtual async ValueTask<bool> IsReady(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        return q.Vif.Kernel.Keep(mark, await q.Stalled.Load("looks at the stalled mark") && await HasSlotsAgain(q));
    }

    protected override async ValueTask<bool> HasLinkWork(GuestRxQueue q) =>
        StallAfterMs(q.Vif.Parameters) is not null && (await IsStalled(q) || await IsReady(q));

    protected override async ValueTask UpdateLink(GuestRxQueue q)
    {
        if (StallAfterMs(q.Vif.Parameters) is null) return;
        if (await IsStalled(q)) await CountStalled(q, true);
        else if (await IsReady(q)) await CountStalled(q, false);
    }

    protected virtual async ValueTask CountStalled(GuestRxQueue q, bool stalled)
    {
        var vif = q.Vif;
        int mark = vif.Kernel.Mark();
        if (!stalled) await BeforeSending(q);
        await q.Stalled.Store(stalled, "sets the stalled mark");
        vif.Kernel.Emit(EventKind.StallMarked, q.Id, value: stalled ? 1 : 0);
        await vif.Lock.Acquire();
        vif.StalledQueues += stalled ? 1 : -1;
        vif.Kernel.Emit(EventKind.StalledQueues, q.Id, value: vif.StalledQueues);
        if (stalled && vif.StalledQueues == 1) await vif.Carrier.TurnOff(q.Id, Cause.Stall);
        if (!stalled && vif.StalledQueues == 0) await vif.Carrier.TurnOn(q.Id, Cause.Ready);
        await vif.Lock.Release();
        vif.Kernel.Keep(mark, true);
    }

    protected virtual async ValueTask<bool> TimeIsUp(GuestRxQueue q)
    {
        ulong since = await q.LastRxTime.Load("looks when it last delivered") + (ulong)StallAfterMs(q.Vif.Parameters)!.Value;
        return (long)(since - await q.Vif.Kernel.Jiffies.Load("reads the time")) < 0;
    }
}
