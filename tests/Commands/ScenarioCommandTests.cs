using Netback.Properties.Scenarios;
using Netback.Tests.Conformance;
using Netback.Tests.Documents;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Commands;

public sealed class ScenarioCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mine.json", "mine")]
    [InlineData("mine.jsonl", "mine")]
    [InlineData(".json", "new")]
    public void New_WritesAScenarioThatIsRight_AndRuns(string file, string name)
    {
        string path = Path.Combine(folder.Path, file);
        CliRun.Of("scenario", "new", path).Expected();
        Assert.Equal(name, Assert.Single(ScenarioReader.ReadFile(path)).Scenario.Name);
        Assert.Equal("1 file, 1 scenario, 0 problems\n", CliRun.Of("scenario", "check", path).Expected().Output);
        string ran = CliRun.Of("run", path, "--revision", "xsa-424").Expected().Output;
        Assert.Contains("delivered +1; expired +1", ran, StringComparison.Ordinal);
    }

    [Fact]
    public void New_OverwritesNothing_AndPacksNothing()
    {
        string path = folder.File("mine.json", "precious");
        CliRun.Of("scenario", "new", path).Refused("mine.json: is there already");
        Assert.Equal("precious", File.ReadAllText(path));
        CliRun.Of("scenario", "new", path + ".gz").Refused("packed files are not written");
        Assert.False(File.Exists(path + ".gz"));
        CliRun.Of("scenario", "new", Path.Combine(folder.Path, "none", "mine.json")).Refused("cannot be written");
    }

    [Fact]
    public void Check_SaysAllThatIsWrong_ALineEach()
    {
        string good = Examples.ScenarioText;
        string steps = good.Replace("\"queue\":1,\"length\":1514", "\"queue\":2,\"length\":1514", StringComparison.Ordinal)
            .Replace("\"ms\":20", "\"ms\":\"20\"", StringComparison.Ordinal);
        string header = good.Replace("small", "other", StringComparison.Ordinal).Replace("honours-stop", "honors-stop", StringComparison.Ordinal);
        string trace = Examples.RecordedText.Replace("\"now\":5,\"outcome\":\"queued\"", "\"now\":-5,\"outcome\":\"queued\"", StringComparison.Ordinal);
        string file = folder.File("a.jsonl", string.Join('\n', good, steps, header, "", "{", trace, good));

        var run = CliRun.Of("scenario", "check", file);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.Equal($"{file}:2: steps[0].queue: there is no queue 2, the vif has queues 0 to 1", lines[0]);
        Assert.Equal($"{file}:2: steps[2].ms: must be a number, not a string", lines[1]);
        Assert.Equal($"{file}:3: host: must be one of honours-stop, ignores-stop, not \"honors-stop\"", lines[2]);
        Assert.StartsWith($"{file}:5: not JSON", lines[3], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:6: trace[1].now: must be ", lines[4], StringComparison.Ordinal);
        Assert.Equal($"{file}:7: name: \"small\" is already the name in line 1", lines[5]);
        Assert.Equal("1 file, 6 scenarios, 6 problems", lines[6]);
    }

    [Fact]
    public void Check_SaysWhatIsWrongInsideOfARecording()
    {
        string file = folder.File("a.json", Examples.RecordedText.Replace("\"length\":60", "\"length\":0", StringComparison.Ordinal));
        Assert.StartsWith($"{file}: scenario.steps[0].length: must be ", CliRun.Of("scenario", "check", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ThatFindsNothing_CountsAllFiles()
    {
        string recording = Recordings.Path("handmade", "byte-limit"), bare = folder.File("a.json", Examples.ScenarioText);
        Assert.Equal("2 files, 54 scenarios, 0 problems\n", CliRun.Of("scenario", "check", recording, bare).Expected().Output);
    }

    [Theory]
    [InlineData("none.json", null, ": no such file")]
    [InlineData("empty.jsonl", "\n\n", ": holds no scenario")]
    [InlineData("list.json", "[]", ": must be an object, not an array")]
    [InlineData("half.json", "{\"trace\":[]}", ": scenario: missing")]
    public void Check_RefusesWhatTheReaderRefuses_InItsWords(string name, string? text, string complaint)
    {
        string file = text is null ? Path.Combine(folder.Path, name) : folder.File(name, text);
        Assert.StartsWith(file + complaint, CliRun.Of("scenario", "check", file).Output, StringComparison.Ordinal);
        CliRun.Of("run", file, "--revision", "byte-limit").Refused(file + complaint);
    }

    [Fact]
    public void Explain_SaysWhatEachStepDoes()
    {
        string file = folder.File("small.json", Examples.ScenarioText);
        Golden.AssertSame("explain-small", CliRun.Of("scenario", "explain", file).Expected().Output);
    }

    /// <summary>Witnesses too, and every kind of step, in lines that fit.</summary>
    [Fact]
    public void Explain_HasWordsForEveryScenarioOfTheRepository()
    {
        string[] files =
        [
            Recordings.Path("handmade", "xsa-424"),
            .. Verdicts.Witnesses.Names.Where(n => n.StartsWith("xsa-424" + Path.DirectorySeparatorChar, StringComparison.Ordinal)).Select(n => Path.Combine(Verdicts.Witnesses.Folder(), n)),
        ];
        var all = files.SelectMany(file => CliRun.Of("scenario", "explain", file).Expected().Output.Split('\n')).ToList();
        Assert.All(all, line => Assert.InRange(line.Length, 0, 100));
        string[] words = ["posts", "takes up to", "sends an event", "Rx thread of", "threads run", "timers fire", "forges", "malformed", "disconnects", "GSO packet"];
        Assert.All(words, word => Assert.Contains(all, line => line.Contains(word, StringComparison.Ordinal)));
    }
}
