namespace Netback.Revisions;

/// <summary>
/// 74e7e1efdad4 (XSA-424) and 94e810067888, and so today's driver: a refused packet is freed after the lock has been
/// released, and nobody is kicked for it. A batch ends when the queue is empty, whatever rx_slots_needed says.
/// </summary>
public class Xsa424 : Xsa392
{
    public override string Name => "xsa-424";
    public override string? Recording => "G8";
    public override string? InterleavedRecording => "G8";
    public override string Upstream => "74e7e1efdad4 (v6.2)";
    public override string Summary => "frees outside the lock";

    protected override Coroutine<bool> MayDequeue(GuestRxQueue q) => HasPacket(q);

    [Rule(Rule.Accept, "below the limit, else dropped, unlocked")]
    protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
    {
        await q.Packets.Lock.Acquire();
        bool accepted = await TryAppend(q, packet);
        await q.Packets.Lock.Release();
        if (accepted) await q.Wait.Wake(q.KicksRx);
        else await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
    }
}
