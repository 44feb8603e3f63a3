using System.Reflection;
using Netback.Revisions;
using Xunit.Sdk;

namespace Netback.Tests;

/// <summary>
/// Tests that check an engine against another way to do the same take minutes for each revision. They look at those after which most changed, and at all of them where
/// the environment variable NETBACK_THOROUGH is set, as in the nightly workflow.
/// </summary>
internal static class Thorough
{
    public static bool IsAsked { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NETBACK_THOROUGH"));

    public static IReadOnlyList<string> Revisions { get; } = IsAsked ? [.. History.Names] : ["byte-limit", "xsa-424", "proposed"];
}

/// <summary>A case of a theory that takes long: it is one only where thorough tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ThoroughInlineDataAttribute(params object[] data) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Thorough.IsAsked ? [data] : [];
}
