using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>Where one packet fits below the limit beside another a Tx queue can be stopped and woken while packets wait: what is decided under the lock must be done under it.</summary>
public class TwoWaitingTests
{
    [Fact]
    public void WakeAfterTheLock_ComesToAQueueThatIsFullAgain()
    {
        Assert.DoesNotContain("StopMatchesQueue", ViolatedBy(new ByteLimit()));
        Assert.Contains("StopMatchesQueue", ViolatedBy(new WakesAfterUnlock()));
    }

    private static IEnumerable<string> ViolatedBy(Revision revision) =>
        Explorer.Exhaustive(revision, Configurations.Get("two-waiting"), ExplorationBudget.Unlimited).Findings.Select(f => f.Violation.Property);

    private sealed class WakesAfterUnlock : ByteLimit
    {
        public override string Name => "wakes-after-unlock";

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            bool below = q.Packets.Bytes < WakeMark(q.Vif.Parameters);
            await q.Packets.Lock.Release();
            if (below) await q.Tx.Wake("wakes the Tx queue");
        }
    }
}
