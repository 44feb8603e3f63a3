namespace Netback.Revisions;

/// <summary>
/// 1d5d48523900: a guest that posts few requests gets packets again. The slots needed follow from the largest packet
/// that the vif can get, and a queue counts as stalled only when not a single slot is free.
/// </summary>
/// <remarks>There is no recording of it with contexts interleaved; inferred as for <c>stall-detection</c>.</remarks>
public class FewerSlots : StallDetection
{
    public override string Name => "fewer-slots";
    public override string? Recording => "G3";
    public override string Upstream => "1d5d48523900 (v4.3)";
    public override string Summary => "slots needed from mtu or GSO size; stalled at 0 free slots";

    public override bool ServesWithoutRxNotify => true;

    /// <summary>The mtu leaves the Ethernet header out, so that this can be one too few.</summary>
    [Rule(Rule.Need, "17 with GSO, else for the mtu")]
    protected override uint Need(Vif vif)
    {
        var p = vif.Parameters;
        return (uint)(p.Gso ? Pages(p.GsoMaxSize, p) + 1 : Pages(p.Mtu, p));
    }

    protected static int Pages(int bytes, Parameters parameters) => (bytes + parameters.PageSize - 1) / parameters.PageSize;

    public override long? StallAfterMs(Parameters parameters) =>
        parameters.StallTimeoutMs == 0 ? null : parameters.StallTimeoutMs;

    public override int SlotsThatEndStall(Parameters parameters, int lacked) => 1;

    [Rule(Rule.Stall, "0 free, for the stall timeout")]
    protected override bool LacksSlots(GuestRxQueue q, uint free) => free < 1;

    [Rule(Rule.Ready, "1 free")]
    protected override bool HasSlotsAgain(GuestRxQueue q, uint free) => free >= 1;

    /// <summary>Without stall detection the carrier comes on by itself.</summary>
    protected override async Coroutine ThreadStarts(GuestRxQueue q)
    {
        if (StallAfterMs(q.Vif.Parameters) is null) await CountStalled(q, false);
    }

    protected override bool EndsWhenDisabled => true;
}
