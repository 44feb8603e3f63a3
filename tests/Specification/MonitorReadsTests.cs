using System.Reflection;
using Netback.Properties.Observation;
using Netback.Properties.Specification;
using Netback.States;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>A monitor judges by words that are part of a state. What is only counted for people, or shown to them, is what it was in the run before: an exploration that puts a state
/// back does not put that back.</summary>
public class MonitorReadsTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void NoMonitor_ReadsWhatIsOnlyForPeople()
    {
        var forPeople = new[] { typeof(ObservedVif), typeof(ObservedQueue) }.SelectMany(type => type.GetProperties()).Where(IsForPeople).Select(p => p.GetMethod!).ToList();
        Assert.True(forPeople.Count > 10, $"{forPeople.Count} properties for people");
        var readers = from type in typeof(Properties.Specification.Monitor).Assembly.GetTypes()
                      where type.Namespace?.StartsWith(typeof(Properties.Specification.Monitor).Namespace!, StringComparison.Ordinal) == true
                      from method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own))
                      where method.GetMethodBody() is not null
                      from called in CalledBy(method)
                      where forPeople.Contains(called)
                      select $"{type.Name} reads {called.Name}";
        Assert.Empty(readers);
    }

    private static bool IsForPeople(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Own)?.GetCustomAttribute<ConstantAttribute>()?.Why.EndsWith("people", StringComparison.Ordinal) == true;

    private static IEnumerable<MethodBase> CalledBy(MethodBase method)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return Instruction.Of(method).Where(code => code.Token != 0).Select(code => method.Module.ResolveMethod(code.Token, typeArguments, methodArguments)!);
    }
}
