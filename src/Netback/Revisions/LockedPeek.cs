namespace Netback.Revisions;

/// <summary>ec7d8e7dd3a5: the look at the head takes the queue's lock, so that it cannot meet a packet being freed.</summary>
public class LockedPeek : LateEoi
{
    public override string Name => "locked-peek";
    public override string Upstream => "ec7d8e7dd3a5 (v5.11)";
    public override string Summary => "the peek takes the lock";

    [Rule(Rule.Need, "of the head, looked at under the lock")]
    protected override async ValueTask<uint> NeedOfHead(GuestRxQueue q)
    {
        int mark = q.Vif.Kernel.Mark();
        await q.Packets.Lock.Acquire();
        uint need = await base.NeedOfHead(q);
        await q.Packets.Lock.Release();
        return q.Vif.Kernel.Keep(mark, need);
    }
}
