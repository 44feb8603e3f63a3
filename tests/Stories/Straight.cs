using Netback.Properties.Exploration;

namespace Netback.Tests.Stories;

/// <summary>Schedules of runs in which nothing goes wrong: one thing is begun, and comes to its end before the next.</summary>
internal static class Straight
{
    /// <summary>The schedule in which these acts are begun one after the other, and all contexts come to rest after each.</summary>
    /// <param name="world">A run that has just begun, point by point.</param>
    /// <param name="acts">As in labels: <c>guest0: posts 1</c>.</param>
    public static Schedule Schedule(World world, params ReadOnlySpan<string> acts)
    {
        var steps = new List<ScheduleStep>();
        foreach (string act in acts)
        {
            GoOn(world, steps, int.MaxValue);
            Do(world, steps, Choices(world).First(c => $"{world.Actors[c.Actor].Name}: {world.WordsOf(c)}" == act));
        }
        GoOn(world, steps, int.MaxValue);
        return new(steps);
    }

    /// <summary>The schedule, and then as many steps more in which nobody begins anything.</summary>
    public static Schedule Continued(World world, Schedule schedule, int more)
    {
        var steps = new List<ScheduleStep>();
        foreach (var step in schedule.Steps)
            Do(world, steps, Choices(world).First(c => world.Actors[c.Actor].Name == step.Actor && world.WordsOf(c) == step.Words));
        GoOn(world, steps, more);
        return new(steps);
    }

    private static void GoOn(World world, List<ScheduleStep> steps, int more)
    {
        for (int i = 0; i < more; i++)
        {
            var ready = Choices(world).Where(c => world.StandingOf(c.Actor) == Standing.Ready).ToList();
            if (ready.Count == 0) return;
            Do(world, steps, ready[0]);
        }
    }

    private static void Do(World world, List<ScheduleStep> steps, Choice choice)
    {
        steps.Add(new(world.Actors[choice.Actor].Name, world.WordsOf(choice)));
        world.Do(choice);
    }

    private static List<Choice> Choices(World world)
    {
        var choices = new List<Choice>();
        world.Choices(choices);
        return choices;
    }
}
