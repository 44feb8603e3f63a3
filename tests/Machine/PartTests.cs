using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Locks, wait queues, channels, timers, grace periods and words of a revision's own, where contexts interleave.</summary>
public class PartTests
{
    private readonly SteppedMachine machine = new();

    [Fact]
    public void Lock_LetsOneInAtATime_AndOthersWait()
    {
        var spinLock = new SpinLock(machine, "the lock", interruptsOff: true);
        Context one = machine.Begin("one", () => Hold(spinLock)), two = machine.Begin("two", () => Hold(spinLock));
        Assert.Equal((ContextStatus.Ready, ContextStatus.Ready), (machine.StatusOf(one), machine.StatusOf(two)));
        machine.Go(one);
        Assert.Equal((true, one.Number + 1, ContextStatus.Blocked), (spinLock.IsHeld, spinLock.Holder, machine.StatusOf(two)));
        machine.Go(one);
        machine.Go(one);
        Assert.Equal((false, ContextStatus.Ready), (spinLock.IsHeld, machine.StatusOf(two)));
        Assert.Equal(3, machine.Finish(two));
        Assert.Null(machine.Bug);
    }

    [Fact]
    public void Lock_IsHeldHere_ForItsHolderOnly()
    {
        var spinLock = new SpinLock(machine, "the lock", interruptsOff: true);
        var seen = new List<bool>();
        var holder = machine.Begin("holder", () => Hold(spinLock));
        machine.Go(holder);
        machine.RunAll(() =>
        {
            seen.Add(spinLock.IsHeldHere);
            return default;
        });
        machine.Finish(holder);
        machine.RunAll(async () =>
        {
            await spinLock.Acquire();
            seen.Add(spinLock.IsHeldHere);
        });
        Assert.Equal([false, true], seen);
        Assert.False(spinLock.IsHeldHere);
    }

    [Fact]
    public void LockOfAnother_IsNotReleased()
    {
        var spinLock = new SpinLock(machine, "the lock", interruptsOff: true);
        machine.Go(machine.Begin("holder", () => Hold(spinLock)));
        machine.RunAll(async () => await spinLock.Release());
        Assert.IsType<InvalidOperationException>(machine.Bug);
        Assert.True(spinLock.IsHeld);
    }

    /// <summary>A holder with interrupts on could be the one that is interrupted, and never go on.</summary>
    [Theory]
    [InlineData(false, "the lock")]
    [InlineData(true, null)]
    public void LockTakenInAnInterrupt_MustBeHeldWithInterruptsOff(bool interruptsOff, string? violation)
    {
        var spinLock = new SpinLock(machine, "the lock", interruptsOff);
        var channel = new EventChannel(machine, 0, lateEoi: false, () => Hold(spinLock));
        machine.RunAll(() => Hold(spinLock));
        Assert.Null(machine.LockdepViolation);
        channel.Raise();
        machine.Go(machine.ContextOf(channel));
        machine.Go(machine.ContextOf(channel));
        Assert.Equal((violation, true), (machine.LockdepViolation, spinLock.IsHeld));
    }

    [Fact]
    public void Handler_RunsWhenAnEventHasCome_AndOneAtATime()
    {
        int runs = 0;
        var channel = new EventChannel(machine, 0, lateEoi: false, async () =>
        {
            runs++;
            Assert.True(machine.InInterrupt);
            await machine.Point("in the handler");
        });
        var handler = machine.ContextOf(channel);
        Assert.Equal(ContextStatus.Idle, machine.StatusOf(handler));
        channel.Raise();
        channel.Raise();
        Assert.Equal((ContextStatus.Ready, "arrives"), (machine.StatusOf(handler), machine.NextOf(handler)));
        machine.Go(handler);
        channel.Raise();
        Assert.Equal((1, true), (runs, channel.IsPending));
        machine.Go(handler);
        Assert.Equal((1, "arrives", false), (runs, machine.NextOf(handler), machine.InInterrupt));
        machine.Go(handler);
        machine.Go(handler);
        Assert.Equal((2, ContextStatus.Idle), (runs, machine.StatusOf(handler)));
    }

