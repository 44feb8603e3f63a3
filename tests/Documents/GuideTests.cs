using System.Text.RegularExpressions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Documents;

/// <summary>What the guided tour shows is what the commands print, today.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide.md"));

    public static TheoryData<string, string> Outputs()
    {
        var outputs = new TheoryData<string, string>();
        foreach (Match shown in CommandWithOutput().Matches(Guide)) outputs.Add(shown.Groups["args"].Value, shown.Groups["output"].Value);
        return outputs;
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Command_PrintsWhatTheGuideShows(string command, string output)
    {
        string[] args = [.. command.Split(' ').Select(a => a.StartsWith("tests/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, a) : a)];
        Assert.Equal(output, CliRun.Of(args).Expected().Output.TrimEnd('\n'));
    }

    [Fact]
    public void EveryCommandOfTheTour_IsRunHere_ButTheReport() => Assert.Equal(
        CommandLine().Matches(Guide).Select(m => m.Groups[1].Value).Where(c => !c.StartsWith("report", StringComparison.Ordinal)),
        CommandWithOutput().Matches(Guide).Select(m => m.Groups["args"].Value));

    /// <summary>The line that the tour changes stands in the source, but for the change.</summary>
    [Fact]
    public void RuleThatTheTourChanges_IsThereToBeChanged()
    {
        string line = ChangedLine().Match(Guide).Groups[1].Value;
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Netback", "Revisions", "ByteLimit.cs"));
        Assert.EndsWith(" + 1;", line, StringComparison.Ordinal);
        Assert.Contains(line.Replace(" + 1;", ";", StringComparison.Ordinal), source, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLink_LeadsToAFile() => Assert.All(
        Link().Matches(Guide).Select(m => m.Groups[1].Value.Split('#')[0]),
        target => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", target)), target));

    [GeneratedRegex(@"```console\n\$ netback (?<args>.*)\n```\n```text\n(?<output>[^`]*?)\n```")]
    private static partial Regex CommandWithOutput();

    [GeneratedRegex(@"\n\$ netback (.*)\n")]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"```csharp\n(.*)\n```")]
    private static partial Regex ChangedLine();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
