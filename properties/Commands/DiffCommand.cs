using System.CommandLine;
using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback diff</c>: what if it had been the other revision.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var file = Options.File($"A scenario, or a witness (*{Witness.Extension})");
        var revisions = Options.Revisions();
        revisions.Description = "The two revisions to compare: give it twice";
        var command = new Command("diff", "Run the same scenario or schedule on two revisions, and show where they first differ, and in which properties.")
        {
            file, revisions,
        };
        command.Validators.Add(result =>
        {
            // Not its value: of a name that there is not there is none.
            if (result.GetResult(revisions)?.Tokens.Select(t => t.Value).Distinct().Count() is null or not 2) result.AddError("--revision must be given twice, for the two revisions to compare");
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                string path = result.GetRequiredValue(file);
                var (a, b) = result.GetValue(revisions) switch { [var first, var second] => (first, second), _ => throw new InvalidOperationException() };
                var output = result.InvocationConfiguration.Output;
                switch (ScenarioFile.Open(path))
                {
                    case (Interleaving interleaving, _):
                        Compare(interleaving, a, b, output);
                        return ExitCode.Expected;
                    case (_, [var scenario]):
                        Compare(scenario, a, b, output);
                        return ExitCode.Expected;
                    case (_, var all):
                        throw new InputException($"{path}: holds {all.Count:N0} scenarios, and diff takes one");
                }
            },
            stop));
        return command;
    }

    private static void Compare(Scenario scenario, Revision a, Revision b, TextWriter output)
    {
        foreach (string line in Timeline.Header(scenario, a, b)) output.WriteLine(line);
        output.WriteLine();
        WriteTraces(scenario, a, b, output);
        output.WriteLine();
        var claims = Counterfactual.ClaimsAbout(scenario, a, b);
        if (claims.Count == 0)
        {
            Wrap.Say(output, "No property is claimed for a host, guests and headroom like these together.");
            return;
        }
        WriteProperties(Counterfactual.Violated(scenario, a, claims).ToDictionary(c => c.Claim.Name, c => $"{c.What} ({At(c)})"),
            Counterfactual.Violated(scenario, b, claims).ToDictionary(c => c.Claim.Name, c => $"{c.What} ({At(c)})"),
            claims.Select(c => c.Name), a, b, output, (name, revision) => claims.First(c => c.Name == name).AppliesTo(revision));
    }

    private static string At(ViolatedClaim broken) => broken.Step < 0 ? "connect" : $"step {broken.Step}, at {broken.AtMs:N0} ms";

    private static void WriteTraces(Scenario scenario, Revision a, Revision b, TextWriter output)
    {
        var columns = Timeline.ColumnsFor(scenario);
        Timeline.WriteHeading(output, columns);
        List<TraceLine> left = [.. Observation.Recorder.Trace(scenario, a)], right = [.. Observation.Recorder.Trace(scenario, b)];
        SideBySide? beside = null;
        for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (l, r) = (LinesAt(left, i, columns.Changes), LinesAt(right, i, columns.Changes));
            if (beside is null && l.SequenceEqual(r))
            {
                Timeline.WriteRow(output, columns, scenario, left[i], l);
                continue;
            }
            if (beside is null)
            {
                beside = new(output);
                output.WriteLine();
                beside.WriteHeading(a.Name, b.Name);
            }
            Timeline.WriteRow(output, columns, scenario, i < left.Count ? left[i] : right[i], []);
            beside.Write(LinesAt(left, i, SideBySide.Half), LinesAt(right, i, SideBySide.Half));
        }
        if (beside is null) Wrap.Say(output, $"{a.Name} and {b.Name} do the same in every step.");

        // A machine that stopped has no lines any more, and says so once.
        List<string> LinesAt(List<TraceLine> trace, int i, int width) => i < trace.Count ? [.. Timeline.Lines(scenario, i > 0 ? trace[i - 1] : null, trace[i], width)]
            : [i == trace.Count ? "the machine has stopped" : ""];
    }

    private static void Compare(Interleaving interleaving, Revision a, Revision b, TextWriter output)
    {
        var (concurrent, schedule) = (interleaving.ConcurrentScenario, interleaving.Finding.Schedule);
        var (left, right) = (Follow(a), Follow(b));
        int shared = 0;
        while (shared < schedule.Steps.Count && LinesAt(left, shared).SequenceEqual(LinesAt(right, shared))) shared++;
        Wrap.Say(output, concurrent.Summary.Length > 0 ? $"{concurrent.Name}: {concurrent.Summary}" : concurrent.Name);
        output.WriteLine();
        foreach (string line in Enumerable.Range(0, shared).SelectMany(i => LinesAt(left, i))) output.WriteLine(line);
        var beside = new SideBySide(output);
        if (shared < schedule.Steps.Count)
        {
            output.WriteLine();
            beside.WriteHeading(a.Name, b.Name);
        }
        for (int i = shared; i < schedule.Steps.Count; i++)
        {
            // The point that both pass comes last.
            var (l, r) = (LinesAt(left, i), LinesAt(right, i));
            beside.Write([.. Enumerable.Repeat("", Math.Max(0, r.Count - l.Count)), .. l], [.. Enumerable.Repeat("", Math.Max(0, l.Count - r.Count)), .. r]);
        }
        output.WriteLine();
        Wrap.Say(output, $"Of {Changes.Count(schedule.Steps.Count, "step")} {a.Name} makes {left.Run.Steps.Steps.Count:N0} and {b.Name} {right.Run.Steps.Steps.Count:N0}; ",
            "steps are matched by their labels, those that a revision does not have are skipped, ", "and a run ends where a property is violated.");
        var (violatedLeft, violatedRight) = (Violated(left.Run), Violated(right.Run));
        WriteProperties(violatedLeft, violatedRight, violatedLeft.Keys.Union(violatedRight.Keys), a, b, output);

        Followed Follow(Revision revision) => LabelFollower.Follow(() => new(revision, concurrent) { SkipsSteps = true }, schedule);
        static Dictionary<string, string> Violated(Replayed run) => run.Violation is { } violation ? new() { [violation.Property] = violation.What } : [];
    }

    /// <summary>The lines of a step of the schedule: numbered, and none after the run has ended.</summary>
    private static List<string> LinesAt(Followed followed, int step)
    {
        int first = followed.Ways.Take(step).Sum(way => way.Count);
        return [.. followed.Ways[step].Take(Math.Max(0, followed.Run.Steps.Steps.Count - first)).Select((made, i) => $"{first + i + 1,4}  {made}")];
    }

    /// <param name="left">What the first revision breaks, and how.</param>
    /// <param name="right">The same for the second.</param>
    /// <param name="properties">Names, in the order in which they are to be told.</param>
    /// <param name="a">The first revision.</param>
    /// <param name="b">The second.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="applies">Whether a revision has what a property speaks of; null if all have.</param>
    private static void WriteProperties(Dictionary<string, string> left, Dictionary<string, string> right, IEnumerable<string> properties,
        Revision a, Revision b, TextWriter output, Func<string, Revision, bool>? applies = null)
    {
        List<string> all = [.. properties], both = [.. all.Where(c => left.ContainsKey(c) && right.ContainsKey(c))];
        List<string> differing = [.. all.Where(c => left.ContainsKey(c) != right.ContainsKey(c))];
        output.WriteLine(differing.Count > 0 ? "properties that differ:" : "No property differs here.");
        foreach (string property in differing)
        {
            var (broken, sound, what) = left.TryGetValue(property, out string? l) ? (a, b, l) : (b, a, right[property]);
            string not = applies?.Invoke(property, sound) == false ? $"it does not apply to {sound.Name}" : $"{sound.Name} does not";
            output.WriteLine($"  {property}: {broken.Name} violates it, {not}");
            foreach (string line in Wrap.Lines([what], Cli.Width - 4)) output.WriteLine("    " + line);
        }
        if (both.Count > 0) Wrap.Say(output, [$"Both violate {both[0]}", .. both.Skip(1).Select(c => $", {c}"), "."]);
    }
}
