namespace Netback.Revisions;

/// <summary>ec7d8e7dd3a5: the look at the head takes the queue's lock, so that it cannot meet a packet being freed.</summary>
public class LockedPeek : LateEoi
{
    public override string Name => "locked-peek";
    public override string Upstream => "ec7d8e7dd3a5 (v5.11)";
    public override string? InterleavedRecording => "G6";
    public override string Summary => "the peek takes the lock";

    [Rule(Rule.Need, "of the head, looked at under the lock")]
    protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
    {
        await q.Packets.Lock.Acquire();
        uint need = await NeedOfPeeked(q, q.Packets.Head.Value);
        await q.Packets.Lock.Release();
        return need;
    }
}
