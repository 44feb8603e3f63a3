using System.Reflection;

namespace Netback.States;

/// <summary>
/// A moment or an index in an object that a local refers to, such as a variable that a lambda has captured. States tell moments and indices by
/// their distance from the present or from the consumer, and what is inside an object would stay as it was when these move on.
/// </summary>
internal static class Relative
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <returns>What of an object that never changes is told by distance, in words; or null if nothing is.</returns>
    public static string? In(object value)
    {
        if (value is Delegate function) return function.GetInvocationList().Select(f => f.Target).OfType<object>().Select(In).FirstOrDefault(why => why is not null);
        // What is made for good, such as the machine itself, says where counting starts.
        if (value is Part or Machine) return null;
        for (var type = value.GetType(); type is not null && type.Assembly != typeof(object).Assembly; type = type.BaseType)
        {
            foreach (var field in type.GetFields(Fields))
            {
                if (IsRelative(field.FieldType)) return $"{Immutable.NameOf(field)} is a moment or an index, which says nothing once time or the ring has moved on; keep it in a local";
                // What is captured in an outer block lies in a closure of its own.
                if ((typeof(Delegate).IsAssignableFrom(field.FieldType) || IsClosure(field.FieldType)) && field.GetValue(value) is { } held && In(held) is { } why) return why;
            }
        }
        return null;
    }

    private static bool IsClosure(Type type) => type.Name.Contains("DisplayClass", StringComparison.Ordinal);

    private static bool IsRelative(Type type) =>
        type == typeof(Jiffies) || type == typeof(Deadline) || type == typeof(RingIndex)
        || (type is { IsValueType: true, IsPrimitive: false, IsEnum: false } && type.GetFields(Fields).Any(f => f.FieldType != type && IsRelative(f.FieldType)));
}
