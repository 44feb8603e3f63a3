namespace Netback.Properties.Exploration;

/// <summary>What came of a schedule that was carried out again.</summary>
/// <param name="Breach">What it broke first, or null.</param>
/// <param name="Steps">The steps that were made.</param>
/// <param name="LeftTheRoad">Where and why the schedule does not fit, or null.</param>
public sealed record Replayed(Breach? Breach, Schedule Steps, string? LeftTheRoad);

/// <summary>Carries out schedules: point by point, whatever an exploration may have left out.</summary>
public static class Replayer
{
    /// <summary>Makes exactly the steps of the schedule, up to the first that breaks something or does not fit.</summary>
    /// <param name="world">A run that has just begun.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="clause">Only this clause counts, or any if null.</param>
    public static Replayed Replay(World world, Schedule schedule, string? clause = null)
    {
        IReadOnlyList<string>? clauses = clause is null ? null : [clause];
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            if (Find(world, step, exactly: true) is not { } choice)
                return new(null, new([.. schedule.Steps.Take(i)]), $"step {i + 1}, \"{step}\", cannot be made: {Instead(world, step.Actor)}");
            if (Make(world, choice, clauses) is { } breach) return new(breach, new([.. schedule.Steps.Take(i + 1)]), null);
        }
        return new(AtRest(world, clauses), schedule, null);
    }

    /// <summary>Makes the steps of the schedule as far as they fit, and passes over those that do not.</summary>
    /// <returns>What was broken, and the steps that were made.</returns>
    public static Replayed Follow(World world, IEnumerable<ScheduleStep> steps, string? clause)
    {
        IReadOnlyList<string>? clauses = clause is null ? null : [clause];
        var made = new List<ScheduleStep>();
        foreach (var step in steps)
        {
            if (Find(world, step, exactly: false) is not { } choice) continue;
            made.Add(new(step.Actor, world.WordsOf(choice)));
            if (Make(world, choice, clauses) is { } breach) return new(breach, new(made), null);
        }
        return new(AtRest(world, clauses), new(made), null);
    }

    /// <summary>What a state in which nobody is in the middle of anything breaks, and whether somebody waits in vain.</summary>
    public static Breach? AtRest(World world, IReadOnlyList<string>? clauses)
    {
        foreach (var breach in world.Watch.Standing(Deadlocks.Of(world), world.Machine.IsQuiet))
            if (Counts(breach, clauses)) return breach;
        return null;
    }

    private static Breach? Make(World world, Choice choice, IReadOnlyList<string>? clauses)
    {
        world.Do(choice);
        foreach (var breach in world.Watch.Found)
            if (Counts(breach, clauses)) return breach;
        return null;
    }

    private static bool Counts(Breach breach, IReadOnlyList<string>? clauses) => clauses is null || clauses.Contains(breach.Clause);

    private static Choice? Find(World world, ScheduleStep step, bool exactly)
    {
        int actor = world.Find(step.Actor);
        if (actor < 0) return null;
        var standing = world.StandingOf(actor);
        if (standing == Standing.Ready)
            return !exactly || world.WordsOf(new(actor, 0)) == step.Words ? new(actor, 0) : null;
        if (standing != Standing.Idle) return null;
        for (int act = 0; act < world.Actors[actor].Acts.Count; act++)
            if (world.Actors[actor].Acts[act].Label == step.Words && world.MayBegin(actor, act)) return new(actor, act);
        return null;
    }

    private static string Instead(World world, string name)
    {
        int actor = world.Find(name);
        if (actor < 0) return $"there is no {name} here";
        return world.StandingOf(actor) switch
        {
            Standing.Ready => $"{name} stands at \"{world.WordsOf(new(actor, 0))}\"",
            Standing.Asleep => $"{name} sleeps",
            Standing.Blocked => $"{name} waits at \"{world.Actors[actor].Context!.What}\"",
            _ => $"{name} is idle and cannot begin this",
        };
    }
}
