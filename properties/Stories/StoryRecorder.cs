using Netback.Properties.Exploration;

namespace Netback.Properties.Stories;

/// <summary>
/// Notes down what happens in a <see cref="World"/> in the words of a story. It sees the run from both sides: points, reads, writes
/// and pieces of work as the kernel traces them, and what they come to as events. It influences nothing.
/// </summary>
public sealed class StoryRecorder : ITracer, IEventSink
{
    private readonly List<StoryLine> lines = [];
    private World? world;
    private StoryState? state;
    private TracePrinter[] printers = [];
    private TracePrinter? printer;

    /// <summary>What has been noted down so far.</summary>
    internal IReadOnlyList<StoryLine> Lines => lines;

    /// <summary>Actors of which anything has been noted down, by number.</summary>
    internal IEnumerable<int> TakingPart => lines.Where(line => line.Actor >= 0).Select(line => line.Actor).Distinct().Order();

    /// <summary>From here on the recorder follows this world, which must have it as its sink of events.</summary>
    public void Follow(World followed)
    {
        world = followed;
        world.Machine.Tracer = this;
        printers = [.. world.Actors.Select((_, number) => new TracePrinter(number, lines))];
        state = new(world.Vif);
        TellState();
    }

    /// <summary>The run is over: notes down what the last step has come to.</summary>
    /// <param name="violation">What has been broken, or null.</param>
    public void Finish(Violation? violation)
    {
        EndStep();
        if (violation is not { } broken) return;
        for (int actor = 0; actor < world!.Clock; actor++)
            if (world.StandingOf(actor) == Standing.Blocked)
                printers[actor].Says($"<{Waiting(actor)}>", inside: false);
        lines.Add(new(StoryLine.Across, 0, $"VIOLATED {broken.Property}: {broken.What}"));
    }

    /// <inheritdoc/>
    public void On(in Event e)
    {
        // What happens while the vif connects is before the story.
        if (world is null) return;
        if (e.Kind == EventKind.TimePassed) Turn(world.Clock);
        if (EventWords.Of(e, world.Machine) is not { } words) return;
        if (EventWords.CompletesPoint(e.Kind)) printer!.Replaces(words);
        else printer!.Says(words);
        if (e.Kind == EventKind.RxSlept) printer.FallsAsleep();
    }

    /// <inheritdoc/>
    public void Goes(Context context, string what, Access access, bool switched)
    {
        Turn(context.Number);
        printer!.Within(MethodsOf(context));
        if (Begins(context, what)) printer!.Begins(what);
        else if (context.Guard is WaitQueue) printer!.Passes(printer.IsAsleep ? "wakes up" : "does not sleep: was kicked meanwhile");
        else printer!.Passes(what);
    }

    /// <inheritdoc/>
    public void Read(Cell word)
    {
        if (IsShown(word)) printer!.Replaces($"{word.Name} ➜ {Shown(word)}");
    }

    /// <inheritdoc/>
    public void Write(Cell word, object? before)
    {
        if (IsShown(word)) printer!.Replaces($"{word.Name} = {Shown(word)}");
    }

    /// <inheritdoc/>
    public void Stops(Context context, string? what, bool waits) => printer!.Within(MethodsOf(context));

    /// <summary>Words that a reader of the driver knows; not what the machine and the properties keep for themselves.</summary>
    internal static bool IsShown(Cell word) => word.IsShared;

    /// <summary>The methods that a context is in the middle of, callers first.</summary>
    private static List<string> MethodsOf(Context context)
    {
        var methods = new List<string>();
        for (var frame = context.Leaf; frame is not null; frame = frame.Parent) methods.Insert(0, frame.Type.Method);
        return methods;
    }

    /// <summary>Whether a context that makes a step was idle before. By the time it is told of the step it no longer is.</summary>
    private bool Begins(Context context, string what) => context.Kind switch
    {
        ContextKind.Thread => false,
        ContextKind.Environment => world!.Actors[context.Number].Acts.Any(act => act.Label == what),
        _ => what is "arrives" or "fires",
    };

    /// <summary>An actor makes a step.</summary>
    private void Turn(int actor)
    {
        EndStep();
        var next = printers[actor];
        if (printer is not null && printer != next) printer.GivesWay(SwitchReason(printer.Number));
        printer = next;
    }

    /// <summary>The step before has come to its end, which is noticed only when there is another.</summary>
    private void EndStep()
    {
        if (printer is null) return;
        printer.Flush();
        if (world!.Actors[printer.Number].Context is { IsIdle: true }) printer.Ends();
        TellState();
    }

    private void TellState()
    {
        string changes = string.Join("; ", state!.Changes());
        if (changes.Length > 0) lines.Add(new(StoryLine.Across, 0, $"STATE {changes}"));
    }

    /// <summary>Why an actor does not go on, or null if it is not in the middle of anything.</summary>
    private string? SwitchReason(int actor) => world!.StandingOf(actor) switch
    {
        // Neither is an interrupt that has come anew and has not been answered yet.
        _ when world.Actors[actor].Context is not { IsIdle: false } => null,
        Standing.Ready => "chosen",
        _ => Waiting(actor),
    };

    /// <summary>What an actor waits for: <c>waits for the queue lock, held by host0</c>.</summary>
    private string Waiting(int actor)
    {
        var context = world!.Actors[actor].Context!;
        if (world.StandingOf(actor) == Standing.Asleep)
            return context.Thread?.Deadline is { IsSet: true } at ? $"asleep until {world.Machine.MsOf(at.At)} ms" : "asleep";
        if (context.Guard is not SpinLock spinLock) return context.What!;
        return $"waits for {spinLock.Name}, {(spinLock.Holder - 1 == context.Number ? "which it holds itself" : $"held by {world.Machine.Contexts[spinLock.Holder - 1]}")}";
    }

    /// <summary>The value of a word; a moment in ms since the vif connected.</summary>
    internal static string Shown(Cell word) => word.Shown switch
    {
        null => "none",
        bool yes => yes ? "true" : "false",
        Packet packet => $"packet #{packet.Id}",
        Jiffies moment => word.Machine.MsOf(moment) is >= 0 and var ms ? $"{ms}" : "before the start",
        var value => value.ToString()!,
    };
}
