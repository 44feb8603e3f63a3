using Netback.Properties.Coyote;
using Netback.Properties.Execution;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Who may touch a word other than at a point. What is read right after a lock has been given back is read in the same step, so that no
/// schedule tells it from what is read under the lock: the log of accesses does.</summary>
public class ProtectionTests
{
    private readonly SteppedMachine machine = new();
    private readonly SpinLock spinLock;
    private readonly Shared<int> word;

    public ProtectionTests()
    {
        spinLock = new(machine, "the lock", interruptsOff: true, 0);
        word = new(machine, "word", 1, 0, spinLock);
        machine.Accesses!.Checks = true;
    }

    [Fact]
    public void WordUnderItsLock_MayBeTouchedInPassing()
    {
        machine.RunAll(async () =>
        {
            await spinLock.Acquire();
            word.Value = word.Value + 1;
            await machine.Point("goes on");
            word.Value++;
            await spinLock.Release();
        });
        Assert.Equal((null, 3), (machine.Bug?.Message, word.Peek));
    }

    [Fact]
    public void WordReadRightAfterItsLockWasGivenBack_IsRefused() =>
        Refused("test reads word.0 in passing, without the lock.", async () =>
        {
            await spinLock.Acquire();
            await spinLock.Release();
            GC.KeepAlive(word.Value);
        });

    [Fact]
    public void WordWrittenRightAfterItsLockWasGivenBack_IsRefused()
    {
        Refused("test writes word.0 in passing, without the lock.", async () =>
        {
            await spinLock.Acquire();
            await spinLock.Release();
            word.Value = 5;
        });
        Assert.Equal(1, word.Peek);
    }

    [Fact]
    public void LockOfAnother_LetsNobodyIn()
    {
        machine.Begin("other", async () =>
        {
            await spinLock.Acquire();
            await machine.Point("holds it");
        });
        machine.Go(machine.Contexts.Single(c => c.Name == "other"));
        Refused("test reads word.0 in passing, without the lock.", () =>
        {
            GC.KeepAlive(word.Value);
            return default;
        });
    }

    [Fact]
    public void PointsOfASharedWord_NeedNoLock()
    {
        int before = 0;
        machine.RunAll(async () =>
        {
            await word.Store(await word.Load() + 1);
            before = await word.Exchange(7);
        });
        Assert.Equal((null, 2, 7), (machine.Bug?.Message, before, word.Peek));
    }

    [Fact]
    public void SharedWordWithoutALock_IsTouchedAtPointsOnly()
    {
        var open = new Shared<bool>(machine, "flag", false);
        Refused("test reads flag in passing, and not at a point.", () =>
        {
            GC.KeepAlive(open.Value);
            return default;
        });
    }

    [Fact]
    public void WordOfAThread_IsTouchedByThatThreadOnly()
    {
        var thread = machine.CreateThread(3);
        var own = new Cell<int>(machine, "own", 0, 3, thread);
        machine.Start(thread, () =>
        {
            own.Value++;
            return default;
        });
        machine.Go(machine.ContextOf(thread));
        Assert.Equal((null, 1), (machine.Bug?.Message, own.Peek));
        Refused("test writes own.3 in passing, without being rx3.", () =>
        {
            own.Value = 5;
            return default;
        });
    }

    [Fact]
    public void CountOfAProtectedList_IsProtectedToo()
    {
        var list = new CellList<int>(machine, "list", 0, spinLock);
        Refused("test reads number of list.0 in passing, without the lock.", () =>
        {
            GC.KeepAlive(list.Count);
            return default;
        });
    }

    [Fact]
    public void WhoeverWatches_MayLook()
    {
        Assert.Equal(1, word.Value);    // no context runs
        machine.RunAll(() =>
        {
            Assert.Equal(1, word.Peek);
            return default;
        });
        machine.Accesses!.Checks = false;
        machine.RunAll(() =>
        {
            Assert.Equal(1, word.Value);
            return default;
        });
        Assert.Null(machine.Bug);
    }

