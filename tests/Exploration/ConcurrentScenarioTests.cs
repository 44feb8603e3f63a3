using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A concurrent scenario cut down to what a schedule begins is one that the schedule fits.</summary>
public class ConcurrentScenarioTests
{
    /// <summary>The second of each is begun, and the first "posts 1" is not: it comes before any "sends an event".</summary>
    [Fact]
    public void ActsThatAScheduleLeavesOut_AreTakenAway_AndTheOthersKeepTheirOrder()
    {
        var concurrent = ConcurrentScenarios.Find("event-while-sending")!;
        Assert.Equal(["posts 1", "sends an event", "posts 1", "sends an event"], concurrent.Parts.Single(p => p.Process == "guest0").Actions);
        var only = concurrent.Only(Of("guest0: sends an event", "guest0: posts 1", "guest0: publishes requests", "guest0: reads req_event"));
        var part = Assert.Single(only.Parts);
        Assert.Equal("guest0", part.Process);
        Assert.Equal(["sends an event", "posts 1"], part.Actions);
    }

    [Fact]
    public void StepsOfAScenario_AreTakenAwayLikewise()
    {
        var scenario = new Scenario("x", new(), HostStack.HonoursStop, [Step.Post(0, 1), Step.Kick(0), Step.Xmit(0, 60), Step.Run(0), Step.Post(0, 1), Step.Advance(5)]);
        var only = ConcurrentScenario.Of(scenario).Only(Of("guest0: sends an event", "host0: offers 1 of 60 bytes to queue 0", "guest0: posts 1", "guest0: publishes requests"));
        Assert.Equal([Step.Kick(0), Step.Xmit(0, 60), Step.Post(0, 1)], only.Scenario!.Steps);
    }

    /// <summary>So it was found: what is left of a schedule begins with an action that stands behind another of a name that comes later.</summary>
    [Fact]
    public void ShrunkSchedule_ReplaysOnWhatIsLeft()
    {
        var concurrent = ConcurrentScenarios.Find("event-while-sending")!;
        var schedule = Of("guest0: sends an event", "irq0: arrives", "guest0: posts 1", "guest0: publishes requests");
        var loose = Replayer.Follow(new ModelInstance(Netback.Revisions.History.Find("late-eoi")!, concurrent) { SkipsSteps = true }, schedule.Steps, "none");
        Assert.Equal(schedule.Steps, loose.Steps.Steps);
        Assert.Null(Replayer.Replay(new ModelInstance(Netback.Revisions.History.Find("late-eoi")!, concurrent.Only(schedule)), schedule, "none").Divergence);
    }

    /// <summary>The link is down then, and the packet goes no further; nor does it take part in the next connection.</summary>
    [Theory]
    [InlineData("byte-limit")]
    [InlineData("xsa-424")]
    [InlineData("proposed")]
    public void StackOffers_BetweenADisconnectAndTheConnectAfterIt(string revision)
    {
        var model = new ModelInstance(Netback.Revisions.History.Find(revision)!, Configurations.Get("reconnecting"));
        const string Offers = "offers 64 bytes to queue 0";
        ScheduleStep[] driver = [.. Enumerable.Repeat<ScheduleStep[]>([new("rx0", ""), new(TestBench.Toolstack, "")], 80).SelectMany(turn => turn)];
        var followed = Replayer.Follow(model,
            [new(TestBench.Toolstack, "disconnects"), .. driver, new("host0", Offers), .. Enumerable.Repeat(new ScheduleStep("host0", ""), 9), new(TestBench.Toolstack, "connects again"), .. driver], "FreshStart");
        Assert.Null(followed.Violation);
        Assert.Equal(["toolstack: disconnects", "host0: " + Offers, "toolstack: connects again"],
            followed.Steps.Steps.Select(s => s.ToString()).Where(s => s.Contains("connects") || s.EndsWith(Offers, StringComparison.Ordinal)).Where(s => !s.Contains("the vif")));
        Assert.True(model.Vif.Connected.Peek);
        Assert.Null(model.Vif.Queues[0].Packets.Head.Peek);
    }

    /// <summary>Whoever takes them, and whatever the schedule; what has no number comes after them, in any order.</summary>
    [Fact]
    public void ActionsWithNumbers_BeginInTheirOrder_AndBeforeAllOthers()
    {
        var concurrent = ConcurrentScenarios.Get("stall-against-recovery");
        string[] labels = [.. concurrent.Parts.SelectMany(part => part.Actions)];
        string[] numbered = [.. labels.Where(l => l.Contains(": ")).OrderBy(l => int.Parse(l.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(13, numbered.Length);
        var ends = new HashSet<string>();
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var schedule = new Walk(Netback.Revisions.History.Find("stall-detection")!, concurrent, seed, WalkStrategy.Uniform).Go(properties: [], record: true).Schedule!;
            string[] begun = [.. schedule.Steps.Where(s => labels.Contains(s.Words)).Select(s => s.Words)];
            Assert.Equal(numbered, begun[..numbered.Length]);
            ends.Add(string.Join(", ", begun[numbered.Length..]));
        }
        Assert.Equal(["posts 1, sends an event", "sends an event, posts 1"], ends.Order());
    }

    /// <summary>Without some of them the others keep their order.</summary>
    [Fact]
    public void ActionsWithNumbers_OfWhichSomeAreLeftOut_StillBegin()
    {
        var concurrent = ConcurrentScenarios.Get("stall-against-recovery");
        concurrent = concurrent with { Parts = [.. concurrent.Parts.Select(part => part with { Actions = [.. part.Actions.Where(a => !a.StartsWith("2:", StringComparison.Ordinal))] })] };
        var walk = new Walk(Netback.Revisions.History.Find("stall-detection")!, concurrent, 1, WalkStrategy.Uniform).Go(properties: [], record: true);
        Assert.Contains(walk.Schedule!.Steps, s => s.Words == "13: ticks");
    }

    private static Schedule Of(params string[] steps)
    {
        using var lines = new StringReader(string.Join('\n', steps));
        return Schedule.Read(lines, "test");
    }
}
