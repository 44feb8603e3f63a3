using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
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

    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder text = new();
    private readonly Machine machine;

    private ObjectDump(Machine machine) => this.machine = machine;

    /// <summary>The whole text.</summary>
    public static string Of(ModelInstance model)
    {
        var dump = new ObjectDump(model.Machine);
        dump.Add(model);
        return dump.text.ToString();
    }

    /// <summary>256 bits that stand for the text.</summary>
    public static string DigestOf(ModelInstance model) => Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(Of(model))));

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
            case Kind.Jiffies: Distance((Jiffies)value - (Jiffies)machine.Jiffies.Shown!); return;
            case Kind.Deadline: Add((Deadline)value); return;
            case Kind.RingIndex: Distance((int)(((RingIndex)value).Value - ((RingIndex)machine.Rings[((RingIndex)value).Ring].Shown!).Value)); return;
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
                foreach (var field in shape.Fields) Add(field.GetValue(value));
                text.Append('}');
                return;
        }
    }

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

        public FieldInfo[] Fields { get; } = FieldsOf(type);
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
