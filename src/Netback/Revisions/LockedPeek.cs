namespace Netback.Revisions;

/// <summary>ec7d8e7dd3a5: the look at the head takes the queue's lock, so that it cannot meet a packet being freed. And a3daf3d39132: a shared event is
/// one without work only if there is neither Rx nor Tx work.</summary>
public class LockedPeek : LateEoi
{
    public override string Name => "locked-peek";
    public override string Upstream => "ec7d8e7dd3a5 (v5.11)";
    public override string? InterleavedRecording => "G6";
    public override string Summary => "the peek takes the lock";

    protected override bool IsSpurious(bool tx, bool rx) => !tx && !rx;

    [Rule(Rule.Need, "of the head, looked at under the lock")]
    protected override async Coroutine<uint> NeedOfHead(GuestRxQueue q)
    {
        await q.Packets.Lock.Acquire();
        uint need = await NeedOfPeeked(q, q.Packets.Head.Value);
        await q.Packets.Lock.Release();
        return need;
    }
}
