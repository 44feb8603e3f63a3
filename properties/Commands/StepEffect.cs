using Netback.Properties.Exploration;
using Netback.Properties.Stories;

namespace Netback.Properties.Commands;

/// <summary>Notes what a step reads and writes.</summary>
internal sealed class StepEffect : ITracer
{
    private readonly List<string> accesses = [];

    /// <summary>Makes a choice in a run and says what it does, up to where its context stands then.</summary>
    public static string Of(World world, Choice choice)
    {
        var effect = new StepEffect();
        string before = string.Join("; ", StoryState.Words(world.Vif));
        world.Machine.Tracer = effect;
        world.Do(choice);
        world.Machine.Tracer = null;
        var parts = new List<string>(effect.accesses);
        if (parts.Count == 0 && string.Join("; ", StoryState.Words(world.Vif)) is var after && after != before) parts.Add(after);
        if (world.Actors[choice.Actor].Context is { } context)
            parts.Add(context.IsIdle ? "done" : world.StandingOf(choice.Actor) switch
            {
                Standing.Asleep => "sleeps",
                Standing.Blocked => $"waits: {context.What}",
                _ => $"then: {context.What}",
            });
        parts.AddRange(world.Watch.Found.Select(b => $"VIOLATES {b.Property}"));
        return string.Join(", ", parts);
    }

    public void Goes(Context context, string what, Access access, bool switched) { }

    public void Read(Cell word)
    {
        if (StoryRecorder.IsShown(word)) accesses.Add($"{word} ➜ {StoryRecorder.Shown(word)}");
    }

    public void Write(Cell word, object? before)
    {
        if (StoryRecorder.IsShown(word)) accesses.Add($"{word} = {StoryRecorder.Shown(word)}");
    }

    public void Stops(Context context, string? what, bool waits) { }
}
