using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Conformance.Interleaved;

/// <summary>
/// Follows a recorded run in the model, access by access: same context, same kind of access, same word, same value, and the same end. What a
/// context does between two points (reads of words that it alone writes, or whose lock it holds) is compared in the same way.
/// </summary>
internal sealed class Follower
{
    private readonly InterleavedRecording recording;
    private readonly ModelInstance model;
    private readonly SteppedMachine machine;
    private readonly ModelTrace trace = new();
    private readonly ObservedEnd observed;
    private readonly Dictionary<string, Queue<ModelAccess>> inPassing = [];

    private Follower(InterleavedRecording recording, Revision revision)
    {
        this.recording = recording;
        observed = new(recording.Configuration);
        // Recordings begin at 0, and show times.
        model = new(revision, recording.Configuration, concurrent: null, savesStates: false, observed, start: 0);
        machine = model.Machine;
        machine.Tracer = trace;
    }

    /// <param name="recording">The run.</param>
    /// <param name="revision">The model to follow it with.</param>
    /// <returns>Where the model first does something else, or null if it agrees to the end.</returns>
    public static Divergence? FirstDifference(InterleavedRecording recording, Revision revision) => FirstDifference(recording, new Follower(recording, revision));

    /// <summary>Names of the properties that the recorded run violates.</summary>
    /// <exception cref="InputException">The model does something else.</exception>
    public static IReadOnlyList<string> Violated(InterleavedRecording recording, Revision revision)
    {
        var follower = new Follower(recording, revision);
        if (FirstDifference(recording, follower) is { } other) throw new InputException($"seed {recording.Seed}, step {other.Step}: {revision.Name} does not agree with it");
        var found = follower.model.Watch.Found.Select(b => b.Property).ToList();
        if (Replayer.AtRest(follower.model, null) is not null) found.AddRange(follower.model.Watch.AtRest().Select(b => b.Property));
        return [.. found.Distinct()];
    }

    private static Divergence? FirstDifference(InterleavedRecording recording, Follower follower)
    {
        for (int i = 0; i < recording.Steps.Count; i++)
            if (follower.Step(recording.Steps[i]) is { } model) return new(recording, i, recording.Steps[i].ToString(), model);
        foreach (var (context, left) in follower.inPassing)
            if (left.Count > 0) return new(recording, recording.Steps.Count, "the run ends", $"{context} {left.Peek()}");
        return follower.observed.FirstDifference(recording.End, follower.model) is var (what, recorded, ours)
            ? new(recording, recording.Steps.Count, $"at the end {what} is {recorded}", $"{what} is {ours}") : null;
    }

