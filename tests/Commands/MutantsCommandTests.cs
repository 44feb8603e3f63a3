using Netback.Properties.Mutants;
using Xunit;

namespace Netback.Tests.Commands;

public class MutantsCommandTests
{
    [Theory]
    [InlineData("unknown mutant \"never-stops\": did you mean byte-limit+never-stops? Netback mutants --list names them", "--mutant", "never-stops")]
    [InlineData("unknown mutant \"foo\"; netback mutants --list names them", "--mutant", "foo")]
    [InlineData("--cases has no effect with --list, which runs nothing", "--list", "--cases", "5")]
    [InlineData("unknown mutant \"x\"", "--mutant", "byte-limit+never-stops", "--mutant", "x")]
    [InlineData("Required argument missing for option: '--mutant'", "--mutant")]
    [InlineData("--cases must be a whole number from 1 to 1000000000, not \"0\"", "--cases", "0")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not \"-1\"", "--seed", "-1")]
    [InlineData("unknown option \"--json\"", "--json")]
    [InlineData("argument 'extra'", "extra")]
    public void BadUsage_IsRefused(string message, params string[] args)
    {
        var run = CliRun.Of(["mutants", .. args]);
        run.Refused(message);
        Assert.EndsWith("(see netback mutants --help)\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void KilledMutant_IsPrintedWithTheCase_AndOnRequestWithTheReason()
    {
        string[] args = ["mutants", "--mutant", "byte-limit+never-stops", "--mutant", "xsa-424+accepts-always"];
        string output = CliRun.Of(args).Expected().Output;
        Assert.Matches("^byte-limit\\+never-stops +BoundedMemory@honest +killed at case +[0-9]+\nxsa-424\\+accepts-always +BoundedMemoryForAnyHost", output);
        Assert.EndsWith("\nseed 1: 2 killed, 0 survived, 2 of 42 properties kill\n", output, StringComparison.Ordinal);
        string verbose = CliRun.Of([.. args, "--verbose"]).Expected().Output;
        Assert.Matches("\n    the Tx queue is never stopped: queue 0 holds", verbose);
    }

    [Fact]
    public void List_NamesThem_AndRunsNone() =>
        Assert.Equal(string.Concat(MutantList.All.Select(m => m.FullName + "\n")), CliRun.Of("mutants", "--list").Expected().Output);

    [Fact]
    public void Lines_KeepTo100Columns() => Assert.All(
        CliRun.Of("mutants", "--mutant", "byte-limit+never-stops", "--verbose").Expected().Output.Split('\n'),
        line => Assert.InRange(line.Length, 0, 100));

    [Fact]
    public void Survivor_IsPrinted_AndIsExitCode1()
    {
        var run = CliRun.Of("mutants", "--mutant", "proposed+leaves-others-spinning", "--cases", "1");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Matches("^proposed\\+leaves-others-spinning +NoSpin@hostile +SURVIVED\n", run.Output);
        Assert.EndsWith("seed 1: 0 killed, 1 survived, 0 of 42 properties kill\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>One case for each is too few: some properties are left without a kill, and that is said as well.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void PropertyThatKillsNothing_IsSaid_WhenAllMutantsAreTried()
    {
        var run = CliRun.Of("mutants", "--cases", "1");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("! BoundedMemory kills nothing: it has not been shown that it can fail.", run.Output, StringComparison.Ordinal);
    }
}
