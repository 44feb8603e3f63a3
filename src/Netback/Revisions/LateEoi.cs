namespace Netback.Revisions;

/// <summary>
/// 23025393dbeb (XSA-332): against event storms the event stays masked until the Rx thread is about to sleep. For that
/// the interrupt looks for work itself, and so peeks at a queue that the thread is emptying.
/// </summary>
public class LateEoi : HeadNeed
{
    public override string Name => "late-eoi";
    public override string? Recording => "G5";
    public override string Upstream => "23025393dbeb (v5.10)";
    public override string Summary => "late EOI; the interrupt peeks at the queue";

    public override bool AcknowledgesLate => true;
    public override bool HasXdp => true;

    [Rule(Rule.Interrupt, "kick if there is work, else EOI")]
    public override async ValueTask Interrupt(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        bool works = q.Vif.Kernel.Keep(mark, await HasRxWork(q));
        if (works) await q.Wait.Wake(q.KicksRx);
        else await q.Channel.EndOfInterrupt();
    }

    protected override ValueTask BeforeSleep(GuestRxQueue q) => q.Channel.InService ? q.Channel.EndOfInterrupt() : default;
}
