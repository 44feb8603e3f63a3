namespace Netback.Properties.Generation;

/// <summary>
/// How the guest's end of one queue behaves. All but <see cref="HostileIndex"/> keep to the protocol. Real frontends behind
/// them: Linux netfront posts in batches or tops up, iPXE keeps 4, 8 or 18 slots, every one of them may die.
/// </summary>
/// <param name="Name">As it appears in the class of a scenario.</param>
/// <param name="Weight">How often it is drawn. 0: only where the surroundings ask for it.</param>
/// <param name="Opens">What it does when the vif has connected.</param>
/// <param name="Turn">What it does when its turn comes.</param>
public sealed record GuestBehaviour(string Name, int Weight, Action<QueueDraft> Opens, Action<QueueDraft> Turn)
{
    private const int Ring = 256;

    /// <summary>Posts all it can, whenever it can.</summary>
    public static readonly GuestBehaviour Cooperative =
        new("cooperative", 6, q => q.Post(q.Dice.Pick(Ring, Ring, 128)), q => q.Refill(Ring));

    /// <summary>Takes a few answers and posts as many, with pauses.</summary>
    public static readonly GuestBehaviour Slow = new("slow", 3, q => q.Post(q.Dice.Pick(18, 20, 32, 64)), TakesTime);

    /// <summary>Publishes nothing until it has collected a batch.</summary>
    public static readonly GuestBehaviour Batching = new("batching", 3, q => q.Post(64), CollectsBatch);

    /// <summary>Gives back slot by slot.</summary>
    public static readonly GuestBehaviour Trickling = new("trickling", 3, q => q.Post(q.Dice.Pick(q.Quirk, 18, 20, 32)), Trickles);

    /// <summary>Has a small ring: 1 to 17 slots, and posts only what it took.</summary>
    public static readonly GuestBehaviour SmallRing = new("small-ring", 3, q => q.Post(q.Quirk), TopsUp);

    /// <summary>Well-behaved, until it leaves 0 to 17 slots on offer and posts no more.</summary>
    public static readonly GuestBehaviour Stalling = new("stalling", 6, q => q.Post(q.Dice.Pick(18, 40, Ring)), StallsOnce);

    /// <summary>Keeps exactly one slot on offer (CVE-2021-28714).</summary>
    public static readonly GuestBehaviour OneSlot = new("one-slot", 4, OpensWithOneSlot, KeepsOneSlot);

    /// <summary>Sends events for nothing, and posts next to nothing.</summary>
    public static readonly GuestBehaviour InterruptHappy =
        new("interrupt-happy", 4, q => q.Post(q.Dice.Pick(0, q.Quirk, 18, 32, Ring)), KicksAndPosts);

    /// <summary>Posts once or never, then nothing.</summary>
    public static readonly GuestBehaviour Dead = new("dead", 4, PostsOnce, _ => { });

    /// <summary>Dead for longer than the stall timeout, then back.</summary>
    public static readonly GuestBehaviour Resuming = new("resuming", 5, q => q.Post(q.Dice.Pick(1, 18, 20, 64, Ring)), DiesAndComesBack);

    /// <summary>Gives enough, but in steps of which only the first raises an event.</summary>
    public static readonly GuestBehaviour Dribbling = new("dribbling", 3, Dribbles, DribblesAgain);

    /// <summary>Overwrites the shared producer index.</summary>
    public static readonly GuestBehaviour HostileIndex =
        new("hostile-index", 0, q => q.Post(q.Dice.Pick(0, q.Quirk, 64, Ring)), Forge);

    public static IReadOnlyList<GuestBehaviour> All { get; } =
    [
        Cooperative, Slow, Batching, Trickling, SmallRing, Stalling, OneSlot, InterruptHappy, Dead, Resuming, Dribbling,
        HostileIndex,
    ];

    public override string ToString() => Name;

    private static void TakesTime(QueueDraft q)
    {
        q.Draft.Advance(q.Dice.Between(1, 50));
        int few = q.Dice.Between(1, 8);
        q.Consume(few);
        q.Post(few);
    }

    private static void CollectsBatch(QueueDraft q)
    {
        q.Refill(0);
        int batch = q.Quirk < 9 ? 32 : 64;
        if (q.Belief.Owed >= batch) q.Post(q.Belief.Owed);
    }

    private static void Trickles(QueueDraft q)
    {
        if (q.Dice.OneIn(2)) q.Serve();
        q.Consume(1);
        q.Post(1);
    }

    private static void TopsUp(QueueDraft q)
    {
        q.Refill(0);
        if (q.Belief.Owed > 0) q.Post(q.Belief.Owed);
    }

