namespace Netback.Properties.Verdicts;

/// <summary>What an engine has searched.</summary>
/// <param name="Engine"><c>random</c>, <c>explore</c>, <c>walk</c> or <c>coyote</c>.</param>
/// <param name="Of">Environment, a configuration, or concurrent scenarios.</param>
/// <param name="Count">How many.</param>
/// <param name="Unit">Of what: cases, states, schedules.</param>
/// <param name="Exhaustive">Whether there is nothing else to search there.</param>
public sealed record EngineSearch(string Engine, string Of, long Count, string Unit, bool Exhaustive)
{
    /// <summary>ms further back than usual that an exploration looked (<see cref="Exploration.ExplorationResult.FurtherMs"/>).</summary>
    public int FurtherMs { get; init; }

    /// <summary>And slots.</summary>
    public int FurtherSlots { get; init; }
}
