using System.Runtime.InteropServices;

namespace Netback.Properties.Commands;

/// <summary>Ctrl-C and SIGTERM, as a token for the command; a second one ends the process at once.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, On), PosixSignalRegistration.Create(PosixSignal.SIGTERM, On)];

    public CancellationToken Token => source.Token;

    /// <summary>The exit code that shells give to the signal that came; 0 if none did.</summary>
    public int Code { get; private set; }

    private void On(PosixSignalContext context)
    {
        context.Cancel = true;
        int code = context.Signal == PosixSignal.SIGTERM ? ExitCode.Terminated : ExitCode.Interrupted;
        if (Code != 0) Environment.Exit(code);
        Code = code;
        // The handler may not wait for what the token sets off.
        Task.Run(source.Cancel);
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }
}
