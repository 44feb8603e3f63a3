using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A random schedule by rules is the one that the driver itself would make.</summary>
[Trait("Category", "Long")]
public class RuleWalkerTests
{
    public static TheoryData<string, WalkStrategy> Cases
    {
        get
        {
            var cases = new TheoryData<string, WalkStrategy>();
            foreach (var concurrent in ConcurrentScenarios.All)
                foreach (var strategy in Enum.GetValues<WalkStrategy>()) cases.Add(concurrent.Name, strategy);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WalkByRules_IsTheWalkOfTheDriver(string name, WalkStrategy strategy)
    {
        var concurrent = ConcurrentScenarios.Get(name);
        foreach (string revision in (string[])["byte-limit", "late-eoi", "xsa-424"]) AssertSame(History.Find(revision)!, concurrent, strategy, null, 300);
    }

    [Theory]
    [InlineData("unlocked-peek")]
    [InlineData("looks-once")]
    [InlineData("free-under-lock")]
    [InlineData("kicks-before-append")]
    public void WalkByRules_ViolatesWhatTheWalkOfTheDriverDoes(string name)
    {
        var race = Race.Find(name)!;
        Assert.True(AssertSame(race.Faulty, race.ConcurrentScenario, WalkStrategy.Pct, [race.Property], 2_000) > 0);
    }

    [Fact]
    public void RandomSchedules_FindTheSame_ByRulesAndOnTheDriver()
    {
        // Found in schedule 1,668 of that seed, when the first batch is over and walks go by rules.
        var race = Race.Find("looks-once")!;
        int first = Enumerable.Range(0, 200_000).First(i => Direct(race, i).Violation is not null);
        Assert.True(first > 512, $"schedule {first}");
        foreach (int workers in new[] { 1, 2 })
        {
            var result = Explorer.Random(race.Faulty, race.ConcurrentScenario, WalkStrategy.Uniform, 1_000_000_007, 200_000, [race.Property], workers);
            Assert.Equal((first + 1, race.Property), (result.Schedules, result.Finding?.Violation.Property));
            Assert.Equal(Enumerable.Range(0, first + 1).Sum(i => (long)Direct(race, i).Steps), result.Steps);
        }
    }

    private static WalkResult Direct(Race race, int i) => new Walk(race.Faulty, race.ConcurrentScenario, 1_000_000_007 + (ulong)i, WalkStrategy.Uniform).Go(properties: [race.Property]);

    /// <returns>How many walks violate something.</returns>
    private static int AssertSame(Revision revision, ConcurrentScenario concurrent, WalkStrategy strategy, string[]? properties, int walks)
    {
        var walker = new RuleWalker(revision, concurrent);
        int violated = 0;
        for (int seed = 1; seed <= walks; seed++)
        {
            var walk = new Walk(revision, concurrent, (ulong)seed, strategy);
            var (rules, driver) = (walker.Go(walk, properties), walk.Go(properties: properties));
            Assert.Equal((driver.Steps, driver.Violation, driver.IsCutShort), (rules.Steps, rules.Violation, rules.IsCutShort));
            if (driver.Violation is not null) violated++;
        }
        return violated;
    }
}
