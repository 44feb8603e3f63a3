using Netback.Properties.Conformance.Interleaved;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Conformance;

/// <summary>The driver makes every access that the real one made, in the order in which its contexts made them, and sees what it saw.</summary>
public sealed class InterleavedRecordingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> Generations => ["G1", "G5", "G6", "G7", "G8"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Generations))]
    public void EveryRecording_IsFollowed_AccessByAccess(string generation)
    {
        List<InterleavedRecording> all = [.. InterleavedRecording.ReadFile(PathOf(generation))];
        Assert.Equal(200, all.Count);
        Assert.Empty(all.Select(r => Follower.FirstDifference(r, r.Revision)).OfType<Divergence>());
    }

    /// <summary>What is compared tells generations apart: each follows its own recordings only.</summary>
    [Theory]
    [InlineData("G1", "xsa-424")]
    [InlineData("G5", "locked-peek")]
    [InlineData("G6", "late-eoi")]
    [InlineData("G7", "xsa-424")]
    [InlineData("G8", "xsa-392")]
    public void RecordingOfAnotherRevision_IsToldApart(string generation, string revision) =>
        Assert.Contains(InterleavedRecording.ReadFile(PathOf(generation)), r => Follower.FirstDifference(r, History.Find(revision)!) is not null);

    [Fact]
    public void BadFile_IsRefusedInOneLine()
    {
        string[] lines = Recordings.Unpacked(PathOf("G1")).Split('\n');
        CliRun.Of("conform", folder.File("cut.jsonl", lines[0][..^40])).Refused("cut.jsonl:1: not JSON");
        CliRun.Of("conform", folder.File("odd.jsonl", lines[0].Replace("\"seed\"", "\"sead\"", StringComparison.Ordinal))).Refused("odd.jsonl:1: unknown key \"sead\"");
    }

    private static string PathOf(string generation) => Path.Combine(AppContext.BaseDirectory, "recordings", "interleaved", generation + ".jsonl.gz");
}
