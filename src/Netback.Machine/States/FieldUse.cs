using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Netback.States;

/// <summary>What the code of a type does to fields, with that of all types nested in it: closures and coroutines are.</summary>
internal sealed class FieldUse
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldUse> Known = new();

    private readonly Dictionary<(Module, int), int> stores = [];
    private readonly HashSet<(Module, int)> changed = [], elements = [];
    private readonly HashSet<FieldInfo> statics = [];

    private FieldUse(Type root)
    {
        foreach (var type in WithNested(root))
        {
            foreach (var constructor in type.GetConstructors(All)) Look(constructor, type);
            foreach (var method in type.GetMethods(All)) Look(method, type);
        }
    }

    /// <summary>Static fields that can change and that the code reads or writes.</summary>
    public IEnumerable<FieldInfo> ChangedStatics => statics;

    /// <summary>That of a type itself.</summary>
    public static FieldUse In(Type type) => Known.GetOrAdd(type.IsGenericType ? type.GetGenericTypeDefinition() : type, t => new(t));

    /// <summary>That of the outermost type around it: no other code can reach its private fields.</summary>
    public static FieldUse Around(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return In(type);
    }

    /// <summary>How many instructions write to a field, or could.</summary>
    public int StoresOf(FieldInfo field) => stores.GetValueOrDefault(KeyOf(field));

    /// <summary>Whether a field is written, or could be, elsewhere than in a constructor of its owner.</summary>
    public bool Changes(FieldInfo field) => changed.Contains(KeyOf(field));

    /// <summary>Whether code that reads a field with an array stores to elements of an array, or gives one away.</summary>
    public bool ChangesElements(FieldInfo field) => elements.Contains(KeyOf(field));

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(All).SelectMany(WithNested).Prepend(type);

    private static (Module, int) KeyOf(FieldInfo field) => (field.Module, field.MetadataToken);

    private void Look(MethodBase method, Type owner)
    {
        if (method.GetMethodBody() is null) return;
        var code = Instruction.Of(method);
        bool changesElements = method is not ConstructorInfo && code.Exists(c => c.Is("stelem") || c.Op == OpCodes.Ldelema || TakesArray(c, method));
        for (int i = 0; i < code.Count; i++)
        {
            if (code[i].Field is not { } field) continue;
            bool isMade = method is ConstructorInfo && SameType(field.DeclaringType!, owner);
            if (code[i].Op == OpCodes.Stfld || code[i].Op == OpCodes.Stsfld
                || (code[i].Op == OpCodes.Ldflda && LetsChange(field, i + 1 < code.Count ? code[i + 1] : null, method)))
            {
                stores[KeyOf(field)] = StoresOf(field) + 1;
                if (!isMade) changed.Add(KeyOf(field));
            }
            if (changesElements && field.FieldType.IsArray) elements.Add(KeyOf(field));
            if (field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !isMade) statics.Add(field);
        }
    }

    /// <summary>Whether who takes the address of a field may write to it: all but a look at a member of a value that does not change it.</summary>
    private static bool LetsChange(FieldInfo field, Instruction? next, MethodBase method)
    {
        if (next is null) return true;
        if (next.Op == OpCodes.Ldfld) return false;
        if (next.Op != OpCodes.Call || Called(next, method) is not { IsStatic: false } called || called.DeclaringType is not { IsValueType: true } type) return true;
        return !SameType(type, field.FieldType) || !(type.IsPrimitive || Nullable.GetUnderlyingType(type) is not null || IsReadOnly(type) || IsReadOnly(called));
    }

    private static bool TakesArray(Instruction c, MethodBase method) =>
        (c.Op == OpCodes.Call || c.Op == OpCodes.Callvirt || c.Op == OpCodes.Newobj) && Called(c, method) is { } called
        && called.GetParameters().Any(p => p.ParameterType.IsArray || p.ParameterType == typeof(Array));

    private static MethodBase? Called(Instruction c, MethodBase method) => method.Module.ResolveMethod(c.Token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static bool IsReadOnly(MemberInfo member) =>
        member.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.IsReadOnlyAttribute");

    private static bool SameType(Type a, Type b) => a.Module == b.Module && a.MetadataToken == b.MetadataToken;
}
