using Netback.Properties.Evidence.Netdev;
using Netback.Properties.Evidence.Sections;
using Netback.Properties.Verdicts;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Evidence;

/// <summary>The page for the maintainers of xen-netback.</summary>
public sealed class NetdevNoteTests
{
    private static readonly string Report = Path.Combine(Repository.Root, "docs", "evidence"), Recordings = Path.Combine(Repository.Root, "tests", "recordings");

    [Fact]
    public void CommittedPage_IsWhatTheReportWrites() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs", "netdev.md")), new NetdevNote(Report, Recordings).Write(Path.Combine(Repository.Root, "docs")));

    [Fact]
    public void EachKnownViolationOfTodaysDriver_BelongsToOneFinding()
    {
        var known = Expected.Violations.Where(v => v.Revisions.Contains(TodaySection.Today)).Select(v => v.Claim).Order(StringComparer.Ordinal);
        Assert.Equal(known, NetdevFindings.All.SelectMany(f => f.Claims).Order(StringComparer.Ordinal));
    }

    /// <summary>A finding is a race or it is none: recordings are counted by that.</summary>
    [Fact]
    public void Finding_IsARaceOrNone() => Assert.All(NetdevFindings.All, f => Assert.Single(
        f.Claims.Select(c => Expected.Violations.Single(v => v.Claim == c && v.Revisions.Contains(TodaySection.Today)).Interleaved).Distinct()));

    [Fact]
    public void Note_IsWrittenFromAReport_AndWithoutOneItIsRefused()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "netdev.md");
        CliRun.Of("report", "--from", Report, "--recordings", Recordings, "--netdev", file).Expected();
        Assert.StartsWith("# xen-netback, guest Rx: ", File.ReadAllText(file), StringComparison.Ordinal);
        CliRun.Of("report", "--netdev", file).Refused("Option '--out' is required");
        CliRun.Of("report", "--from", folder.Path + "/none", "--netdev", file).Refused("none: no such folder");
    }
}
