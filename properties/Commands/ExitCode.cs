namespace Netback.Properties.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All is as expected.</summary>
    public const int Expected = 0;

    /// <summary>Some verdict differs from the expected one.</summary>
    public const int Differs = 1;

    /// <summary>The command line or a file is not what it should be; one line on stderr says what.</summary>
    public const int BadInput = 2;

    /// <summary>Ended by Ctrl-C, with the code that shells give to that.</summary>
    public const int Interrupted = 130;
}
