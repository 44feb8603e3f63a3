using Netback.Properties.Exploration;

namespace Netback.Tests.Traces;

/// <summary>Schedules of runs in which nothing goes wrong: one thing is begun, and comes to its end before the next.</summary>
internal static class Straight
{
    /// <summary>The schedule in which these actions are begun one after the other, and all contexts come to rest after each.</summary>
    /// <param name="model">A run that has just begun, point by point.</param>
    /// <param name="actions">As in labels: <c>guest0: posts 1</c>.</param>
    public static Schedule Schedule(ModelInstance model, params ReadOnlySpan<string> actions)
    {
        var steps = new List<ScheduleStep>();
        foreach (string action in actions)
        {
            GoOn(model, steps, int.MaxValue);
            Do(model, steps, Choices(model).First(c => $"{model.Processes[c.Process].Name}: {model.WordsOf(c)}" == action));
        }
        GoOn(model, steps, int.MaxValue);
        return new(steps);
    }

    /// <summary>The schedule, and then as many steps more in which nobody begins anything.</summary>
    public static Schedule Continued(ModelInstance model, Schedule schedule, int more)
    {
        var steps = new List<ScheduleStep>();
        foreach (var step in schedule.Steps)
            Do(model, steps, Choices(model).First(c => model.Processes[c.Process].Name == step.Process && model.WordsOf(c) == step.Words));
        GoOn(model, steps, more);
        return new(steps);
    }

    private static void GoOn(ModelInstance model, List<ScheduleStep> steps, int more)
    {
        for (int i = 0; i < more; i++)
        {
            var ready = Choices(model).Where(c => model.StatusOf(c.Process) == ContextStatus.Ready).ToList();
            if (ready.Count == 0) return;
            Do(model, steps, ready[0]);
        }
    }

    private static void Do(ModelInstance model, List<ScheduleStep> steps, Choice choice)
    {
        steps.Add(new(model.Processes[choice.Process].Name, model.WordsOf(choice)));
        model.Do(choice);
    }

    private static List<Choice> Choices(ModelInstance model)
    {
        var choices = new List<Choice>();
        model.Choices(choices);
        return choices;
    }
}
