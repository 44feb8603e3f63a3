using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>A claim that a run broke, in a sentence, in which step (-1 for connecting) and when in ms.</summary>
public sealed record ViolatedClaim(Claim Claim, string What, int Step, long AtMs);

/// <summary>What one revision makes of a scenario.</summary>
public static class Counterfactual
{
    /// <summary>The claims that speak of what happens in the scenario: those of the environment that it is one of. Where it is of several at the same time, what is claimed in
    /// each of them.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="revisions">All of them must have what the claims speak of.</param>
    public static IReadOnlyList<Claim> ClaimsAbout(Scenario scenario, params IReadOnlyList<Revision> revisions)
    {
        var parts = DriverEnvironment.PartsOf(scenario);
        if (parts is [var one])
            return [.. Catalogue.Claims.Where(c => c.IsOfScenarios && c.Environment.SearchedAs == one && revisions.Any(c.AppliesTo))];
        var together = DriverEnvironment.Together(parts);
        return
        [
            .. from property in Catalogue.All
               let claims = parts.Select(part => property.Claims.FirstOrDefault(c => c.Environment == part)).ToList()
               where claims.All(c => c is { IsOfScenarios: true }) && revisions.Any(r => claims.All(c => c!.AppliesTo(r)))
               select claims[0]! with { Environment = together },
        ];
    }

    /// <summary>The claims among those that the scenario makes the revision break, in their order.</summary>
    public static IReadOnlyList<ViolatedClaim> Violated(Scenario scenario, Revision revision, IEnumerable<Claim> claims) =>
    [
        .. from claim in claims
           where claim.AppliesTo(revision)
           let violation = new MonitorSet(revision, [claim]).FindViolation(scenario)
           where violation is not null
           select new ViolatedClaim(claim, violation.What, violation.Step, violation.AtMs),
    ];
}
