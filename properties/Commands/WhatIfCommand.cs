using System.CommandLine;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Properties.WhatIf;

namespace Netback.Properties.Commands;

/// <summary><c>netback what-if</c>: what a revision of one's own changes.</summary>
internal static class WhatIfCommand
{
    /// <summary>States of each configuration at most. What one takes to its end today is less than half of it.</summary>
    public const int DefaultStates = 20_000_000;

    public static Command Create()
    {
        var path = new Argument<string>("DIR") { Description = "The folder of a project (see netback new-revision), which is built first, or an assembly, my.dll" };
        path.Validators.Add(Options.RefuseOptions);
        var revision = new Option<string?>("--revision") { Description = "Which revision of it, if it has several", HelpName = "NAME" };
        var cases = Options.Count("--cases", "N", "Random scenarios for each environment, for the revision and for its base", SearchEffort.ThoroughCases, 1, 1_000_000_000);
        var schedules = Options.Count("--schedules", "N", "Schedules of each concurrent scenario, and a quarter of them on real threads; generated scenarios get a quarter or less each; with 0 interleavings are not searched",
            SearchEffort.ThoroughSchedules, 0, 1_000_000);
        var states = Options.Count("--states", "N", "States of each configuration at most", DefaultStates, 1_000, 100_000_000);
        var seed = Options.Seed(VerifyCommand.DefaultSeed);
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the witnesses", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("artifacts", "what-if"),
        };
        var command = new Command("what-if", """
            Show what a revision of your own changes: every engine searches it, and only what differs from its base is printed.

            Exit code 1 if something got worse, a search ended in an error, or no search took some branch of the changed code.
            """)
        { path, revision, cases, schedules, states, seed, folder };
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var effort = new Effort(result.GetValue(cases), result.GetValue(schedules), result.GetValue(states), result.GetValue(seed));
                var witnesses = new WitnessFolder(result.GetRequiredValue(folder));
                witnesses.ExpectWritable();
                var progress = Progress.Of(result);
                string source = result.GetRequiredValue(path);
                progress.Begin("building", 0, "", () => "nothing is built yet", "anything about the revision");
                var assembly = OwnAssembly.Load(WhatIf.Build.AssemblyOf(source, stop));
                var comparer = Comparer(assembly, result.GetValue(revision), effort, witnesses, progress, stop);
                var comparison = comparer.Compare(progress.While);
                ComparisonPrinter.Print(comparison, result.InvocationConfiguration.Output);
                return comparison.IsAcceptable ? ExitCode.Expected : ExitCode.Differs;
            },
            stop));
        return command;
    }

    private static Comparer Comparer(OwnAssembly assembly, string? name, Effort effort, WitnessFolder witnesses, Progress progress, CancellationToken stop)
    {
        Comparer? comparer = null;
        comparer = new(assembly, assembly.Pick(name), effort, witnesses,
            (what, total) => progress.Begin(what, total, "steps", () => comparer!.Found, "what the rest of the search would have found"),
            () =>
            {
                stop.ThrowIfCancellationRequested();
                progress.Step();
            });
        return comparer;
    }
}
