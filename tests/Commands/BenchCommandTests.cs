using Xunit;

namespace Netback.Tests.Commands;

/// <summary>What it measures is no matter of a test.</summary>
public class BenchCommandTests
{
    [Theory]
    [InlineData("--rounds must be a whole number from 1 to 1000, not \"0\"", "--rounds", "0")]
    [InlineData("--rounds must be a whole number from 1 to 1000, not \"1001\"", "--rounds", "1001")]
    [InlineData("--rounds must be a whole number from 1 to 1000, not \"x\"", "--rounds", "x")]
    [InlineData("unknown option \"--json\"", "--json")]
    [InlineData("--explorer and --coyote exclude each other", "--explorer", "--coyote")]
    [InlineData("Unrecognized command or argument", "--explorer=x")]
    [InlineData("argument 'extra'", "extra")]
    public void BadUsage_IsRefused(string message, params string[] args)
    {
        var run = CliRun.Of(["bench", .. args]);
        run.Refused(message);
        Assert.EndsWith("(see netback bench --help)\n", run.Error, StringComparison.Ordinal);
    }
}
