using Netback.Properties.Results;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Campaigns;

/// <summary>Searches on, round after round, until somebody says that it is enough; the next time it goes on from there.</summary>
/// <param name="searches">What there is to search.</param>
/// <param name="kept">Carries it out, and keeps what is found.</param>
internal sealed class Campaign(CampaignSearches searches, KeptSearches kept)
{
    /// <summary>The page with the curves, and the curves.</summary>
    public const string Page = "campaign.html", Picture = "growth.svg";

    /// <summary>What was found, over the whole campaign.</summary>
    public Growth Growth { get; } = new();

    /// <summary>What is not as the tables of expected verdicts say, in the order of the plan.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>Rounds that were begun, and searches that have come to their ends.</summary>
    public (int Rounds, int Searches) Done { get; private set; }

    /// <summary>Goes on for as long as it is told to.</summary>
    /// <param name="goOn">Asked before each search.</param>
    /// <param name="found">Told what each search has come to, from any thread.</param>
    public void Run(Func<bool> goOn, Action<CampaignResult> found)
    {
        for (int round = 1; ; round++)
        {
            var those = searches.OfRound(round);
            if (those.Count == 0) return;
            var results = kept.Run(those, new PlainForm<CampaignResult>(), found, goOn: goOn);
            for (int i = 0; i < results.Length; i++)
            {
                if (results[i] is not { } result) continue;
                Done = (round, Done.Searches + 1);
                // The round is no part of a situation.
                Growth.Add(those[i].Name[(those[i].Name.IndexOf(':') + 2)..], result);
                Surprises.AddRange(result.Surprises.Except(Surprises));
            }
            if (results.Contains(null) || !goOn()) return;
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="folder">Where.</param>
    public void Write(string folder)
    {
        string picture = GrowthPicture.Of(Growth);
        Write(Path.Combine(folder, Picture), picture);
        Write(Path.Combine(folder, Page), $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Campaign</title>
            <style>{Evidence.PageStyle.Sheet}</style></head><body><header><h1>Campaign</h1></header><main>
            {string.Concat(Lines().Select(l => $"<p>{Pictures.Xml.Escape(l)}</p>\n"))}<figure>{picture}</figure>
            </main></body></html>

            """);
    }

    /// <summary>What it has come to, in sentences.</summary>
    public IEnumerable<string> Lines()
    {
        var last = Growth.Last;
        yield return $"{Done.Rounds:N0} rounds, {Done.Searches:N0} searches: {last.Cases:N0} scenarios, {last.Schedules:N0} schedules, {last.States:N0} states in larger configurations.";
        yield return $"Situations (sets of probes that one scenario hits, by revision and environment): {last.Situations:N0}, "
            + $"{Growth.NewLately(p => p.Situations):N0} of them new in the last quarter of the scenarios.";
        yield return $"Pairs of a property and a probe, by revision: {last.Pairs:N0}, {Growth.NewLately(p => p.Pairs):N0} of them new in the last quarter.";
        if (Growth.UnseenMass is { } unseen)
            yield return $"Unseen, by Good and Turing: {Growth.Singletons:N0} situations occurred in one scenario only, so that about {unseen * 100:0.####} % of further scenarios would show "
                + "a situation that none has shown. That assumes scenarios that are drawn independently from one mixture; every round draws from the same.";
        yield return Surprises.Count == 0 ? "All is as expected." : $"Not as expected: {Surprises.Count:N0}.";
        foreach (string surprise in Surprises) yield return $"! {surprise}";
    }

    private static void Write(string file, string content) => OutputFile.Write(file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));
}
