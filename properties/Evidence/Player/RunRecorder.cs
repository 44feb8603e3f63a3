using Netback.Properties.Exploration;
using Netback.Properties.Traces;
using Netback.Revisions;

namespace Netback.Properties.Evidence.Player;

/// <summary>
/// Watches a run and keeps a frame for each step of a schedule, or for each access of a scenario's step. It sees what is read and written as the
/// machine traces it, and what that means as events. It influences nothing.
/// </summary>
/// <param name="vif">The vif.</param>
/// <param name="eachAccess">Whether each access is a frame of its own, and not each step.</param>
internal sealed class RunRecorder(Vif vif, bool eachAccess) : ITracer, IEventSink
{
    /// <summary>Accesses of one step that have a frame of their own: of 65,538 packets at once nobody looks at each.</summary>
    public const int MostInAStep = 400;

    private const string GuestEnd = "guest's rsp_cons";
    private readonly List<string> lanes = [], lines = [];
    private readonly List<Frame> frames = [];
    private readonly SlotContents contents = new(vif);
    private Cell[]? guestEnds;
    private int step, lane, inStep;
    private long leftOut;
    private string? source;

    /// <summary>In this order contexts stand beside each other: from the packet's way in to its way out, then who is seldom there.</summary>
    private static readonly string[] Order = ["host", "rx", "irq", "timer", "guest", TestBench.Toolstack, TestBench.Clock];

    /// <summary>The run, with its contexts in the order in which they stand beside each other.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="name">What the driver is called.</param>
    /// <param name="violation">What violates the property, or null.</param>
    /// <param name="violatedIn">In which step.</param>
    public RunRecording Recording(Revision revision, string name, string? violation, int? violatedIn)
    {
        List<string> sorted = [.. lanes.OrderBy(l => Array.FindIndex(Order, o => l.StartsWith(o, StringComparison.Ordinal))).ThenBy(l => l, StringComparer.Ordinal)];
        return new(revision, name, vif.Parameters, sorted, [.. frames.Select(f => f with { Lane = sorted.IndexOf(lanes[f.Lane]) })], violation, violatedIn);
    }

    /// <summary>Name of the context that acts now.</summary>
    public required Func<Cell?, string> Who { private get; init; }

    /// <summary>Where the driver's lines stand, or null.</summary>
    public Sources? Sources { private get; init; }

    /// <summary>A step begins.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="who">Who acts first.</param>
    /// <param name="words">What it is, or null where the first access says it.</param>
    public void Begin(int number, string who, string? words)
    {
        (step, inStep, leftOut) = (number, 0, 0);
        lane = LaneOf(who);
        if (words is not null) lines.Add(words);
    }

    /// <summary>The step has come to its end.</summary>
    public void End()
    {
        if (leftOut > 0) lines.Add($"… and {leftOut:N0} more");
        var state = Snapshot.Of(vif, Consumed(), contents);
        if (lines.Count == 0 && inStep > 0 && !state.Since(frames[^1].State).Any()) return;
        frames.Add(new(step, lane, [.. lines], state, source));
        source = null;
        lines.Clear();
    }

    public void On(in Event e)
    {
        contents.On(e);
        // The clock is a cell: that time has passed is seen as a write.
        if (e.Kind == EventKind.TimePassed && eachAccess) return;
        if (EventWords.Of(e, vif.Machine) is { } words) Say(words, null);
    }

    public void Goes(Context context, string what, Access access, bool switched) => source = context.Leaf is { } at ? Sources?.OfFrame(at) : null;

    public void Read(Cell word)
    {
        if (TraceRecorder.IsShown(word)) Say($"{NameOf(word)} ➜ {TraceRecorder.Shown(word)}", word);
    }

    public void Write(Cell word, object? before)
    {
        if (TraceRecorder.IsShown(word)) Say($"{NameOf(word)} = {TraceRecorder.Shown(word)}", word);
    }

    public void Stops(Context context, string? what, bool waits) { }

    /// <summary>With the number of its queue only where there are several.</summary>
    private string NameOf(Cell word) => vif.Queues.Count > 1 ? word.ToString() : word.Name;

    private void Say(string words, Cell? word)
    {
        if (!eachAccess)
        {
            lines.Add(words);
            return;
        }
        if (inStep >= MostInAStep)
        {
            leftOut++;
            return;
        }
        lines.Add(words);
        lane = LaneOf(Who(word));
        frames.Add(new(step, lane, [.. lines], Snapshot.Of(vif, Consumed(), contents), null));
        inStep++;
        lines.Clear();
    }

    /// <summary>Up to where each guest has taken responses: not of the driver, and so in cells that only the guest knows.</summary>
    private uint[] Consumed()
    {
        guestEnds ??= [.. vif.Queues.Select(q => vif.Machine.Cells.Single(c => c.Name == GuestEnd && c.Queue == q.Id))];
        return [.. guestEnds.Select(c => ((RingIndex)c.Shown!).Value)];
    }

    private int LaneOf(string name)
    {
        if (!lanes.Contains(name)) lanes.Add(name);
        return lanes.IndexOf(name);
    }
}
