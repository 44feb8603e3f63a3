using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Stories;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Stories;

/// <summary>The stories of what explorations find, as a person has read them and found them good.</summary>
public sealed class StoryTests
{
    /// <summary>Races, and what byte-limit itself does in the configurations beside them.</summary>
    public static TheoryData<string> Stories =>
    [
        .. Race.All.Where(r => r.Name != "counts-unlocked").Select(r => r.Name), // that one takes ten seconds to find
        "fatal", "two-cpus", "disconnecting",
    ];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Story_IsAsApproved_AndFitsTheTerminal(string name)
    {
        var (revision, configuration, clause) = Race.Find(name) is { } race
            ? (race.Broken, race.Configuration, race.Clause)
            : ((Revision)new ByteLimit(), Configurations.Get(name), null);
        var finding = Explorer.Exhaustive(revision, configuration, ExplorationBudget.Unlimited with { Until = clause })
            .Findings.First(f => clause is null || f.Breach.Clause == clause);
        var text = new StringWriter { NewLine = "\n" };
        Story.Of(revision, configuration, finding).Write(text);
        Assert.All(text.ToString().Split('\n'), line => Assert.True(line.Length <= 100, line));
        StoryGolden.AssertSame(name, text.ToString());
    }

    [Fact]
    public void EveryApprovedStory_IsComparedWith() =>
        Assert.Equal(((IEnumerable<object[]>)Stories).Select(row => (string)row[0]).Order(StringComparer.Ordinal), StoryGolden.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void AWitnessThatDoesNotReproduce_IsNotTold()
    {
        var race = Race.Find("kicks-before-append")!;
        var finding = Explorer.Exhaustive(race.Broken, race.Configuration, ExplorationBudget.Unlimited with { Until = race.Clause })
            .Findings.First(f => f.Breach.Clause == race.Clause);
        // Its first steps have not broken anything yet.
        var cut = finding with { Schedule = new(finding.Schedule.Steps.Take(3).ToList()) };
        Assert.Throws<InvalidOperationException>(() => Story.Of(race.Broken, race.Configuration, cut));
    }
}
