using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Results;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Outcome = Netback.Properties.Verdicts.Outcome;

namespace Netback.Properties.Campaigns;

/// <summary>The searches of a campaign, round by round: each round has seeds of its own, and one configuration more for each revision.</summary>
/// <param name="revisions">What to search.</param>
/// <param name="claims">For what, one context at a time.</param>
/// <param name="cases">Scenarios of each search.</param>
/// <param name="schedules">Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less; 0 leaves interleavings out.</param>
/// <param name="seed">Seed of the first round.</param>
/// <param name="witnesses">Gets the shortest witness of everything.</param>
/// <param name="stop">Ends a search between two cases.</param>
internal sealed class CampaignSearches(
    IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, int cases, int schedules, ulong seed, WitnessFolder witnesses, CancellationToken stop)
{
    /// <summary>States of one exploration at most: what has more is left there, and that is said.</summary>
    public const int MostStates = 3_000_000;

    /// <summary>How far the seeds of two rounds are apart: further than any search counts on from its own.</summary>
    private const ulong SeedsOfARound = 1_000_000;

    private static readonly Dictionary<string, int> None = [];
    private readonly Lock keeping = new();

    /// <summary>All searches of a round.</summary>
    /// <param name="round">From 1.</param>
    public List<Search<CampaignResult>> OfRound(int round)
    {
        ulong own = seed + (ulong)(round - 1) * SeedsOfARound;
        var searches = new List<Search<CampaignResult>>();
        foreach (var revision in revisions)
        {
            foreach (var environment in DriverEnvironment.OfScenarios)
            {
                var those = claims.Where(c => c.IsOfScenarios && c.Environment.SearchedAs == environment && c.AppliesTo(revision)).ToList();
                if (those.Count > 0) searches.Add(new(Name($"random {revision.Name} {environment.Name}"), cases * 0.001, () => Scenarios(revision, those, own)));
            }
            if (schedules == 0) continue;
            foreach (var search in InterleavedVerifier.RandomSearches(revision, schedules, own))
                searches.Add(new(Name(search.Name), search.Cost, () => Interleavings(revision, search.Go())));
            if (Unvisited(revision).ElementAtOrDefault(round - 1) is { } configuration)
                searches.Add(new(Name($"explore {revision.Name} {configuration.Name}"), ExplorationCost.Of(revision, configuration) * 4, () => States(revision, configuration)));
        }
        return searches;

        string Name(string what) => $"round {round}: {what}";
    }

    /// <summary>Configurations that <c>verify</c> leaves out because they are too large for every day.</summary>
    private static IEnumerable<Configuration> Unvisited(Revision revision) =>
        InterleavedVerifier.AllConfigurations(revision).ExceptBy(InterleavedVerifier.Configurations(revision).Select(c => c.Name), c => c.Name);

    private CampaignResult Scenarios(Revision revision, IReadOnlyList<Claim> those, ulong own)
    {
        var situations = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var before = new ProbeCounts();
        var verdicts = Verifier.VerifyBy([revision], those, new(cases, null, own), Searches.Unkept, stop.ThrowIfCancellationRequested, observe: results =>
        {
            var hits = results[0].ProbeHits;
            var now = Probes.Of([.. Enum.GetValues<Probe>().Where(p => hits[p] > before[p])]);
            before.Add(now);
            string situation = now.Bits.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
            situations[situation] = situations.GetValueOrDefault(situation) + 1;
        });
        lock (keeping)
            foreach (var verdict in verdicts) witnesses.Keep(verdict);
        var met = Enum.GetValues<Probe>().Where(p => before[p] > 0).ToList();
        return new(verdicts.Max(v => v.Cases), 0, 0, situations, [.. those.SelectMany(c => met.Select(p => $"{c.Name} {p}"))],
            [.. verdicts.Where(IsSurprise).Select(v => $"{revision.Name}, {v.Claim.Name}: {v.Witness?.What ?? v.Error?.What ?? v.Defect}")]);
    }

    /// <summary>That a probe is missed, or a known violation not found, in one search of many says nothing.</summary>
    private static bool IsSurprise(Verdict v) => v.Outcome is Outcome.DoesNotReplay or Outcome.Error || (v.Outcome == Outcome.Violated && !v.AsExpected);

    private CampaignResult Interleavings(Revision revision, InterleavedSearch search)
    {
        lock (keeping)
            foreach (var found in search.Found) witnesses.Keep(found);
        return new(0, search.What.Count, 0, None, [], SurprisesOf(revision, search.Defect, search.Found.Select(f => f.Finding)));
    }

    private CampaignResult States(Revision revision, Configuration configuration)
    {
        string? defect = null;
        ExplorationResult? result = null;
        try
        {
            result = Explorer.Exhaustive(revision, configuration, new(MostStates));
            lock (keeping)
                foreach (var found in result.Findings) witnesses.Keep(Interleaving.Of(revision, configuration, found, $"by exploring {configuration.Name}"));
        }
        catch (UnsoundSearchException e)
        {
            defect = e.Message;
        }
        return new(0, 0, result?.States ?? 0, None, [], SurprisesOf(revision, defect, result?.Findings ?? []));
    }

    private static List<string> SurprisesOf(Revision revision, string? defect, IEnumerable<Finding> findings) =>
    [
        .. defect is null ? (string[])[] : [$"{revision.Name}: {defect}"],
        .. findings.Where(f => !Expected.Knows(revision, f.Violation.Property)).Select(f => $"{revision.Name}, {f.Violation.Property}: {f.Violation.What}"),
    ];
}
