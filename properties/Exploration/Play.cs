using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>What one context of the environment does, in this order. It begins the next act when it is done with the one before and the
/// act can begin.</summary>
/// <param name="Actor">Name of the context, or <c>clock</c>.</param>
/// <param name="Acts">Labels of acts that the configuration allows it.</param>
public sealed record Part(string Actor, IReadOnlyList<string> Acts);

/// <summary>A script for each context of the environment: what they do is decided, when is not.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Configuration">Sizes, times, and what may happen.</param>
/// <param name="Parts">Who does what.</param>
public sealed record Play(string Name, string Summary, Configuration Configuration, IReadOnlyList<Part> Parts)
{
    /// <summary>The scenario that it was made of, whose steps then are the parts; or null.</summary>
    public Scenario? Scenario { get; private init; }

    /// <summary>A scenario cut into what each context does, in its own order.</summary>
    public static Play Of(Scenario scenario) => new(scenario.Name, "", new("scenario", scenario.Name, scenario.Vif)
    {
        Host = scenario.Host, StartIndex = scenario.StartIndex,
        Fatal = scenario.Steps.Any(s => s.Do == StepKind.TxFatal), Disconnects = scenario.Steps.Any(s => s.Do == StepKind.Disconnect),
    }, []) { Scenario = scenario };

    public override string ToString() => Name;
}
