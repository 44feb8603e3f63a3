using System.CommandLine;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback scenario</c>: for who writes scenarios by hand.</summary>
internal static class ScenarioCommand
{
    public static Command Create() => new("scenario", "Create, check or explain a file of scenarios.")
    {
        New(), Check(), Explain(),
    };

    private static Command New()
    {
        var file = Options.File("The file to write; it must not exist yet");
        var command = new Command("new", "Write a small scenario to start from.") { file };
        command.SetAction(result => ScenarioTemplate.Write(result.GetRequiredValue(file), result.InvocationConfiguration.Output));
        return command;
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Scenarios or recordings, one a line in .jsonl and .jsonl.gz, else one in the file",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(Options.RefuseOptions);
        var command = new Command("check", "Report everything that is wrong with files of scenarios, a line for each problem.") { files };
        command.SetAction((result, stop) => Task.Run(() => Check(result.GetRequiredValue(files), result.InvocationConfiguration.Output, stop), stop));
        return command;
    }

    private static int Check(string[] files, TextWriter output, CancellationToken stop)
    {
        int scenarios = 0, problems = 0;
        foreach (string file in files)
        {
            stop.ThrowIfCancellationRequested();
            var found = ScenarioCheck.Problems(file, out int count);
            foreach (string problem in found) output.WriteLine(problem);
            scenarios += count;
            problems += found.Count;
        }
        output.WriteLine($"{Changes.Count(files.Length, "file")}, {Changes.Count(scenarios, "scenario")}, {Changes.Count(problems, "problem")}");
        return problems == 0 ? ExitCode.Expected : ExitCode.BadInput;
    }

    private static Command Explain()
    {
        var file = Options.File($"Scenarios, recordings or a witness (*{Witness.Extension})");
        var command = new Command("explain", "Explain in plain words what scenarios do, without running them.") { file };
        command.SetAction(result =>
        {
            var all = ScenarioFile.Read(result.GetRequiredValue(file));
            for (int i = 0; i < all.Count; i++)
            {
                if (i > 0) result.InvocationConfiguration.Output.WriteLine();
                ScenarioWords.Write(all[i], result.InvocationConfiguration.Output);
            }
        });
        return command;
    }
}
