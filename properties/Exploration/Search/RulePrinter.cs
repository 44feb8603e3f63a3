using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>
/// Prints learned rules as guarded commands, by context and by where in the driver it stands: <c>when</c> it finds these values, <c>then</c> it
/// writes those, and at which point it stands next, with which locals. Times are told from the present, indices from the consumer of their ring, packets by the order in
/// which they are met. A mover is made together with the step before it: nobody can come between.
/// </summary>
internal sealed class RulePrinter(RuleBook book, TextWriter output)
{
    private const int Width = 100;

    /// <summary>What every rule finds.</summary>
    private const string Runs = "machine stopped = false";

    private readonly StateSpace space = book.Space;
    private readonly ModelInstance model = book.Model;

    public void Print()
    {
        for (int c = 0; c <= book.Processes; c++)
        {
            // Where a context stands, in the order in which it came there first.
            foreach (var group in book.Rules.Where(r => r.Process == c).GroupBy(WhereOf))
            {
                output.WriteLine();
                Write("", $"{model.Processes[c].Name}{group.Key}", " > ");
                foreach (var rule in group) Print(rule);
            }
        }
    }

    private void Print(Rule rule)
    {
        bool isClock = rule.Process == book.Processes;
        var when = rule.Reads.Select((column, i) => $"{column} = {Show(column, rule.When[i])}").Where(w => w != Runs);
        Write("  when  ", string.Join(", ", isClock ? when : [.. space.LocalsOf(rule.From), .. when]) is { Length: > 0 } found ? found : "always", ", ");
        // What all else is told relative to is never away from itself: how it moves is said below.
        var writes = rule.Writes.Where(w => w.Column.Cell is { } cell && !IsOrigin(cell));
        var then = writes.Select(w => $"{w.Column} := {Show(w.Column, w.Number)}").Concat(Moves(book.Shifts[rule.Shift]));
        if (string.Join(", ", then) is { Length: > 0 } does) Write("  then  ", does, ", ");
        if (!isClock) PrintNext(rule);
        foreach (var violation in rule.Violations) Write("  violates ", violation.Property, ", ");
    }

    private string WhereOf(Rule rule)
    {
        var process = model.Processes[rule.Process];
        if (rule.Process < book.Processes && space.WhatOf(rule.From) is { } what) return Stack(rule.From) + what;
        string begins = process.Actions.Count > 0 ? process.Actions[rule.Action].Label : process.Context!.Kind == ContextKind.Timer ? "fires" : "arrives";
        return $": {begins}";
    }

    private void PrintNext(Rule rule)
    {
        var (column, number) = rule.Writes.First(w => w.Column == book.PlaceOf(rule.Process));
        int place = (int)column.Values[number];
        string what = space.WhatOf(place) is { } point ? $"{string.Join(" > ", space.MethodsOf(place))}: {point}" : "idle";
        Write("  next  ", what + (rule.IsMover ? " (mover)" : ""), " > ");
        if (string.Join(", ", space.LocalsOf(place)) is { Length: > 0 } locals) Write("        with ", locals, ", ");
    }

    private string Stack(int place) => space.MethodsOf(place) is { Count: > 0 } methods ? $" in {string.Join(" > ", methods)}: " : ": ";

    private IEnumerable<string> Moves(Shift shift)
    {
        if (shift.Ms != 0) yield return $"{shift.Ms} ms pass";
        for (int ring = 0; ring < model.Vif.Queues.Count; ring++)
            if (shift.RingBy(ring) is > 0 and var by) yield return $"{model.Vif.Queues[ring].Ring.ReqCons} goes on by {by}";
        for (int slot = 0; slot < Shift.MaxSlots; slot++)
            if (shift.SlotTo(slot) is var to && to != slot) yield return to is null ? $"packet {slot} is gone" : $"packet {slot} becomes packet {to}";
    }

    private bool IsOrigin(Cell cell) => cell == model.Machine.Jiffies || model.Vif.Queues.Any(q => q.Ring.ReqCons == cell);

    private string Show(Column column, int number) => space.Show(column.Cell!, column.Values[number]);

    /// <summary>Writes a line, continued below its text where it is too long.</summary>
    private void Write(string label, string text, string between)
    {
        string indent = new(' ', label.Length == 0 ? 4 : label.Length);
        while (label.Length + text.Length > Width && text.LastIndexOf(between, Width - label.Length, StringComparison.Ordinal) is > 0 and var end)
        {
            output.WriteLine((label + text[..(end + between.Length)]).TrimEnd());
            (label, text) = (indent, text[(end + between.Length)..]);
        }
        output.WriteLine(label + text);
    }
}
