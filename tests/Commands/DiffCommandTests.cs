using Xunit;
using static Netback.Tests.Documents.Repository;

namespace Netback.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private const string Stuck =
        """
        {"name":"stuck","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},"host":"honours-stop","startIndex":0,
        "steps":[{"do":"post","queue":0,"count":1},{"do":"xmit","queue":0,"length":60,"count":2},{"do":"advance","ms":10000}]}
        """;

    private static readonly string LateEoi =
        Path.Combine(Root, "tests", "interleavings", "late-eoi", "NoUseAfterFree@honest.event-while-sending.witness.json");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scenario_IsToldOnceUpToWhereTheRevisionsPart_AndThenSideBySide() =>
        Golden.AssertSame("diff-stuck", Diff(folder.File("stuck.json", Stuck), "slot-estimate", "byte-limit").Expected().Output);

    [Fact]
    public void Interleaving_IsFollowedByItsLabels() => Golden.AssertSame("diff-late-eoi", Diff(LateEoi, "late-eoi", "locked-peek").Expected().Output);

    [Fact]
    public void RevisionsThatDoTheSame_AreSaidTo()
    {
        string output = Diff(folder.File("stuck.json", Stuck), "xsa-392", "xsa-424").Expected().Output;
        Assert.Contains("\nxsa-392 and xsa-424 do the same in every step.\n", output, StringComparison.Ordinal);
        Assert.Contains("\nNo property differs here.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" | ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void DriverThatStops_SaysSoBesideTheOneThatGoesOn()
    {
        string overrun = Path.Combine(Root, "tests", "witnesses", "fewer-slots", "NoDriverAssertion@honest.witness.json");
        string output = Diff(overrun, "fewer-slots", "proposed").Expected().Output;
        Assert.Contains("BUG in xenvif_rx_action", output, StringComparison.Ordinal);
        Assert.Contains("  NoDriverAssertion@honest: fewer-slots violates it, proposed does not\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("--revision must be given twice")]
    [InlineData("--revision must be given twice", "--revision", "byte-limit")]
    [InlineData("--revision must be given twice", "--revision", "byte-limit", "--revision", "byte-limit")]
    [InlineData("--revision must be given twice", "--revision", "byte-limit", "--revision", "xsa-392", "--revision", "xsa-424")]
    [InlineData("unknown revision \"x\"", "--revision", "byte-limit", "--revision", "x")]
    public void BadUsage_IsRefused(string message, params string[] args) =>
        CliRun.Of(["diff", folder.File("stuck.json", Stuck), .. args]).Refused(message);

    [Fact]
    public void FileOfSeveralScenarios_IsRefused()
    {
        string several = folder.File("several.jsonl", Stuck.ReplaceLineEndings("") + "\n" + Stuck.ReplaceLineEndings("").Replace("stuck", "again", StringComparison.Ordinal) + "\n");
        Diff(several, "byte-limit", "proposed").Refused("holds 2 scenarios, and diff takes one");
    }

    private static CliRun Diff(string file, string a, string b) => CliRun.Of("diff", file, "--revision", a, "--revision", b);
}
