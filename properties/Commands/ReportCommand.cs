using System.CommandLine;
using System.Text.Json;
using Netback.Properties.Evidence;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary><c>netback report</c>: what a reviewer reads and signs.</summary>
internal static class ReportCommand
{
    /// <summary>A mutant may be harder to notice than a fault of a revision, and stops at the first case that does.</summary>
    private const int MutantFactor = MutantsCommand.DefaultCases / VerifyCommand.DefaultCases;

    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            Description = "Folder for the report: new, empty, or with an earlier report in it", HelpName = "DIR", Required = true,
        };
        var from = new Option<string?>("--from")
        {
            Description = "Take the results of this report and search nothing; its witnesses are replayed", HelpName = "DIR",
        };
        var cases = Options.Count("--cases", "N",
            $"Scenarios for each revision and kind of surroundings, and {MutantFactor} times as many for each mutant",
            VerifyCommand.DefaultCases, 1, 100_000_000);
        var schedules = Options.Count("--schedules", "N", "Schedules of each play, and of each scenario that is walked through",
            VerifyCommand.DefaultSchedules, 1, 1_000_000);
        var seed = Options.Seed(VerifyCommand.DefaultSeed);
        var recordings = new Option<string>("--recordings")
        {
            Description = "Folder of the recordings of the real driver", HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("tests", "recordings"),
        };
        var command = new Command("report", "Run verify, explore, mutants and conform, and write a report that a review can sign.")
        {
            output, from, cases, schedules, seed, recordings,
        };
        command.Validators.Add(result =>
        {
            if (Options.IsGiven(result, from)) Options.Refuse(result, "with --from, which searches nothing", cases, schedules, seed, recordings);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var configuration = result.InvocationConfiguration;
                var search = new SearchPlan(result.GetValue(seed), result.GetValue(cases), result.GetValue(cases) * MutantFactor, result.GetValue(schedules));
                var evidence = result.GetValue(from) is { } earlier
                    ? Copy(earlier, result.GetRequiredValue(output), out var folder)
                    : Collect(CollectionPlan.Whole(search, result.GetRequiredValue(recordings)), folder = new(result.GetRequiredValue(output)),
                        configuration.Error, stop);
                Report.Write(evidence, folder);
                return Print(evidence, folder, configuration.Output);
            },
            stop));
        return command;
    }

    private static ReviewEvidence Collect(CollectionPlan plan, ReportFolder folder, TextWriter error, CancellationToken stop)
    {
        bool isTerminal = new Spectre.Console.AnsiConsoleOutput(error).IsTerminal;
        var collector = new Collector(plan, folder, part =>
        {
            if (isTerminal) error.WriteLine($"{part} ...");
        }, stop);
        var evidence = collector.Collect();
        var seconds = collector.Timings.ToDictionary(t => t.Part, t => Math.Round(t.Took.TotalSeconds, 1));
        folder.Write("timings.json", JsonSerializer.Serialize(new { timings = 1, cores = Environment.ProcessorCount, seconds }) + "\n");
        return evidence;
    }

    /// <summary>Takes evidence over from another folder, or renews the pages of the same one.</summary>
    private static ReviewEvidence Copy(string from, string to, out ReportFolder folder)
    {
        var evidence = EvidenceFile.Read(Path.Combine(from, EvidenceFile.Name));
        folder = new(to);
        if (Path.GetFullPath(from) == Path.GetFullPath(to)) return evidence;
        foreach (string file in EvidenceFile.FilesOf(evidence).Distinct())
        {
            string source = Path.Combine(from, file);
            if (!File.Exists(source)) throw new InputException($"{source}: is missing");
            folder.Write(file, File.ReadAllText(source));
        }
        return evidence;
    }

    private static int Print(ReviewEvidence evidence, ReportFolder folder, TextWriter output)
    {
        output.WriteLine($"{folder.FullName(Report.Page)}, {Report.Markdown}, {EvidenceFile.Name}, {EvidenceFile.FilesOf(evidence).Distinct().Count():N0} witnesses");
        int surprises = evidence.Cells.Count(c => c.Outcome != c.Expected);
        output.WriteLine($"{Changes.Count(evidence.Cells.Count, "cell")}, {surprises:N0} not as expected; "
            + $"{Changes.Count(evidence.Explorations.Count, "exploration")}; {evidence.Races.Count(r => r.Found):N0} of {evidence.Races.Count:N0} races found");
        output.WriteLine($"{evidence.Mutants.Count(m => m.KilledAt is not null):N0} of {evidence.Mutants.Count:N0} mutants killed; "
            + $"{evidence.Conformance.Sum(c => c.Different):N0} recordings differ");
        return evidence.IsAsExpected() ? ExitCode.Expected : ExitCode.Differs;
    }
}