    /// <summary>A driver that does this is found out by a search, which says what it does.</summary>
    [Theory]
    [InlineData(true, "host0 reads rx_queue_len.0 in passing, without the queue lock.")]
    [InlineData(false, "rx0 reads rx_queue_len.0 in passing, without the queue lock.")]
    public void DriverThatReadsAfterItsLock_ViolatesNoDriverAssertion(bool host, string sentence)
    {
        Revision revision = host ? new StopsAfterUnlock() : new WakesAfterUnlock();
        var finding = Explorer.Exhaustive(revision, Configurations.Get("one-packet"), ExplorationBudget.Unlimited with { Until = "NoDriverAssertion" })
            .Findings.Single(f => f.Violation.Property == "NoDriverAssertion");
        Assert.Equal(sentence, finding.Violation.What);
        Assert.EndsWith("releases the queue lock", finding.Schedule.Steps[^1].ToString(), StringComparison.Ordinal);
    }

    /// <summary>The same where one context runs at a time, in which no schedule could show it.</summary>
    [Theory]
    [InlineData(true, "the environment reads rx_queue_len.0 in passing, without the queue lock.")]
    [InlineData(false, "rx0 reads rx_queue_len.0 in passing, without the queue lock.")]
    public void DriverThatReadsAfterItsLock_IsRefusedByTheStraightMachine(bool host, string sentence)
    {
        Revision revision = host ? new StopsAfterUnlock() : new WakesAfterUnlock();
        var scenario = new Scenario("one packet", Parameters.Default, HostStack.HonoursStop, [Step.Post(0, 20), Step.Xmit(0, 64), Step.Advance(1)]);
        var run = new StraightRun(scenario, revision, null, checks: true);
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => run.RunAll(scenario.Steps)).Message);
    }

    /// <summary>And on real threads.</summary>
    [Theory]
    [InlineData(true, "host0 reads rx_queue_len.0 in passing, without the queue lock.")]
    [InlineData(false, "rx0 reads rx_queue_len.0 in passing, without the queue lock.")]
    public void DriverThatReadsAfterItsLock_ViolatesNoDriverAssertion_OnRealThreads(bool host, string sentence)
    {
        Revision revision = host ? new StopsAfterUnlock() : new WakesAfterUnlock();
        var result = CoyoteEngine.Search(revision, ConcurrentScenarios.Get("stop-and-wake"), CoyoteStrategy.Random, 1, 20, ["NoDriverAssertion"]);
        Assert.Equal(new("NoDriverAssertion", sentence), result.Finding?.Violation);
    }

    public static TheoryData<string> Names => [.. History.Names];

    /// <summary>No revision does it, whether the host respects a stopped Tx queue or not.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Revision_TouchesNothingInPassing_ThatItMayNot(string name)
    {
        foreach (var environment in (DriverEnvironment[])[DriverEnvironment.Honest, DriverEnvironment.AnyHost])
        {
            foreach (var scenario in WalkGen.Scenarios(environment, 100, 60, seed: 1))
            {
                var run = new StraightRun(scenario, History.Find(name)!, null, checks: true);
                run.RunAll(scenario.Steps);
                Assert.True(run.Machine.Accesses!.Checks);
            }
        }
    }

    private void Refused(string sentence, Func<Coroutine> body)
    {
        machine.RunAll(body);
        Assert.Equal(sentence, Assert.IsType<InvalidOperationException>(machine.Bug).Message);
    }

    private sealed class StopsAfterUnlock : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            await q.Packets.Append(packet);
            await q.Packets.Lock.Release();
            if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
            await q.Wait.Wake(q.KicksRx);
        }
    }

    private sealed class WakesAfterUnlock : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            await q.Packets.Lock.Release();
            if (q.Packets.Bytes < q.Vif.Parameters.QueueLimit) await q.Tx.Wake("wakes the Tx queue");
        }
    }
}
