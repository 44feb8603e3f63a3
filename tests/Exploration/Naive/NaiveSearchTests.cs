using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration.Naive;

/// <summary>The explorer finds what a search finds that knows none of its tricks.</summary>
[Trait("Category", "Long")]
public class NaiveSearchTests
{
    private static readonly Parameters Least = Configurations.Get("one-packet").Vif with { RingSize = 1 };

    // What is remembered of time lies in other objects where states are saved.
    private static readonly Configuration Still = new("least", "ring of 1, one packet, one request", Least) { Clock = ClockPolicy.Stopped, Takes = false, Judged = Judged.Untimed };

    private const string Offers = "offers 64 bytes to queue 0", Posts = "posts 1", Takes = "takes the responses", Ticks = "ticks";

    private static readonly ConcurrentScenario[] ConcurrentScenarios =
    [
        new("sends-one", "a packet and a request", Still, [new("host0", [Offers]), new("guest0", [Posts])]),
        new("takes-one", "the same, and the response is taken", Still with { Takes = true }, [new("host0", [Offers]), new("guest0", [Posts, Takes])]),
        new("blocked", "two packets, and no request", Still, [new("host0", [Offers, Offers])]),
        new("expires", "a packet, no request, time passes at any moment", Still with { Clock = ClockPolicy.AnyTime },
            [new("host0", [Offers]), new(TestBench.Clock, [Ticks, Ticks])]),
        new("stalls", "a packet, a request, time passes when all is quiet", Still with { Clock = ClockPolicy.WhenQuiet, Vif = Least with { StallTimeoutMs = 1 } },
            [new("host0", [Offers]), new("guest0", [Posts]), new(TestBench.Clock, [Ticks, Ticks])]),
        new("connects", "a request, time passes when all is quiet", Still with { Clock = ClockPolicy.WhenQuiet, Vif = Least with { StallTimeoutMs = 1 } },
            [new("guest0", [Posts]), new(TestBench.Clock, [Ticks])]),
        new("connects-meanwhile", "a packet and a request, while the vif is connected", Still with { Connects = true, Vif = Least with { StallTimeoutMs = 1 } },
            [new("host0", [Offers]), new("guest0", [Posts]), new(TestBench.Toolstack, ["connects"])]),
        new("stops", "a packet, no request, the largest packet has a slot to spare, time passes when all is quiet",
            Still with { Clock = ClockPolicy.WhenQuiet, Vif = Least with { MaxPacketSlots = 2 } }, [new("host0", [Offers]), new(TestBench.Clock, [Ticks, Ticks])]),
        new("disconnects", "a packet, and a disconnect", Still with { Disconnects = true }, [new("host0", [Offers]), new(TestBench.Toolstack, ["disconnects"])]),
    ];

    /// <summary>Revisions whose interrupt looks for work itself: some concurrent scenarios make more than 10,000 states.</summary>
    private static readonly string[] TooLong = ["late-eoi", "locked-peek", "xsa-392", "xsa-424", "proposed"];

    /// <summary>Revisions that differ little from one before or after them: they are searched where it is quick.</summary>
    private static readonly string[] Between = ["stall-detection", "fewer-slots", "late-eoi", "locked-peek", "xsa-392"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            // The others count no slots for a packet that comes, and have no timer.
            cases.Add("slot-estimate", "stops");
            foreach (var concurrent in ConcurrentScenarios.Where(s => s.Name != "stops"))
                foreach (string revision in Thorough.Revisions.Except(TakesTooLong(concurrent.Name))) cases.Add(revision, concurrent.Name);
            return cases;
        }
    }

    private static IEnumerable<string> TakesTooLong(string concurrent) => concurrent switch
    {
        "takes-one" => TooLong.Skip(1),
        "stalls" or "connects-meanwhile" => TooLong,
        "sends-one" or "disconnects" when !Thorough.IsAsked => TooLong,
        "expires" when !Thorough.IsAsked => ["proposed"],
        "connects" or "disconnects" => [],
        _ => Between,
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaiveSearch_FindsTheSameStates_AndTheSameViolations(string revision, string name)
    {
        var driver = History.Find(revision)!;
        var concurrent = ConcurrentScenarios.First(p => p.Name == name);
        var words = WordsOf(driver, concurrent.Configuration);
        var naive = new NaiveSearch(freed => new(driver, concurrent.Configuration, concurrent, savesStates: false, freed), words, most: 20_000);
        naive.Run();
        var full = Explored(driver, concurrent, reduced: false, words);
        var reduced = Explored(driver, concurrent, reduced: true, words);
        AssertSame(naive.All, full.All);
        AssertSame(naive.Rests, full.Rests);
        AssertSame(naive.Rests, reduced.Rests);
        Assert.Subset(naive.All, reduced.All);
        Assert.Equal(naive.Violated, full.Violated);
        Assert.Equal(naive.Violated, reduced.Violated);
        Assert.InRange(full.States, 1, naive.States);
    }

    private static SharedWords WordsOf(Revision driver, Configuration configuration) =>
        new(Math.Max(configuration.Vif.DrainTimeoutMs, driver.StallAfterMs(configuration.Vif) + 1 ?? 0) + 1, configuration.Vif.RingSize + 1);

    private static (int States, HashSet<string> All, HashSet<string> Rests, SortedSet<string> Violated) Explored(
        Revision driver, ConcurrentScenario concurrent, bool reduced, SharedWords words)
    {
        concurrent = concurrent with { Configuration = concurrent.Configuration with { Reduced = reduced } };
        using var search = new BreadthFirst(driver, concurrent.Configuration, ExplorationBudget.Unlimited, workers: 1, checks: !reduced, concurrent);
        var result = search.Run();
        HashSet<string> all = [], rests = [];
        foreach (ulong[] row in search.States())
        {
            search.Book.Restore(row);
            string shared = words.Of(search.Book.Model);
            all.Add(shared);
            if (search.Book.Model.Machine.IsQuiet) rests.Add(shared);
        }
        return (result.States, all, rests, new(result.Findings.Select(f => f.Violation.Property), StringComparer.Ordinal));
    }

    private static void AssertSame(HashSet<string> naive, HashSet<string> explored)
    {
        if (naive.FirstOrDefault(s => !explored.Contains(s)) is { } missed) Assert.Fail($"The explorer misses {Nearest(missed, explored)}");
        if (explored.FirstOrDefault(s => !naive.Contains(s)) is { } invented) Assert.Fail($"The explorer invents {Nearest(invented, naive)}");
    }

    /// <summary>How a state differs from the one that is most like it.</summary>
    private static string Nearest(string state, HashSet<string> others)
    {
        var lines = state.Split('\n').ToHashSet();
        var nearest = others.Select(o => o.Split('\n')).MaxBy(o => o.Count(lines.Contains)) ?? [];
        return $"a state with {string.Join(", ", lines.Except(nearest))}; the nearest has {string.Join(", ", nearest.Except(lines))}";
    }
}
