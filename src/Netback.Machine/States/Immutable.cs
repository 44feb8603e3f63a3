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
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, string?> Known = new();
    private static readonly Assembly Own = typeof(Immutable).Assembly;

    /// <returns>What of an object of this type can change other than in a cell, in words; or null if nothing can.</returns>
    public static string? WhyNot(Type type)
    {
        if (Known.TryGetValue(type, out string? known)) return known;
        var asked = new HashSet<Type>();
        string? why = WhyNot(type, asked);
        // Types may refer to each other: of those asked on the way only a common answer is known.
        if (why is null)
            foreach (var fine in asked) Known[fine] = null;
        return Known[type] = why;
    }

    /// <returns>The same about an object: the functions that it holds may remember something too.</returns>
    public static string? WhyNotOf(object value)
    {
        var type = value.GetType();
        if (WhyNot(type) is { } why) return why;
        if (value is Delegate function) return WhyNotOf(function);
        for (var t = type; t is not null && t.Assembly != Own && !IsSystem(t); t = t.BaseType)
            foreach (var field in t.GetFields(Instance))
                if (typeof(Delegate).IsAssignableFrom(field.FieldType) && !field.IsDefined(typeof(ConstantAttribute))
                    && field.GetValue(value) is Delegate held && WhyNotOf(held) is { } reason)
                    return $"{t.Name}.{NameOf(field)}: {reason}";
        return null;
    }

    /// <returns>The static field that a type, or one it derives from, has or changes, and that is not in a cell; or null.</returns>
    public static string? StaticOf(Type type)
    {
        for (var t = type; t is not null && t.Assembly != Own && !IsSystem(t); t = t.BaseType)
        {
            if (OwnStaticOf(t) is { } why) return why;
            foreach (var field in FieldUse.In(t).ChangedStatics)
                if (!IsGenerated(field) && !IsSystem(field.DeclaringType!)) return $"the static field {field.DeclaringType!.Name}.{NameOf(field)} can change";
        }
        return null;
    }

    private static string? OwnStaticOf(Type type)
    {
        foreach (var field in type.GetFields(Static))
        {
            if (field.IsLiteral || IsGenerated(field) || field.IsDefined(typeof(ConstantAttribute))) continue;
            if (!field.IsInitOnly) return $"the static field {type.Name}.{NameOf(field)} can change";
            if (field.FieldType.IsArray && FieldUse.Around(type).ChangesElements(field)) return $"the elements of {type.Name}.{NameOf(field)} can change";
            if (WhyNot(field.FieldType) is { } why) return $"the static field {type.Name}.{NameOf(field)}: {why}";
        }
        return null;
    }

    private static string? WhyNotOf(Delegate function)
    {
        foreach (var one in function.GetInvocationList())
            if (one.Target is { } target and not Delegate && WhyNot(target.GetType()) is { } why) return why;
        return null;
    }

    private static string? WhyNot(Type type, HashSet<Type> asked)
    {
        if (Known.TryGetValue(type, out string? known)) return known;
        return asked.Add(type) ? Examine(type, asked) : null;
    }

    private static string? Examine(Type type, HashSet<Type> asked)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsArray || type == typeof(object) || type.Assembly == Own) return null;
        if (type == typeof(string) || typeof(Delegate).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type)) return null;
        if (type.IsInterface || (IsSystem(type) && !type.IsValueType)) return IsReadOnly(type) ? null : $"a {NameOf(type)} can change";
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType) && t.Assembly != Own; t = t.BaseType)
        {
            foreach (var field in t.GetFields(Instance))
            {
                if (field.IsDefined(typeof(ConstantAttribute))) continue;
                // A struct changes only where it is kept.
                if (!type.IsValueType && WhyNot(t, field) is { } change) return change;
                if (WhyNot(field.FieldType, asked) is { } why) return $"{NameOf(t)}.{NameOf(field)}: {why}";
            }
        }
        return null;
    }

    private static string? WhyNot(Type owner, FieldInfo field)
    {
        var use = FieldUse.Around(owner);
        // Whoever captures a variable stores it once, in the closure's name.
        if (owner.Name.Contains("DisplayClass", StringComparison.Ordinal))
            return use.StoresOf(field) > 1 || FieldUse.In(owner).Changes(field) ? $"the captured variable {field.Name} is written after it was captured" : null;
        if (!field.IsInitOnly && (!field.IsPrivate || use.Changes(field))) return $"the field {owner.Name}.{NameOf(field)} can change";
        return field.FieldType.IsArray && use.ChangesElements(field) ? $"the elements of {owner.Name}.{NameOf(field)} can change" : null;
    }

    /// <summary>Whether a class or interface of the platform, or an interface of anybody's, lets nobody change what it stands for.</summary>
    private static bool IsReadOnly(Type type)
    {
        if (!IsSystem(type)) return true;
        string name = type.Name;
        if (type.IsInterface && type.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal))
            return !(name.StartsWith("IList", StringComparison.Ordinal) || name.StartsWith("ICollection", StringComparison.Ordinal)
                || name.StartsWith("IDictionary", StringComparison.Ordinal) || name.StartsWith("ISet", StringComparison.Ordinal)
                || name.StartsWith("IEnumerator", StringComparison.Ordinal));
        return name.StartsWith("ReadOnly", StringComparison.Ordinal) || name.StartsWith("Immutable", StringComparison.Ordinal)
            || name.StartsWith("Frozen", StringComparison.Ordinal) || type.IsAbstract;
    }

    private static bool IsSystem(Type type) => type.Namespace is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsGenerated(FieldInfo field) =>
        (field.IsDefined(typeof(CompilerGeneratedAttribute)) || field.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute)))
        && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    /// <summary>What the source calls a field.</summary>
    internal static string NameOf(FieldInfo field) => field.Name is ['<', ..] name ? name[1..name.IndexOf('>')] : field.Name;

    private static string NameOf(Type type) => type.IsGenericType ? type.Name[..type.Name.IndexOf('`')] : type.Name;
}
