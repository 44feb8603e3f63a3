namespace Netback.Properties.Campaigns;

/// <summary>What one search of a campaign has come to.</summary>
/// <param name="Cases">Scenarios that were carried out one context at a time.</param>
/// <param name="Schedules">Schedules in which contexts interleaved.</param>
/// <param name="States">States that were visited.</param>
/// <param name="Situations">How many scenarios hit just these probes: a number with a bit for each probe, in hexadecimal.</param>
/// <param name="Pairs">Which property was judged in a scenario that hit which probe: <c>BoundedMemory@honest QueueFull</c>.</param>
/// <param name="Surprises">What is not as the tables of expected verdicts say, each in a sentence.</param>
internal sealed record CampaignResult(long Cases, long Schedules, long States, IReadOnlyDictionary<string, int> Situations, IReadOnlyList<string> Pairs,
    IReadOnlyList<string> Surprises);
