using System.Diagnostics;
using System.Reflection;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Engines;

/// <summary>Why a search ended without a result: an exception out of a rule, a monitor or the generator, or a case that does not end.</summary>
/// <param name="What">In a sentence.</param>
/// <param name="Case">The case, from 1.</param>
/// <param name="Scenario">The shortest scenario that does it, or null if there was none yet.</param>
public sealed record SearchError(string What, int Case, Scenario? Scenario)
{
    /// <summary>An exception as a sentence, with the method that threw it: not what was put into its code to count the rounds of a loop, whether that was inlined or not.</summary>
    public static string Words(Exception e) =>
        $"{e.GetType().Name}{(SiteOf(e) is { DeclaringType: { } type } method ? $" in {type.Name}.{method.Name}" : "")}: {e.Message.ReplaceLineEndings(" ")}";

    private static MethodBase? SiteOf(Exception e) => e.TargetSite is { } site && !IsHidden(site) ? site
        : new StackTrace(e).GetFrames().Select(f => f.GetMethod()).FirstOrDefault(m => m is not null && !IsHidden(m));

    private static bool IsHidden(MethodBase method) => method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false);
}
