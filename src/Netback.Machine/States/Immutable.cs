using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Netback.States;

/// <summary>
/// What can change is in a cell, or no exploration knows of it. Whatever else a state refers to (a revision, parameters, a closure, a
/// delegate) must be of a type whose objects never change once they are made.
/// </summary>
public static class Immutable
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, string?> Known = new();
    private static readonly Assembly Own = typeof(Immutable).Assembly;

    /// <returns>What of an object of this type can change other than in a cell, in words; or null if nothing can.</returns>
    public static string? WhyNot(Type type)
    {
        if (Known.TryGetValue(type, out string? known)) return known;
        // Types may refer to each other: what is being looked at is taken to be fine.
        Known[type] = null;
        string? why = Examine(type);
        Known[type] = why;
        return why;
    }

    /// <returns>The static field of a type, or of one it derives from, that can change and is not in a cell; or null.</returns>
    public static string? StaticOf(Type type)
    {
        for (var t = type; t is not null && t.Assembly != typeof(object).Assembly; t = t.BaseType)
            foreach (var field in t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.IsLiteral && !field.IsInitOnly && !IsGenerated(field)) return $"the static field {t.Name}.{NameOf(field)} can change";
        return null;
    }

    private static string? Examine(Type type)
    {
        if (type.IsValueType || type.IsEnum || type.IsPointer || type.IsInterface || type.Assembly == Own) return null;
        if (type == typeof(string) || type == typeof(Type) || typeof(Delegate).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type)) return null;
        if (type.IsArray || type == typeof(object)) return null;
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
            return IsReadOnlyCollection(type) ? null : $"a {NameOf(type)} can change";
        for (var t = type; t is not null && t != typeof(object) && t.Assembly != Own; t = t.BaseType)
        {
            foreach (var field in t.GetFields(Instance))
            {
                if (field.IsDefined(typeof(ConstantAttribute))) continue;
                bool isCaptured = t.Name.Contains("DisplayClass", StringComparison.Ordinal);
                if (!field.IsInitOnly && ((!field.IsPrivate && !isCaptured) || IsStoredLater(t, field)))
                    return isCaptured ? $"the captured variable {field.Name} is written after it was captured" : $"the field {t.Name}.{NameOf(field)} can change";
                if (WhyNot(field.FieldType) is { } why) return $"{t.Name}.{NameOf(field)}: {why}";
            }
        }
        return null;
    }

    private static bool IsReadOnlyCollection(Type type) =>
        type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) || type.Name.StartsWith("Immutable", StringComparison.Ordinal)
        || type.Name.StartsWith("Frozen", StringComparison.Ordinal) || type.IsAbstract;

    /// <summary>Whether a method of a type, or of a type nested in it, stores to a field: constructors apart.</summary>
    private static bool IsStoredLater(Type owner, FieldInfo field)
    {
        foreach (var type in (Type[])[owner, .. owner.GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public)])
            foreach (var method in type.GetMethods(Instance))
                if (method.GetMethodBody() is not null)
                    foreach (var instruction in Instruction.Of(method))
                        if (instruction.Field is { } f && f.MetadataToken == field.MetadataToken && instruction.Is("stfld")) return true;
        return false;
    }

    private static bool IsGenerated(FieldInfo field) => field.IsDefined(typeof(CompilerGeneratedAttribute)) && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    private static string NameOf(FieldInfo field) => field.Name is ['<', ..] name ? name[1..name.IndexOf('>')] : field.Name;

    private static string NameOf(Type type) => type.IsGenericType ? type.Name[..type.Name.IndexOf('`')] : type.Name;
}
