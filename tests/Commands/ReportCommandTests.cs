using Xunit;

namespace Netback.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Here => Path.GetDirectoryName(folder.File("mark", ""))!;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FolderWithOtherThingsInIt_IsLeftAlone()
    {
        CliRun.Of("report", "--out", Here).Refused($"{Here}: is not empty, and there is no report in it");
        Assert.Equal(["mark"], Directory.EnumerateFileSystemEntries(Here).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void EvidenceThatIsNotThere_IsRefused()
    {
        CliRun.Of("report", "--out", Path.Combine(Here, "new"), "--from", Path.Combine(Here, "none")).Refused("evidence.json");
        CliRun.Of("report", "--out", Path.Combine(Here, "new"), "--from", folder.File("evidence.json", "{}")).Refused("evidence.json");
    }

    [Fact]
    public void RecordingsThatAreNotThere_AreNoticedBeforeAnythingElse() =>
        CliRun.Of("report", "--out", Path.Combine(Here, "new"), "--recordings", Here).Refused($"{Here}: there are no recordings");

    [Theory]
    [InlineData("--cases must be a whole number from 1 to 100000000, not \"0\"", "--out", "x", "--cases", "0")]
    [InlineData("Option '--out' is required", "--seed", "1")]
    [InlineData("--seed has no effect with --from, which searches nothing", "--out", "x", "--from", "y", "--seed", "1")]
    [InlineData("--recordings has no effect with --from", "--out", "x", "--from", "y", "--recordings", "z")]
    public void BadUsage_IsRefused(string message, params string[] args) => CliRun.Of(["report", .. args]).Refused(message);
}
