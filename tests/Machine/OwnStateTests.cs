using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Revisions as a user would write them, each wrong only by what it counts: the search sees the count, or refuses to search.</summary>
public class OwnStateTests
{
    public static TheoryData<Type, string, string> Counted => new()
    {
        { typeof(ForgetsThirdEarly), "two-packets", "TxQueueRestarts" },
        { typeof(Storm3), "kicking", "NoLostWakeup" },
        { typeof(WakesInSteps), "one-packet", "TxQueueRestarts" },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void CountInAPerQueue_IsSeen_AndTheWitnessReplays(Type type, string configuration, string property)
    {
        var revision = (Revision)Activator.CreateInstance(type)!;
        var result = Explorer.Exhaustive(revision, Configurations.Get(configuration), ExplorationBudget.Unlimited with { Until = property });
        var finding = Assert.Single(result.Findings, f => f.Violation.Property == property);
        var model = new ModelInstance(revision, Configurations.Get(configuration) with { Reduced = false });
        Assert.Equal(finding.Violation, Replayer.Replay(model, finding.Schedule, property).Violation);
    }

    /// <summary>The count is to blame and nothing else: without it the same search finds nothing, to its end.</summary>
    [Theory]
    [InlineData("one-packet")]
    [InlineData("kicking")]
    [InlineData("two-packets")]
    public void RevisionThatTheyDeriveFrom_ViolatesNothing(string configuration)
    {
        var result = Explorer.Exhaustive(new ByteLimit(), Configurations.Get(configuration), ExplorationBudget.Unlimited);
        Assert.Equal((null, 0), (result.Truncated, result.Left));
        Assert.Empty(result.Findings);
    }

    /// <summary>With the count there are more states: a search that does not see it has as many as without.</summary>
    [Fact]
    public void CountInAPerQueue_TellsStatesApart()
    {
        var configuration = Configurations.Get("one-packet");
        Assert.True(Explorer.Exhaustive(new CountsOnly(), configuration, ExplorationBudget.Unlimited).States
            > Explorer.Exhaustive(new ByteLimit(), configuration, ExplorationBudget.Unlimited).States);
    }

    [Theory]
    [InlineData(typeof(ForgetsThirdEarlyPlain), "two-packets", "the field ForgetsThirdEarlyPlain.forgotten can change")]
    [InlineData(typeof(Storm3Plain), "kicking", "the field Storm3Plain.seen can change")]
    [InlineData(typeof(WakesInStepsPlain), "one-packet", "the field WakesInStepsPlain.looks can change")]
    public void CountInAPlainField_IsRefused_ByItsName(Type type, string configuration, string why)
    {
        var revision = (Revision)Activator.CreateInstance(type)!;
        var error = Assert.Throws<NotSupportedException>(() => Explorer.Exhaustive(revision, Configurations.Get(configuration), ExplorationBudget.Unlimited));
        Assert.Equal($"byte-limit keeps state that no search can see: {why}. State of a revision belongs in a PerQueue<T>.", error.Message);
    }

    /// <summary>A moment in a local is told by its distance. One that a lambda has captured stays as it was when time moves on: the search took
    /// the thread for one that had just looked, however long ago that was, and missed the violation.</summary>
    [Fact]
    public void MomentInALocal_IsSeen_AndOneThatIsCapturedIsRefused()
    {
        var configuration = Configurations.Get("one-offer-any-time");
        var result = Explorer.Exhaustive(new ForgetsIfLate(), configuration, ExplorationBudget.Unlimited with { Until = "TxQueueRestarts" });
        Assert.Contains(result.Findings, f => f.Violation.Property == "TxQueueRestarts");
        var error = Assert.Throws<NotSupportedException>(() => Explorer.Exhaustive(new ForgetsIfLateCaptured(), configuration, ExplorationBudget.Unlimited));
        Assert.Matches("^MaybeWake: the local .*: now is a moment or an index, which says nothing once time or the ring has moved on; keep it in a local$", error.Message);
    }

    /// <summary>Every third wake of a stopped Tx queue is forgotten.</summary>
    private sealed class ForgetsThirdEarly : ByteLimit
    {
        private readonly PerQueue<int> wakes = new("wakes", 0, ofThread: false);

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            if (q.Packets.Bytes < q.Vif.Parameters.QueueLimit && await q.Tx.Look("looks whether the Tx queue is stopped"))
            {
                int number = wakes[q].Value + 1;
                await q.Machine.Point("has counted");
                wakes[q].Value = number % 3;
                if (number < 3) await q.Tx.Wake("wakes the Tx queue");
            }
            await q.Packets.Lock.Release();
        }
    }

    private sealed class ForgetsThirdEarlyPlain : ByteLimit
    {
        private int forgotten;

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            if (q.Packets.Bytes < q.Vif.Parameters.QueueLimit && await q.Tx.Look("looks whether the Tx queue is stopped"))
            {
                forgotten = (forgotten + 1) % 3;
                if (forgotten != 0) await q.Tx.Wake("wakes the Tx queue");
            }
            await q.Packets.Lock.Release();
        }
    }

    /// <summary>Events beyond three in one round of the thread are ignored.</summary>
    private sealed class Storm3 : ByteLimit
    {
        private readonly PerQueue<byte> seen = new("events seen", 0, ofThread: false);

        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            bool storm = seen[q].Value == 3;
            if (!storm) seen[q].Value++;
            await q.Packets.Lock.Release();
            if (!storm) await base.Interrupt(q);
        }

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await base.MaybeWake(q);
            await q.Packets.Lock.Acquire();
            seen[q].Value = 0;
            await q.Packets.Lock.Release();
        }
    }

    private sealed class Storm3Plain : ByteLimit
    {
        private int seen;

        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            if (seen++ < 3) await base.Interrupt(q);
        }

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await base.MaybeWake(q);
            seen = 0;
        }
    }

    /// <summary>Every sixth look at a stopped queue is skipped.</summary>
    private sealed class WakesInSteps : ByteLimit
    {
        private readonly PerQueue<long> looks = new("looks", 0);

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            if (!await q.Tx.Look("looks whether the Tx queue is stopped")) return;
            looks[q].Value = (looks[q].Value + 1) % 6;
            if (looks[q].Value != 0) await base.MaybeWake(q);
        }
    }

    private sealed class WakesInStepsPlain : ByteLimit
    {
        private long looks;

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            if (!await q.Tx.Look("looks whether the Tx queue is stopped")) return;
            looks = (looks + 1) % 6;
            if (looks != 0) await base.MaybeWake(q);
        }
    }

    /// <summary>A wake is forgotten if time has passed meanwhile.</summary>
    private sealed class ForgetsIfLate : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            var now = q.Machine.Jiffies.Peek;
            await q.Tx.Look("looks whether the Tx queue is stopped");
            if (q.Machine.Jiffies.Peek == now) await base.MaybeWake(q);
        }
    }

    private sealed class ForgetsIfLateCaptured : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            var now = q.Machine.Jiffies.Peek;
            Func<bool> isNow = () => q.Machine.Jiffies.Peek == now;
            await q.Tx.Look("looks whether the Tx queue is stopped");
            if (isNow()) await base.MaybeWake(q);
        }
    }

    private sealed class CountsOnly : ByteLimit
    {
        private readonly PerQueue<int> rounds = new("rounds", 0);

        protected override Coroutine MaybeWake(GuestRxQueue q)
        {
            rounds[q].Value = (rounds[q].Value + 1) % 3;
            return base.MaybeWake(q);
        }
    }
}
