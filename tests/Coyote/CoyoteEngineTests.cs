using System.Reflection;
using Microsoft.Coyote.SystematicTesting;
using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Specification;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Coyote;

[Collection(RealThreads.Name)]
public class CoyoteEngineTests
{
    private static readonly ConcurrentScenario Sending = ConcurrentScenarios.Find("stop-and-wake")!;

    [Theory]
    [InlineData(CoyoteStrategy.Portfolio)]
    [InlineData(CoyoteStrategy.Random)]
    [InlineData(CoyoteStrategy.Pct)]
    [InlineData(CoyoteStrategy.Delay)]
    public void SameSeed_SameSchedules(CoyoteStrategy strategy)
    {
        var first = CoyoteEngine.Search(new ByteLimit(), Sending, strategy, seed: 7, schedules: 20);
        var second = CoyoteEngine.Search(new ByteLimit(), Sending, strategy, seed: 7, schedules: 20);
        var other = CoyoteEngine.Search(new ByteLimit(), Sending, strategy, seed: 8, schedules: 20);
        Assert.Equal(first, second with { Probes = first.Probes });
        Assert.All(Enum.GetValues<Probe>(), probe => Assert.Equal(first.Probes[probe], second.Probes[probe]));
        Assert.NotEqual(first.Steps, other.Steps);
    }

    /// <summary>A search that loses control of a context must not come to a verdict.</summary>
    [Fact]
    public void WaitingForSomethingThatIsNoPoint_IsADefectOfTheRun()
    {
        var defect = Assert.Throws<UnsoundSearchException>(() => CoyoteEngine.Search(new Delays(), Sending, CoyoteStrategy.Random, 1, 5));
        Assert.Contains("TaskAwaiter is awaited: a coroutine awaits points and coroutines, and nothing else", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExceptionThatIsNotTheDrivers_IsADefectOfTheRun()
    {
        var defect = Assert.Throws<UnsoundSearchException>(() => CoyoteEngine.Search(new Overflows(), Sending, CoyoteStrategy.Random, 1, 5));
        Assert.Contains("OverflowException", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunThatDoesNotEnd_IsCutShort_AndCounted()
    {
        // Not judged by NoSpin, which would end it at its first idle round.
        var result = CoyoteEngine.Search(new GoesRound(), Sending, CoyoteStrategy.Random, 1, 3, ["BoundedMemory"]);
        Assert.Equal((3, 3, 3L * CoyoteRun.MaxSteps), (result.Schedules, result.CutShort, result.Steps));
    }

    [Fact]
    public void TraceOfAnotherDriver_LeavesTheRoad_AndSaysWhere()
    {
        var broken = Drivers.Find("byte-limit+looks-once")!;
        var concurrent = ConcurrentScenarios.Find("posts-in-twos")!;
        string trace = CoyoteEngine.Search(broken, concurrent, CoyoteStrategy.Portfolio, 1, 2_000, ["NoLostWakeup"]).Trace!;
        var replayed = CoyoteEngine.Replay(new ByteLimit(), concurrent, trace);
        Assert.Null(replayed.Violation);
        Assert.Contains("not reproducible at execution step", replayed.Divergence, StringComparison.Ordinal);
    }

    [Fact]
    public void ScheduleThatDoesNotFit_LeavesTheRoad_AndSaysWhere()
    {
        var found = CoyoteEngine.Search(Drivers.Find("byte-limit+looks-once")!, ConcurrentScenarios.Find("posts-in-twos")!, CoyoteStrategy.Portfolio, 1, 2_000).Finding!;
        var (replayed, trace) = CoyoteEngine.Follow(new ByteLimit(), ConcurrentScenarios.Find("posts-in-twos")!, found.Schedule);
        Assert.Null(replayed.Violation);
        Assert.Null(trace);
        Assert.Matches("^step \\d+, \"rx0: .*\", is not possible: rx0 is at \"re-reads req_prod after arming req_event\"$", replayed.Divergence);
    }

    [Fact]
    public void EveryTestOfTheCommandLine_IsCalledAfterWhatItSchedules()
    {
        var names = (from driver in Drivers.Names from concurrent in ConcurrentScenarios.All select Scheduled.NameOf(driver, concurrent.Name)).ToList();
        Assert.Distinct(names);
        var tests = typeof(Scheduled).GetMethods().Where(m => m.GetCustomAttribute<TestAttribute>() is not null).ToList();
        Assert.All(tests, test => Assert.Contains(test.Name, names));
        Assert.All(ConcurrentScenarios.All, concurrent => Assert.Contains(tests, t => t.Name == Scheduled.NameOf("byte-limit", concurrent.Name)));
    }

    private sealed class Delays : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await Task.Delay(1);
            await base.Enqueue(q, packet);
        }
    }

    private sealed class Overflows : ByteLimit
    {
        protected override bool IsAboveLimit(GuestRxQueue q) => throw new OverflowException();
    }

    private sealed class GoesRound : ByteLimit
    {
        protected override Coroutine WaitForRxWork(GuestRxQueue q) => default;
    }
}
