using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.WhatIf;

/// <summary>From an empty folder to the verdict.</summary>
[Trait("Category", "Long")]
public sealed class NewRevisionTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>As the README says it.</summary>
    [Fact]
    public void ChangeOfTheReadme_IsBetter_FromAnEmptyFolderToTheVerdict()
    {
        string project = Path.Combine(folder.Path, "stop-at-the-limit");
        string made = CliRun.Of("new-revision", "stop-at-the-limit", "--base", "xsa-424", "--out", project).Expected().Output;
        Assert.EndsWith($"Change the rule, then: netback what-if {project}\n", made, StringComparison.Ordinal);
        string file = Path.Combine(project, "StopAtTheLimit.cs");
        File.WriteAllText(file, $"using Netback;\nusing Netback.Revisions;\n\nnamespace WhatIf;\n\n{Readme.Code("public class StopAtTheLimit")}");
        var run = CliRun.Of("what-if", project, "--cases", "150", "--schedules", "0", "--out", Path.Combine(folder.Path, "out"));
        run.Expected();
        string shown = Readme.Shown("what-if").Split("...")[0].Replace("artifacts/what-if", Path.Combine(folder.Path, "out"), StringComparison.Ordinal);
        Assert.StartsWith(shown, run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of its tests passed", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 worse, 1 better; 205 verdicts as for xsa-424.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FailingTestAndCodeThatDoesNotBuild_AreTold()
    {
        string project = Path.Combine(folder.Path, "mine");
        CliRun.Of("new-revision", "mine", "--out", project).Expected();
        string tests = Path.Combine(project, "MineTests.cs");
        File.WriteAllText(tests, File.ReadAllText(tests).Replace("Check.Holds", "Check.Violates", StringComparison.Ordinal));
        var run = CliRun.Of("what-if", project, "--cases", "1", "--schedules", "0", "--out", Path.Combine(folder.Path, "out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\nworse\n  test MineTests.PacketWithASlot_IsDelivered\n      mine does not violate SmallRingProgress@honest\n", run.Output, StringComparison.Ordinal);
        File.AppendAllText(tests, "oops");
        CliRun.Of("what-if", project).Refused(": does not build: MineTests.cs(12,");
    }

    [Theory]
    [InlineData("the name of a revision must be small letters, digits and single dashes, such as stop-at-the-limit, at most 60; not \"Mine\"", "Mine")]
    [InlineData("not \"a--b\"", "a--b")]
    [InlineData("not \"a-\"", "a-")]
    [InlineData("not \"3rd\"", "3rd")]
    [InlineData("not \"../x\"", "../x")]
    [InlineData("xsa-424: is the name of a revision of the history", "xsa-424")]
    [InlineData("name: the class would be called Name, as something that it uses is; choose another name", "name")]
    [InlineData("is-above-limit: the class would be called IsAboveLimit, as something", "is-above-limit")]
    [InlineData("packet: the class would be called Packet, as something", "packet")]
    [InlineData("unknown revision \"linux\"", "mine", "--base", "linux")]
    [InlineData("unknown option \"--bas\": did you mean --base?", "mine", "--bas", "xsa-424")]
    [InlineData("Required argument missing for command: 'new-revision'")]
    public void BadUsage_IsRefused(string message, params string[] args) => CliRun.Of(["new-revision", .. args]).Refused(message);

    [Fact]
    public void FolderThatIsNotEmpty_IsRefused_AndKept()
    {
        string file = folder.File("precious", "text");
        CliRun.Of("new-revision", "mine", "--out", folder.Path).Refused($"{folder.Path}: is there already, and not empty");
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WhatIsNoProjectAndNoAssembly_IsRefused()
    {
        CliRun.Of("what-if", folder.Path).Refused($"{folder.Path}: has no project; netback new-revision makes one");
        CliRun.Of("what-if", Path.Combine(folder.Path, "none")).Refused("there is no such folder, project or assembly");
        CliRun.Of("what-if", Path.Combine(folder.Path, "none.dll")).Refused("none.dll: there is no such file");
        CliRun.Of("what-if", folder.File("text.dll", "text")).Refused("text.dll: is not a .NET assembly");
    }
}
