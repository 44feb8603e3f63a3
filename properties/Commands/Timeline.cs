using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>
/// A scenario and its trace for people: what the scenario is, then for each step when it was, what it did and what changed.
/// </summary>
internal static class Timeline
{
    private const string Gap = "  ";
    private const string Heading = "what happened";

    // Longer steps have the changes on the lines below, so that a single long one does not squeeze all others.
    private const int WidestStep = 38;

    public static void Write(TextWriter output, Scenario scenario, Revision revision, IEnumerable<TraceLine> trace)
    {
        foreach (string line in Header(scenario, revision))
            output.WriteLine(line);
        output.WriteLine();

        var columns = ColumnsFor(scenario);
        WriteHeading(output, columns);
        TraceLine? before = null;
        foreach (var after in trace)
        {
            WriteRow(output, columns, scenario, after, [.. Lines(scenario, before, after, columns.Changes)]);
            before = after;
        }
        int skipped = scenario.Steps.Count - 1 - before!.Step;
        if (skipped > 0)
            output.WriteLine($"The machine stopped there: {Changes.Count(skipped, "step")} not carried out.");
    }

    /// <summary>Widths that the steps of a scenario need.</summary>
    public static Columns ColumnsFor(Scenario scenario)
    {
        long end = scenario.Steps.Where(s => s.Do is StepKind.Advance or StepKind.Lag).Sum(s => s.Amount);
        return new(
            Math.Max("step".Length, $"{scenario.Steps.Count:N0}".Length),
            Math.Max("ms".Length, $"{end:N0}".Length),
            Math.Min(WidestStep, scenario.Steps.Select(s => StepWords.Of(s).Length).Append(Heading.Length).Max()));
    }

    public static void WriteHeading(TextWriter output, Columns columns) => WriteRow(output, columns, "step", "ms", Heading, ["what changed"]);

    /// <summary>What changed, in lines of at most <paramref name="width"/> characters.</summary>
    public static IEnumerable<string> Lines(Scenario scenario, TraceLine? before, TraceLine after, int width) =>
        Changes.Between(scenario, before, after).SelectMany(said => Wrap.Lines(Separated(said), width));

    /// <summary>Writes one step and what changed.</summary>
    public static void WriteRow(TextWriter output, Columns columns, Scenario scenario, TraceLine line, List<string> changes) =>
        WriteRow(output, columns, line.Step < 0 ? "" : $"{line.Step:N0}", $"{line.Now:N0}",
            line.Step < 0 ? StepWords.Connect : StepWords.Of(scenario.Steps[line.Step]), changes);

    /// <summary>What the scenario is, and what it is carried out on.</summary>
    public static IEnumerable<string> Header(Scenario scenario, params IReadOnlyList<Revision> revisions)
    {
        string host = scenario.Host == HostStack.HonoursStop ? "respects a stopped Tx queue" : "ignores a stopped Tx queue";
        return Wrap.Lines([scenario.Name, scenario.Class is { } made ? $" (class: {made})" : ""], Cli.Width)
            .Concat(revisions.SelectMany(r => Wrap.Lines([$"revision: {r.Name}, {r.Upstream}"], Cli.Width)))
            .Append($"host: {host}" + (scenario.Stack is { } stack ? Above(stack) : ""))
            .Concat(Wrap.Lines(Separated([.. Vif(scenario)]), Cli.Width));
    }

    private static string Above(TxStack stack) =>
        (stack.Qdisc > 0 ? $"; qdisc of {Changes.Count(stack.Qdisc, "packet")}" : "; no qdisc") + (stack.LinkWatch ? "; linkwatch" : "; no linkwatch");

    private static IEnumerable<string> Vif(Scenario scenario)
    {
        var (vif, usual) = (scenario.Vif, Parameters.Default);
        yield return $"vif: {Changes.Count(vif.Queues, "queue")}";
        yield return vif.Gso ? "GSO" : "no GSO";
        yield return $"mtu {vif.Mtu:N0}";
        yield return $"drain timeout {StepWords.Duration(vif.DrainTimeoutMs)}";
        yield return $"stall timeout {StepWords.Duration(vif.StallTimeoutMs)}";
        // The others are as in the real driver nearly always.
        foreach (var (what, value, most) in new[]
        {
            ("XDP headroom", vif.XdpHeadroom, usual.XdpHeadroom),
            ("ring size", vif.RingSize, usual.RingSize),
            ("page size", vif.PageSize, usual.PageSize),
            ("queue limit", vif.QueueLimit, usual.QueueLimit),
            ("slots of the largest packet", vif.MaxPacketSlots, usual.MaxPacketSlots),
            ("largest GSO packet", vif.GsoMaxSize, usual.GsoMaxSize),
            ("Rx batch", vif.RxBatch, usual.RxBatch),
            ("copy batch", vif.CopyBatch, usual.CopyBatch),
            ("bits of the byte count", vif.ByteCountBits, usual.ByteCountBits),
            ("timers by the wheel at HZ", vif.TimerHz, usual.TimerHz),
            ("start index", scenario.StartIndex, 0L),
        })
            if (value != most)
                yield return $"{what} {value:N0}";
        if (!vif.RxNotify) yield return "no events when the guest posts";
        if (vif.Hash) yield return "hash algorithm set";
        if (vif.Events != EventDelivery.Immediate)
            yield return vif.Events == EventDelivery.Own ? "events back off" : "events back off, shared with guest Tx";
        if (scenario.StartJiffies != 0)
            yield return $"start jiffies {scenario.StartJiffies:N0}";
    }

    private static IEnumerable<string> Separated(IReadOnlyList<string> items) =>
        items.Select((item, i) => i < items.Count - 1 ? item + "; " : item);

    private static void WriteRow(TextWriter output, Columns columns, string number, string ms, string step, List<string> changes)
    {
        string left = number.PadLeft(columns.Number) + Gap + ms.PadLeft(columns.Ms) + Gap;
        bool below = step.Length > columns.Step;
        string first = changes.Count > 0 && !below ? changes[0] : "";
        output.WriteLine((left + step.PadRight(columns.Step) + Gap + first).TrimEnd());
        foreach (string change in changes.Skip(below ? 0 : 1))
            output.WriteLine(new string(' ', left.Length + columns.Step + Gap.Length) + change);
    }

    /// <summary>Widths in characters.</summary>
    public sealed record Columns(int Number, int Ms, int Step)
    {
        public int Changes => Cli.Width - Number - Ms - Step - 3 * Gap.Length;
    }
}