    /// <returns>What the model does instead, or null if it does the same.</returns>
    private string? Step(RecordedStep step)
    {
        if (step.Context == TestBench.Clock)
        {
            machine.Tick(1, starved: false);
            return machine.NowMs == step.Number(0) ? null : $"the clock shows {machine.NowMs}";
        }
        int number = model.Find(step.Context);
        if (number < 0 || model.Processes[number].Context is not { } context) return $"there is no {step.Context}";
        if (step.Kind == "begin" && step.Word is not ("thread" or "irq")) return Begin(context, step);
        if (inPassing.TryGetValue(step.Context, out var left) && left.Count > 0)
        {
            var access = left.Dequeue();
            return Same(access, step) ? null : $"{step.Context} {access}";
        }
        // A thread that busy-loops gives way there: the real one does not.
        while (context.What == KernelThread.LoopsAgain) Go(context);
        var status = machine.StatusOf(context);
        if (status != ContextStatus.Ready) return $"{step.Context} {(context.What is null ? "is idle" : $"waits at \"{context.What}\"")}";
        return Pass(context, step);
    }

    private string? Pass(Context context, RecordedStep step)
    {
        string what = machine.NextOf(context)!;
        var access = context.Access;
        var point = Points.Of(what, access, context);
        if (point is not var (kind, word) || kind != step.Kind || (word is not null && word != PointOf(step)))
            return $"{context} {(point is { } p ? $"{p.Kind} {p.Word}" : what)}";
        var queue = access.Subject switch { SpinLock { Queue: >= 0 and var q } => model.Vif.Queues[q], _ => null };
        var (bytes, packets) = (queue?.Packets.CountedBytes, queue?.Packets.Queued.Count());
        int stalled = model.Vif.StalledQueues.Peek;
        Go(context);
        if (access.Kind == AccessKind.Exchange) trace.JoinExchange();
        Queue<ModelAccess> rest = new(trace.Accesses);
        bool accessed = access.Kind is AccessKind.Load or AccessKind.Store or AccessKind.Exchange;
        string? differs = null;
        if (accessed && rest.Dequeue() is var first && !Same(first, step)) differs = $"{context} {first}";
        inPassing[context.Name] = rest;
        return differs ?? step.Kind switch
        {
            "unlock" when step.Word.StartsWith("queue lock", StringComparison.Ordinal) && (step.Number(0) != bytes || step.Number(1) != packets) =>
                $"{context} gives the queue lock back with {bytes} bytes and {packets} packets",
            "unlock" when step.Word == "vif lock" && HasStalls && step.Number(0) != stalled => $"{context} counts {stalled} stalled queues",
            "sleep" when step.Number(1) != trace.SleepMs => $"{context} sleeps for {trace.SleepMs} ms",
            "woke" when step.Number(1) != trace.LeftMs => $"{context} wakes with {trace.LeftMs} ms left",
            "r" when step.Word.StartsWith("skb.len", StringComparison.Ordinal) && observed.Peeked?.Length != step.Number(0) => $"{context} reads {observed.Peeked?.Length}",
            "r" when step.Word.StartsWith("skb.gso_size", StringComparison.Ordinal) && observed.Peeked?.Gso != step.Number(0) > 0 => $"{context} reads {observed.Peeked?.Gso}",
            "free" when observed.Freed is not var (id, fate, underLock) || id != step.Number(0) || fate != step.Text(1) || underLock != step.Values.Count > 2 =>
                $"{context} frees {observed.Freed}",
            _ => null,
        };
    }

    private bool HasStalls => recording.Generation != "G1";

    private string? Begin(Context context, RecordedStep step)
    {
        if (!context.IsIdle) return $"{context} is at \"{context.What}\"";
        var bench = model.TestBench;
        int queue = context.Name.StartsWith("guest", StringComparison.Ordinal) ? context.Name[^1] - '0' : 0;
        var q = model.Vif.Queues[queue];
        Func<Coroutine>? body = step.Word switch
        {
            "offer" => () => bench.Offer((int)step.Number(0), new((int)step.Number(1), step.Number(2) != 0)),
            "post" => () => bench.Fronts[queue].Post((uint)step.Number(0)),
            "take" => () => bench.Fronts[queue].Consume(uint.MaxValue),
            "kick" => () => TestBench.Kick(q),
            "fatal" => () => model.Vif.Revision.FatalTxError(model.Vif),
            "disconnect" => bench.Disconnect,
            _ => null,
        };
        if (body is null) return $"nothing is called {step.Word}";
        trace.Clear();
        machine.Begin(context, step.Word, body);
        inPassing[context.Name] = new(trace.Accesses);
        return null;
    }

    private void Go(Context context)
    {
        trace.Clear();
        observed.Clear();
        machine.Go(context);
    }

    private static bool Same(ModelAccess access, RecordedStep step)
    {
        if (access.Kind != step.Kind || access.Word != step.Word || access.Values.Count != step.Values.Count) return false;
        for (int i = 0; i < access.Values.Count; i++)
            if (access.Values[i] != step.Number(i)) return false;
        return true;
    }

    /// <summary>What a recorded step is about, as <see cref="Points"/> says it.</summary>
    private static string PointOf(RecordedStep step) => step.Kind switch
    {
        "r" or "w" or "x" or "lock" or "unlock" => step.Word.StartsWith("skb.", StringComparison.Ordinal) ? step.Word[..step.Word.LastIndexOf('.')] : step.Word,
        "free" or "sync" or "begin" => "",
        "eoi" => $"{step.Number(0)} {step.Number(1)}",
        _ => $"{step.Number(0)}",
    };
}
