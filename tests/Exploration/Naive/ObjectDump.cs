using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Observation;

namespace Netback.Tests.Exploration.Naive;

/// <summary>
/// Everything that can be reached from a run by reflection and is not readonly, in one text: private fields, closures, suspended calls with all
/// their locals, dead ones included. It knows nothing of cells, codecs, state spaces or live variables: three types of numbers are told by their
/// distance, which is what makes runs comparable, and objects are numbered in the order in which they are met.
/// </summary>
internal sealed class ObjectDump
{
    /// <summary>Distances are told apart up to here: further than any bound of the search.</summary>
    private const int Far = 40;

    /// <summary>What decides nothing: numbers for people, registers of calls that have returned, the history of watchers of one run, what was
    /// found in the last step. And what never changes, but is of a type whose values are told by distance.</summary>
    private static readonly HashSet<(Type, string)> Ignored =
    [
        (typeof(Machine), "made"), (typeof(Machine), "<Changes>k__BackingField"), (typeof(Machine), "<StartJiffies>k__BackingField"),
        (typeof(SteppedMachine), "last"), (typeof(InterleavingMachine), "<Bug>k__BackingField"), (typeof(InterleavingMachine), "<LockdepViolation>k__BackingField"),
        (typeof(SharedRing), "<Start>k__BackingField"), (typeof(Packet), "<Id>k__BackingField"),
        (typeof(Frame), "<NextFree>k__BackingField"), (typeof(Frame), "<Done>k__BackingField"), (typeof(Frame), "<IsTemplate>k__BackingField"),
    ];

    private static readonly HashSet<Type> Skipped = [typeof(AccessLog), typeof(ProbeWatch), typeof(FrameType)];

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Used again and again: texts are so long that the garbage of one for each state takes more time than to write them.</summary>
    [ThreadStatic]
    private static ObjectDump? spare;

    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder text = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Machine machine = null!;

    private ObjectDump() { }

    /// <summary>The whole text.</summary>
    public static string Of(ModelInstance model) => Written(model).text.ToString();

    /// <summary>256 bits that stand for the text.</summary>
    public static string DigestOf(ModelInstance model)
    {
        var dump = Written(model);
        foreach (var piece in dump.text.GetChunks()) dump.hash.AppendData(MemoryMarshal.AsBytes(piece.Span));
        return Convert.ToHexString(dump.hash.GetHashAndReset());
    }

    private static ObjectDump Written(ModelInstance model)
    {
        var dump = spare ??= new();
        dump.machine = model.Machine;
        dump.text.Clear();
        dump.numbers.Clear();
        dump.Add(model);
        return dump;
    }

    private void Add(object? value)
    {
        if (value is null)
        {
            text.Append('-');
            return;
        }
        // What can be said of a type is asked once: it would take most of the time.
        var shape = Shapes.GetOrAdd(value.GetType(), static type => new(type));
        switch (shape.Kind)
        {
            case Kind.Text: text.Append(value).Append(' '); return;
            case Kind.Jiffies: Add((Jiffies)value); return;
            case Kind.Deadline: Add((Deadline)value); return;
            case Kind.RingIndex: Add((RingIndex)value); return;
            case Kind.Skipped: return;
            default: break;
        }
        if (!shape.IsValueType)
        {
            if (numbers.TryGetValue(value, out int known))
            {
                text.Append('#').Append(known).Append(' ');
                return;
            }
            numbers.Add(value, numbers.Count);
        }
        switch (shape.Kind)
        {
            case Kind.Delegate:
                text.Append(((Delegate)value).Method.Name);
                Add(((Delegate)value).Target);
                return;
            case Kind.Collection:
                text.Append('[');
                foreach (object? item in (IEnumerable)value) Add(item);
                text.Append(']');
                return;
            case Kind.Foreign: return;
            default:
                text.Append('{');
                shape.AddFields(this, value);
                text.Append('}');
                return;
        }
    }

