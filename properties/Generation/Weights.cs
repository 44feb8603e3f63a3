namespace Netback.Properties.Generation;

/// <summary>
/// What a case is made of: how often each kind of phrase comes. Swarm style: each case leaves some out altogether and
/// takes others many times as often, for what is always on can mask what needs its absence.
/// </summary>
public sealed class Weights
{
    private const int Host = 0, Guest = 1, Serve = 2, Time = 3, Kick = 4, Odd = 5, Lag = 6, Kinds = 7;
    private readonly int[] phrases = new int[Kinds];
    private readonly int[] times = new int[3];

    public Weights(RandomSource random)
    {
        phrases[Host] = random.Pick(3, 10, 30);
        phrases[Guest] = random.Pick(0, 1, 3, 10, 30);
        phrases[Serve] = random.Pick(0, 1, 3, 10);
        phrases[Time] = random.Pick(0, 1, 3, 10);
        phrases[Kick] = random.Pick(0, 0, 0, 1, 3);
        phrases[Odd] = random.Pick(0, 0, 1, 3);
        phrases[Lag] = random.Pick(0, 0, 0, 0, 0, 1);
        times[0] = random.Pick(1, 3, 10);
        times[1] = random.Pick(0, 1, 3, 10);
        times[2] = random.Pick(0, 0, 1, 3);
    }

    /// <summary>Adds a phrase.</summary>
    /// <param name="builder">The scenario.</param>
    /// <param name="guests">The guest's behaviour in each queue.</param>
    /// <param name="hosts">The host's behaviours, all as likely.</param>
    public void AddPhrase(ScenarioBuilder builder, ReadOnlySpan<GuestBehaviour> guests, ReadOnlySpan<HostBehaviour> hosts)
    {
        var random = builder.RandomSource;
        int queue = random.Below(guests.Length);
        var q = builder.Queues[queue];
        if (builder.GrantsBadPages && random.OneIn(10)) q.FailCopies(random.Pick(1, 1, 2, 20));
        if (builder.Vif.Events == EventDelivery.Shared && random.OneIn(20)) q.KickTx();
        if (builder.HasHeadroom && random.OneIn(12)) ChangeHeadroom(q);
        if (builder.Vif.Events != EventDelivery.Immediate && random.OneIn(20)) PostTooLate(q);
        switch (random.Weighted(phrases))
        {
            case Host: random.Pick(hosts).Turn(q); break;
            case Guest:
                guests[queue].Turn(q);
                q.Turns++;
                break;
            case Serve: q.Serve(); break;
            case Time: builder.Advance(DrawTime(builder)); break;
            case Kick: q.Kick(); break;
            case Lag: builder.Lag(DrawTime(builder)); break;
            default: AddOddStep(q); break;
        }
    }

    /// <summary>ms: a few, or about the drain timeout, or about the stall timeout, where off-by-one errors show.</summary>
    private long DrawTime(ScenarioBuilder builder)
    {
        var random = builder.RandomSource;
        var (drain, stall) = (builder.Vif.DrainTimeoutMs, builder.Vif.StallTimeoutMs);
        return random.Weighted(times) switch
        {
            0 => random.Pick(0, 1, 1, 2, 5, random.Between(3, 100)),
            1 => random.Pick(drain - 1, drain, drain + 1, drain / 2, drain / 3),
            _ => random.Pick(stall - 1, stall, stall + 1, stall + drain, stall / 2),
        };
    }

    /// <summary>Often while a packet waits that lacks a slot.</summary>
    private static void ChangeHeadroom(QueueBuilder q)
    {
        var random = q.RandomSource;
        if (random.OneIn(2)) q.XmitMisfit();
        if (random.OneIn(2)) q.Serve();
        q.ScenarioBuilder.SetHeadroom(random.Pick(0, 1, 256, 256, 2048, 4095));
        if (random.OneIn(2)) q.Post(random.Between(1, 3));
        if (random.OneIn(2)) q.Serve();
    }

    /// <summary>The slot that a packet lacks comes when the packet has expired, a few times one after the other: each event was asked for, and brings nothing to send. Or a
    /// smaller packet has gone in the meantime, into the slots that there were.</summary>
    private static void PostTooLate(QueueBuilder q)
    {
        var random = q.RandomSource;
        bool smallerGoes = random.OneIn(2);
        for (int times = random.Between(2, 6); times > 0; times--)
        {
            if (smallerGoes) q.XmitMisfit();
            else q.XmitSmall(2);
            q.ScenarioBuilder.Advance(q.Vif.DrainTimeoutMs + 1);
            if (smallerGoes)
            {
                q.XmitSmall(1);
                q.ScenarioBuilder.Advance(1);
            }
            q.Post(1);
            q.ScenarioBuilder.Advance(random.Pick(0, 1, 20));
        }
        q.XmitSmall(2);
        q.Serve();
    }

    /// <summary>One step that fits into nobody's plan, but that an honest guest or host may do.</summary>
    private static void AddOddStep(QueueBuilder q)
    {
        switch (q.RandomSource.Below(4))
        {
            case 0: q.XmitAny(q.RandomSource.Between(1, 3)); break;
            case 1: q.Consume(q.RandomSource.Pick(0, 1, 2, q.Quirk, 256)); break;
            case 2: q.Kick(); break;
            default: q.Serve(); break;
        }
    }
}
