using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.States;

namespace Netback.Tests.Machines;

/// <summary>A model instance that makes random choices, and whose states are read, put back and spoiled.</summary>
internal sealed class StateWalker
{
    private const int MostPackets = 6, Oldest = 10;

    private readonly StateSpace space;
    private readonly List<Choice> choices = [];
    private readonly int[] at;
    private readonly State initial;

    public StateWalker(Revision revision, Configuration configuration)
    {
        Model = new(revision, configuration, savesStates: true);
        space = new(Model.Machine, new(Oldest, Reach));
        at = new int[Model.Machine.Contexts.Count];
        initial = Read();
    }

    public ModelInstance Model { get; }

    public bool RestoresBeforeEachStep { get; set; }

    public int Places => space.PlaceCount;

    private int Reach => Model.Configuration.Vif.RingSize + 1;

    /// <summary>The state that it is in.</summary>
    public State Read()
    {
        var codes = new List<long>();
        space.Read(codes, at);
        return new([.. codes], [.. at]);
    }

    public void Restore(State state) => space.Restore(state.Cells, state.Places);

    /// <summary>What a context is in the middle of.</summary>
    public string Describe(int context) => space.Describe(Read().Places[context]);

    /// <summary>Makes choices: the same in the same states.</summary>
    /// <returns>What was chosen, what was violated, and the state, after each.</returns>
    public List<string> Walk(int seed, int steps)
    {
        var random = new Random(seed);
        var made = new List<string>();
        for (int i = 0; i < steps; i++)
        {
            if (RestoresBeforeEachStep) Restore(Read());
            if (!Choose(random, out var choice)) made.Add("begins anew");
            string what = $"{Model.Processes[choice.Process].Name}: {Model.WordsOf(choice)}";
            Model.Do(choice);
            made.Add($"{what} [{string.Join(", ", Model.Watch.Found.Select(f => f.Property))}] {Read()}");
        }
        return made;
    }

    /// <summary>The same, of which nothing is noted.</summary>
    public void Stroll(Random random, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Choose(random, out var choice);
            Model.Do(choice);
        }
    }

    /// <returns>False if nothing could go on, so that it begins anew.</returns>
    private bool Choose(Random random, out Choice choice)
    {
        Model.Choices(choices);
        // Nothing limits the queue of the oldest revision: its host stops when slots run short. Who is freed gives his slot back when a
        // state is restored.
        if (Model.Machine.Pool!.Slots.Count(s => s.IsUsed) >= MostPackets) Restore(Read());
        if (Model.Machine.Pool!.Slots.Count(s => s.IsUsed) >= MostPackets)
            choices.RemoveAll(c => Model.Processes[c.Process].Name.StartsWith("host", StringComparison.Ordinal) && Model.StatusOf(c.Process) == ContextStatus.Idle);
        bool goesOn = choices.Count > 0;
        if (!goesOn)
        {
            Restore(initial);
            Model.Choices(choices);
        }
        choice = choices[random.Next(choices.Count)];
        return goesOn;
    }

    /// <summary>Whether what a cell of a slot is about is alive.</summary>
    public bool IsInUse(Cell cell)
    {
        var slot = Model.Machine.Pool!.Slots.Single(s => s.Cells.Contains(cell));
        return slot is { IsUsed: true, IsGone: false } && cell.Name.Split(' ')[2] is not ("used" or "freed");
    }

    /// <summary>Gives a cell another value.</summary>
    /// <returns>Whether there is one that it could have.</returns>
    public bool Change(Cell cell)
    {
        var encoding = Encoding();
        if (Other(cell.Shown, cell.Codec.GetType().GenericTypeArguments[0]) is not { } other) return false;
        cell.Write(cell.Codec.EncodeBoxed(other, encoding), encoding);
        return true;
    }

    /// <summary>A frame of what a context is in the middle of, its leaf first; or null.</summary>
    public Frame? FrameAt(int context, int depth)
    {
        var frame = Model.Machine.Contexts[context].Leaf;
        for (; frame is not null && depth > 0; depth--) frame = frame.Parent;
        return frame;
    }

    /// <summary>Gives a live local another value.</summary>
    /// <returns>Its name, or null if there is no other value that it could have.</returns>
    public string? ChangeLocal(int context, int depth, int local)
    {
        var leaf = Model.Machine.Contexts[context].Leaf!;
        // Frames that states share are not to be spoiled.
        Model.Machine.Contexts[context].Leaf = CopyOf(leaf);
        var frame = FrameAt(context, depth)!;
        object machine = frame.Boxed;
        var field = frame.Type.LocalsAt(frame.Type.StateOf(machine))[local];
        object? before = field.Get(machine);
        if (Other(before, field.Path[^1].FieldType) is not { } other) return null;
        field.Set(machine, other);
        frame.Boxed = machine;
        return field.Name;
    }

    private static Frame CopyOf(Frame frame)
    {
        var copy = frame.Copy(Cpu.Current);
        copy.Parent = frame.Parent is { } parent ? CopyOf(parent) : null;
        return copy;
    }

    private Encoding Encoding()
    {
        var encoding = new Encoding(Model.Machine, new(Oldest, Reach));
        encoding.Observe();
        for (int i = 0; i < encoding.Numbers.Length; i++) encoding.Numbers[i] = i;
        return encoding;
    }

    /// <summary>Another value of a type, one that differs by what states tell apart; or null if the type is that of objects of which this machine has one.</summary>
    /// <exception cref="NotSupportedException">It is a value of a type of which this does not know another: to be added here.</exception>
    private object? Other(object? value, Type type)
    {
        var now = Model.Machine.Jiffies.Peek;
        return value switch
        {
            null when Nullable.GetUnderlyingType(type) is { } inner => Activator.CreateInstance(inner),
            null when type == typeof(string) => "a string",
            null => Another(null, type),
            bool flag => !flag,
            int number => number + 1,
            uint number => number + 1,
            long number => number + 1,
            ulong number => number + 1,
            byte number => (byte)(number + 1),
            Enum => Enum.ToObject(value.GetType(), Convert.ToInt32(value) == 0 ? 1 : 0),
            Jiffies moment => moment == now ? now + -1 : now,
            Deadline deadline => deadline.IsSet ? Deadline.Never : Deadline.After(now, 3),
            // Those that are further behind than states tell are one.
            RingIndex index => Model.Machine.Rings[index.Ring].Shown is RingIndex consumer && (int)(index.Value - consumer.Value) < -Reach ? consumer : index + 1,
            string => "another string",
            _ when type.IsValueType => throw new NotSupportedException($"What other {type.Name} is there?"),
            _ => Another(value, type),
        };
    }

    private object? Another(object? value, Type type) =>
        Model.Machine.Pool!.Slots.Where(s => s is { IsUsed: true, IsGone: false }).Concat<object>(Model.Machine.Parts)
            .FirstOrDefault(o => o != value && type.IsInstanceOfType(o) && (value is null || value.GetType() == o.GetType()));

    /// <summary>The numbers of a state.</summary>
    internal sealed record State(long[] Cells, int[] Places)
    {
        public bool Equals(State? other) => other is not null && Cells.AsSpan().SequenceEqual(other.Cells) && Places.AsSpan().SequenceEqual(other.Places);

        public override int GetHashCode() => Cells.Length;

        public override string ToString() => $"{string.Join(',', Cells)} / {string.Join(',', Places)}";
    }
}
