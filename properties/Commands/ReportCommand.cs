using System.CommandLine;
using System.Text.Json;
using Netback.Properties.Evidence;
using Netback.Properties.Evidence.Netdev;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback report</c>: what a reviewer reads and signs.</summary>
internal static class ReportCommand
{
    /// <summary>A mutant may be harder to notice than a fault of a revision, and stops at the first case that does.</summary>
    private const int MutantFactor = MutantsCommand.DefaultCases / SearchEffort.ThoroughCases;

    public static Command Create()
    {
        var output = new Option<string?>("--out")
        {
            Description = "Folder for the report: new, empty, or with an earlier report in it; with --results, its folder report if left out", HelpName = "DIR",
        };
        var from = new Option<string?>("--from")
        {
            Description = "Take the results of this report and search nothing; its witnesses are replayed", HelpName = "DIR",
        };
        var cases = Options.Count("--cases", "N",
            $"Scenarios for each revision and kind of environment, and {MutantFactor} times as many for each mutant",
            SearchEffort.ThoroughCases, 1, 100_000_000);
        var schedules = Options.Count("--schedules", "N", "Schedules of each concurrent scenario, and a quarter of them on real threads; generated scenarios get a quarter or less each",
            SearchEffort.ThoroughSchedules, 1, 1_000_000);
        var seed = Options.Seed(VerifyCommand.DefaultSeed);
        var recordings = new Option<string?>("--recordings")
        {
            Description = "Folder of the recordings of the real driver; tests/recordings, here or above, if left out", HelpName = "DIR",
        };
        var netdev = new Option<string?>("--netdev")
        {
            Description = "Write a page for the maintainers of xen-netback about today's driver, from the witnesses of --from, or of the report once it is made", HelpName = "FILE",
        };
        var command = new Command("report", "Run verify, explore, mutants and conform, and write a report that a review can sign.")
        {
            output, from, cases, schedules, seed, recordings, netdev,
        };
        var results = new ResultsOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            bool isNoteOnly = Options.IsGiven(result, netdev) && Options.IsGiven(result, from) && !Options.IsGiven(result, output);
            if (!isNoteOnly && !Options.IsGiven(result, output) && !results.AreKept(result)) result.AddError("Option '--out' is required.");
            if (Options.IsGiven(result, from) && results.AreKept(result)) result.AddError("--results has no effect with --from, which searches nothing");
            if (Options.IsGiven(result, from)) Options.Refuse(result, "with --from, which searches nothing", cases, schedules, seed);
            if (Options.IsGiven(result, from) && !Options.IsGiven(result, netdev)) Options.Refuse(result, "with --from, which searches nothing", recordings);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var configuration = result.InvocationConfiguration;
                if (result.GetValue(output) is null && !results.AreKept(result.CommandResult))
                {
                    WriteNote(result.GetRequiredValue(netdev)!, result.GetRequiredValue(from)!, Recordings(result.GetValue(recordings)));
                    return ExitCode.Expected;
                }
                var search = new SearchPlan(result.GetValue(seed), result.GetValue(cases), result.GetValue(cases) * MutantFactor, result.GetValue(schedules));
                // What is there is read before anything is written: it may be the same folder.
                var earlier = result.GetValue(from) is { } path ? EvidenceFile.Read(Path.Combine(path, EvidenceFile.Name)) : null;
                string recorded = earlier is null ? Recordings(result.GetValue(recordings)) : "";
                var folder = new ReportFolder(result.GetValue(output) ?? Path.Combine(results.FolderOf(result)!, "report"));
                using var making = folder.Begin();
                if (earlier is not null) Copy(earlier, result.GetValue(from)!, folder);
                var plan = new Plan("report", ["--cases", $"{search.Cases}", "--schedules", $"{search.Schedules}", "--seed", $"{search.Seed}"]);
                return results.Run(result, plan, searches =>
                {
                    var evidence = earlier ?? Collect(CollectionPlan.Whole(search, recorded), folder, searches, Progress.Of(result), stop);
                    if (!searches.IsPart) Report.Write(evidence, folder);
                    making.Finish();
                    if (!searches.IsPart && result.GetValue(netdev) is { } note) WriteNote(note, folder.Path, Recordings(result.GetValue(recordings)));
                    return searches.IsPart ? ExitCode.Expected : Print(evidence, folder, configuration.Output);
                });
            },
            stop));
        return command;
    }

    private static void WriteNote(string file, string report, string recordings)
    {
        if (!Directory.Exists(report)) throw new InputException($"{report}: no such folder");
        string page = new NetdevNote(report, recordings).Write(Path.GetDirectoryName(Path.GetFullPath(file))!);
        OutputFile.Write(file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(page)));
    }

    private static ReviewEvidence Collect(CollectionPlan plan, ReportFolder folder, Searches searches, Progress progress, CancellationToken stop)
    {
        var collector = new Collector(plan, folder, part =>
        {
            progress.Begin($"at {part}", 0, "", () => $"witnesses so far are below {folder.Path}", "the rest: there is no report");
            progress.Say($"{part} ...");
        }, stop) { Searches = searches };
        var evidence = collector.Collect();
        var seconds = collector.Timings.ToDictionary(t => t.Part, t => Math.Round(t.Took.TotalSeconds, 1));
        folder.Write("timings.json", JsonSerializer.Serialize(new { timings = 1, cores = Environment.ProcessorCount, seconds }) + "\n");
        return evidence;
    }

    /// <summary>The folder of the recordings: as given, or <c>tests/recordings</c> here or in the repository that this was built in.</summary>
    private static string Recordings(string? given)
    {
        if (given is not null)
            return Directory.Exists(given) ? given : throw new InputException($"{given}: no such folder; --recordings is where those of the real driver are");
        string usual = Path.Combine("tests", "recordings");
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (string? at = start; at is not null; at = Path.GetDirectoryName(at))
                if (Directory.Exists(Path.Combine(at, usual, "public"))) return Path.Combine(at, usual);
        throw new InputException($"{usual}: no such folder here or above; --recordings says where those of the real driver are");
    }

    /// <summary>Takes the witnesses over from another folder; in the same one they are already.</summary>
    private static void Copy(ReviewEvidence evidence, string from, ReportFolder folder)
    {
        if (Path.GetFullPath(from) == Path.GetFullPath(folder.Path)) return;
        foreach (string file in EvidenceFile.FilesOf(evidence).Distinct())
        {
            string source = Path.Combine(from, file);
            if (!File.Exists(source)) throw new InputException($"{source}: is missing");
            folder.Write(file, File.ReadAllText(source));
        }
    }

    private static int Print(ReviewEvidence evidence, ReportFolder folder, TextWriter output)
    {
        output.WriteLine($"{folder.FullName(Report.Page)}, {Report.Markdown}, {EvidenceFile.Name}, {EvidenceFile.FilesOf(evidence).Distinct().Count():N0} witnesses");
        int surprises = evidence.Cells.Count(c => c.Differs);
        output.WriteLine($"{Changes.Count(evidence.Cells.Count, "cell")}, {surprises:N0} not as expected; "
            + $"{Changes.Count(evidence.Explorations.Count, "exploration")}; {evidence.Races.Count(r => r.Found):N0} of {evidence.Races.Count:N0} races found");
        output.WriteLine($"{evidence.Mutants.Count(m => m.KilledAt is not null):N0} of {evidence.Mutants.Count:N0} mutants killed; "
            + $"{evidence.Conformance.Sum(c => c.Different):N0} recordings differ");
        return evidence.IsAsExpected() ? ExitCode.Expected : ExitCode.Differs;
    }
}