    private void Add(Jiffies at) => Distance(at - (Jiffies)machine.Jiffies.Shown!);

    private void Add(RingIndex index) => Distance((int)(index.Value - ((RingIndex)machine.Rings[index.Ring].Shown!).Value));

    private void Add(long number) => text.Append(number).Append(' ');

    private void Add(Deadline at)
    {
        if (at.IsSet) Distance(at.LeftAt((Jiffies)machine.Jiffies.Shown!));
        else text.Append("never ");
    }

    /// <summary>How objects of a type are told.</summary>
    private enum Kind { Text, Jiffies, Deadline, RingIndex, Skipped, Delegate, Collection, Foreign, Fields }

    private sealed class Shape(Type type)
    {
        public bool IsValueType { get; } = type.IsValueType;

        public Kind Kind { get; } =
            type == typeof(string) || type == typeof(bool) || type == typeof(char) || type.IsEnum || type.IsAssignableTo(typeof(IFormattable)) ? Kind.Text
            : type == typeof(Jiffies) ? Kind.Jiffies
            : type == typeof(Deadline) ? Kind.Deadline
            : type == typeof(RingIndex) ? Kind.RingIndex
            : type.IsAssignableTo(typeof(MemberInfo)) ? Kind.Text
            : Skipped.Contains(type) ? Kind.Skipped
            : type.IsAssignableTo(typeof(Delegate)) ? Kind.Delegate
            : type.IsAssignableTo(typeof(IEnumerable)) && IsCollection(type) ? Kind.Collection
            : type.IsPointer || (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !type.IsValueType) ? Kind.Foreign
            : Kind.Fields;

        /// <summary>Adds each of its fields.</summary>
        public Action<ObjectDump, object> AddFields { get => field ??= Adder(type); }
    }

    /// <summary>What adds the fields of objects of a type, compiled: reflection took most of the time of a search. Most are small numbers, which need no box.</summary>
    private static Action<ObjectDump, object> Adder(Type type)
    {
        var (dump, value) = (Expression.Parameter(typeof(ObjectDump)), Expression.Parameter(typeof(object)));
        var adds = FieldsOf(type).Select(field =>
        {
            var owner = type.IsValueType ? Expression.Unbox(value, type) : Expression.Convert(value, field.DeclaringType!);
            var number = field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType;
            var added = number == typeof(int) || number == typeof(uint) || number == typeof(long) || number == typeof(byte) ? typeof(long)
                : number == typeof(Jiffies) || number == typeof(Deadline) || number == typeof(RingIndex) ? number : typeof(object);
            var add = typeof(ObjectDump).GetMethod(nameof(Add), BindingFlags.Instance | BindingFlags.NonPublic, [added])!;
            return Expression.Call(dump, add, Expression.Convert(Expression.Field(owner, field), added));
        });
        return Expression.Lambda<Action<ObjectDump, object>>(Expression.Block([.. adds, Expression.Empty()]), dump, value).Compile();
    }

    private void Distance(long by) => text.Append(Math.Clamp(by, -Far, Far)).Append(' ');

    private static bool IsCollection(Type type) =>
        type.IsArray || type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true || type.Name.StartsWith("<>z__", StringComparison.Ordinal);

    /// <summary>All fields but readonly ones of a type that holds nothing else that could change.</summary>
    private static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            foreach (var field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!Ignored.Contains((t, field.Name)) && !IsForPeople(field) && !(t.IsGenericType && t.Name == "Frame`1" && t.BaseType == typeof(Frame))
                    && !(field.IsInitOnly && !type.IsValueType && (field.FieldType.IsPrimitive || field.FieldType.IsEnum || field.FieldType == typeof(string))))
                    fields.Add(field);
        return [.. fields];
    }

    /// <summary>What those who watch say is no part of what they remember.</summary>
    private static bool IsForPeople(FieldInfo field) =>
        field.DeclaringType!.Assembly == typeof(ModelInstance).Assembly && field.GetCustomAttribute<States.ConstantAttribute>() is not null;
}
