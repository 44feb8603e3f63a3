using System.CommandLine;

namespace Netback.Properties.Commands;

/// <summary><c>netback bench</c>: what it costs, as ratios measured in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var rounds = Options.Count("--rounds", "N", "Rounds of which the median counts; 7 if left out", 7, 1, 1000);
        var explorer = new Option<bool>("--explorer")
        {
            Description = "Instead: interleavings, on one core: random schedules, exhaustive exploration, Spin as the yardstick, and how soon "
                + "each race is found; some two minutes, most of them for the exhaustive rows",
        };
        var command = new Command("bench", "Measure rates, and their ratios, in one run on this machine.") { rounds, explorer };
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var output = result.InvocationConfiguration.Output;
                if (result.GetValue(explorer)) Benchmarks.ExplorerBench.Full.Print(result.GetValue(rounds), output, stop);
                else Benchmarks.Bench.Print(result.GetValue(rounds), output, stop);
                return ExitCode.Expected;
            },
            stop));
        return command;
    }
}
