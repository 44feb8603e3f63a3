using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Coyote;

/// <summary>Whether a trace has the form in which Coyote writes them.</summary>
internal static partial class CoyoteTraceCheck
{
    /// <summary>Steps at most: a schedule is cut short long before.</summary>
    private const int MaxSteps = 1_000_000;

    private static readonly string[] Keys = ["TestName", "CoyoteVersion", "Settings", "Steps"];
    private static readonly string[] Strategies = ["random", "probabilistic", "prioritization", "fair-prioritization", "delay-bounding", "fair-delay-bounding"];
    private static readonly string[] PortfolioModes = ["fair", "unfair"];

    /// <summary>The numbers among the settings, and from what on Coyote can follow a trace with them.</summary>
    private static readonly (string Key, long Least)[] Numbers =
    [
        ("StrategyBound", 0), ("Seed", 0), ("MaxFairSchedulingSteps", 10_000), ("MaxUnfairSchedulingSteps", 10_000), ("TimeoutDelay", 0),
        ("DeadlockTimeout", 1_000), ("LivenessTemperatureThreshold", 0), ("UncontrolledConcurrencyResolutionAttempts", 0),
        ("UncontrolledConcurrencyResolutionDelay", 0),
    ];

    private static readonly string[] Switches =
    [
        "IsLivenessCheckingEnabled", "IsCollectionAccessRaceCheckingEnabled", "IsLockAccessRaceCheckingEnabled", "IsAtomicOperationRaceCheckingEnabled",
        "IsVolatileOperationRaceCheckingEnabled", "IsMemoryAccessRaceCheckingEnabled", "IsControlFlowRaceCheckingEnabled",
        "IsPartiallyControlledConcurrencyAllowed", "IsPartiallyControlledDataNondeterminismAllowed",
    ];

    private static readonly string[] SettingKeys = ["Strategy", "PortfolioMode", .. Numbers.Select(n => n.Key), .. Switches];

    /// <summary>Why a context may be at a scheduling point, in Coyote's words.</summary>
    private static readonly HashSet<string> Points =
        [.. Enum.GetNames(typeof(Microsoft.Coyote.Configuration).Assembly.GetType("Microsoft.Coyote.Runtime.SchedulingPointType", throwOnError: true)!)];

    /// <summary>The outermost object.</summary>
    public static JsonFields Fields(JsonElement trace, Place place) => new(trace, place, Keys);

    /// <exception cref="InputException">It has not.</exception>
    public static void Of(JsonFields fields)
    {
        fields.Text("CoyoteVersion");
        var place = fields.Place;
        var settings = new JsonFields(fields.Value("Settings"), place.Key("Settings"), SettingKeys);
        settings.Word("Strategy", Strategies);
        settings.Word("PortfolioMode", PortfolioModes);
        foreach (var (key, least) in Numbers) settings.Integer(key, least, int.MaxValue);
        foreach (string key in Switches) settings.Boolean(key);
        int number = 0;
        foreach (string step in fields.Texts("Steps", MaxSteps))
        {
            var match = Step().Match(step);
            if (!match.Success || !Points.Contains(match.Groups["point"].Value))
                throw place.Key("Steps").Item(number).Error($"{InputException.Quote(step)} is not a step such as \"op(1:1),sp(Interleave),next(2:1)\"");
            number++;
        }
    }

    // The numbers are those of 64 bits without sign.
    [GeneratedRegex(@"^op\(\d{1,10}:\d{1,19}\),sp\((?<point>[A-Za-z]+)\),next\(\d{1,10}:\d{1,19}\)\z")]
    private static partial Regex Step();
}
