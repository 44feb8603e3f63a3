using System.CommandLine;
using System.Diagnostics;
using Netback.Properties.Campaigns;
using Netback.Properties.Results;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback verify --campaign</c>.</summary>
internal static class CampaignRun
{
    /// <param name="folder">Where what is found is kept.</param>
    /// <param name="plan">What decides it.</param>
    /// <param name="searchesOf">What to search, with witnesses in a folder.</param>
    /// <param name="time">After which no other search is begun.</param>
    /// <param name="result">The command line.</param>
    /// <returns>The exit code.</returns>
    public static int Of(string folder, Plan plan, Func<WitnessFolder, CampaignSearches> searchesOf, TimeSpan time, ParseResult result)
    {
        var clock = Stopwatch.StartNew();
        var progress = Progress.Of(result);
        using var kept = KeptSearches.Open(folder, plan, null);
        var campaign = new Campaign(searchesOf(new(kept.Witnesses)), kept);
        int searches = 0, surprises = 0;
        progress.GoesOn = $"the same command goes on from {folder}";
        progress.Begin("searching on", 0, "", () => $"{searches:N0} searches kept, {surprises:N0} things that are not as expected, witnesses below {kept.Witnesses}", "what the searches in hand would have shown");
        campaign.Run(() => clock.Elapsed < time, found =>
        {
            Interlocked.Increment(ref searches);
            Interlocked.Add(ref surprises, found.Surprises.Count);
        });
        kept.Finish();
        campaign.Write(folder);
        var output = result.InvocationConfiguration.Output;
        foreach (string line in campaign.Lines()) Wrap.Say(output, line);
        output.WriteLine($"{Path.Combine(folder, Campaign.Page)}; the same command goes on from there");
        return campaign.Surprises.Count == 0 ? ExitCode.Expected : ExitCode.Differs;
    }
}
