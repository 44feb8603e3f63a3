using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>One thing that has a name on the command line or in tables.</summary>
/// <param name="Name">The name.</param>
/// <param name="Summary">What it is, in a few words or a sentence.</param>
/// <param name="More">What programs may want to know besides: keys of JSON, with a text, some texts, or null.</param>
internal sealed record Listed(string Name, string Summary, params IReadOnlyList<(string Key, object? Value)> More);

/// <summary>All that <c>netback list</c> can list: things of one kind.</summary>
/// <param name="Kind">As on the command line, in the plural.</param>
/// <param name="All">Those that there are, in the order in which tables have them.</param>
internal sealed record Listing(string Kind, Func<IEnumerable<Listed>> All)
{
    public static IReadOnlyList<Listing> Kinds { get; } =
    [
        new("revisions", () => History.All.Concat(History.Variants).Select(r => new Listed(r.Name, r.Summary, ("upstream", r.Upstream), ("recording", r.Recording)))),
        new("properties", Properties),
        new("environments", () => DriverEnvironment.All.Select(s => new Listed(s.Name, s.Summary))),
        new("configurations", () => Configurations.All.Select(c => new Listed(c.Name, c.Summary, ("explored", true)))
            .Concat(Configurations.Larger.Select(c => new Listed(c.Name, $"{c.Summary}; for scenarios only, too large to be explored", ("explored", false))))),
        new("scenarios", () => ConcurrentScenarios.All.Select(p => new Listed(p.Name, p.Summary, ("configuration", p.Configuration.Name)))),
        new("theorems", () => TheoremList.All.Select(t => new Listed(t.Name, t.Words, ("assumes", t.Assumes)))),
        new("mutants", () => MutantList.All.Select(m =>
            new Listed(m.FullName, m.What, ("revision", m.Original.Name), ("caughtBy", m.CaughtBy.Name)))),
        new("races", () => Race.Every.Select(r => new Listed(r.Name, r.What,
            ("driver", Drivers.NameOf(r.Faulty)), ("configuration", r.Configuration.Name), ("scenario", r.ConcurrentScenario.Name), ("caughtBy", r.Property)))),
        new("tie-mutants", () => TieMutants.All.GroupBy(t => t.Name).Select(g => new Listed(g.Key, TieMutants.WhatOf(g.Key), ("machines", g.Select(t => t.Machine).ToArray())))),
    ];

    /// <summary>Each property once, whatever kinds of environment it is claimed in.</summary>
    private static IEnumerable<Listed> Properties() =>
    [
        .. Catalogue.All.Select(p => new Listed(p.Name, p.Statement, ("source", p.Source), ("unit", p.Unit is { Length: > 0 } unit ? unit : null),
            ("environments", p.Claims.Select(c => c.Environment.Name).ToArray()))),
        OfExploration(Recovery.CanRecover, "From every state it is possible that everything gets going again."),
        OfExploration(Recovery.Converges, "Once the guest does its part, everything gets going again within a time."),
        OfExploration(Lassos.Property, "However long a fair schedule goes on, the thread does not run for ever beside a packet that the slots on offer fit."),
    ];

    private static Listed OfExploration(string name, string statement) =>
        new(name, statement, ("source", null), ("unit", null), ("environments", (string[])[DriverEnvironment.Honest.Name]));
}
