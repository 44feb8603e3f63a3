using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.Properties.Traces;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>Livelocks that no monitor of events sees: something happens all the time.</summary>
[Trait("Category", "Long")]
public class LassoTests
{
    [Theory]
    [InlineData("one-packet")]
    [InlineData("ticking")]
    [InlineData("two-packets")]
    public void ThreadThatPutsAPacketOffForEver_IsFound_AndItsCycleReplays(string name)
    {
        var configuration = Configurations.Get(name);
        var result = Explorer.Exhaustive(new PutsOff(), configuration, ExplorationBudget.Unlimited);
        var finding = Assert.Single(result.Findings, f => f.Violation.Property == "NoLivelock");
        Assert.DoesNotContain(result.Findings, f => f.Violation.Property == "NoSpin");
        Assert.InRange(finding.Repeats, 1, finding.Schedule.Steps.Count - 1);
        var steps = finding.Schedule.Steps;
        var cycle = steps.Skip(steps.Count - finding.Repeats).ToList();
        Assert.Contains(cycle, s => s.Process == "rx0");
        // Round and round, on the driver itself, point by point: the packet is still there.
        var model = new ModelInstance(new PutsOff(), configuration with { Reduced = false });
        var replayed = Replayer.Replay(model, new([.. steps, .. Enumerable.Repeat(cycle, 50).SelectMany(c => c)]), "none");
        Assert.Null(replayed.Divergence);
        Assert.Single(model.Vif.Queues[0].Packets.Queued.Take(1));
        Assert.Equal(0u, model.Vif.Queues[0].Ring.RspProdPrivate.Peek - model.Vif.Queues[0].Ring.ReqCons.Peek);
    }

    [Fact]
    public void Livelock_IsToldAsAWayThereAndACycle()
    {
        var configuration = Configurations.Get("one-packet");
        var finding = Explorer.Exhaustive(new PutsOff(), configuration, ExplorationBudget.Unlimited).Findings.Single(f => f.Violation.Property == "NoLivelock");
        using var output = new StringWriter();
        ScheduleTrace.Of(new PutsOff(), configuration, finding).Write(output);
        string told = System.Text.RegularExpressions.Regex.Replace(output.ToString(), @"\s+", " ");
        Assert.Contains($"the last {finding.Repeats} steps can follow again and again", told, StringComparison.Ordinal);
    }

    /// <summary>As long as somebody holds the lock the thread goes round without taking anything; but whoever holds it gives it back.</summary>
    [Theory]
    [InlineData("one-packet")]
    [InlineData("two-packets")]
    public void CycleThatLeavesSomebodyOut_IsNone(string name)
    {
        var result = Explorer.Exhaustive(new PutsOffWhileHeld(), Configurations.Get(name), ExplorationBudget.Unlimited);
        Assert.DoesNotContain(result.Findings, f => f.Violation.Property == "NoLivelock");
        // There are cycles; only none that is fair.
        Assert.Contains(result.Findings, f => f.Violation.Property == "Converges");
    }

    [Theory]
    [InlineData("byte-limit", "one-packet")]
    [InlineData("byte-limit", "kicking")]
    [InlineData("stall-detection", "needing-two")]
    [InlineData("head-need", "one-packet")]
    [InlineData("proposed", "kicking")]
    public void Revision_HasNone(string revision, string configuration) => Assert.DoesNotContain(
        Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), ExplorationBudget.Unlimited).Findings, f => f.Violation.Property == "NoLivelock");

    /// <summary>In each round it wakes itself and leaves the packet for the next one.</summary>
    private sealed class PutsOff : ByteLimit
    {
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            await q.Wait.Wake("kicks itself");
            q.Machine.NoteChange();
        }
    }

    private sealed class PutsOffWhileHeld : ByteLimit
    {
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            await q.Machine.Point("looks at the lock");
            q.Machine.NoteChange();
            if (!q.Packets.Lock.IsHeld) await base.RxAction(q);
        }

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Machine.Point("looks at the lock again");
            if (!q.Packets.Lock.IsHeld) await base.MaybeWake(q);
        }
    }
}
