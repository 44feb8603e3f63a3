using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Which locals of a suspended call are state: those that may still be read, and no others.</summary>
public class LivenessTests
{
    public static TheoryData<string, string> Expected => new()
    {
        { nameof(LivenessSamples.Loop), "m count sum i" },
        { nameof(LivenessSamples.AfterItsLastUse), "m n x | n" },
        { nameof(LivenessSamples.Overwritten), "m | m | x" },
        { nameof(LivenessSamples.OverwrittenOnOneWay), "m n x | m x" },
        { nameof(LivenessSamples.OnlyStored), "n" },
        { nameof(LivenessSamples.Pattern), "m | x | " },
#if DEBUG
        // The flag is a field, and not followed: more is taken to be alive, which is never wrong.
        { nameof(LivenessSamples.PatternInALoop), "m room next sum x | m room next sum x | m room next sum x" },
#else
        { nameof(LivenessSamples.PatternInALoop), "m room next sum | m room next sum | m room next sum x" },
#endif
        { nameof(LivenessSamples.OnlyInFinally), "m n x | n" },
        { nameof(LivenessSamples.FinallyWithAPoint), "m x | x" },
        { nameof(LivenessSamples.OnlyInCatch), "m n x | x" },
        { nameof(LivenessSamples.OnlyInAFilter), "n x" },
        { nameof(LivenessSamples.OuterHandler), "m n x y | x y" },
        { nameof(LivenessSamples.TwoValuesOneTest), "n p" },
        { nameof(LivenessSamples.Parameter), "m n | n" },
        { nameof(LivenessSamples.ByReference), "m x | x" },
        { nameof(LivenessSamples.StructInParts), "m pair | pair" },
        { nameof(LivenessSamples.Jumps), "m n x | m n x | n x" },
    };

    /// <summary>The points of a method in the order of the source, with what is alive there.</summary>
    [Theory]
    [MemberData(nameof(Expected))]
    public void Locals_AreState_WhereTheyMayStillBeRead(string method, string expected)
    {
        var machine = StateMachineOf(method);
        var liveness = Liveness.Of(machine);
        string[] points = expected.Split('|');
        Assert.Equal(points.Length, liveness.States);
        for (int state = 0; state < points.Length; state++)
            Assert.Equal(Sorted(points[state].Split(' ', StringSplitOptions.RemoveEmptyEntries)), Sorted(NamesAt(machine, liveness, state)));

        static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
    }

    /// <summary>The array and the place in it are state while the loop runs, and not after it.</summary>
    [Fact]
    public void ForeachOverAnArray_IsState_WhileItRuns()
    {
        var machine = StateMachineOf(nameof(LivenessSamples.OverAnArray));
        var liveness = Liveness.Of(machine);
        Assert.Equal(2, liveness.States);
        Assert.True(HiddenAt(0) >= 2);
        Assert.Equal(0, HiddenAt(1));

        int HiddenAt(int state) => Fields(machine).Count(f => f.Name.StartsWith('<') && SourceName(f) is null && !IsMachinery(f) && liveness.IsLive(state, f));
    }

    /// <summary>More than a word has bits: then all is taken to be alive, which is never wrong.</summary>
    [Fact]
    public void MethodWithManyLocals_KeepsThemAll()
    {
        var machine = StateMachineOf(nameof(LivenessSamples.Many));
        var liveness = Liveness.Of(machine);
        Assert.True(Fields(machine).Length > 64);
        Assert.All(Fields(machine), f => Assert.True(liveness.IsLive(0, f)));
    }

    public static TheoryData<string, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int>();
            foreach (string name in LivenessSamples.Names)
                foreach (int n in new[] { 0, 1, 2, 5 }) runs.Add(name, n);
            return runs;
        }
    }

    /// <summary>With garbage in all that is not alive, at any step, a method does what it does without.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Garbage_InWhatIsNotAlive_ChangesNothing(string method, int n)
    {
        var (words, result) = Run(method, n, -1);
        Assert.NotEqual(-1, result);
        for (int step = 0; step < words.Count; step++)
        {
            var (wordsWith, resultWith) = Run(method, n, step);
            Assert.Equal(words, wordsWith);
            Assert.Equal(result, resultWith);
        }
    }

    private static (List<string> Words, int Result) Run(string method, int n, int garbageAt)
    {
        var machine = new SteppedMachine();
        var samples = new LivenessSamples(machine);
        int result = -1;
        var context = machine.Begin("test", async () => result = await samples.Call(method, n));
        var words = new List<string>();
        while (!context.IsIdle)
        {
            if (words.Count == garbageAt)
                for (var frame = context.Leaf; frame is not null; frame = frame.Parent) Spoil(frame);
            words.Add(context.What!);
            machine.Go(context);
        }
        return (words, result);
    }

    private static void Spoil(Frame frame)
    {
        object machine = frame.Boxed;
        var type = frame.Type.StateMachine;
        var liveness = Liveness.Of(type);
        int state = frame.Type.StateOf(machine);
        foreach (var field in Fields(type))
            if (field.Name is not ("<>1__state" or "<>t__builder") && !liveness.IsLive(state, field)) field.SetValue(machine, Garbage(field.GetValue(machine), field.FieldType));
        frame.Boxed = machine;
    }

    private static object? Garbage(object? value, Type type) => value switch
    {
        int number => number + 777,
        bool flag => !flag,
        _ => type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : null,
    };

    private static Type StateMachineOf(string method) =>
        typeof(LivenessSamples).GetMethod(method)!.GetCustomAttribute<AsyncStateMachineAttribute>()!.StateMachineType;

    private static FieldInfo[] Fields(Type machine) => machine.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool IsMachinery(FieldInfo field) =>
        field.Name is "<>1__state" or "<>t__builder" or "<>4__this" || field.Name.StartsWith("<>u__", StringComparison.Ordinal);

    /// <summary>The names of locals and parameters that are alive.</summary>
    private static IEnumerable<string> NamesAt(Type machine, Liveness liveness, int state) =>
        from field in Fields(machine)
        where !IsMachinery(field) && liveness.IsLive(state, field) && SourceName(field) is not null
        select SourceName(field);

    private static string? SourceName(FieldInfo field) =>
        field.Name[0] != '<' ? field.Name : field.Name[1] != '>' ? field.Name[1..field.Name.IndexOf('>')] : null;
}
