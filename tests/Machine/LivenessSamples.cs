namespace Netback.Tests.Machines;

/// <summary>Methods with locals that are alive at some of their points and not at others.</summary>
public sealed class LivenessSamples
{
    private readonly Shared<int> three;
    private readonly SteppedMachine machine;
    private readonly Shared<int> room, next;

    public LivenessSamples(SteppedMachine machine)
    {
        this.machine = machine;
        (three, room, next) = (new(machine, "three", 3), new(machine, "room", 3), new(machine, "next", 5));
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(LivenessSamples).GetMethods().Where(m => m.ReturnType == typeof(Coroutine<int>) && m.Name != nameof(Call)).Select(m => m.Name),
    ];

    /// <summary>Calls a method by its name.</summary>
    public Coroutine<int> Call(string method, int n)
    {
        var info = typeof(LivenessSamples).GetMethod(method)!;
        return (Coroutine<int>)info.Invoke(null, [.. info.GetParameters().Select(Argument)])!;

        object Argument(System.Reflection.ParameterInfo parameter) => parameter.Name switch
        {
            "m" => machine,
            "a" => n > 1,
            "word" => three,
            "room" => room,
            "next" => next,
            _ => n,
        };
    }

    public static async Coroutine<int> Loop(Machine m, int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            await m.Point("adds");
            sum += i;
        }
        return sum;
    }

    public static async Coroutine<int> AfterItsLastUse(Machine m, int n)
    {
        int x = n * 2;
        await m.Point("before");
        n += x;
        await m.Point("after");
        return n;
    }

    public static async Coroutine<int> Overwritten(Machine m)
    {
        int x = 7;
        await m.Point("once");
        GC.KeepAlive(m);
        await m.Point("twice");
        x = 5;
        await m.Point("thrice");
        return x;
    }

    public static async Coroutine<int> OverwrittenOnOneWay(Machine m, int n)
    {
        int x = n + 1;
        await m.Point("once");
        if (n > 1) x = 5;
        await m.Point("twice");
        GC.KeepAlive(m);
        return x;
    }

    public static async Coroutine<int> OnlyStored(Machine m, int n)
    {
        int x = n;
        await m.Point("once");
        x = n;
        return n;
    }

    public static async Coroutine<int> Pattern(Machine m, Shared<int> word, bool a)
    {
        if (a && await word.Load("reads") is > 2 and var x)
        {
            await m.Point("uses");
            return x;
        }
        await m.Point("does not");
        return 0;
    }

    public static async Coroutine<int> PatternInALoop(Machine m, Shared<int> room, Shared<int> next)
    {
        int sum = 0;
        while (await room.Load("looks for room") > sum && await NextOf(next) is { } x)
        {
            await m.Point("uses");
            sum += x;
        }
        return sum;
    }

    public static async Coroutine<int> OnlyInFinally(Machine m, int n)
    {
        int x = n + 1;
        try
        {
            await m.Point("inside");
            n++;
        }
        finally
        {
            n += x;
        }
        await m.Point("after");
        return n;
    }

    public static async Coroutine<int> FinallyWithAPoint(Machine m, int n)
    {
        int x = n + 1;
        try
        {
            await m.Point("inside");
        }
        finally
        {
            await m.Point("in the finally block");
        }
        return x;
    }

    public static async Coroutine<int> OnlyInCatch(Machine m, int n)
    {
        int x = n + 1;
        try
        {
            await m.Point("inside");
            if (n > 1) throw new TimeoutException();
            return n;
        }
        catch (TimeoutException)
        {
            await m.Point("caught");
        }
        return x;
    }

    public static async Coroutine<int> OnlyInAFilter(Machine m, int n)
    {
        int x = n - 1;
        try
        {
            await m.Point("inside");
            throw new TimeoutException();
        }
        catch (TimeoutException) when (x > 0)
        {
            return 100 + n;
        }
        catch (TimeoutException)
        {
            return 200 + n;
        }
    }

    public static async Coroutine<int> OuterHandler(Machine m, int n)
    {
        int x = n + 1, y = n + 2;
        try
        {
            try
            {
                await m.Point("inside");
                if (n > 0) throw new TimeoutException();
            }
            catch (TimeoutException) when (n > 1)
            {
                throw new InvalidCastException();
            }
        }
        catch (Exception e) when (e is InvalidCastException or TimeoutException)
        {
            await m.Point("outside");
            return x + y;
        }
        return y;
    }

    /// <summary>The test of the condition is reached with either value, of which one is tested again.</summary>
    public static async Coroutine<int> TwoValuesOneTest(Machine m, int n)
    {
        int p = n + 1;
        await m.Point("once");
        bool c = n > 1, a = n < 1, b = n > 0;
        int r = 5;
        if (c ? a : b)
        {
            r = 1;
            p = 0;
        }
        if (a) r += p;
        return r;
    }

    public static async Coroutine<int> Parameter(Machine m, int n)
    {
        await m.Point("once");
        n++;
        await m.Point("twice");
        return n;
    }

    public static async Coroutine<int> ByReference(Machine m, int n)
    {
        int x = n;
        await m.Point("once");
        Increment(ref x);
        await m.Point("twice");
        return x;
    }

    public static async Coroutine<int> StructInParts(Machine m, int n)
    {
        (int A, int B) pair = (n, n + 1);
        await m.Point("once");
        pair.A = 5;
        await m.Point("twice");
        return pair.A + pair.B;
    }

    public static async Coroutine<int> Jumps(Machine m, int n)
    {
        int x = n;
        switch (n)
        {
            case 0: return 1;
            case 1: await m.Point("one"); goto case 2;
            case 2: await m.Point("two"); break;
            default: x++; break;
        }
        await m.Point("after");
        return x + n;
    }

    public static async Coroutine<int> OverAnArray(Machine m, int n)
    {
        int sum = 0;
        foreach (int x in new[] { n, n + 1, n + 2 })
        {
            await m.Point("adds");
            sum += x;
        }
        await m.Point("after");
        return sum;
    }

    public static async Coroutine<int> Many(Machine m, int n)
    {
        int a0 = n, a1 = n, a2 = n, a3 = n, a4 = n, a5 = n, a6 = n, a7 = n, a8 = n, a9 = n, b0 = n, b1 = n, b2 = n, b3 = n, b4 = n, b5 = n, b6 = n,
            b7 = n, b8 = n, b9 = n, c0 = n, c1 = n, c2 = n, c3 = n, c4 = n, c5 = n, c6 = n, c7 = n, c8 = n, c9 = n, d0 = n, d1 = n, d2 = n, d3 = n,
            d4 = n, d5 = n, d6 = n, d7 = n, d8 = n, d9 = n, e0 = n, e1 = n, e2 = n, e3 = n, e4 = n, e5 = n, e6 = n, e7 = n, e8 = n, e9 = n, f0 = n,
            f1 = n, f2 = n, f3 = n, f4 = n, f5 = n, f6 = n, f7 = n, f8 = n, f9 = n, g0 = n, g1 = n, g2 = n, g3 = n;
        await m.Point("once");
        return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8 + b9 + c0 + c1 + c2 + c3 + c4 + c5 + c6
            + c7 + c8 + c9 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9 + e0 + e1 + e2 + e3 + e4 + e5 + e6 + e7 + e8 + e9 + f0 + f1 + f2 + f3
            + f4 + f5 + f6 + f7 + f8 + f9 + g0 + g1 + g2 + g3;
    }

    private static async Coroutine<int?> NextOf(Shared<int> next)
    {
        int left = await next.Load("looks at the next");
        if (left == 0) return null;
        await next.Store(left - 1, "takes it");
        return left;
    }

    private static void Increment(ref int value) => value++;
}
