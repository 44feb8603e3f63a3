namespace Netback.Properties.Exploration;

/// <summary>What came of a schedule that was carried out again.</summary>
/// <param name="Violation">What it violated first, or null.</param>
/// <param name="Steps">The steps that were made.</param>
/// <param name="Divergence">Where and why the schedule does not fit, or null.</param>
public sealed record Replayed(Violation? Violation, Schedule Steps, string? Divergence);

/// <summary>Carries out schedules: point by point, whatever an exploration may have left out.</summary>
public static class Replayer
{
    /// <summary>Makes exactly the steps of the schedule, up to the first that violates something or does not fit.</summary>
    /// <param name="model">A run that has just begun.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="property">Only this property counts, or any if null.</param>
    /// <param name="begins">Called with the number of each step, from 0, before it is made; or null.</param>
    public static Replayed Replay(ModelInstance model, Schedule schedule, string? property = null, Action<int>? begins = null)
    {
        IReadOnlyList<string>? properties = property is null ? null : [property];
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            if (Find(model, step, exactly: true) is not { } choice)
                return new(null, new([.. schedule.Steps.Take(i)]), $"step {i + 1}, \"{step}\", is not possible: {Instead(model, step.Process)}");
            begins?.Invoke(i);
            if (Make(model, choice, properties) is { } violation) return new(violation, new([.. schedule.Steps.Take(i + 1)]), null);
        }
        return new(AtRest(model, properties), schedule, null);
    }

    /// <summary>Makes the steps of the schedule as far as they fit, and passes over those that do not.</summary>
    /// <returns>What was violated, and the steps that were made.</returns>
    public static Replayed Follow(ModelInstance model, IEnumerable<ScheduleStep> steps, string? property)
    {
        IReadOnlyList<string>? properties = property is null ? null : [property];
        var made = new List<ScheduleStep>();
        foreach (var step in steps)
        {
            if (Find(model, step, exactly: false) is not { } choice) continue;
            made.Add(new(step.Process, model.WordsOf(choice)));
            if (Make(model, choice, properties) is { } violation) return new(violation, new(made), null);
        }
        return new(AtRest(model, properties), new(made), null);
    }

    /// <summary>As <see cref="Follow"/>, for a driver that has changed since: where a context stands at a point that the schedule does not know, it goes on to the one that the
    /// schedule means, and a step is passed over whose point is gone.</summary>
    /// <param name="model">A run that has just begun.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="property">Only this property counts.</param>
    public static Replayed Repair(ModelInstance model, Schedule schedule, string property)
    {
        IReadOnlyList<string> properties = [property];
        var made = new List<ScheduleStep>();
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            if (Find(model, step, exactly: false) is not { } choice) continue;
            bool isOther = model.WordsOf(choice) != step.Words;
            if (isOther && schedule.Steps.Skip(i + 1).FirstOrDefault(s => s.Process == step.Process).Words == model.WordsOf(choice)) continue;
            if (Makes(choice) is { } violation) return new(violation, new(made), null);
            if (isOther && Find(model, step, exactly: true) is { } meant && Makes(meant) is { } late) return new(late, new(made), null);
        }
        return new(AtRest(model, properties), new(made), null);

        Violation? Makes(Choice choice)
        {
            made.Add(new(model.Processes[choice.Process].Name, model.WordsOf(choice)));
            return Make(model, choice, properties);
        }
    }

    /// <summary>What a state in which nobody is in the middle of anything violates, and whether somebody waits in vain.</summary>
    public static Violation? AtRest(ModelInstance model, IReadOnlyList<string>? properties)
    {
        foreach (var violation in model.Watch.OfState(Deadlocks.Of(model), model.Machine.IsQuiet))
            if (Counts(violation, properties)) return violation;
        return null;
    }

    private static Violation? Make(ModelInstance model, Choice choice, IReadOnlyList<string>? properties)
    {
        model.Do(choice);
        foreach (var violation in model.Watch.Found)
            if (Counts(violation, properties)) return violation;
        return null;
    }

    private static bool Counts(Violation violation, IReadOnlyList<string>? properties) => properties is null || properties.Contains(violation.Property);

    private static Choice? Find(ModelInstance model, ScheduleStep step, bool exactly)
    {
        int process = model.Find(step.Process);
        if (process < 0) return null;
        var status = model.StatusOf(process);
        if (status == ContextStatus.Ready)
            return !exactly || model.WordsOf(new(process, 0)) == step.Words ? new(process, 0) : null;
        if (status != ContextStatus.Idle) return null;
        for (int action = 0; action < model.Processes[process].Actions.Count; action++)
            // Whether somebody is busy when time moves on can change with a step that is left out.
            if ((model.Processes[process].Actions[action].Label == step.Words || (!exactly && process == model.Clock)) && model.MayBegin(process, action)) return new(process, action);
        return null;
    }

    private static string Instead(ModelInstance model, string name)
    {
        int process = model.Find(name);
        if (process < 0) return $"there is no {name} here";
        return model.StatusOf(process) switch
        {
            ContextStatus.Ready => $"{name} is at \"{model.WordsOf(new(process, 0))}\"",
            ContextStatus.Asleep => $"{name} sleeps",
            ContextStatus.Blocked => $"{name} waits at \"{model.Processes[process].Context!.What}\"",
            _ => $"{name} is idle and cannot begin this",
        };
    }
}
