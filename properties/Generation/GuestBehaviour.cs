namespace Netback.Properties.Generation;

/// <summary>
/// How the guest's end of one queue behaves. All but <see cref="HostileIndex"/> keep to the protocol. Real frontends behind
/// them: Linux netfront posts in batches or tops up, iPXE keeps 4, 8 or 18 slots, every one of them may die.
/// </summary>
/// <param name="Name">As it appears in the class of a scenario.</param>
/// <param name="Weight">How often it is drawn. 0: only where the environment ask for it.</param>
/// <param name="Opens">What it does when the vif has connected.</param>
/// <param name="Turn">What it does when its turn comes.</param>
public sealed record GuestBehaviour(string Name, int Weight, Action<QueueBuilder> Opens, Action<QueueBuilder> Turn)
{
    private const int Ring = 256;

    /// <summary>Posts all it can, whenever it can.</summary>
    public static readonly GuestBehaviour Cooperative =
        new("cooperative", 6, q => q.Post(q.RandomSource.Pick(Ring, Ring, 128)), q => q.Refill(Ring));

    /// <summary>Takes a few answers and posts as many, with pauses.</summary>
    public static readonly GuestBehaviour Slow = new("slow", 3, q => q.Post(q.RandomSource.Pick(18, 20, 32, 64)), TakesTime);

    /// <summary>Publishes nothing until it has collected a batch.</summary>
    public static readonly GuestBehaviour Batching = new("batching", 3, q => q.Post(64), CollectsBatch);

    /// <summary>Gives back slot by slot.</summary>
    public static readonly GuestBehaviour Trickling = new("trickling", 3, q => q.Post(q.RandomSource.Pick(q.Quirk, 18, 20, 32)), Trickles);

    /// <summary>Has a small ring: 1 to 17 slots, and posts only what it took.</summary>
    public static readonly GuestBehaviour SmallRing = new("small-ring", 3, q => q.Post(q.Quirk), TopsUp);

    /// <summary>Well-behaved, until it leaves 0 to 17 slots on offer and posts no more.</summary>
    public static readonly GuestBehaviour Stalling = new("stalling", 6, q => q.Post(q.RandomSource.Pick(18, 40, Ring)), StallsOnce);

    /// <summary>Keeps exactly one slot on offer (CVE-2021-28714).</summary>
    public static readonly GuestBehaviour OneSlot = new("one-slot", 4, OpensWithOneSlot, KeepsOneSlot);

    /// <summary>Sends events for nothing, and posts next to nothing.</summary>
    public static readonly GuestBehaviour InterruptHappy =
        new("interrupt-happy", 4, q => q.Post(q.RandomSource.Pick(0, q.Quirk, 18, 32, Ring)), KicksAndPosts);

    /// <summary>Posts once or never, then nothing.</summary>
    public static readonly GuestBehaviour Dead = new("dead", 4, PostsOnce, _ => { });

    /// <summary>Dead for longer than the stall timeout, then back.</summary>
    public static readonly GuestBehaviour Resuming = new("resuming", 5, q => q.Post(q.RandomSource.Pick(1, 18, 20, 64, Ring)), DiesAndComesBack);

    /// <summary>Gives enough, but in steps of which only the first raises an event.</summary>
    public static readonly GuestBehaviour Dribbling = new("dribbling", 3, Dribbles, DribblesAgain);

    /// <summary>Overwrites the shared producer index.</summary>
    public static readonly GuestBehaviour HostileIndex =
        new("hostile-index", 0, q => q.Post(q.RandomSource.Pick(0, q.Quirk, 64, Ring)), Forge);

    public static IReadOnlyList<GuestBehaviour> All { get; } =
    [
        Cooperative, Slow, Batching, Trickling, SmallRing, Stalling, OneSlot, InterruptHappy, Dead, Resuming, Dribbling,
        HostileIndex,
    ];

    public override string ToString() => Name;

    private static void TakesTime(QueueBuilder q)
    {
        q.ScenarioBuilder.Advance(q.RandomSource.Between(1, 50));
        int few = q.RandomSource.Between(1, 8);
        q.Consume(few);
        q.Post(few);
    }

    private static void CollectsBatch(QueueBuilder q)
    {
        q.Refill(0);
        int batch = q.Quirk < 9 ? 32 : 64;
        if (q.GuestView.Owed >= batch) q.Post(q.GuestView.Owed);
    }

    private static void Trickles(QueueBuilder q)
    {
        if (q.RandomSource.OneIn(2)) q.Serve();
        q.Consume(1);
        q.Post(1);
    }

    private static void TopsUp(QueueBuilder q)
    {
        q.Refill(0);
        if (q.GuestView.Owed > 0) q.Post(q.GuestView.Owed);
    }

