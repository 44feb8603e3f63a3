namespace Netback.Properties.Generation;

/// <summary>
/// What a generator believes of one queue while it writes: slots on offer, answers not yet taken, packets waiting. A
/// script is written without a driver, and revisions differ in when they send, so this is a guess. Phrases use
/// it to aim, for instance at a packet that just does not fit; nothing depends on its being right.
/// </summary>
/// <param name="vif">What is configured.</param>
/// <param name="sendsFrom">Slots that must be on offer before anything is sent: 18 in some revisions, 0 for none.</param>
public sealed class GuestView(Parameters vif, int sendsFrom)
{
    private readonly Queue<(int Length, int Need, int Count, long Since)> waiting = [];
    private int leftOfHead;

    /// <summary>Slots on offer to the driver.</summary>
    public int Free { get; private set; }

    /// <summary>Responses that the guest has not taken.</summary>
    public int Answered { get; private set; }

    /// <summary>Slots that the guest has taken back and not posted again.</summary>
    public int Owed { get; private set; }

    /// <summary>Slots posted so far, modulo 2^32.</summary>
    public uint Posted { get; private set; }

    /// <summary>Bytes of the packets that wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Slots that the packets that wait need.</summary>
    public long Needed { get; private set; }

    public void Post(int count)
    {
        int posted = Math.Clamp(vif.RingSize - Free - Answered, 0, count);
        Free += posted;
        Owed = Math.Max(0, Owed - posted);
        Posted += (uint)posted;
    }

    public void Consume(int count)
    {
        int taken = Math.Min(count, Answered);
        Answered -= taken;
        Owed += taken;
    }

    public void Xmit(int length, int need, int count, long now)
    {
        if (waiting.Count == 0) leftOfHead = count;
        waiting.Enqueue((length, need, count, now));
        Bytes += (long)length * count;
        Needed += (long)need * count;
    }

    /// <summary>A new connection: nothing waits any more, and a new ring is empty.</summary>
    public void BeginAnew(bool ringInUse)
    {
        waiting.Clear();
        (Bytes, Needed) = (0, 0);
        if (!ringInUse) (Free, Answered, Owed, Posted) = (0, 0, 0, 0);
    }

    /// <summary>The Rx thread runs: what fits is sent.</summary>
    public void Serve()
    {
        while (waiting.TryPeek(out var head))
        {
            int least = Math.Max(head.Need, sendsFrom);
            if (Free < least) return;
            int sent = Math.Min(leftOfHead, ((Free - least) / head.Need) + 1);
            Free -= sent * head.Need;
            Answered += sent * head.Need;
            Leave(head.Length, head.Need, sent);
        }
    }

    /// <summary>What has waited for the drain timeout goes.</summary>
    public void Expire(long now)
    {
        while (waiting.TryPeek(out var head) && now - head.Since >= vif.DrainTimeoutMs) Leave(head.Length, head.Need, leftOfHead);
    }

    private void Leave(int length, int need, int count)
    {
        Bytes -= (long)length * count;
        Needed -= (long)need * count;
        leftOfHead -= count;
        if (leftOfHead > 0) return;
        waiting.Dequeue();
        if (waiting.TryPeek(out var next)) leftOfHead = next.Count;
    }
}
