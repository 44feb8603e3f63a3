using System.Text.Json.Nodes;
using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Netback.Tests.Evidence;
using Xunit;

namespace Netback.Tests.Scenarios;

/// <summary>Damaged files of every kind, always the same: each is taken, or refused in one line, and nothing else happens.</summary>
[Trait("Category", "Long")]
public sealed class ReaderFuzzTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("interleavings/late-eoi/NoUseAfterFree@honest.event-while-sending.trace", 400)]
    [InlineData("interleavings/byte-limit/BoundedMemory@no-tx-lock.two-cpus.trace", 400)]
    [InlineData("interleavings/byte-limit/TeardownWithinDrain@honest.disconnect-during-transmit.witness.json", 600)]
    [InlineData("witnesses/late-eoi/NoUseAfterFree@honest.expiry-under-interrupt.witness.json", 300)]
    [InlineData("witnesses/slot-estimate/BoundedMemory@honest.witness.json", 600)]
    [InlineData("witnesses/xsa-392/NoFlapping@honest.witness.json", 300)]
    public void DamagedFile_IsReplayedOrRefusedInOneLine(string name, int rounds)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "tests", name)), extension = name[name.IndexOf('.', StringComparison.Ordinal)..];
        if (!Thorough.IsAsked) rounds /= 4;
        var random = new Random(rounds);
        int refused = 0;
        for (int i = 0; i < rounds; i++) refused += Refused(CliRun.Of("replay", folder.File("a" + extension, Damage.Of(text, random)))) ? 1 : 0;
        Assert.InRange(refused, rounds / 3, rounds - 1);
    }

    [Fact]
    public void DamagedEvidence_MakesAReportOrIsRefusedInOneLine()
    {
        string from = Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, "from"), text = FewCells.Write(from);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 150; i++)
        {
            File.WriteAllText(Path.Combine(from, EvidenceFile.Name), Damage.Of(text, random), System.Text.Encoding.Latin1);
            refused += Refused(CliRun.Of("report", "--from", from, "--out", from + "-again")) ? 1 : 0;
        }
        Assert.InRange(refused, 50, 149);
    }

    [Fact]
    public void DamagedConfiguration_IsReadOrRefused()
    {
        const string Good =
            """
            {"name":"small","summary":"a ring of two","vif":{"queues":1,"gso":false,"mtu":50,"drainTimeoutMs":2,"stallTimeoutMs":0,"ringSize":2,
            "pageSize":64,"queueLimit":64,"maxPacketSlots":2},"host":"honours-stop","lengths":[64],"posts":[1,2],"clock":"any-time","kicks":true}
            """;
        var random = new Random(5);
        int refused = 0;
        int rounds = Thorough.IsAsked ? 4_000 : 1_000;
        for (int i = 0; i < rounds; i++)
        {
            var error = Record.Exception(() => ConfigurationReader.ReadFile(folder.File("a.json", Damage.Of(Good, random))));
            Assert.True(error is null or InputException, $"round {i}: {error}");
            refused += error is null ? 0 : 1;
        }
        Assert.InRange(refused, rounds / 2, rounds - 1);
    }

    private static bool Refused(CliRun run)
    {
        Assert.InRange(run.ExitCode, 0, 2);
        if (run.ExitCode == 2) run.Refused("");
        else Assert.Equal("", run.Error);
        return run.ExitCode == 2;
    }
}
