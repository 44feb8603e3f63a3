using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Traces;

/// <summary>
/// A schedule as a person reads it, in two tables: what has come of it, and how. The second has a column for each context that
/// takes part; time goes downwards, and only the cell of the context that acts is filled.
/// </summary>
public sealed class ScheduleTrace
{
    private const string Legend =
        "x ➜ 1: reads x and sees 1. x = 1: writes it. Indented: in the function named above. "
        + "switch: another context goes on, though this one could (chosen), or for the reason given. "
        + "STATE: as changed by the step above.";

    private readonly Revision revision;
    private readonly (string What, string Name) bench;
    private readonly Schedule schedule;
    private readonly Violation? violation;
    private readonly ModelInstance model;
    private readonly TraceRecorder recorder;

    private ScheduleTrace(Revision revision, (string What, string Name) bench, Func<IEventSink, ModelInstance> begin, Schedule schedule, Violation? expected)
    {
        (this.revision, this.bench, this.schedule, recorder) = (revision, bench, schedule, new());
        model = begin(recorder);
        recorder.Follow(model);
        // Another property that breaks on the way must not end the run: a trace goes on to the end of its schedule.
        var replayed = Replayer.Replay(model, schedule, expected?.Property ?? "none");
        if (replayed.Divergence is { } reason) throw new InvalidOperationException(reason);
        // What can or must become of a state is not to be seen in one run.
        bool isSeen = expected?.Property is not (Recovery.CanRecover or Recovery.Converges or Lassos.Property);
        violation = isSeen ? replayed.Violation : expected;
        if (expected is { } e && violation is null) throw new InvalidOperationException($"The schedule does not violate {e.Property}.");
        recorder.Finish(violation);
    }

    /// <summary>The trace of a schedule that breaks nothing, or of which it does not matter what it breaks.</summary>
    /// <exception cref="InvalidOperationException">A step of the schedule is not possible.</exception>
    public static ScheduleTrace Of(Revision revision, Configuration configuration, Schedule schedule) =>
        Of(revision, configuration, schedule, null);

    /// <inheritdoc cref="Of(Revision, Configuration, Schedule)"/>
    public static ScheduleTrace Of(Revision revision, Scenario scenario, Schedule schedule) => Of(revision, scenario, schedule, null);

    /// <summary>The trace of what an exploration has found. It is replayed first, and must break the same property again.</summary>
    /// <exception cref="InvalidOperationException">It does not, or a step of the schedule is not possible.</exception>
    public static ScheduleTrace Of(Revision revision, Configuration configuration, Finding finding) =>
        Of(revision, configuration, finding.Schedule, finding.Violation);

    /// <inheritdoc cref="Of(Revision, Configuration, Finding)"/>
    public static ScheduleTrace Of(Revision revision, Scenario scenario, Finding finding) =>
        Of(revision, scenario, finding.Schedule, finding.Violation);

    /// <inheritdoc cref="Of(Revision, Configuration, Finding)"/>
    public static ScheduleTrace Of(Revision revision, ConcurrentScenario concurrent, Finding finding) =>
        new(revision, ("scenario", concurrent.Summary.Length == 0 ? concurrent.Name : $"{concurrent.Name}: {concurrent.Summary}"),
            sink => new(revision, concurrent, sink), finding.Schedule, finding.Violation);

    private static ScheduleTrace Of(Revision revision, Configuration configuration, Schedule schedule, Violation? violation) =>
        new(revision, ("configuration", $"{configuration.Name}: {configuration.Summary}"),
            sink => new(revision, configuration, savesStates: false, sink), schedule, violation);

    private static ScheduleTrace Of(Revision revision, Scenario scenario, Schedule schedule, Violation? violation) =>
        new(revision, ("scenario", scenario.Name), sink => new(revision, scenario, sink) { SkipsSteps = true },
            schedule, violation);

    /// <summary>Writes both tables, at most 100 characters wide.</summary>
    public void Write(TextWriter output)
    {
        Table.WriteFacts(output, violation is null ? "what" : "what failed", [.. Facts()]);
        output.WriteLine();
        int[] processes = [.. recorder.TakingPart];
        var lines = Repetition.Fold(recorder.Lines)
            .Select(line => line.Process == TraceRow.Across ? line : line with { Process = Array.IndexOf(processes, line.Process) });
        Table.Write(output, [.. processes.Select(a => model.Processes[a].Name)], [.. lines]);
        output.WriteLine();
        foreach (string line in Wrap.Lines(Legend.Split(' ').Select(word => word + ' '), Cli.Width)) output.WriteLine(line);
    }

    private IEnumerable<(string Name, string Text)> Facts()
    {
        if (violation is { } b)
        {
            yield return ("property", Statement(b.Property) is { } statement ? $"{b.Property}: {statement}" : b.Property);
            yield return ("violated by", b.What);
        }
        yield return ("revision", RevisionWords.Of(revision));
        yield return bench;
        yield return ("sizes", Sizes());
        foreach (var process in model.Processes)
        {
            var begun = schedule.Steps.Where(step => step.Process == process.Name && process.Actions.Any(action => action.Label == step.Words));
            string actions = string.Join("; ", Counted(begun.Select(step => step.Words)));
            if (actions.Length > 0) yield return (process.Name, actions);
        }
        yield return ("schedule", $"{Changes.Count(schedule.Steps.Count, "step")}, {Changes.Count(schedule.Switches, "switch")}");
        yield return ("at the end", string.Join("; ", TraceState.Words(model.Vif).Append($"{model.Machine.NowMs} ms")));
    }

    /// <summary>What a property says, in a sentence; null if nobody has put it into one.</summary>
    private static string? Statement(string property) => property switch
    {
        // These two are about interleavings only, and so not in the catalogue, which is about what any run shows.
        "NoDeadlock" => "No context waits for what can no longer come.",
        "StallAccounting" => "At rest the driver counts as many stalled queues as are marked; the carrier is on if there are none.",
        _ => Catalogue.Find(property)?.Statement,
    };

    private string Sizes()
    {
        var vif = model.Configuration.Vif;
        string host = model.Configuration.Host == HostStack.HonoursStop ? "respects" : "ignores";
        return $"{Changes.Count(vif.Queues, "queue")}, ring of {vif.RingSize}, queue limit {vif.QueueLimit} B, "
            + $"drain timeout {vif.DrainTimeoutMs} ms, stall timeout {vif.StallTimeoutMs} ms; the host {host} a stopped Tx queue";
    }

    private static IEnumerable<string> Counted(IEnumerable<string> actions)
    {
        var rest = new List<string>(actions);
        for (int i = 0; i < rest.Count;)
        {
            int times = rest.Skip(i).TakeWhile(action => action == rest[i]).Count();
            yield return times == 1 ? rest[i] : $"{rest[i]} ({times} times)";
            i += times;
        }
    }
}
