using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Conformance;

/// <summary>Each revision that once was the real driver does what was recorded of it, in every field of every step.</summary>
public class RecordedDriverTests
{
    public static TheoryData<string, string, int> All()
    {
        var all = new TheoryData<string, string, int>();
        foreach (string revision in History.All.Where(r => r.Recording is not null).Select(r => r.Name))
        {
            all.Add(revision, "public", 200);
            all.Add(revision, "handmade", 53);
        }
        foreach (string revision in new[] { "xsa-392", "xsa-424" })
        {
            all.Add(revision, "xdp-public", 80);
            all.Add(revision, "xdp-handmade", 8);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Revision_AgreesWithItsRecording(string revision, string kind, int scenarios)
    {
        var driver = History.Find(revision)!;
        int compared = 0;
        foreach (var recorded in ScenarioReader.ReadFile(Recordings.Path(kind, revision)))
        {
            var difference = TraceComparison.FirstDifference(recorded, driver);
            Assert.True(difference is null, $"{recorded.Scenario.Name}: {difference}");
            compared++;
        }
        Assert.Equal(scenarios, compared);
    }

    [Fact]
    public void EveryRecording_IsComparedWith()
    {
        var compared = All().Select(row => Recordings.Path((string)row[1], (string)row[0])).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Recordings.All.Order(StringComparer.Ordinal), compared);
    }

    // No property bounds a batch from above: what comes between two batches comes a packet later. The recordings tell.
    [Fact]
    public void BatchOf65Packets_IsNotTheRecordedOne()
    {
        var recorded = ScenarioReader.ReadFile(Recordings.Path("public", "xsa-424")).First(r => r.Scenario.Name == "public-032");
        Assert.Null(TraceComparison.FirstDifference(recorded, new Xsa424()));
        Assert.Contains("reqCons: recorded 149, here 150", TraceComparison.FirstDifference(recorded, new SendsOneMore())?.ToString(), StringComparison.Ordinal);
    }

    private sealed class SendsOneMore : Xsa424
    {
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            for (int sent = 0; await SlotsAvailable(q) && await MayDequeue(q) && sent <= q.Vif.Parameters.RxBatch; sent++) await Send(q);
            await Flush(q);
        }
    }

    // The recordings tell the revisions apart: how many of the handmade scenarios come out otherwise than one revision before.
    [Theory]
    [InlineData("slot-estimate", "byte-limit", 53)]
    [InlineData("byte-limit", "stall-detection", 53)]
    [InlineData("stall-detection", "fewer-slots", 35)]
    [InlineData("fewer-slots", "head-need", 38)]
    [InlineData("head-need", "late-eoi", 14)]
    [InlineData("late-eoi", "locked-peek", 0)] // the text of G5 peeks with the lock; one context at a time cannot tell
    [InlineData("locked-peek", "xsa-392", 52)]
    [InlineData("xsa-392", "xsa-424", 3)]
    public void Revision_DiffersFromTheRecordingOfTheNextOne(string revision, string next, int different)
    {
        var driver = History.Find(revision)!;
        var recording = ScenarioReader.ReadFile(Recordings.Path("handmade", next));
        Assert.Equal(different, recording.Count(recorded => TraceComparison.FirstDifference(recorded, driver) is not null));
    }
}
