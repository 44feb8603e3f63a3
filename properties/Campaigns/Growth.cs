namespace Netback.Properties.Campaigns;

/// <summary>How much was known after one search more.</summary>
/// <param name="Cases">Scenarios so far.</param>
/// <param name="Schedules">Schedules so far.</param>
/// <param name="States">States so far: those of each configuration once.</param>
/// <param name="Situations">Different situations so far: sets of probes that one scenario hit, by revision and environment.</param>
/// <param name="Pairs">Pairs of a property and a probe so far, by revision.</param>
internal sealed record GrowthPoint(long Cases, long Schedules, long States, int Situations, int Pairs);

/// <summary>How what is known has grown over a campaign, search by search in the order of the plan: it does not depend on who was faster.</summary>
internal sealed class Growth
{
    private readonly Dictionary<string, int> situations = new(StringComparer.Ordinal);
    private readonly HashSet<string> pairs = new(StringComparer.Ordinal);
    private readonly List<GrowthPoint> points = [new(0, 0, 0, 0, 0)];

    /// <summary>From nothing, one point after each search.</summary>
    public IReadOnlyList<GrowthPoint> Points => points;

    public GrowthPoint Last => points[^1];

    /// <summary>Situations that occurred in one scenario only.</summary>
    public int Singletons => situations.Values.Count(n => n == 1);

    /// <summary>
    /// Good and Turing's estimate of how likely the next scenario is to show a situation that none has shown: the part of all scenarios that
    /// showed one that no other did. It assumes that scenarios are drawn independently, and all from the same mixture. Null before the first.
    /// </summary>
    public double? UnseenMass => Last.Cases == 0 ? null : (double)Singletons / Last.Cases;

    /// <summary>Adds what a search has come to.</summary>
    /// <param name="where">Revision and environment, or whatever else keeps its situations apart.</param>
    /// <param name="result">What it has come to.</param>
    public void Add(string where, CampaignResult result)
    {
        foreach (var (situation, times) in result.Situations)
            situations[$"{where} {situation}"] = situations.GetValueOrDefault($"{where} {situation}") + times;
        foreach (string pair in result.Pairs) pairs.Add($"{where} {pair}");
        points.Add(new(Last.Cases + result.Cases, Last.Schedules + result.Schedules, Last.States + result.States, situations.Count, pairs.Count));
    }

    /// <summary>New ones in the last quarter of the scenarios.</summary>
    public int NewLately(Func<GrowthPoint, int> what) => what(Last) - what(points.Last(p => p.Cases <= Last.Cases * 3 / 4));
}
