using Netback.Properties.Generation;
using Netback.Properties.Campaigns;
using Netback.Properties.Specification;
using Netback.Properties.Results;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Campaigns;

/// <summary>A campaign goes on where it was ended, and says how much is still new.</summary>
public sealed class CampaignTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Here(string name) => Path.Combine(folder.Path, name);

    /// <summary>Three searches a round: two rounds at once, or in three goes.</summary>
    [Fact]
    public void CampaignInSeveralGoes_ComesToTheSame_AsInOne()
    {
        var whole = Run(Here("one"), 6);
        Run(Here("several"), 1);
        Run(Here("several"), 4);
        var last = Run(Here("several"), 6);
        Assert.Equal((2, 6), whole.Done);
        Assert.Equal(whole.Lines(), last.Lines());
        foreach (string file in (string[])[ResultsFile.Name, Campaign.Page, Campaign.Picture])
            Assert.Equal(File.ReadAllBytes(Path.Combine(Here("one"), file)), File.ReadAllBytes(Path.Combine(Here("several"), file)));
        // No search was carried out twice.
        Assert.Equal(6, File.ReadAllLines(Path.Combine(Here("several"), KeptSearches.Timings)).Length);
    }

    /// <summary>What two rounds find differs, as their seeds do; what is found twice is counted once.</summary>
    [Fact]
    public void EachRound_SearchesSomethingElse()
    {
        var campaign = Run(Here("one"), 6);
        string[] results = [.. File.ReadAllLines(ResultsFile.FullNameIn(Here("one"))).Skip(1).Select(l => l[(l.IndexOf("\"result\"", StringComparison.Ordinal))..])];
        Assert.Equal(6, results.Length);
        Assert.Equal(6, results.Distinct().Count());
        Assert.Equal(6 * 40, campaign.Growth.Last.Cases);
        Assert.Equal(7, campaign.Growth.Points.Count);
        Assert.Equal(campaign.Growth.Points.Select(p => p.Situations).Order(), campaign.Growth.Points.Select(p => p.Situations));
        Assert.InRange(campaign.Growth.Last.Situations, 10, 6 * 40);
        Assert.Empty(campaign.Surprises);
        Assert.NotEmpty(Directory.EnumerateFiles(Here("one"), "*" + Witness.Extension, SearchOption.AllDirectories));
    }

    /// <summary>Five scenarios show a three times, b and c once each: two of five, so that the next is new with 40 %.</summary>
    [Fact]
    public void UnseenMass_IsThePartOfScenariosWhoseSituationNoOtherShows()
    {
        var growth = new Growth();
        Assert.Null(growth.UnseenMass);
        growth.Add("byte-limit honest", Found(3, ("a", 2), ("b", 1)));
        Assert.Equal(1.0 / 3, growth.UnseenMass);
        growth.Add("byte-limit honest", Found(2, ("a", 1), ("c", 1)));
        Assert.Equal((2, 0.4), (growth.Singletons, growth.UnseenMass));
        Assert.Equal([(0, 0), (3, 2), (5, 3)], growth.Points.Select(p => ((int)p.Cases, p.Situations)));
        // The same bits in another environment are another situation.
        growth.Add("byte-limit hostile", Found(1, ("a", 1)));
        Assert.Equal(4, growth.Last.Situations);
        // Of six scenarios the last quarter begins after three, where a search ended.
        Assert.Equal(2, growth.NewLately(p => p.Situations));
    }

    [Theory]
    [InlineData("--campaign and --for go together", "--campaign", "DIR")]
    [InlineData("--campaign and --for go together", "--for", "1s")]
    [InlineData("--budget has no effect with --campaign", "--campaign", "DIR", "--for", "1s", "--budget", "1s")]
    [InlineData("--campaign and --results exclude each other", "--campaign", "DIR", "--for", "1s", "--results", "DIR")]
    [InlineData("--for must be a time", "--campaign", "DIR", "--for", "8")]
    public void OptionsThatDoNotFit_AreRefused(string why, params string[] options) => CliRun.Of(["verify", .. options]).Refused(why);

    [Fact]
    public void Command_SaysWhatIsNew_AndRefusesTheFolderOfAnotherPlan()
    {
        string[] command = ["verify", "--campaign", Here("c"), "--for", "1ms", "--revision", "slot-estimate", "--cases", "40", "--schedules", "0"];
        // No time at all: nothing is begun, and that is said.
        string output = CliRun.Of(command).Expected().Output;
        Assert.StartsWith("0 rounds, 0 searches: 0 scenarios, ", output, StringComparison.Ordinal);
        Assert.EndsWith("campaign.html; the same command goes on from there\n", output, StringComparison.Ordinal);
        Assert.Contains("<svg ", File.ReadAllText(Path.Combine(Here("c"), Campaign.Page)), StringComparison.Ordinal);
        CliRun.Of([.. command, "--seed", "2"]).Refused($"{Here("c")}: is for --seed 1, not for --seed 2");
        CliRun.Of("verify", "--results", Here("c")).Refused($"{Here("c")}: is for campaign, not for verify");
    }

    private static CampaignResult Found(long cases, params (string Situation, int Times)[] situations) =>
        new(cases, 0, 0, situations.ToDictionary(s => s.Situation, s => s.Times), [], []);

    /// <summary>Goes on until so many searches have come to their ends, those of earlier goes included.</summary>
    /// <summary>Three kinds of searches for scenarios.</summary>
    private static readonly DriverEnvironment[] Around = [DriverEnvironment.Honest, DriverEnvironment.AnyHost, DriverEnvironment.HostileGuest];

    private static Campaign Run(string at, int most)
    {
        using var kept = KeptSearches.Open(at, new("campaign", ["--seed", "1"]), null);
        var searches = new CampaignSearches([History.Find("slot-estimate")!], [.. Catalogue.Claims.Where(c => Around.Contains(c.Environment))], cases: 40, schedules: 0, seed: 1, new WitnessFolder(kept.Witnesses), default);
        var campaign = new Campaign(searches, kept);
        int found = 0;
        campaign.Run(() => Volatile.Read(ref found) < most, _ => Interlocked.Increment(ref found));
        kept.Finish();
        campaign.Write(at);
        return campaign;
    }
}
