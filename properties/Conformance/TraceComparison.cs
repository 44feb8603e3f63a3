using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Conformance;

/// <summary>Whether a revision does what was recorded of the real driver, in every field of every step.</summary>
public static class TraceComparison
{
    /// <summary>
    /// Carries a recorded scenario out on the straight machine, up to where it differs from the recording.
    /// A field that a design lacks is null in its recording, and must be null here too.
    /// </summary>
    /// <returns>The first difference, or null if all is the same.</returns>
    /// <exception cref="InputException">It is a bare scenario, without a trace.</exception>
    public static Difference? FirstDifference(RecordedScenario recorded, Revision revision) =>
        FirstDifference(recorded.Scenario, TraceOf(recorded), Recorder.Trace(recorded.Scenario, revision));

    /// <summary>The first difference between two traces of a scenario, or null if they are the same.</summary>
    public static Difference? FirstDifference(Scenario scenario, IReadOnlyList<TraceLine> recorded, IEnumerable<TraceLine> ours)
    {
        int lines = 0;
        foreach (var line in ours)
        {
            if (lines < recorded.Count && FirstDifference(recorded[lines], line) is { } found)
                return Difference(scenario, lines, found.Field, found.Recorded, found.Ours);
            lines++;
        }
        return lines == recorded.Count ? null
            : Difference(scenario, Math.Min(lines, recorded.Count), "trace.length", $"{recorded.Count}", $"{lines}");
    }

    /// <summary>The trace that was recorded.</summary>
    /// <exception cref="InputException">It is a bare scenario, without a trace.</exception>
    public static IReadOnlyList<TraceLine> TraceOf(RecordedScenario recorded) =>
        recorded.Trace ?? throw new InputException($"{recorded.Where}: a scenario without a trace, there is nothing to compare with");

    private static (string Field, string Recorded, string Ours)? FirstDifference(TraceLine recorded, TraceLine ours)
    {
        if (FirstDifference(TraceFields.OfLine, "", recorded, ours) is { } ofLine)
            return ofLine;
        for (int queue = 0; queue < recorded.Queues.Count; queue++)
            if (FirstDifference(TraceFields.OfQueue, $"queues[{queue}].", recorded.Queues[queue], ours.Queues[queue]) is { } ofQueue)
                return ofQueue;
        return null;
    }

    private static (string Field, string Recorded, string Ours)? FirstDifference<T>(
        TraceField<T>[] fields, string path, T recorded, T ours)
    {
        foreach (var field in fields)
            if (!field.Same(recorded, ours))
                return (path + field.Name, field.Json(recorded), field.Json(ours));
        return null;
    }

    private static Difference Difference(Scenario scenario, int line, string field, string recorded, string ours)
    {
        string description = line == 0 || line > scenario.Steps.Count ? StepWords.Connect : StepWords.Of(scenario.Steps[line - 1]);
        return new(line - 1, description, field, recorded, ours);
    }
}
