using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A witness that takes no schedule: a scenario with one context at a time.</summary>
/// <param name="Driver">The driver that violates the claim.</param>
/// <param name="Claim">The claim it violates.</param>
/// <param name="Scenario">The script, with the parameters of the vif.</param>
/// <param name="Violation">What happens, in a sentence, as it was when the file was written.</param>
/// <param name="Found">How it was found, in words.</param>
public sealed record ScenarioWitness(Revision Driver, Claim Claim, Scenario Scenario, string Violation, string Found) : Witness(Driver, Found)
{
    public override string Property => Claim.Name;

    public override string What => Violation;

    public override int Steps => Scenario.Steps.Count;

    protected override string Name => Property;

    /// <summary>How it was found, in words.</summary>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="number">The case, from 1.</param>
    public static string FoundAt(ulong seed, int number) => $"{Verifier.Random}, seed {seed}, case {number}";

    /// <summary>Runs the scenario again.</summary>
    /// <returns>What violates the claim now, or null if nothing does. What violates it in another way than the known one comes first, and may violate only what is left of it.</returns>
    public MonitorSet.FirstViolation? Replay() => (Remainder.Of(Claim, Driver) is { } left ? Replay(left) : null) ?? Replay(Claim);

    private MonitorSet.FirstViolation? Replay(Claim claim) => new MonitorSet(Driver, [claim]).FindViolation(Scenario);

    public override string? Reproduce() => Replay()?.What;

    private protected override void WriteScript(Utf8JsonWriter json)
    {
        json.WritePropertyName("scenario");
        ScenarioWriter.Write(json, Scenario);
    }
}