    private static void StallsOnce(QueueDraft q)
    {
        int goodTurns = q.Quirk % 4;
        if (q.Turns < goodTurns) q.Refill(Ring);
        else if (q.Turns == goodTurns) q.LeaveOnly(q.Dice.Pick(0, 1, 1, 2, 3, q.Quirk, 17));
        else if (q.Dice.OneIn(3)) q.Consume(Ring);
    }

    private static void OpensWithOneSlot(QueueDraft q)
    {
        if (q.Quirk <= 7)
        {
            q.Post(1);
        }
        else
        {
            // The carrier first has to come on.
            q.Post(q.Dice.Between(18, 40));
            q.LeaveOnly(1);
        }
    }

    private static void KeepsOneSlot(QueueDraft q)
    {
        if (q.Belief.Free == 0) q.Post(1);
        else if (q.Dice.OneIn(4)) q.Kick();
        else if (q.Belief.Free > 1) q.LeaveOnly(1);
        else if (q.Dice.OneIn(2)) q.Consume(Ring);
    }

    private static void KicksAndPosts(QueueDraft q)
    {
        for (int i = q.Dice.Between(1, 4); i > 0; i--)
        {
            q.Kick();
            if (q.Dice.OneIn(2)) q.Serve();
            if (q.Dice.OneIn(3)) q.Consume(q.Dice.Pick(1, Ring));
            if (q.Dice.OneIn(2)) q.Post(q.Dice.Between(0, 3));
        }
    }

    private static void PostsOnce(QueueDraft q)
    {
        int slots = q.Dice.Pick(0, 1, q.Quirk, 18, 20, 64, Ring, Ring);
        if (slots > 0) q.Post(slots);
    }

    private static void DiesAndComesBack(QueueDraft q)
    {
        if (q.Turns != q.Quirk % 3)
        {
            q.Refill(q.Dice.Pick(0, q.Quirk, Ring));
            return;
        }
        if (!q.Dice.OneIn(4)) q.LeaveOnly(q.Dice.Pick(0, 0, 0, 1, q.Quirk));
        long dead = q.Vif.StallTimeoutMs + q.Dice.Pick(1, q.Vif.DrainTimeoutMs, q.Vif.DrainTimeoutMs + 1);
        long silence = HostBehaviour.KeepWaitingFor(q, dead, roundsAtMost: q.Dice.Pick(0, 0, 0, 2, 10, 30));
        if (silence > 0) q.Draft.Advance(silence);
        if (silence == dead)
        {
            q.XmitMisfit();
            q.Serve();
        }
        q.Consume(Ring);
        ComesBack(q);
    }

    private static void ComesBack(QueueDraft q)
    {
        long missing = q.Belief.Needed - q.Belief.Free;
        switch (q.Dice.Below(3))
        {
            case 0:
                Dribbles(q);
                q.Serve();
                break;
            case 1 when missing is > 0 and <= Ring:
                // To the slot what the packets need that wait. The thread then finds neither slots nor packets left.
                q.Post((int)missing);
                q.Serve();
                q.Post(q.Dice.Pick(18, Ring));
                q.Draft.Advance(q.Vif.DrainTimeoutMs + q.Dice.Between(0, 10));
                break;
            default:
                q.Post(q.Dice.Pick(18, 64, Ring));
                q.Serve();
                break;
        }
    }

    private static void Dribbles(QueueDraft q)
    {
        bool runsBetween = q.Dice.OneIn(2);
        ReadOnlySpan<int> portions = [1, 1, 1, 10, 5];
        foreach (int slots in portions)
        {
            q.Post(slots);
            if (runsBetween) q.Serve();
        }
        if (q.Dice.OneIn(4)) q.Kick();
    }

    private static void DribblesAgain(QueueDraft q)
    {
        q.Consume(Ring);
        Dribbles(q);
    }

    private static void Forge(QueueDraft q)
    {
        if (q.Dice.OneIn(3)) q.Refill(q.Dice.Pick(1, q.Quirk, Ring));
        uint now = q.Draft.StartIndex + q.Belief.Posted;
        uint small = (uint)q.Dice.Between(1, 20);
        q.Forge(q.Dice.Pick(
            now + small, now - small, now + Ring, now + Ring + small, now - (uint)Ring - small, now - (uint)q.Belief.Free,
            now + 0x8000_0000, now + 0x7FFF_FFFF, now + 0x4000_0000, 0u, uint.MaxValue, (uint)q.Dice.Next()));
        // More packets than a ring has slots: with enough slots pretended, all go out in one turn.
        if (q.Dice.OneIn(8)) q.XmitSmall(q.Dice.Between(q.Vif.RingSize, q.Vif.RingSize + 50));
        if (q.Dice.OneIn(2)) q.Kick();
        if (q.Dice.OneIn(2)) q.Serve();
    }
}
