using System.CommandLine;

namespace Netback.Properties.Commands;

/// <summary><c>netback bench</c>: what it costs, as ratios measured in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var rounds = Options.Count("--rounds", "N", "Rounds to measure; the median is printed", 7, 1, 1000);
        var explorer = new Option<bool>("--explorer")
        {
            Description = "Instead: interleavings, on one core: random schedules, exhaustive exploration, Spin as the yardstick, and how soon "
                + "each race is found; some two minutes, most of them for the exhaustive rows",
        };
        var coyote = new Option<bool>("--coyote")
        {
            Description = "Instead: real threads under Coyote: rates against the stepped machine, memory, and how soon each race is found by each "
                + "strategy; some four minutes",
        };
        var command = new Command("bench", "Measure rates, and their ratios, in one run on this machine.") { rounds, explorer, coyote };
        command.Validators.Add(result =>
        {
            if (Options.IsGiven(result, explorer) && Options.IsGiven(result, coyote)) result.AddError("--explorer and --coyote exclude each other");
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var output = result.InvocationConfiguration.Output;
                if (result.GetValue(explorer)) Benchmarks.ExplorerBench.Full.Print(result.GetValue(rounds), output, stop);
                else if (result.GetValue(coyote)) Benchmarks.CoyoteBench.Full.Print(result.GetValue(rounds), output, stop);
                else Benchmarks.Bench.Print(result.GetValue(rounds), output, stop);
                return ExitCode.Expected;
            },
            stop));
        return command;
    }
}
