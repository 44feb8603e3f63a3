using Netback.Properties.Exploration;
using Netback.Properties.Traces;

namespace Netback.Properties.Commands;

/// <summary>Notes what a step reads and writes.</summary>
internal sealed class StepEffect : ITracer
{
    private readonly List<string> accesses = [];

    /// <summary>Makes a choice in a run and says what it does, up to where its context stands then.</summary>
    public static string Of(ModelInstance model, Choice choice)
    {
        var effect = new StepEffect();
        string before = string.Join("; ", TraceState.Words(model.Vif));
        model.Machine.Tracer = effect;
        model.Do(choice);
        model.Machine.Tracer = null;
        var parts = new List<string>(effect.accesses);
        if (parts.Count == 0 && string.Join("; ", TraceState.Words(model.Vif)) is var after && after != before) parts.Add(after);
        if (model.Processes[choice.Process].Context is { } context)
            parts.Add(context.IsIdle ? "done" : model.StatusOf(choice.Process) switch
            {
                ContextStatus.Asleep => "sleeps",
                ContextStatus.Blocked => $"waits: {context.What}",
                _ => $"then: {context.What}",
            });
        parts.AddRange(model.Watch.Found.Select(b => $"VIOLATES {b.Property}"));
        return string.Join(", ", parts);
    }

    public void Goes(Context context, string what, Access access, bool switched) { }

    public void Read(Cell word)
    {
        if (TraceRecorder.IsShown(word)) accesses.Add($"{word} ➜ {TraceRecorder.Shown(word)}");
    }

    public void Write(Cell word, object? before)
    {
        if (TraceRecorder.IsShown(word)) accesses.Add($"{word} = {TraceRecorder.Shown(word)}");
    }

    public void Stops(Context context, string? what, bool waits) { }
}
