namespace Netback.Revisions;

/// <summary>
/// 23025393dbeb (XSA-332): against event storms the event stays masked until the Rx thread is about to sleep. For that
/// the interrupt looks for work itself, and so peeks at a queue that the thread is emptying. The handler marks the event;
/// whoever takes the mark acknowledges it, and a handler that finds no work acknowledges it in any case.
/// </summary>
public class LateEoi : HeadNeed
{
    public override string Name => "late-eoi";
    public override string? Recording => "G5";
    public override string? InterleavedRecording => "G5";
    public override string Upstream => "23025393dbeb (v5.10)";
    public override string Summary => "late EOI; the interrupt peeks at the queue";

    public override bool AcknowledgesLate => true;
    public override bool HasXdp => true;

    protected override bool AttachesToRings => true;

    /// <summary>2ac061ce97f4 (Oct 2019) lost the reference (XSA-374, CVE-2021-28691).</summary>
    protected override bool HoldsTask => false;

    [Rule(Rule.Interrupt, "kick if there is work, else EOI")]
    public override async Coroutine Interrupt(GuestRxQueue q)
    {
        if (await q.EoiPending.Exchange(true, "marks the event")) q.Emit(EventKind.EoiStillPending);
        if (await HasRxWork(q)) await q.Wait.Wake(q.KicksRx);
        else await AcknowledgeUnused(q);
    }

    /// <summary>Looks for both kinds of work. Who has done it acknowledges the event: the Rx thread, or guest Tx, which is done with at once here.</summary>
    public override async Coroutine SharedInterrupt(GuestRxQueue q)
    {
        if (await q.EoiPending.Exchange(true, "marks the event")) q.Emit(EventKind.EoiStillPending);
        bool tx = await TakesTxWork(q), rx = await HasRxWork(q);
        if (rx) await q.Wait.Wake(q.KicksRx);
        if (IsSpurious(tx, rx)) await AcknowledgeUnused(q);
        else if (tx && await q.EoiPending.Exchange(false, "takes the mark of the event")) await q.Channel.EndOfInterrupt(spurious: false);
    }

    /// <summary>Whether a shared event counts as spurious: here where one of the two kinds is missing.</summary>
    protected virtual bool IsSpurious(bool tx, bool rx) => !tx || !rx;

    /// <summary>The handler has found no work.</summary>
    protected virtual async Coroutine AcknowledgeUnused(GuestRxQueue q)
    {
        await q.EoiPending.Exchange(false, "takes the mark of the event");
        await q.Channel.EndOfInterrupt(spurious: true);
    }

    protected override async Coroutine BeforeSleep(GuestRxQueue q)
    {
        if (!await q.EoiPending.Exchange(false, "takes the mark of the event")) return;
        q.Emit(EventKind.EoiTaken);
        await q.Channel.EndOfInterrupt(spurious: false);
    }
}