    [Fact]
    public void Disable_WaitsForTheEndOfTheHandler()
    {
        var channel = new EventChannel(machine, 0, lateEoi: false, async () => await machine.Point("in the handler"));
        channel.Raise();
        machine.Go(machine.ContextOf(channel));
        var toolstack = machine.Begin("toolstack", () => channel.Disable());
        machine.Go(toolstack);
        Assert.Equal((false, ContextStatus.Blocked), (channel.IsEnabled, machine.StatusOf(toolstack)));
        machine.Go(machine.ContextOf(channel));
        Assert.Equal(ContextStatus.Ready, machine.StatusOf(toolstack));
        channel.Raise();
        Assert.Equal(ContextStatus.Idle, machine.StatusOf(machine.ContextOf(channel)));
    }

    [Fact]
    public void WakeUp_BetweenTheLookAndTheSleep_IsNotLost_AndBeforeThePrepareItIs()
    {
        foreach (bool early in new[] { true, false })
        {
            var stepped = new SteppedMachine();
            var thread = stepped.CreateThread(0);
            var wait = new WaitQueue(stepped, thread);
            var word = new Shared<bool>(stepped, "work", false);
            stepped.Start(thread, () => Sleeper(wait, word, early));
            var context = stepped.ContextOf(thread);
            // Up to the look: "prepares" is before it, or after it.
            stepped.Go(context);
            for (bool looked = false; !looked; stepped.Go(context)) looked = stepped.NextOf(context) == "looks";
            stepped.RunAll(async () => await wait.Wake("wakes it"));
            Assert.True(wait.IsMarked);
            for (bool slept = false; !slept; stepped.Go(context)) slept = stepped.NextOf(context) == "is about to sleep";
            Assert.Equal(early ? ContextStatus.Asleep : ContextStatus.Ready, stepped.StatusOf(context));
        }
    }

    [Theory]
    [InlineData(5L, 5, 0L)]
    [InlineData(0L, 1, 0L)]
    [InlineData(null, null, null)]
    public void TimedSleep_EndsWhenItsTimeHasCome(long? timeout, int? endsAfter, long? left)
    {
        foreach (ulong start in new ulong[] { 0, ulong.MaxValue - 2 })
        {
            var stepped = new SteppedMachine(start);
            var thread = stepped.CreateThread(0);
            var wait = new WaitQueue(stepped, thread);
            long got = -1;
            stepped.Start(thread, async () =>
            {
                await wait.Prepare();
                got = await wait.Sleep(timeout);
            });
            var context = stepped.ContextOf(thread);
            stepped.Go(context);
            stepped.Go(context);
            Assert.Equal(ContextStatus.Asleep, stepped.StatusOf(context));
            Assert.Equal((long?)endsAfter, stepped.NextMoment());
            Assert.Equal(endsAfter ?? 1000, stepped.Tick(1000, starved: false));
            Assert.Equal(endsAfter is null ? ContextStatus.Asleep : ContextStatus.Ready, stepped.StatusOf(context));
            if (left is null) continue;
            stepped.Go(context);
            Assert.Equal((left.Value, ThreadState.Stopped), (got, thread.State));
        }
    }

    [Fact]
    public void Timer_AsksForItsContext_OnceItsTimeHasCome()
    {
        int fired = 0;
        var timer = machine.CreateTimer(0, () =>
        {
            fired++;
            return default;
        });
        var context = machine.Contexts.Single(c => c.Timer == timer);
        machine.RunAll(async () => await timer.Arm(3, "arms"));
        Assert.Equal(2, machine.Tick(2, starved: false));
        Assert.Equal(ContextStatus.Idle, machine.StatusOf(context));
        Assert.Equal(1, machine.Tick(5, starved: false));
        Assert.Equal((ContextStatus.Ready, false, 0), (machine.StatusOf(context), timer.FiresAt.IsSet, fired));
        machine.Go(context);
        Assert.Equal((1, ContextStatus.Idle), (fired, machine.StatusOf(context)));
    }

