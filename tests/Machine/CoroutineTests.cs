using System.Runtime.CompilerServices;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Suspended calls: what comes back through them, that copies of them are independent, and what cannot be awaited.</summary>
public class CoroutineTests
{
#if DEBUG
    private const string? Debug = "In Debug the compiler makes objects of methods.";
#else
    private const string? Debug = null;
#endif

    private readonly SteppedMachine machine = new();

    [Fact]
    public void Results_ComeBackThroughSuspendedCalls()
    {
        (int Whole, string Text, (long, bool) Pair) got = default;
        int steps = machine.RunAll(async () =>
        {
            got.Whole = await Sum(3);
            got.Text = await Named("x");
            got.Pair = await Pair(await Sum(1), true);
        });
        Assert.Equal((6, "xx", (1L, true)), got);
        Assert.Equal(3 + 2 + 1 + 1 + 1, steps);
    }

    [Fact]
    public void CallsThatRunThroughAtOnce_MakeNoStep()
    {
        int got = 0;
        int steps = machine.RunAll(async () =>
        {
            got = await AtOnce(20);
            await Nothing();
            await machine.Point("once");
            got += await AtOnce(1);
        });
        Assert.Equal((21, 2), (got, steps));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exception_ComesThroughAllCallers_AndItsTraceNamesThem(bool late)
    {
        var context = machine.Begin("test", () => Outer(late, 0));
        var error = Assert.Throws<DivideByZeroException>(() => machine.Finish(context));
        string trace = error.StackTrace!;
        int inner = trace.IndexOf(nameof(Inner), StringComparison.Ordinal), middle = trace.IndexOf(nameof(Middle), StringComparison.Ordinal),
            outer = trace.IndexOf(nameof(Outer), StringComparison.Ordinal);
        Assert.True(0 <= inner && inner < middle && middle < outer, trace);
    }

    [Fact]
    public void ExceptionBeforeTheFirstPoint_ComesOutOfTheCall()
    {
        var error = Assert.Throws<DivideByZeroException>(() => { _ = Divide(0); });
        Assert.Contains(nameof(Divide), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void ExceptionThatACallerCatches_EndsThere_AndFinallyBlocksRun()
    {
        var order = new List<string>();
        int steps = machine.RunAll(async () =>
        {
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    await machine.Point("before");
                    order.Add($"{await WithFinally(order, 1 - i)}");
                }
                catch (DivideByZeroException)
                {
                    await machine.Point("in the handler");
                    order.Add("caught");
                }
            }
            await machine.Point("after");
        });
        Assert.Equal(["finally", "7", "finally", "caught"], order);
        Assert.Equal(1 + 3 + 4 + 1, steps);
    }

    [Fact]
    public void WhatStopsAMachine_IsKept_AndNobodyGoesOn()
    {
        var context = machine.Begin("test", () => Throwing(new DriverBugException("here", "it does not hold")));
        var other = machine.Begin("other", () => Throwing(new InvalidOperationException("never")));
        Assert.Equal(ContextStatus.Ready, machine.StatusOf(other));
        machine.Go(context);
        Assert.Equal((true, "here: it does not hold"), (machine.IsStopped, machine.Bug?.Message));
        Assert.Equal((ContextStatus.Idle, ContextStatus.Idle), (machine.StatusOf(context), machine.StatusOf(other)));
    }

    /// <summary>A frame that is kept for good is resumed as often as wanted: each time from the same values.</summary>
    [Fact]
    public void CopiesOfAFrame_AreIndependent()
    {
        var word = new Shared<int>(machine, "word", 0);
        var context = machine.Begin("test", () => Count(word, 10));
        machine.Go(context);
        var kept = context.Leaf!;
        for (var frame = kept; frame is not null; frame = frame.Parent) frame.IsTemplate = true;
        var ends = new List<int>();
        foreach (int steps in new[] { 3, 1, 5, 3 })
        {
            context.Leaf = kept;
            for (int i = 0; i < steps; i++) machine.Go(context);
            ends.Add(word.Value);
        }
        Assert.Equal([14, 12, 16, 14], ends);
    }

    /// <summary>Two copies take turns, and frames that are given back are used again.</summary>
    [Fact]
    public void CopiesOfAFrame_ThatTakeTurns_AreIndependent()
    {
        Shared<int> words(int i) => new(machine, $"word {i}", 0);
        Shared<int> left = words(0), right = words(1);
        Context one = machine.Begin("one", () => Count(left, 10)), two = machine.Begin("two", () => Count(right, 20));
        for (int i = 0; i < 4; i++)
        {
            machine.Go(one);
            machine.Go(two);
            machine.RunAll(async () => Assert.Equal(6, await Sum(3)));
        }
        Assert.Equal((14, 24), (left.Value, right.Value));
        Assert.NotSame(one.Leaf, two.Leaf);
    }

    [Fact(Skip = Debug)]
    public void CallThatRunsThroughAtOnce_AllocatesNothing()
    {
        var straight = new StraightMachine();
        var word = new Shared<int>(straight, "word", 0);
        Assert.Equal(0, Measured(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                if (Chain(word, 5).Result != 5) throw new InvalidOperationException();
            }
        }));
        Assert.True(word.Value > 0);
    }

    /// <summary>Frames are used again, so that a step of a stepped machine allocates nothing either.</summary>
    [Fact(Skip = Debug)]
    public void Step_AllocatesNothing_OnceItsFramesAreThere()
    {
        var word = new Shared<int>(machine, "word", 0);
        var context = machine.Begin("test", () => Count(word, 0));
        Assert.Equal(0, Measured(() =>
        {
            for (int i = 0; i < 100; i++) machine.Go(context);
        }));
        Assert.True(word.Value > 0);
    }

    [Fact]
    public void PendingTask_IsRefusedAtOnce()
    {
        var never = new TaskCompletionSource<int>();
        Refused("TaskAwaiter", async () => await (Task)never.Task);
        Refused("TaskAwaiter", async () => await never.Task);
        Refused("ValueTaskAwaiter", async () => await new ValueTask<int>(never.Task));
        Refused("YieldAwait", async () => await Task.Yield());
        Refused("TaskAwaiter", async () =>
        {
            await machine.Point("first");
            await never.Task;
        });

        void Refused(string awaiter, Func<Coroutine> body)
        {
            var error = Assert.Throws<NotSupportedException>(() => machine.RunAll(body));
            Assert.Contains(awaiter, error.Message, StringComparison.Ordinal);
            Assert.EndsWith("a coroutine awaits points and coroutines, and nothing else.", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The task ends with the sentence, there and then. Nothing happens later, and on no other thread.</summary>
    [Fact]
    public void CoroutineOrPoint_AwaitedInATask_IsRefusedAtOnce()
    {
        var word = new Shared<int>(machine, "word", 0);
        Refused(async () => await machine.Point("once"));
        Refused(async () => await word.Load());
        Refused(async () => await Sum(2));
        Refused(async () => await WithoutResult());

        void Refused(Func<Task> body)
        {
            Task? task = null;
            var error = Assert.Throws<NotSupportedException>(() => machine.RunAll(async () => await (task = body())));
            Assert.Equal("A coroutine or a point is awaited in a method that is no coroutine.", error.Message);
            Assert.True(task!.IsFaulted);
        }

        async Coroutine WithoutResult() => await machine.Point("once");
    }

    /// <summary>What has been refused leaves nothing behind.</summary>
    [Fact]
    public void AfterARefusal_CallsRunAsBefore()
    {
        Assert.Throws<NotSupportedException>(() => machine.RunAll(async () => await Task.Yield()));
        Assert.Throws<NotSupportedException>(() => machine.RunAll(async () => await InTask()));
        int got = 0;
        Assert.Equal(4, machine.RunAll(async () => got = await Sum(3)));
        Assert.Equal(6, got);

        async Task InTask() => await machine.Point("once");
    }

    /// <summary>There is one stack: a call that is pending while another one begins would be lost.</summary>
    [Fact]
    public void CallThatIsNotAwaitedAtOnce_IsRefused()
    {
        foreach (bool late in new[] { false, true })
        {
            var twice = Assert.Throws<NotSupportedException>(() => machine.RunAll(async () =>
            {
                if (late) await machine.Point("first");
                var one = Sum(2);
                await Sum(3);
                await one;
            }));
            Assert.Contains("is awaited at once", twice.Message, StringComparison.Ordinal);
            var dropped = Assert.Throws<NotSupportedException>(() => machine.RunAll(async () =>
            {
                if (late) await machine.Point("first");
                _ = Sum(2);
            }));
            Assert.Contains("is awaited at once", dropped.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ResultOfAPendingCall_IsRefused()
    {
        string? message = null;
        Assert.Throws<NotSupportedException>(() => machine.RunAll(() =>
        {
            message = Assert.Throws<InvalidOperationException>(() => Sum(2).Result).Message;
            return default;
        }));
        Assert.Equal("The method has not run through.", message);
    }

    [Fact]
    public void Frames_NameTheirMethods()
    {
        var context = machine.Begin("test", () => Outer(true, 1));
        var names = new List<string>();
        for (var frame = context.Leaf; frame is not null; frame = frame.Parent) names.Add(frame.Type.Method);
        Assert.Equal([nameof(Inner), nameof(Middle), nameof(Outer)], names);
        Assert.Equal(nameof(Local), machine.Begin("local", Local).Leaf!.Type.Method);
        Assert.Equal(nameof(Frames_NameTheirMethods), machine.Begin("lambda", async () => await machine.Point("once")).Leaf!.Type.Method);
        Assert.Equal(nameof(Same), machine.Begin("generic", async () => await Same(3)).Leaf!.Type.Method);

        async Coroutine Local() => await machine.Point("once");
    }

    private static long Measured(Action action)
    {
        long least = long.MaxValue;
        // While the compiler gathers profiles, code boxes what it does not box before and after.
        for (int i = 0; i < 2000 && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private async Coroutine<int> Sum(int count)
    {
        int sum = 0;
        for (int i = 1; i <= count; i++)
        {
            await machine.Point("adds");
            sum += i;
        }
        return sum;
    }

    private async Coroutine<string> Named(string name)
    {
        await machine.Point("before");
        string twice = name + await Same(name);
        return twice;
    }

    private async Coroutine<T> Same<T>(T value)
    {
        await machine.Point("in a generic method");
        return value;
    }

    private async Coroutine<(long, bool)> Pair(int first, bool second)
    {
        await machine.Point("before a pair");
        return (first, second);
    }

    private static Coroutine<int> AtOnce(int value) => new(value);

    private static Coroutine Nothing() => default;

    private async Coroutine Outer(bool late, int divisor) => await Middle(late, divisor);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Coroutine<int> Middle(bool late, int divisor)
    {
        int result = await Inner(late, divisor);
        return result + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Coroutine<int> Inner(bool late, int divisor)
    {
        await machine.Point("before");
        if (late) await machine.Point("again");
        return 1 / divisor;
    }

    private static async Coroutine<int> Divide(int divisor)
    {
        await Nothing();
        return 1 / divisor;
    }

    private async Coroutine<int> WithFinally(List<string> order, int divisor)
    {
        try
        {
            await machine.Point("inside");
            return 7 / divisor;
        }
        finally
        {
            order.Add("finally");
            await machine.Point("in the finally block");
        }
    }

    private async Coroutine Throwing(Exception error)
    {
        await machine.Point("before");
        throw error;
    }

    private static async Coroutine Count(Shared<int> word, int from)
    {
        for (int i = from; ; i++) await Put(word, i);
    }

    private static async Coroutine<int> Put(Shared<int> word, int value)
    {
        int next = value + 1;
        await word.Store(next, "stores");
        return next;
    }

    private static async Coroutine<int> Chain(Shared<int> word, int depth)
    {
        if (depth == 0) return 0;
        await word.Store(await word.Load() + 1);
        return 1 + await Chain(word, depth - 1);
    }
}
