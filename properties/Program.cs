using Netback.Properties.Commands;

using var interruption = new Interruption();
using var output = new OutputWriter(Console.Out);
int code = Cli.Run(args, output, Console.Error, isLive: true, interruption.Token);
// Not by returning: what was interrupted may still be at work, on threads that nobody waits for.
Environment.Exit(code == ExitCode.Interrupted ? interruption.Code : code);