    private static void StallsOnce(QueueBuilder q)
    {
        int goodTurns = q.Quirk % 4;
        if (q.Turns < goodTurns) q.Refill(Ring);
        else if (q.Turns == goodTurns) q.LeaveOnly(q.RandomSource.Pick(0, 1, 1, 2, 3, q.Quirk, 17));
        else if (q.RandomSource.OneIn(3)) q.Consume(Ring);
    }

    private static void OpensWithOneSlot(QueueBuilder q)
    {
        if (q.Quirk <= 7)
        {
            q.Post(1);
        }
        else
        {
            // The carrier first has to come on.
            q.Post(q.RandomSource.Between(18, 40));
            q.LeaveOnly(1);
        }
    }

    private static void KeepsOneSlot(QueueBuilder q)
    {
        if (q.GuestView.Free == 0) q.Post(1);
        else if (q.RandomSource.OneIn(4)) q.Kick();
        else if (q.GuestView.Free > 1) q.LeaveOnly(1);
        else if (q.RandomSource.OneIn(2)) q.Consume(Ring);
    }

    private static void KicksAndPosts(QueueBuilder q)
    {
        for (int i = q.RandomSource.Between(1, 4); i > 0; i--)
        {
            q.Kick();
            if (q.RandomSource.OneIn(2)) q.Serve();
            if (q.RandomSource.OneIn(3)) q.Consume(q.RandomSource.Pick(1, Ring));
            if (q.RandomSource.OneIn(2)) q.Post(q.RandomSource.Between(0, 3));
        }
    }

    private static void PostsOnce(QueueBuilder q)
    {
        int slots = q.RandomSource.Pick(0, 1, q.Quirk, 18, 20, 64, Ring, Ring);
        if (slots > 0) q.Post(slots);
    }

    private static void DiesAndComesBack(QueueBuilder q)
    {
        if (q.Turns != q.Quirk % 3)
        {
            q.Refill(q.RandomSource.Pick(0, q.Quirk, Ring));
            return;
        }
        if (!q.RandomSource.OneIn(4)) q.LeaveOnly(q.RandomSource.Pick(0, 0, 0, 1, q.Quirk));
        long dead = q.Vif.StallTimeoutMs + q.RandomSource.Pick(1, q.Vif.DrainTimeoutMs, q.Vif.DrainTimeoutMs + 1);
        long silence = HostBehaviour.KeepWaitingFor(q, dead, roundsAtMost: q.RandomSource.Pick(0, 0, 0, 2, 10, 30));
        if (silence > 0) q.ScenarioBuilder.Advance(silence);
        if (silence == dead)
        {
            q.XmitMisfit();
            q.Serve();
        }
        q.Consume(Ring);
        ComesBack(q);
    }

    private static void ComesBack(QueueBuilder q)
    {
        long missing = q.GuestView.Needed - q.GuestView.Free;
        switch (q.RandomSource.Below(3))
        {
            case 0:
                Dribbles(q);
                q.Serve();
                break;
            case 1 when missing is > 0 and <= Ring:
                // To the slot what the packets need that wait. The thread then finds neither slots nor packets left.
                q.Post((int)missing);
                q.Serve();
                q.Post(q.RandomSource.Pick(18, Ring));
                q.ScenarioBuilder.Advance(q.Vif.DrainTimeoutMs + q.RandomSource.Between(0, 10));
                break;
            default:
                q.Post(q.RandomSource.Pick(18, 64, Ring));
                q.Serve();
                break;
        }
    }

    private static void Dribbles(QueueBuilder q)
    {
        bool runsBetween = q.RandomSource.OneIn(2);
        ReadOnlySpan<int> portions = [1, 1, 1, 10, 5];
        foreach (int slots in portions)
        {
            q.Post(slots);
            if (runsBetween) q.Serve();
        }
        if (q.RandomSource.OneIn(4)) q.Kick();
    }

    private static void DribblesAgain(QueueBuilder q)
    {
        q.Consume(Ring);
        Dribbles(q);
    }

    private static void Forge(QueueBuilder q)
    {
        if (q.RandomSource.OneIn(3)) q.Refill(q.RandomSource.Pick(1, q.Quirk, Ring));
        uint now = q.ScenarioBuilder.StartIndex + q.GuestView.Posted;
        uint small = (uint)q.RandomSource.Between(1, 20);
        q.Forge(q.RandomSource.Pick(
            now + small, now - small, now + Ring, now + Ring + small, now - (uint)Ring - small, now - (uint)q.GuestView.Free,
            now + 0x8000_0000, now + 0x7FFF_FFFF, now + 0x4000_0000, 0u, uint.MaxValue, (uint)q.RandomSource.Next()));
        // More packets than a ring has slots: with enough slots pretended, all go out in one turn.
        if (q.RandomSource.OneIn(8)) q.XmitSmall(q.RandomSource.Between(q.Vif.RingSize, q.Vif.RingSize + 50));
        if (q.RandomSource.OneIn(2)) q.Kick();
        if (q.RandomSource.OneIn(2)) q.Serve();
    }
}
