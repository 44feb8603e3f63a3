using System.Text.Json;
using Netback.Properties.Evidence.Player;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Evidence;

/// <summary>A player shows what the run was: its frames agree with what observers see of the same run.</summary>
public class PlaybackTests
{
    /// <summary>A scenario of every kind of violation: all witnesses would take longer, and the report plays each.</summary>
    public static TheoryData<string> Scenarios => [.. Witnesses.Names.GroupBy(Path.GetFileName).Select(g => g.Order(StringComparer.Ordinal).Last())];

    public static TheoryData<string> Schedules => [.. Witnesses.InterleavingNames.GroupBy(Path.GetFileName).Select(g => g.Last())];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_AfterEachStep_ShowsWhatObserversSee(string name)
    {
        var witness = Witnesses.Read(name);
        var playback = Recordings.Of(witness);
        Assert.Equal(witness.Driver, playback.Runs[0].Revision);
        Assert.All(playback.Runs, run =>
        {
            foreach (var line in Recorder.Trace(witness.Scenario, run.Revision).Where(l => l.Where is null && !(l.Step > run.ViolatedIn)))
                AssertShows(line, run.Frames.Last(f => f.Step == line.Step).State);
        });
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_BreaksInItsLastStep_AndNotInTheRunBeside(string name)
    {
        var witness = Witnesses.Read(name);
        var runs = Recordings.Of(witness).Runs;
        Assert.Equal(witness.Replay()!.What, runs[0].Violation);
        Assert.Equal(runs[0].Frames[^1].Step, runs[0].ViolatedIn);
        Assert.All(runs.Skip(1), r => Assert.Null(r.Violation));
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedule_HasAFrameForEachStep_OfWhoMakesIt(string name)
    {
        var interleaving = Witness.Read<Interleaving>(Path.Combine(Witnesses.Folder(), name));
        var runs = Recordings.Of(interleaving).Runs;
        var run = runs[0];
        Assert.Equal(interleaving.Finding.Schedule.Steps.Select(s => (s.Process, s.Words)), run.Frames.Skip(1).Select(f => (run.Lanes[f.Lane], f.Lines[0])));
        Assert.Equal(Enumerable.Range(0, run.Frames.Count), run.Frames.Select(f => f.Step));
        Assert.Equal(interleaving.Finding.Violation.What, run.Violation);
        Assert.Equal(run.Frames[^1].Step, run.ViolatedIn);
        // A later revision stays in step with it: what it does on the way to a point is one frame with it, and what it has not is passed over.
        Assert.All(runs.Skip(1), beside =>
        {
            Assert.Null(beside.Violation);
            Assert.Equal(run.Frames.Select(f => (f.Step, run.Lanes[f.Lane])), beside.Frames.Select(f => (f.Step, beside.Lanes[f.Lane])));
        });
    }

    [Fact]
    public void ScheduleOfALeak_StaysInStepWithTheProposal_UntilTheHostAsksWhetherTheQueueIsClosed()
    {
        var interleaving = Witness.Read<Interleaving>(Path.Combine(Witnesses.Folder(), "byte-limit", "NothingLeftBehind@honest.two-requests-disconnecting.witness.json"));
        var runs = Recordings.Of(interleaving).Runs;
        Assert.Equal(["byte-limit", "proposed"], runs.Select(r => r.Name));
        int same = runs[0].Frames.Zip(runs[1].Frames).TakeWhile(f => f.First.Lines.SequenceEqual(f.Second.Lines)).Count();
        Assert.InRange(same, 2, runs[0].Frames.Count - 2);
        Assert.Contains(runs[1].Frames, f => f.Lines[0].StartsWith("passes over: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Accesses_SayWhoReadsAndWritesWhat_InTheirOrder()
    {
        var run = Recordings.Of(Witnesses.Read(Path.Combine("fewer-slots", "NoRingOverrun@honest.witness.json"))).Runs[0];
        string[] told = [.. run.Frames.Select(f => $"{run.Lanes[f.Lane]}: {string.Join(", ", f.Lines)}")];
        int posts = Array.IndexOf(told, "guest0: req_prod = 1"), takes = Array.IndexOf(told, "rx0: req_cons = 2");
        Assert.InRange(posts, 1, takes - 1);
        Assert.Equal(1L, run.Frames[posts].State.Values["reqProd0"]);
        Assert.Equal(0L, run.Frames[posts - 1].State.Values["reqProd0"]);
    }

    /// <summary>What the script puts together again from differences.</summary>
    [Fact]
    public void Json_HoldsEveryFrame_AsWhatHasChanged()
    {
        var playback = Recordings.Of(Witnesses.Read(Path.Combine("head-need", "CarrierRecovers@honest.witness.json")));
        using var json = JsonDocument.Parse(playback.ToJson());
        string[] words = [.. json.RootElement.GetProperty("words").EnumerateArray().Select(w => w.GetString()!)];
        Assert.Equal(words.Distinct().Count(), words.Length);
        foreach (var (run, written) in playback.Runs.Zip(json.RootElement.GetProperty("runs").EnumerateArray()))
        {
            var values = new Dictionary<string, string>();
            Assert.Equal(run.Frames.Count, written.GetProperty("frames").GetArrayLength());
            foreach (var (frame, parts) in run.Frames.Zip(written.GetProperty("frames").EnumerateArray()))
            {
                Assert.Equal((frame.Step, frame.Lane), (parts[0].GetInt32(), parts[1].GetInt32()));
                Assert.Equal(frame.Lines, parts[2].EnumerateArray().Select(n => words[n.GetInt32()]));
                if (parts.GetArrayLength() > 3) foreach (var change in parts[3].EnumerateObject()) values[change.Name] = change.Value.GetRawText();
                Assert.Equal(frame.State.Values.ToDictionary(v => v.Key, v => JsonSerializer.Serialize(v.Value)), values);
            }
        }
    }

    [Fact]
    public void StepOfManyAccesses_ShowsTheFirst_CountsTheOthers_AndEndsAsTheRunDoes()
    {
        var run = Recordings.Of(Witnesses.Read(Path.Combine("byte-limit", "ByteAccounting@any-host.witness.json"))).Runs[0];
        Assert.Equal(RunRecorder.MostInAStep + 1, run.Frames.Count(f => f.Step == 0));
        Assert.Matches("^… and [0-9,]{7,} more$", run.Frames[^1].Lines[0]);
        Assert.Equal(65_538L, run.Frames[^1].State.Values["packets0"]);
        Assert.Equal(3 * Snapshot.MostPackets, Assert.IsAssignableFrom<IReadOnlyList<long>>(run.Frames[^1].State.Values["first0"]).Count);
    }

    /// <summary>Slots with more than data in them, until the guest has taken their responses; and what is special about packets that wait.</summary>
    [Fact]
    public void Slots_ShowExtras_AndErrors_AndPackets_WhereTheyBeginInTheirPage()
    {
        var scenario = new Scenario("slots", Parameters.Default with { Hash = true, XdpHeadroom = 256 }, HostStack.HonoursStop,
        [
            Step.Post(0, 12), Step.Advance(0), Step.FailCopies(0, 2), Step.Xmit(0, 5000, gso: true) with { Hash = true }, Step.Advance(0),
            Step.Xmit(0, 60) with { Offset = 4090 }, Step.Consume(0, 3), Step.Xmit(0, 40_000, gso: true), Step.Xmit(0, 60) with { Hash = true },
        ]);
        var frames = Frames(scenario, "proposed");
        // Data, GSO, hash, headroom, and the rest of the data; the second copy is that of the rest.
        Assert.Equal([0, SlotContents.Error, 1, SlotContents.Gso, 2, SlotContents.Hash, 3, SlotContents.Headroom, 4, SlotContents.Error], Longs(frames, 4, "contents0"));
        Assert.Equal([3, SlotContents.Headroom, 4, SlotContents.Error], Longs(frames, 6, "contents0"));
        Assert.Equal([0, 4090, 0], Longs(frames, 6, "shapes0"));
        Assert.Equal([0, 4090, 0, 2, 0, 1], Longs(frames, 8, "shapes0"));

        static IReadOnlyList<long> Longs(IReadOnlyList<Properties.Evidence.Player.Frame> frames, int step, string name) => (IReadOnlyList<long>)frames.Last(f => f.Step == step).State.Values[name]!;
    }

    /// <summary>Up to fewer-slots a copy that fails is an error of the packet's first response.</summary>
    [Fact]
    public void Slots_BeforeHeadNeed_HaveTheErrorInTheFirst()
    {
        var scenario = new Scenario("slots", Parameters.Default, HostStack.HonoursStop,
            [Step.Post(0, 40), Step.Advance(0), Step.Xmit(0, 60), Step.Xmit(0, 9000, gso: true), Step.FailCopies(0, 3), Step.Advance(0)]);
        var frames = Frames(scenario, "byte-limit");
        Assert.Equal([0L, SlotContents.Error, 1, SlotContents.Error, 2, SlotContents.Gso], (IReadOnlyList<long>)frames[^1].State.Values["contents0"]!);
    }

    private static IReadOnlyList<Properties.Evidence.Player.Frame> Frames(Scenario scenario, string revision) =>
        Recordings.Of(scenario, Revisions.History.Find(revision)!, Properties.Specification.Catalogue.Find("BoundedMemory")!.HonestClaim!).Frames;

    private static void AssertShows(TraceLine line, Snapshot shown)
    {
        Assert.Equal((line.Now, line.Carrier, line.Disabled), ((long)shown.Values["ms"]!, (bool)shown.Values["carrier"]!, (bool)shown.Values["disabled"]!));
        for (int q = 0; q < line.Queues.Count; q++)
        {
            var queue = line.Queues[q];
            Assert.Equal((queue.ReqProd, queue.ReqCons, queue.RspProd, queue.ReqEvent, queue.Packets),
                ((uint)Long("reqProd"), (uint)Long("reqCons"), (uint)Long("rspProd"), (uint)Long("reqEvent"), Long("packets")));
            Assert.Equal((queue.TxStopped, queue.Stalled ?? false), ((bool)shown.Values[$"stopped{q}"]!, (bool)shown.Values[$"stalled{q}"]!));
            long Long(string name) => (long)shown.Values[name + q]!;
        }
    }
}
