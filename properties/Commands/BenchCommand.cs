using System.CommandLine;

namespace Netback.Properties.Commands;

/// <summary><c>netback bench</c>: what it costs, as ratios measured in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var rounds = Options.Count("--rounds", "N", "Rounds of which the median counts; 7 if left out", 7, 1, 1000);
        var command = new Command("bench", "Measure rates, and their ratios, in one run on this machine.") { rounds };
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                Benchmarks.Bench.Print(result.GetValue(rounds), result.InvocationConfiguration.Output, stop);
                return ExitCode.Expected;
            },
            stop));
        return command;
    }
}
