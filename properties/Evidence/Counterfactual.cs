using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>A claim that a run broke, in a sentence, in which step (-1 for connecting) and when in ms.</summary>
public sealed record BrokenClaim(Claim Claim, string What, int Step, long AtMs);

/// <summary>What one revision makes of a scenario.</summary>
public static class Counterfactual
{
    /// <summary>The claims that speak of what happens in the scenario: those of the environment that it is one of.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="revisions">All of them must have what the claims speak of.</param>
    public static IReadOnlyList<Claim> ClaimsAbout(Scenario scenario, params IReadOnlyList<Revision> revisions)
    {
        bool isHostile = scenario.Steps.Any(s => s.Do is StepKind.SetReqProd or StepKind.FailCopies or StepKind.TxFatal), hasHeadroom = scenario.HasHeadroom;
        bool reconnects = scenario.Steps.Any(s => s.Do == StepKind.Connect), backsOff = scenario.Vif.Events != EventDelivery.Immediate, hasShapes = scenario.HasShapes;
        var around = DriverEnvironment.OfScenarios
            .Where(s => s.Host == scenario.Host && s.Hostile == isHostile && s.Xdp == hasHeadroom && s.Reconnects == reconnects && s.HasStack == scenario.Stack is not null
                && s.BacksOff == backsOff && s.Shapes == hasShapes && s.Notifies == scenario.Vif.RxNotify).ToHashSet();
        return [.. Catalogue.Claims.Where(c => c.IsOfScenarios && around.Contains(c.Environment) && revisions.Any(c.AppliesTo))];
    }

    /// <summary>The claims among those that the scenario makes the revision break, in their order.</summary>
    public static IReadOnlyList<BrokenClaim> Broken(Scenario scenario, Revision revision, IEnumerable<Claim> claims) =>
    [
        .. from claim in claims
           where claim.AppliesTo(revision)
           let violation = new MonitorSet(revision, [claim]).FindViolation(scenario)
           where violation is not null
           select new BrokenClaim(claim, violation.What, violation.Step, violation.AtMs),
    ];
}
