using Netback.Properties.Commands;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>What a command line came to, run within the test.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = Cli.Run(args, output, error);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Asserts that it succeeded, silently on stderr.</summary>
    public CliRun Expected()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return this;
    }

    /// <summary>Asserts that it was refused with one line that contains <paramref name="message"/>, and with nothing else.</summary>
    public void Refused(string message)
    {
        Assert.Equal("", Output);
        Assert.Equal(2, ExitCode);
        Assert.StartsWith("netback: ", Error, StringComparison.Ordinal);
        Assert.Contains(message, Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain('\r', Error);
    }
}
