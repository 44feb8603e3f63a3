using Netback.Properties.Exploration;

namespace Netback.Properties.Traces;

/// <summary>
/// Notes down what happens in a <see cref="ModelInstance"/> in the words of a trace. It sees the run from both sides: points, reads, writes
/// and pieces of work as the kernel traces them, and what they come to as events. It influences nothing.
/// </summary>
public sealed class TraceRecorder : ITracer, IEventSink
{
    private readonly List<TraceRow> lines = [];
    private ModelInstance? model;
    private TraceState? state;
    private TracePrinter[] printers = [];
    private TracePrinter? printer;

    /// <summary>What has been noted down so far.</summary>
    internal IReadOnlyList<TraceRow> Lines => lines;

    /// <summary>Processes of which anything has been noted down, by number.</summary>
    internal IEnumerable<int> TakingPart => lines.Where(line => line.Process >= 0).Select(line => line.Process).Distinct().Order();

    /// <summary>From here on the recorder follows this model, which must have it as its sink of events.</summary>
    public void Follow(ModelInstance followed)
    {
        model = followed;
        model.Machine.Tracer = this;
        printers = [.. model.Processes.Select((_, number) => new TracePrinter(number, lines))];
        state = new(model.Vif);
        TellState();
    }

    /// <summary>The run is over: notes down what the last step has come to.</summary>
    /// <param name="violation">What has been broken, or null.</param>
    public void Finish(Violation? violation)
    {
        EndStep();
        if (violation is not { } broken) return;
        for (int process = 0; process < model!.Clock; process++)
            if (model.StatusOf(process) == ContextStatus.Blocked)
                printers[process].Says($"<{Waiting(process)}>", inside: false);
        lines.Add(new(TraceRow.Across, 0, $"VIOLATED {broken.Property}: {broken.What}"));
    }

    /// <inheritdoc/>
    public void On(in Event e)
    {
        // What happens while the vif connects is before the trace.
        if (model is null) return;
        if (e.Kind == EventKind.TimePassed) Turn(model.Clock);
        if (EventWords.Of(e, model.Machine) is not { } words) return;
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
        ContextKind.Environment => model!.Processes[context.Number].Actions.Any(action => action.Label == what),
        _ => what is "arrives" or "fires",
    };

    /// <summary>A process makes a step.</summary>
    private void Turn(int process)
    {
        EndStep();
        var next = printers[process];
        if (printer is not null && printer != next) printer.GivesWay(SwitchReason(printer.Number));
        printer = next;
    }

    /// <summary>The step before has come to its end, which is noticed only when there is another.</summary>
    private void EndStep()
    {
        if (printer is null) return;
        printer.Flush();
        if (model!.Processes[printer.Number].Context is { IsIdle: true }) printer.Ends();
        TellState();
    }

    private void TellState()
    {
        string changes = string.Join("; ", state!.Changes());
        if (changes.Length > 0) lines.Add(new(TraceRow.Across, 0, $"STATE {changes}"));
    }

    /// <summary>Why a process does not go on, or null if it is not in the middle of anything.</summary>
    private string? SwitchReason(int process) => model!.StatusOf(process) switch
    {
        // Neither is an interrupt that has come anew and has not been answered yet.
        _ when model.Processes[process].Context is not { IsIdle: false } => null,
        ContextStatus.Ready => "chosen",
        _ => Waiting(process),
    };

    /// <summary>What a process waits for: <c>waits for the queue lock, held by host0</c>.</summary>
    private string Waiting(int process)
    {
        var context = model!.Processes[process].Context!;
        if (model.StatusOf(process) == ContextStatus.Asleep)
            return context.Thread?.Deadline is { IsSet: true } at ? $"asleep until {model.Machine.MsOf(at.At)} ms" : "asleep";
        if (context.Guard is not SpinLock spinLock) return context.What!;
        return $"waits for {spinLock.Name}, {(spinLock.Holder - 1 == context.Number ? "which it holds itself" : $"held by {model.Machine.Contexts[spinLock.Holder - 1]}")}";
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
