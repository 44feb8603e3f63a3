using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>States tell times and indices apart up to a bound. A driver to which it matters what lies beyond is refused.</summary>
public class FurtherBackTests
{
    [Fact]
    public void DriverThatLooksFurtherBack_IsRefused_WithWhatItReads()
    {
        var error = Assert.ThrowsAny<UnsoundSearchException>(
            () => Explorer.Exhaustive(new RemembersLong(), Configurations.Get("stalling"), ExplorationBudget.Unlimited));
        Assert.Matches(@"^rx0 does something else when (last_rx_time\.0|a local of rx0) lies .*further back than the search tells states apart\.$", error.Message);
    }

    /// <summary>It begins anew until it looks so far back that the guest, which asks for another event before the ring is full, is never further behind.</summary>
    [Fact]
    public void DriverThatCountsAnOldIndex_IsExplored_LookingFurtherBack()
    {
        var result = Explorer.Exhaustive(new CountsSinceLastEvent(), Configurations.Get("one-packet"), ExplorationBudget.Unlimited);
        Assert.Null(result.Truncated);
        Assert.Equal((0, 3), (result.FurtherMs, result.FurtherSlots));
        Assert.Equal("Looks back 3 slots further than usual, as it makes a difference to this driver what lies there.", result.LookedBack);
    }

    /// <summary>Where an index is that a word holds is told exactly, also of a guest that the driver has left behind: no step does something else for it.</summary>
    [Fact]
    public void DriverThatRunsAwayFromItsGuest_IsExplored_AndViolatesSomething()
    {
        var finding = Explorer.DepthFirst(new ClampsForged(), Configurations.Get("forging"), new(500_000, Until: "HostileIndexContained")).Findings
            .First(f => f.Violation.Property == "HostileIndexContained");
        Assert.Equal("rx0 took 3 slots in one turn, the ring has 2", finding.Violation.What);
    }

    /// <summary>Counts a queue as stalled for half a second and no longer: nothing that is configured says so.</summary>
    private sealed class RemembersLong : StallDetection
    {
        protected override async Coroutine<bool> TimeIsUp(GuestRxQueue q)
        {
            var due = await q.LastRxTime.Load("reads last_rx_time") + StallAfterMs(q.Vif.Parameters)!.Value;
            return due - await q.Machine.Jiffies.Load("reads the time") is < 0 and > -500;
        }
    }

    /// <summary>Wakes the Tx queue only if the guest has asked for an event among the last hundred responses.</summary>
    private sealed class CountsSinceLastEvent : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            var asked = await q.Shared.RspEvent.Load();
            if (await q.Ring.ReqCons.Load() - asked is < 100u or > uint.MaxValue - 100) await base.MaybeWake(q);
        }
    }

    /// <summary>Takes a forged index for a full ring, and not for no requests.</summary>
    private sealed class ClampsForged : Proposed
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Clamped(queue);

        private sealed class Clamped(GuestRxQueue queue) : BackRing(queue)
        {
            protected override uint Between(RingIndex producer, RingIndex consumer) => Math.Min(producer - consumer, (uint)Shared.Size);
        }
    }
}
