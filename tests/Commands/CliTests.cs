using System.CommandLine;
using System.Text.RegularExpressions;
using Netback.Properties.Commands;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Commands;

public class CliTests
{
    private static readonly string[] Approved =
    [
        "conform-late-eoi-head-need", "diff-late-eoi", "diff-stuck", "explain-small", "help", "rules-one-queue", "run-fatal-2q", "run-g0-timer-rearmed", "run-limit-exact-reached",
        "run-malicious-behind", "run-small-ring", "run-stall-60s-quiet",
    ];

    [Fact]
    public void Help_IsAsApproved() => Golden.AssertSame("help", CliRun.Of("--help").Expected().Output);

    [Fact]
    public void NoArguments_PrintTheHelp() => Assert.Equal(CliRun.Of("--help").Expected(), CliRun.Of().Expected());

    /// <summary>The tests are built from a git repository, or from an archive of one.</summary>
    [Fact]
    public void Version_SaysVersionAndCommit() =>
        Assert.Matches(@"^netback \d+\.\d+\.\d+(-\w+)?, commit ([0-9a-f]{12}|unknown)\n$", CliRun.Of("--version").Expected().Output);

    [Theory]
    [InlineData("1.2.3+57209487d19189aa5372993e32f815c3f346de28", "netback 1.2.3, commit 57209487d191")]
    [InlineData("1.2.3-rc1+abc", "netback 1.2.3-rc1, commit abc")]
    [InlineData("1.2.3+", "netback 1.2.3, commit unknown")]
    [InlineData("1.2.3", "netback 1.2.3, commit unknown")]
    public void VersionWithoutCommit_SaysSo(string informational, string words) => Assert.Equal(words, ProductVersion.Words(informational));

    // Not an approved text: it lists the revisions, and to add one must not break this.
    [Theory]
    [InlineData("run")]
    [InlineData("conform")]
    public void HelpOfACommand_NamesAllThatCanBeGiven_In100Columns(string command)
    {
        string output = CliRun.Of(command, "--help").Expected().Output;
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.All(
            History.Names.Concat([$"netback {command} <FILE> [options]", "--revision <R>", "--json", "--help"]),
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    /// <summary>Each fits a screen or two, in 100 columns, and shows no default as a dump of what it is made of.</summary>
    [Fact]
    public void HelpOfEveryCommand_IsShort()
    {
        string[] commands = [.. System.Text.RegularExpressions.Regex.Matches(CliRun.Of("--help").Output.Split("Commands:")[1], @"(?m)^  ([a-z-]+)\b").Select(m => m.Groups[1].Value)];
        Assert.InRange(commands.Length, 15, 40);
        Assert.All(commands, command =>
        {
            string[] lines = CliRun.Of(command, "--help").Expected().Output.Split('\n');
            Assert.InRange(lines.Length, 4, 80);
            Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
            Assert.DoesNotContain(lines, line => line.Contains(" { ", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void EveryApprovedText_IsComparedWith() => Assert.Equal(Approved, Golden.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void RepeatableRevision_TakesAllThatAreGiven_OnceEach_AndIsNullIfNoneIs()
    {
        var option = Options.Revisions();
        var root = new RootCommand { option };
        Assert.Null(root.Parse([]).GetValue(option));
        string[] args = ["--revision", "xsa-424", "--revision", "byte-limit", "--revision", "xsa-424"];
        Assert.Equal(["xsa-424", "byte-limit"], root.Parse(args).GetValue(option)!.Select(r => r.Name));
        var error = Assert.Single(root.Parse(["--revision", "byte-limit", "--revision", "x"]).Errors);
        Assert.StartsWith("unknown revision \"x\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoArgumentAtAll_IsHelp() => Assert.Equal(CliRun.Of("--help").Output, CliRun.Of().Expected().Output);

    public static TheoryData<string> Commands() => [.. Regex.Matches(CliRun.Of("--help").Output, @"\n  (\w[\w-]*) ").Select(m => m.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_SaysWhatAnOptionIsIfLeftOut_Once(string command)
    {
        string help = CliRun.Of(command, "--help").Expected().Output;
        string[] options = Regex.Split(Regex.Replace(help, @" *\n {8,}", " "), "\n");
        Assert.Contains(options, line => line.Contains("--help", StringComparison.Ordinal));
        Assert.All(options, line => Assert.False(
            line.Contains("if left out", StringComparison.Ordinal) && line.Contains("[default: ", StringComparison.Ordinal), line));
    }

    /// <summary>What an option is if left out is said in words, and not as a list of classes or records.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_FitsTheTerminal_AndNamesNoClass(string command)
    {
        string help = CliRun.Of(command, "--help").Output;
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.DoesNotContain("Netback.", help, StringComparison.Ordinal);
        Assert.DoesNotContain("{", help, StringComparison.Ordinal);
        Assert.InRange(help.Split('\n').Length, 5, 75);
        Assert.DoesNotContain("|", help.Replace("NAME|FILE", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
