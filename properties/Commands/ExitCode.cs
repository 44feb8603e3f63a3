namespace Netback.Properties.Commands;

/// <summary>What the process tells its caller.</summary>
public static class ExitCode
{
    /// <summary>All is as expected.</summary>
    public const int Expected = 0;

    /// <summary>Some verdict differs from the expected one.</summary>
    public const int Differs = 1;

    /// <summary>The command line or a file is not what it should be; one line on stderr says what.</summary>
    public const int BadInput = 2;

    /// <summary>The suite itself has a defect: there is no verdict.</summary>
    public const int Defect = 70;

    /// <summary>Ended by SIGTERM, with the code that shells give to that.</summary>
    public const int Terminated = 143;

    /// <summary>Ended by Ctrl-C, with the code that shells give to that.</summary>
    public const int Interrupted = 130;
}
