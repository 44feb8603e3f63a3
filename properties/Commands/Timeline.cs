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

        long end = scenario.Steps.Where(s => s.Do is StepKind.Advance or StepKind.Lag).Sum(s => s.Amount);
        var columns = new Columns(
            Math.Max("step".Length, $"{scenario.Steps.Count:N0}".Length),
            Math.Max("ms".Length, $"{end:N0}".Length),
            Math.Min(WidestStep, scenario.Steps.Select(s => StepWords.Of(s).Length).Append(Heading.Length).Max()));
        WriteRow(output, columns, "step", "ms", Heading, ["what changed"]);
        TraceLine? before = null;
        foreach (var after in trace)
        {
            string step = after.Step < 0 ? StepWords.Connect : StepWords.Of(scenario.Steps[after.Step]);
            var lines = Changes.Between(scenario, before, after).SelectMany(said => Wrap.Lines(Separated(said), columns.Changes));
            WriteRow(output, columns, after.Step < 0 ? "" : $"{after.Step:N0}", $"{after.Now:N0}", step, [.. lines]);
            before = after;
        }
        int skipped = scenario.Steps.Count - 1 - before!.Step;
        if (skipped > 0)
            output.WriteLine($"The machine stopped there: {Changes.Count(skipped, "step")} not carried out.");
    }

    private static IEnumerable<string> Header(Scenario scenario, Revision revision)
    {
        string host = scenario.Host == HostStack.HonoursStop ? "honours the stop" : "ignores the stop";
        return Wrap.Lines([scenario.Name, scenario.Class is { } made ? $" (class: {made})" : ""], Cli.Width)
            .Concat(Wrap.Lines([$"revision: {revision.Name}, {revision.Upstream}"], Cli.Width))
            .Append($"host: {host}")
            .Concat(Wrap.Lines(Separated([.. Vif(scenario)]), Cli.Width));
    }

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
            ("start index", scenario.StartIndex, 0L),
        })
            if (value != most)
                yield return $"{what} {value:N0}";
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
    private sealed record Columns(int Number, int Ms, int Step)
    {
        public int Changes => Cli.Width - Number - Ms - Step - 3 * Gap.Length;
    }
}
