using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>What a test of a revision of one's own says about a few steps, carried out with one context at a time.</summary>
public static class Check
{
    /// <summary>The steps do not violate a property.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="claim">The property and its environment, such as <c>NoLossForObedientHost@honest</c>: <c>netback list properties</c>.</param>
    /// <param name="steps">What host, guest and clock do, on a vif with the parameters of the driver.</param>
    /// <exception cref="CheckFailedException">They do.</exception>
    /// <exception cref="ArgumentException">There is no such property.</exception>
    public static void Holds(Revision revision, string claim, params IReadOnlyList<Step> steps)
    {
        if (Find(revision, claim, steps) is { } violation)
            throw new CheckFailedException($"{revision.Name} violates {claim} at {violation.AtMs:N0} ms: {violation.What}");
    }

    /// <summary>The steps violate a property.</summary>
    /// <inheritdoc cref="Holds"/>
    /// <exception cref="CheckFailedException">They do not.</exception>
    public static void Violates(Revision revision, string claim, params IReadOnlyList<Step> steps)
    {
        if (Find(revision, claim, steps) is null) throw new CheckFailedException($"{revision.Name} does not violate {claim}");
    }

    private static MonitorSet.FirstViolation? Find(Revision revision, string claim, IReadOnlyList<Step> steps)
    {
        var found = Catalogue.Claims.FirstOrDefault(c => c.Name == claim)
            ?? throw new ArgumentException($"there is no {claim}; netback list properties names them", nameof(claim));
        return new MonitorSet(revision, [found]).FindViolation(new("test", Parameters.Default, found.Environment.Host, steps));
    }
}
