using Xunit;

namespace Netback.Tests.Driver;

public class StraightMachineTests
{
    private readonly TestMachine machine = new();

    [Fact]
    public void EnvironmentThatWaitsForALockNobodyReleases_IsADeadlock()
    {
        var spinLock = new SpinLock(machine.Kernel, "the lock", interruptsOff: true);
        TestMachine.Now(async () => await spinLock.Acquire());
        var error = Assert.Throws<DeadlockException>(() => TestMachine.Now(async () => await spinLock.Acquire()));
        Assert.Equal("a context outside the Rx threads takes the lock, in vain", error.Message);
    }

    [Fact]
    public void EnvironmentThatAwaitsAnythingElse_IsAnError()
    {
        var never = new TaskCompletionSource();
        var error = Assert.Throws<NotSupportedException>(() => TestMachine.Now(async () => await never.Task));
        Assert.Contains("TaskAwaiter is awaited", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Nobody is there who could resume it.</summary>
    [Fact]
    public void EnvironmentThatGivesWay_IsAnError()
    {
        var thread = machine.Kernel.CreateThread(0);
        machine.Kernel.Start(thread, () => default);
        var error = Assert.Throws<InvalidOperationException>(() => TestMachine.Now(async () =>
        {
            await machine.Kernel.RoundEnds(thread);
            await machine.Kernel.RoundEnds(thread);
        }));
        Assert.Equal("A context that must not block does, and for ever.", error.Message);
    }

    [Fact]
    public void EnvironmentThatWaitsForAThread_LetsItRun()
    {
        var thread = machine.Kernel.CreateThread(0);
        bool ran = false;
        machine.Kernel.Start(thread, () =>
        {
            ran = true;
            return default;
        });
        TestMachine.Now(async () => await machine.Kernel.Until("waits for its end", thread));
        Assert.Equal((true, ThreadState.Stopped), (ran, thread.State));
    }

    [Fact]
    public void EnvironmentThatWaitsForASleeper_IsADeadlock()
    {
        var thread = machine.Kernel.CreateThread(0);
        var wait = new WaitQueue(machine.Kernel, thread);
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            await wait.Sleep(null);
        });
        Assert.Throws<DeadlockException>(() => TestMachine.Now(async () => await machine.Kernel.Until("waits for its end", thread)));
    }

    [Fact]
    public void Lock_IsReleasedByItsHolderOnly()
    {
        var spinLock = new SpinLock(machine.Kernel, "the lock", interruptsOff: false);
        Assert.Throws<InvalidOperationException>(() => TestMachine.Now(async () => await spinLock.Release()));
        TestMachine.Now(async () =>
        {
            Assert.True(await spinLock.Acquire());
            Assert.True(spinLock.IsHeld);
            Assert.False(await spinLock.Release());
        });
        Assert.False(spinLock.IsHeld);
    }

    [Fact]
    public void ExceptionOfAThread_ComesOutWhereItRan()
    {
        var thread = machine.Kernel.CreateThread(0);
        var error = Assert.Throws<DivideByZeroException>(() => machine.Run(thread, async () =>
        {
            await machine.Kernel.Point("goes on");
            throw new DivideByZeroException("here");
        }));
        Assert.Equal("here", error.Message);
    }

    /// <summary>A thread that goes round for nothing must not stop the world: one turn now, and one in each ms.</summary>
    [Fact]
    public void SpinningThread_GetsATurnNow_AndOneInEachMs()
    {
        int rounds = 0;
        var thread = machine.Kernel.CreateThread(0);
        machine.Run(thread, async () =>
        {
            for (; ; rounds++) await machine.Kernel.RoundEnds(thread);
        });
        Assert.Equal((1, ThreadState.Spinning), (rounds, thread.State));
        machine.Kernel.Advance(0);
        Assert.Equal(2, rounds);
        machine.Kernel.Advance(5);
        Assert.Equal(8, rounds);
        machine.Kernel.Lag(5);
        Assert.Equal(8, rounds);
        Assert.Single(machine.Events, e => e.Kind == EventKind.RxSpins);
    }

    [Fact]
    public void ThreadThatWorks_DoesNotSpin_UntilItIsDone()
    {
        int work = 3, rounds = 0;
        var thread = machine.Kernel.CreateThread(0);
        machine.Run(thread, async () =>
        {
            for (; ; rounds++)
            {
                if (work-- > 0) machine.Stream.Emit(EventKind.PacketDelivered, 0);
                await machine.Kernel.RoundEnds(thread);
            }
        });
        Assert.Equal((4, ThreadState.Spinning), (rounds, thread.State));
        work = 2;
        machine.Kernel.Advance(0);
        Assert.Equal(7, rounds);
    }

    /// <summary>In the first round it may have found out that there is nothing to do, and have made a note of it: only the second is one too many.</summary>
    [Fact]
    public void ThreadThatSleepsAfterOneIdleRound_DoesNotSpin()
    {
        var thread = machine.Kernel.CreateThread(0);
        var wait = new WaitQueue(machine.Kernel, thread);
        machine.Run(thread, async () =>
        {
            await machine.Kernel.RoundEnds(thread);
            await wait.Prepare();
            await wait.Sleep(null);
        });
        Assert.Equal(ThreadState.Sleeping, thread.State);
        Assert.DoesNotContain(machine.Events, e => e.Kind == EventKind.RxSpins);
    }

    [Fact]
    public void ThreadThatWorksForEver_IsStopped()
    {
        var thread = machine.Kernel.CreateThread(0);
        Assert.Throws<LivelockException>(() => machine.Run(thread, async () =>
        {
            while (true)
            {
                machine.Stream.Emit(EventKind.StallMarked, 0);
                await machine.Kernel.RoundEnds(thread);
            }
        }));
        Assert.Equal(EventKind.RxSpins, machine.Events[^1].Kind);
    }

    [Fact]
    public void Threads_RunInTheOrderOfTheQueues_UntilNoneIsRunnable()
    {
        var order = new List<int>();
        var threads = Enumerable.Range(0, 3).Select(machine.Kernel.CreateThread).ToArray();
        var waits = threads.Select(t => new WaitQueue(machine.Kernel, t)).ToArray();
        foreach (int i in new[] { 2, 0, 1 })
            machine.Kernel.Start(threads[i], async () =>
            {
                order.Add(i);
                await waits[i].Prepare();
                if (i == 2) await waits[0].Wake("kicks the first");
                await waits[i].Sleep(null);
                order.Add(10 + i);
            });
        machine.Kernel.Advance(0);
        Assert.Equal([0, 1, 2, 10], order);
    }
}