    /// <summary>Those who are inside when the wait begins are waited for. Who enters later is not, and who enters again is another visit.</summary>
    [Fact]
    public void GracePeriod_WaitsForThoseInside_AndForNobodyElse()
    {
        Context one = Visitor("one"), two = Visitor("two"), late = machine.Add("late");
        machine.Go(one);
        machine.Go(two);
        var waiter = machine.Begin("waiter", async () => await machine.Grace.Wait("waits"));
        Assert.Equal(ContextStatus.Blocked, machine.StatusOf(waiter));
        machine.Begin(late, "begins", Visit);
        machine.Go(late);
        machine.Finish(one);
        Assert.Equal(ContextStatus.Blocked, machine.StatusOf(waiter));
        machine.Begin(one, "begins", Visit);
        machine.Go(one);
        machine.Finish(two);
        Assert.Equal(ContextStatus.Ready, machine.StatusOf(waiter));
        machine.Finish(waiter);
        Assert.False(late.IsIdle || one.IsIdle);

        Context Visitor(string name) => machine.Begin(name, Visit);

        async Coroutine Visit()
        {
            await machine.Point("outside");
            machine.Grace.Enter();
            await machine.Point("inside");
            machine.Grace.Leave();
        }
    }

    [Fact]
    public void GracePeriod_WithNobodyInside_IsOver()
    {
        var waiter = machine.Begin("waiter", async () => await machine.Grace.Wait("waits"));
        Assert.Equal(ContextStatus.Ready, machine.StatusOf(waiter));
    }

    [Fact]
    public void PerQueue_IsAWordOfEachQueue_WithItsInitialValue()
    {
        var revision = new Counting();
        var vif = new Vif(machine, revision, Parameters.Default with { Queues = 2 }, 0);
        Cell<int> zero = Counting.Of(revision, vif.Queues[0]), one = Counting.Of(revision, vif.Queues[1]);
        Assert.NotSame(zero, one);
        Assert.Same(zero, Counting.Of(revision, vif.Queues[0]));
        zero.Value = 5;
        Assert.Equal((5, 3), (zero.Peek, one.Peek));
        Assert.Equal(("counted.0", "counted.1"), (zero.ToString(), one.ToString()));
        Assert.Equal(9, Counting.OfTheBase(revision, vif.Queues[1]).Peek);
        // Another vif of the same revision has words of its own.
        Assert.Equal(3, Counting.Of(revision, new Vif(new SteppedMachine(), revision, Parameters.Default, 0).Queues[0]).Peek);
    }

    [Fact]
    public void PerQueue_IsTouchedByItsThread_OrUnderTheLockOfItsQueue()
    {
        var revision = new Counting();
        var vif = new Vif(machine, revision, Parameters.Default, 0);
        var q = vif.Queues[0];
        machine.Accesses!.Checks = true;
        machine.RunAll(() =>
        {
            Counting.Of(revision, q).Value++;
            return default;
        });
        Assert.Equal("test reads counted.0 in passing, without being rx0.", machine.Bug?.Message);
        var other = new SteppedMachine();
        q = new Vif(other, revision, Parameters.Default, 0).Queues[0];
        other.Accesses!.Checks = true;
        other.RunAll(async () =>
        {
            await q.Packets.Lock.Acquire();
            Counting.OfTheBase(revision, q).Value++;
            await q.Packets.Lock.Release();
            Counting.OfTheBase(revision, q).Value++;
        });
        Assert.Equal(("test reads locked.0 in passing, without the queue lock.", 10), (other.Bug?.Message, Counting.OfTheBase(revision, q).Peek));
    }

    private static async Coroutine Hold(SpinLock spinLock)
    {
        await spinLock.Acquire();
        await spinLock.Machine.Point("holds it");
        await spinLock.Release();
    }

    private static async Coroutine Sleeper(WaitQueue wait, Shared<bool> work, bool early)
    {
        if (!early) await wait.Prepare();
        bool there = await work.Load("looks");
        if (early) await wait.Prepare();
        await wait.Machine.Point("is about to sleep");
        if (!there) await wait.Sleep(null);
    }

    private class CountingBase : ByteLimit
    {
        private readonly PerQueue<int> locked = new("locked", 9, ofThread: false);
        public static Cell<int> OfTheBase(CountingBase revision, GuestRxQueue q) => revision.locked[q];
    }

    private sealed class Counting : CountingBase
    {
        private readonly PerQueue<int> counted = new("counted", 3);
        public static Cell<int> Of(Counting revision, GuestRxQueue q) => revision.counted[q];
    }
}
