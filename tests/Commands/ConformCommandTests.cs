using Netback.Tests.Conformance;
using Xunit;

namespace Netback.Tests.Commands;

public sealed class ConformCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RecordingOfTheRevision_IsTheSame()
    {
        string file = Recordings.Path("handmade", "byte-limit");
        Assert.Equal("53 the same, 0 different\n", CliRun.Of("conform", file, "--revision", "byte-limit").Expected().Output);
        Assert.Equal("""{"revision":"byte-limit","same":53,"different":[]}""" + "\n",
            CliRun.Of("conform", file, "--revision", "byte-limit", "--json").Expected().Output);
    }

    [Fact]
    public void RecordingOfAnotherRevision_IsReportedScenarioByScenario()
    {
        var run = CliRun.Of("conform", Recordings.Path("handmade", "late-eoi"), "--revision", "head-need");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Golden.AssertSame("conform-late-eoi-head-need", run.Output);
    }

    [Fact]
    public void OneAlteredField_IsReportedWithItsPlace()
    {
        string[] lines = Recordings.Unpacked(Recordings.Path("handmade", "byte-limit")).Split('\n');
        int wrap = Array.FindIndex(lines, line => line.Contains("\"name\":\"wrap\"", StringComparison.Ordinal));
        int second = lines[wrap].IndexOf("{\"step\":1,", StringComparison.Ordinal);
        lines[wrap] = lines[wrap][..second]
            + lines[wrap][second..].Replace("\"thread\":\"sleeping\"", "\"thread\":\"spinning\"", StringComparison.Ordinal);
        string file = folder.File("altered.jsonl", string.Join('\n', lines));

        var text = CliRun.Of("conform", file, "--revision", "byte-limit");
        Assert.Equal((1, ""), (text.ExitCode, text.Error));
        Assert.Equal(
            "wrap: step 1 (rx thread 0 runs): queues[0].thread recorded \"spinning\", here \"sleeping\"\n52 the same, 1 different\n",
            text.Output);

        var json = CliRun.Of("conform", file, "--revision", "byte-limit", "--json");
        Assert.Equal((1, ""), (json.ExitCode, json.Error));
        Assert.Equal(
            $$"""{"revision":"byte-limit","same":52,"different":[{"name":"wrap","where":"{{file}}:{{wrap + 1}}","step":1"""
            + ""","description":"rx thread 0 runs","field":"queues[0].thread","recorded":"spinning","ours":"sleeping"}]}""" + "\n",
            json.Output);
    }
}
