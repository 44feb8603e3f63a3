using System.Diagnostics;

namespace Netback.Tests.Commands;

/// <summary>The program as a process: what only a process has is signals, standard output and a terminal's width.</summary>
internal sealed class NetbackProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output, error;

    /// <param name="script">A command of the shell, in which <c>netback</c> is the program.</param>
    public NetbackProcess(string script)
    {
        // A shell that runs something in the background has it ignore Ctrl-C; so does whoever runs the tests in the background.
        string program = Path.Combine(AppContext.BaseDirectory, "netback.dll");
        process = Process.Start(new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", "--default-signal=TERM", "bash", "-c",
            script.Replace("netback ", $"dotnet '{program}' ", StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public void Send(string signal) => Process.Start("kill", [$"-{signal}", $"{process.Id}"])!.WaitForExit();

    /// <summary>Waits until it is at work: it has used three times as much of a processor as it takes to begin, however long that takes beside others.</summary>
    public void IsAtWork()
    {
        while (!process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(0.6)) Thread.Sleep(20);
    }

    /// <summary>What it came to, or an exception if it does not end in time.</summary>
    public CliRun Ended(TimeSpan within)
    {
        if (!process.WaitForExit(within)) throw new TimeoutException($"Still at work after {within}.");
        process.WaitForExit();
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
