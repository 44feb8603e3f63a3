using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A machine that an assertion has stopped has violated one property. Nothing is at rest there, and time does not pass: what has not been done by then is no violation.</summary>
[Collection(RealThreads.Name)]
public class StoppedMachineTests
{
    private static readonly ConcurrentScenario Posts = ConcurrentScenarios.Get("posts-in-twos");

    [Theory]
    [InlineData("one-packet")]
    [InlineData("two-requests-ticking")]
    public void Exploration_FindsTheAssertion_AndWhatIsViolatedWithoutIt(string configuration)
    {
        var result = Explorer.Exhaustive(new ReadsUnlocked(), Configurations.Get(configuration), ExplorationBudget.Unlimited with { Recovery = false });
        Assert.Equal(["NoDriverAssertion", "NoLossForObedientHost"], result.Findings.Select(f => f.Violation.Property).Order(StringComparer.Ordinal));
        Assert.Equal("irq0 reads rx_queue_len.0 in passing, without the queue lock.", result.Findings.Single(f => f.Violation.Property == "NoDriverAssertion").Violation.What);
    }

    [Fact]
    public void Walk_EndsInTheAssertion()
    {
        var found = Enumerable.Range(0, 50).Select(seed => new Walk(new ReadsUnlocked(), Posts, (ulong)seed, WalkStrategy.Uniform).Go().Violation?.Property);
        Assert.Equal(["NoDriverAssertion"], found.OfType<string>().Distinct());
    }

    [Fact]
    public void RealThreads_FindNothingElse() =>
        Assert.Null(CoyoteEngine.Search(new ReadsUnlocked(), Posts, CoyoteStrategy.Portfolio, seed: 1, 50, ["FifoExactlyOnce", "NoLostWakeup", "BoundedLatency", "NoDeadlock"]).Finding);

    /// <summary>A data race: the length of a queue belongs to its lock.</summary>
    private sealed class ReadsUnlocked : Xsa424
    {
        public override string Name => "reads-unlocked";

        public override Coroutine Interrupt(GuestRxQueue q)
        {
            _ = q.Packets.Bytes;
            return base.Interrupt(q);
        }
    }
}
