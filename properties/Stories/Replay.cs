using Netback.Properties.Exploration;
using Netback.Revisions;

namespace Netback.Properties.Stories;

/// <summary>A schedule run once more.</summary>
public sealed class Replay
{
    private readonly List<Breach> breaches = [];

    private Replay(World world) => World = world;

    /// <summary>The world in which it has led to.</summary>
    public World World { get; }

    /// <summary>What it broke on the way, and what is broken where it ends, in order.</summary>
    public IReadOnlyList<Breach> Breaches => breaches;

    /// <summary>Runs a schedule given as labels, such as <c>rx0: reads req_prod</c>.</summary>
    /// <exception cref="InvalidOperationException">A step is not possible where it stands in the schedule.</exception>
    public static Replay Of(Revision revision, Configuration configuration, IEnumerable<string> labels) =>
        Of(revision, configuration, new Schedule([.. labels.Select(Step)]), recorder: null);

    /// <summary>Runs a schedule.</summary>
    /// <param name="recorder">Sees what happens, or null.</param>
    /// <exception cref="InvalidOperationException">A step is not possible where it stands in the schedule.</exception>
    public static Replay Of(Revision revision, Configuration configuration, Schedule schedule, StoryRecorder? recorder)
    {
        var world = new World(revision, configuration with { Reduced = false }, remembers: false, recorder);
        var replay = new Replay(world);
        recorder?.Follow(world);
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            var choice = Find(world, schedule.Steps[i]) ?? throw new InvalidOperationException(Refusal(world, i, schedule.Steps[i]));
            if (recorder is null) world.Do(choice);
            else recorder.Do(choice);
            replay.breaches.AddRange(world.Watch.Found);
        }
        if (world.IsQuiet()) replay.breaches.AddRange(world.Watch.AtRest());
        if (Waiting.Deadlock(world) is { } deadlock) replay.breaches.Add(deadlock);
        return replay;
    }

    private static ScheduleStep Step(string label)
    {
        int colon = label.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? new(label[..colon], label[(colon + 2)..])
            : throw new InvalidOperationException($"A step reads \"who: what\", not \"{label}\".");
    }

    private static Choice? Find(World world, ScheduleStep step)
    {
        var choices = new List<Choice>();
        world.Choices(choices);
        foreach (var choice in choices)
            if (world.Actors[choice.Actor].Name == step.Actor && world.WordsOf(choice) == step.Words) return choice;
        return null;
    }

    private static string Refusal(World world, int number, ScheduleStep step)
    {
        var choices = new List<Choice>();
        world.Choices(choices);
        string possible = string.Join("; ", choices.Select(c => $"{world.Actors[c.Actor].Name}: {world.WordsOf(c)}"));
        return $"Step {number + 1}, \"{step}\", is not possible. Possible: {possible}.";
    }
}
