using System.CommandLine;
using Netback.Properties.Conformance;
using Netback.Properties.Conformance.Interleaved;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback conform</c>: compares a revision with what was recorded of the real driver.</summary>
internal static class ConformCommand
{
    public static Command Create()
    {
        var file = Options.File("Recordings of the real driver: scenarios with their traces, or runs with contexts interleaved");
        var revision = Options.RevisionOrNone("Revision of the driver; if left out, the one of which an interleaved recording was made");
        var json = Options.Json("Print the result as one line of JSON");
        var command = new Command("conform", "Compare a revision with recordings: every field of every step, or, with contexts interleaved, every access.") { file, revision, json };
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var configuration = result.InvocationConfiguration;
                string path = result.GetRequiredValue(file);
                var progress = Progress.Of(result);
                if (InterleavedRecording.IsIn(path))
                    return InterleavedConformance.Run(path, result.GetValue(revision), result.GetValue(json), configuration.Output, progress, stop);
                List<RecordedScenario> all = [.. ScenarioReader.ReadFile(path)];
                var report = Compare(all, result.GetValue(revision) ?? throw new InputException("conform: --revision is needed for recordings of scenarios"),
                    progress, stop);
                if (result.GetValue(json))
                    configuration.Output.WriteLine(Json(report));
                else
                    Print(report, configuration.Output);
                return report.Different.Count == 0 ? ExitCode.Expected : ExitCode.Differs;
            },
            stop));
        return command;
    }

    private static Report Compare(List<RecordedScenario> all, Revision revision, Progress progress, CancellationToken stop)
    {
        // Before any of them is carried out: a file with a bare scenario among others is refused as a whole.
        all.ForEach(recorded => TraceComparison.TraceOf(recorded));
        var different = new List<(RecordedScenario, Difference)>();
        progress.Begin("comparing", all.Count, "scenarios", () => $"{different.Count:N0} different", "whether the rest are the same");
        progress.ForEach(all, CompareOne, stop);
        return new(revision, all.Count - different.Count, different);

        void CompareOne(RecordedScenario recorded)
        {
            if (TraceComparison.FirstDifference(recorded, revision) is { } difference)
                different.Add((recorded, difference));
        }
    }

    private static void Print(Report report, TextWriter output)
    {
        foreach (var (recorded, difference) in report.Different)
        {
            string[] parts = [recorded.Scenario.Name + ": ", .. Parts(difference)];
            int indent = 0;
            foreach (string line in Wrap.Lines(parts, Cli.Width - 4))
            {
                output.WriteLine(new string(' ', indent) + line);
                indent = 4;
            }
        }
        output.WriteLine($"{report.Same:N0} the same, {report.Different.Count:N0} different");
    }

    private static string[] Parts(Difference difference) =>
    [
        $"step {difference.Step} ({difference.Description}): ", $"{difference.Field} ",
        $"recorded {difference.Recorded}, ", $"here {difference.Ours}",
    ];

    private static string Json(Report report)
    {
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("revision", report.Revision.Name);
            json.WriteNumber("same", report.Same);
            json.WriteStartArray("different");
            foreach (var (recorded, difference) in report.Different)
            {
                json.WriteStartObject();
                json.WriteString("name", recorded.Scenario.Name);
                json.WriteString("where", recorded.Where);
                json.WriteNumber("step", difference.Step);
                json.WriteString("description", difference.Description);
                json.WriteString("field", difference.Field);
                json.WritePropertyName("recorded");
                json.WriteRawValue(difference.Recorded);
                json.WritePropertyName("ours");
                json.WriteRawValue(difference.Ours);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private sealed record Report(Revision Revision, int Same, List<(RecordedScenario Recorded, Difference Difference)> Different);
}
