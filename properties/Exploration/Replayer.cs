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
    /// <param name="world">A run that has just begun.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="property">Only this property counts, or any if null.</param>
    /// <param name="begins">Called with the number of each step, from 0, before it is made; or null.</param>
    public static Replayed Replay(World world, Schedule schedule, string? property = null, Action<int>? begins = null)
    {
        IReadOnlyList<string>? properties = property is null ? null : [property];
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            if (Find(world, step, exactly: true) is not { } choice)
                return new(null, new([.. schedule.Steps.Take(i)]), $"step {i + 1}, \"{step}\", is not possible: {Instead(world, step.Actor)}");
            begins?.Invoke(i);
            if (Make(world, choice, properties) is { } violation) return new(violation, new([.. schedule.Steps.Take(i + 1)]), null);
        }
        return new(AtRest(world, properties), schedule, null);
    }

    /// <summary>Makes the steps of the schedule as far as they fit, and passes over those that do not.</summary>
    /// <returns>What was violated, and the steps that were made.</returns>
    public static Replayed Follow(World world, IEnumerable<ScheduleStep> steps, string? property)
    {
        IReadOnlyList<string>? properties = property is null ? null : [property];
        var made = new List<ScheduleStep>();
        foreach (var step in steps)
        {
            if (Find(world, step, exactly: false) is not { } choice) continue;
            made.Add(new(step.Actor, world.WordsOf(choice)));
            if (Make(world, choice, properties) is { } violation) return new(violation, new(made), null);
        }
        return new(AtRest(world, properties), new(made), null);
    }

    /// <summary>As <see cref="Follow"/>, for a driver that has changed since: where a context stands at a point that the schedule does not know, it goes on to the one that the
    /// schedule means, and a step is passed over whose point is gone.</summary>
    /// <param name="world">A run that has just begun.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="property">Only this property counts.</param>
    public static Replayed Repair(World world, Schedule schedule, string property)
    {
        IReadOnlyList<string> properties = [property];
        var made = new List<ScheduleStep>();
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            if (Find(world, step, exactly: false) is not { } choice) continue;
            bool isOther = world.WordsOf(choice) != step.Words;
            if (isOther && schedule.Steps.Skip(i + 1).FirstOrDefault(s => s.Actor == step.Actor).Words == world.WordsOf(choice)) continue;
            if (Makes(choice) is { } violation) return new(violation, new(made), null);
            if (isOther && Find(world, step, exactly: true) is { } meant && Makes(meant) is { } late) return new(late, new(made), null);
        }
        return new(AtRest(world, properties), new(made), null);

        Violation? Makes(Choice choice)
        {
            made.Add(new(world.Actors[choice.Actor].Name, world.WordsOf(choice)));
            return Make(world, choice, properties);
        }
    }

    /// <summary>What a state in which nobody is in the middle of anything violates, and whether somebody waits in vain.</summary>
    public static Violation? AtRest(World world, IReadOnlyList<string>? properties)
    {
        foreach (var violation in world.Watch.Standing(Deadlocks.Of(world), world.Machine.IsQuiet))
            if (Counts(violation, properties)) return violation;
        return null;
    }

    private static Violation? Make(World world, Choice choice, IReadOnlyList<string>? properties)
    {
        world.Do(choice);
        foreach (var violation in world.Watch.Found)
            if (Counts(violation, properties)) return violation;
        return null;
    }

    private static bool Counts(Violation violation, IReadOnlyList<string>? properties) => properties is null || properties.Contains(violation.Property);

    private static Choice? Find(World world, ScheduleStep step, bool exactly)
    {
        int actor = world.Find(step.Actor);
        if (actor < 0) return null;
        var standing = world.StandingOf(actor);
        if (standing == Standing.Ready)
            return !exactly || world.WordsOf(new(actor, 0)) == step.Words ? new(actor, 0) : null;
        if (standing != Standing.Idle) return null;
        for (int act = 0; act < world.Actors[actor].Acts.Count; act++)
            // Whether somebody is busy when time moves on can change with a step that is left out.
            if ((world.Actors[actor].Acts[act].Label == step.Words || (!exactly && actor == world.Clock)) && world.MayBegin(actor, act)) return new(actor, act);
        return null;
    }

    private static string Instead(World world, string name)
    {
        int actor = world.Find(name);
        if (actor < 0) return $"there is no {name} here";
        return world.StandingOf(actor) switch
        {
            Standing.Ready => $"{name} is at \"{world.WordsOf(new(actor, 0))}\"",
            Standing.Asleep => $"{name} sleeps",
            Standing.Blocked => $"{name} waits at \"{world.Actors[actor].Context!.What}\"",
            _ => $"{name} is idle and cannot begin this",
        };
    }
}
