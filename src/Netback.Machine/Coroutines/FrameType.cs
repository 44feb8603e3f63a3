using System.Reflection;
using System.Runtime.CompilerServices;
using Netback.States;

namespace Netback;

/// <summary>One kind of frame: the state machine of one async method, and which of its fields are state at which point.</summary>
public sealed class FrameType
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly List<FrameType> All = [];
    private static readonly Func<object, object> Clone =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    private readonly Func<Frame> create;
    private readonly Lazy<Plan> plan;

    private FrameType(Type machine, Func<Frame> create)
    {
        (StateMachine, this.create) = (machine, create);
        // Made when a frame of this kind is saved first: what is never saved need not be possible to save.
        plan = new(() => new(machine));
    }

    /// <summary>Place among all kinds, from 0; in the order in which they were used first.</summary>
    internal int Number { get; private init; }

    /// <summary>What the compiler made of the method.</summary>
    internal Type StateMachine { get; }

    /// <summary>Name of the method.</summary>
    public string Method { get => field ??= NameOf(StateMachine); }

    internal Frame Create() => create();

    /// <summary>A frame to be filled by <see cref="Write"/>.</summary>
    internal object CreateEmpty() =>
        StateMachine.IsValueType ? Activator.CreateInstance(StateMachine)! : RuntimeHelpers.GetUninitializedObject(StateMachine);

    /// <summary>The fields that are state at a resume point, with how they are encoded.</summary>
    internal IReadOnlyList<Local> LocalsAt(int state) => plan.Value.Locals[state];

    /// <summary>The resume point at which a state machine stands.</summary>
    internal int StateOf(object machine) => (int)plan.Value.State.GetValue(machine)!;

    /// <summary>Fills an empty state machine.</summary>
    internal void Write(object machine, int state, ReadOnlySpan<long> codes, Encoding encoding)
    {
        plan.Value.State.SetValue(machine, state);
        plan.Value.WriteBuilder(machine);
        var locals = LocalsAt(state);
        for (int i = 0; i < locals.Count; i++) locals[i].Set(machine, locals[i].Codec.DecodeBoxed(codes[i], encoding));
    }

    internal static FrameType Of(int number)
    {
        lock (All) return All[number];
    }

    internal static FrameType Register(Type machine, Func<Frame> create)
    {
        lock (All)
        {
            var type = new FrameType(machine, create) { Number = All.Count };
            All.Add(type);
            return type;
        }
    }

    internal static object CloneOf(object machine) => Clone(machine);

    /// <summary>From "&lt;Method&gt;d__1"; of a local function "&lt;&lt;Method&gt;g__Local|0_1&gt;d", its own name, of a lambda that of the method.</summary>
    internal static string NameOf(Type machine)
    {
        string name = machine.Name;
        int from = name.IndexOf('<') + 1, to = name.LastIndexOf('>');
        string method = to > from ? name[from..to] : name;
        if (method is not ['<', ..]) return method;
        int end = method.IndexOf('>'), local = method.IndexOf(">g__", StringComparison.Ordinal);
        return local > 0 ? method[(local + 4)..method.IndexOf('|')] : method[1..end];
    }

    /// <summary>A field of a state machine, perhaps inside a struct, that can be read, written and encoded.</summary>
    internal sealed record Local(FieldInfo[] Path, Codec Codec)
    {
        public string Name => string.Join('.', [Path[0].Name, .. Path.Skip(1).Select(Immutable.NameOf)]);

        /// <summary>Its name in the source, or null if the compiler made it: <c>needed</c> of the field <c>&lt;needed&gt;5__2</c>.</summary>
        public string? SourceName => Path[0].Name is not ['<', ..] ? Name : Path[0].Name.IndexOf('>') is > 1 and var end ? Path[0].Name[1..end] : null;

        public object? Get(object machine)
        {
            object? value = machine;
            foreach (var field in Path) value = field.GetValue(value);
            return value;
        }

        public void Set(object machine, object? value) => Set(machine, 0, value);

        private void Set(object owner, int depth, object? value)
        {
            if (depth == Path.Length - 1)
            {
                Path[depth].SetValue(owner, value);
                return;
            }
            object inner = Path[depth].GetValue(owner)!;
            Set(inner, depth + 1, value);
            Path[depth].SetValue(owner, inner);
        }
    }

    private sealed class Plan
    {
        private readonly FieldInfo builder, inFrame;

        public Plan(Type machine)
        {
            var all = machine.GetFields(Fields);
            State = all.Single(f => f.Name == "<>1__state");
            builder = all.Single(f => f.Name == "<>t__builder");
            inFrame = builder.FieldType.GetField("inFrame", Fields)!;
            var live = Liveness.Of(machine);
            Locals = [.. Enumerable.Range(0, live.States).Select(state =>
            {
                var locals = new List<Local>();
                foreach (var field in all)
                    if (field != State && field != builder && live.IsLive(state, field)) Add([field], locals);
                return (IReadOnlyList<Local>)locals;
            })];
        }

        public FieldInfo State { get; }

        public IReadOnlyList<IReadOnlyList<Local>> Locals { get; }

        public void WriteBuilder(object machine)
        {
            object value = builder.GetValue(machine)!;
            inFrame.SetValue(value, true);
            builder.SetValue(machine, value);
        }

        private static void Add(FieldInfo[] path, List<Local> locals)
        {
            var type = path[^1].FieldType;
            if (Codec.Of(type) is { } codec) locals.Add(new(path, codec));
            else
                foreach (var inner in type.GetFields(Fields)) Add([.. path, inner], locals);
        }
    }
}
