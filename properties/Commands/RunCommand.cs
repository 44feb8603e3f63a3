using System.CommandLine;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback run</c>: carries scenarios out and shows step by step what happens.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = Options.File($"Scenarios or recordings, one a line in .jsonl and .jsonl.gz, else one in the file; or a witness without a schedule (*{Verdicts.Witness.Extension})");
        var revision = Options.RevisionName($"Revision of the driver: {string.Join(", ", History.KnownNames)}; or one from --assembly", isRequired: true);
        var assembly = Options.Assembly();
        var json = Options.Json("Print recordings, a line for each scenario, instead of timelines");
        var command = new Command("run", "Run scenarios on a revision, and show step by step what changes and what is violated.") { file, revision, assembly, json };
        command.Validators.Add(result =>
        {
            if (Options.IsGiven(result, assembly) || result.GetResult(revision)?.Tokens is not [{ Value: var name }] || History.Find(name) is not null) return;
            result.AddError(Suggestion.Unknown("revision", name, History.KnownNames, $"the revisions are {string.Join(", ", History.KnownNames)}"));
        });
        command.SetAction((result, stop) => Task.Run(
            () => Run(result.GetRequiredValue(file), Options.Named(result.GetRequiredValue(revision)!, Options.OwnRevisions(result.GetValue(assembly), stop)),
                result.GetValue(json), result.InvocationConfiguration.Output, stop),
            stop));
        return command;
    }

    private static int Run(string file, Revision revision, bool json, TextWriter output, CancellationToken stop)
    {
        // The whole file first: results of half a file that turns out to be bad are no results.
        var all = ScenarioFile.Read(file);
        for (int i = 0; i < all.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            var scenario = all[i];
            // First: what costs too much is refused before anything is printed.
            var violations = Violations.Of(scenario, revision);
            var trace = Recorder.Trace(scenario, revision);
            if (json)
            {
                output.WriteLine(Recording(scenario, trace, violations));
                continue;
            }
            if (i > 0) output.WriteLine();
            var lines = trace.ToList();
            Timeline.Write(output, scenario, revision, lines);
            output.WriteLine();
            if (lines.LastOrDefault(l => l.Stack is not null)?.Stack is { } stack)
            {
                Wrap.Say(output, EndToEnd(stack));
                output.WriteLine();
            }
            violations.Write(scenario, output);
        }
        return ExitCode.Expected;
    }

    /// <summary>What the user of the host loses.</summary>
    private static string EndToEnd(TraceStack stack) => $"End to end: applications sent {Changes.Count(stack.Offered, "packet")}, the guest got {stack.Delivered:N0}, {stack.Lost:N0} lost "
        + $"({stack.Overflowed:N0} as the qdisc was full, {stack.Flushed:N0} with it), {stack.Offered - stack.Delivered - stack.Lost:N0} on their way; the link went down {Times(stack.LinkDowns)} for the host.";

    private static string Times(long times) => times == 1 ? "once" : $"{times:N0} times";

    private static string Recording(Scenario scenario, IEnumerable<TraceLine> trace, Violations violations) => JsonText.Of(json =>
        ScenarioWriter.Write(json, scenario, trace, [.. violations.Violated.Select(b => new TraceViolation(b.Claim.Name, b.Step, b.AtMs, b.What))]));
}
