using Xunit;

namespace Netback.Tests.Driver;

/// <summary>The wait queue, sleeps and timers, as honest as the real ones.</summary>
public class SleepTests
{
    private readonly TestMachine machine = new();

    /// <summary>Prepare, look, sleep: a wake-up between the look and the sleep is not lost.</summary>
    [Fact]
    public void WakeUp_BetweenTheLookAndTheSleep_IsNotLost()
    {
        bool work = false, done = false;
        var (thread, wait) = Sleeper();
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            Assert.False(work);
            work = true;
            await wait.Wake("somebody else, now");
            await wait.Sleep(null);
            done = work;
        });
        Assert.Equal((true, ThreadState.Stopped), (done, thread.State));
    }

    /// <summary>Look, prepare, sleep: the same wake-up is lost, and the thread sleeps with work to do.</summary>
    [Fact]
    public void WakeUp_BeforeThePrepare_IsLost()
    {
        bool work = false, done = false;
        var (thread, wait) = Sleeper();
        machine.Run(thread, async () =>
        {
            Assert.False(work);
            work = true;
            await wait.Wake("somebody else, now");
            await wait.Prepare();
            await wait.Sleep(null);
            done = work;
        });
        machine.Kernel.Advance(1_000_000);
        Assert.Equal((false, ThreadState.Sleeping), (done, thread.State));
    }

    [Fact]
    public void Mark_LastsUntilTheNextPrepare()
    {
        var (thread, wait) = Sleeper();
        int passed = 0;
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            await wait.Wake("somebody else");
            await wait.Sleep(null);
            passed++;
            await wait.Sleep(null);
            passed++;
            await wait.Prepare();
            await wait.Sleep(null);
            passed++;
        });
        Assert.Equal((2, ThreadState.Sleeping), (passed, thread.State));
        TestMachine.Now(async () => await wait.Wake("somebody"));
        Assert.Equal((2, ThreadState.Runnable), (passed, thread.State));
        machine.Kernel.Advance(0);
        Assert.Equal((3, ThreadState.Stopped), (passed, thread.State));
    }

    [Theory]
    [InlineData(0, 1)]     // the timer for the present tick fires at the next
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    public void TimedSleep_EndsAtItsTick_AndTheTimeIsUp(long timeout, long wakesAt)
    {
        foreach (ulong start in new[] { 0ul, ulong.MaxValue - 2 })
        {
            var other = new TestMachine(start);
            var (thread, wait) = Sleeper(other);
            long left = -1;
            other.Run(thread, async () =>
            {
                await wait.Prepare();
                left = await wait.Sleep(timeout);
            });
            Assert.Equal((start + (ulong)wakesAt, wakesAt), (thread.Deadline.At.Value, other.Events[^1].Value));
            other.Kernel.Advance(wakesAt - 1);
            Assert.Equal(-1, left);
            other.Kernel.Advance(1);
            Assert.Equal((0L, ThreadState.Stopped), (left, thread.State));
            Assert.Equal(wakesAt, other.Events.Single(e => e.Kind == EventKind.RxWoken).TimeMs);
        }
    }

    [Theory]
    [InlineData(10L, 3, 7)]
    [InlineData(null, 3, long.MaxValue)]
    public void SleepThatIsCutShort_SaysWhatIsLeft(long? timeout, long wakeAt, long expected)
    {
        var (thread, wait) = Sleeper();
        long left = -1;
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            left = await wait.Sleep(timeout);
        });
        machine.Kernel.Advance(wakeAt);
        TestMachine.Now(async () => await wait.Wake("somebody"));
        machine.Kernel.Advance(0);
        Assert.Equal(expected, left);
    }

    [Fact]
    public void SleepUntilWoken_ButRunLate_HasNothingLeft()
    {
        var (thread, wait) = Sleeper();
        long left = -1;
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            left = await wait.Sleep(10);
        });
        TestMachine.Now(async () => await wait.Wake("somebody"));
        machine.Kernel.Lag(50);
        Assert.Equal((-1L, ThreadState.Runnable), (left, thread.State));
        machine.Kernel.Advance(0);
        Assert.Equal(0, left);
    }

    [Fact]
    public void Timer_FiresOnceAtItsTime_AndOnlyAsLastArmed()
    {
        var fired = new List<long>();
        var timer = machine.Kernel.CreateTimer(0, Fire);
        TestMachine.Now(async () => await timer.Arm(10, "arms"));
        TestMachine.Now(async () => await timer.Arm(20, "arms anew"));
        machine.Kernel.Advance(100);
        Assert.Equal([20], fired);
        Assert.False(timer.FiresAt.IsSet);
        TestMachine.Now(async () => await timer.Arm(10, "arms"));
        TestMachine.Now(async () => await timer.Cancel("thinks again"));
        machine.Kernel.Advance(100);
        Assert.Equal([20], fired);
        TestMachine.Now(async () => await timer.Arm(0, "arms for now"));
        machine.Kernel.Advance(0);
        Assert.Equal([20], fired);
        machine.Kernel.Advance(1);
        Assert.Equal([20, 201], fired);

        Coroutine Fire()
        {
            fired.Add(machine.Kernel.NowMs);
            return default;
        }
    }

    [Fact]
    public void TimersOfOneMoment_FireInTheOrderOfTheQueues_BeforeSleepsEnd()
    {
        var order = new List<string>();
        var (thread, wait) = Sleeper();
        KernelTimer[] timers = [.. Enumerable.Range(0, 2).Select(i => machine.Kernel.CreateTimer(i, () =>
        {
            order.Add($"timer {i}, {thread.State}");
            return default;
        }))];
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            await wait.Sleep(5);
            order.Add("thread");
        });
        TestMachine.Now(async () => await timers[1].Arm(5, "arms"));
        TestMachine.Now(async () => await timers[0].Arm(5, "arms"));
        machine.Kernel.Advance(5);
        Assert.Equal(["timer 0, Sleeping", "timer 1, Sleeping", "thread"], order);
    }

    [Fact]
    public void Lag_FiresTimersAndEndsSleeps_ButRunsNoThread()
    {
        bool fired = false, ran = false;
        var (thread, wait) = Sleeper();
        var timer = machine.Kernel.CreateTimer(0, () =>
        {
            fired = true;
            return default;
        });
        machine.Run(thread, async () =>
        {
            await wait.Prepare();
            await wait.Sleep(5);
            ran = true;
        });
        TestMachine.Now(async () => await timer.Arm(5, "arms"));
        machine.Kernel.Lag(10);
        Assert.Equal((true, false, ThreadState.Runnable), (fired, ran, thread.State));
        Assert.All(machine.Events.Where(e => e.Kind == EventKind.TimePassed), e => Assert.Equal(1, e.Other));
        Assert.Equal(10, machine.Events.Where(e => e.Kind == EventKind.TimePassed).Sum(e => e.Value));
        machine.Kernel.Advance(0);
        Assert.True(ran);
    }

    private (KernelThread Thread, WaitQueue Wait) Sleeper(TestMachine? on = null)
    {
        var kernel = (on ?? machine).Kernel;
        var thread = kernel.CreateThread(0);
        return (thread, new(kernel, thread));
    }
}
