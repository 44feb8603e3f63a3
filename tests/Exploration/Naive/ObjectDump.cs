using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Netback.Properties.Clauses;
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

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder text = new();
    private readonly Machine machine;

    private ObjectDump(Machine machine) => this.machine = machine;

    /// <summary>The whole text.</summary>
    public static string Of(World world)
    {
        var dump = new ObjectDump(world.Machine);
        dump.Add(world);
        return dump.text.ToString();
    }

    /// <summary>256 bits that stand for the text.</summary>
    public static string DigestOf(World world) => Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(Of(world))));

    private void Add(object? value)
    {
        switch (value)
        {
            case null: text.Append('-'); return;
            case string or bool or char or Enum or IFormattable: text.Append(value).Append(' '); return;
            case Jiffies moment: Distance(moment - (Jiffies)machine.Jiffies.Shown!); return;
            case Deadline { IsSet: false }: text.Append("never "); return;
            case Deadline at: Distance(at.LeftAt((Jiffies)machine.Jiffies.Shown!)); return;
            case RingIndex index: Distance((int)(index.Value - ((RingIndex)machine.Rings[index.Ring].Shown!).Value)); return;
            case Type or MemberInfo: text.Append(value).Append(' '); return;
            default: break;
        }
        var type = value.GetType();
        if (Skipped.Contains(type)) return;
        if (!type.IsValueType)
        {
            if (numbers.TryGetValue(value, out int known))
            {
                text.Append('#').Append(known).Append(' ');
                return;
            }
            numbers.Add(value, numbers.Count);
        }
        switch (value)
        {
            case Delegate call:
                text.Append(call.Method.Name);
                Add(call.Target);
                return;
            case IEnumerable items when IsCollection(type):
                text.Append('[');
                foreach (object? item in items) Add(item);
                text.Append(']');
                return;
            default:
                if (type.IsPointer || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !type.IsValueType) return;
                text.Append('{');
                foreach (var field in Fields.GetOrAdd(type, FieldsOf)) Add(field.GetValue(value));
                text.Append('}');
                return;
        }
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
        field.DeclaringType!.Assembly == typeof(World).Assembly && field.GetCustomAttribute<States.ConstantAttribute>() is not null;
}
