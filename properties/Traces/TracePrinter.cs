namespace Netback.Properties.Traces;

/// <summary>One process's part of a trace: what it says goes into its column, as far in as the work that it is in the middle of.</summary>
/// <param name="number">Number of the process.</param>
/// <param name="lines">The trace, which all processes add to.</param>
internal sealed class TracePrinter(int number, List<TraceRow> lines)
{
    private readonly List<Piece> open = [];
    private string? passed;
    private int actions;

    public int Number => number;

    /// <summary>Whether it has fallen asleep since it last passed a point.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>It begins something, of which the steps that follow are part.</summary>
    public void Begins(string words)
    {
        Ends();
        lines.Add(new(number, 0, words));
        actions = 1;
    }

    /// <summary>It has nothing more to do.</summary>
    public void Ends()
    {
        open.Clear();
        actions = 0;
    }

    /// <summary>It goes on from a point. What it reads or writes there says more than the words of the point.</summary>
    public void Passes(string words)
    {
        passed = words;
        IsAsleep = false;
    }

    public void FallsAsleep() => IsAsleep = true;

    /// <summary>Says what has happened at the point just passed; or something more.</summary>
    public void Replaces(string words)
    {
        passed = null;
        Says(words);
    }

    public void Says(string words, bool inside = true)
    {
        Flush();
        if (!inside)
        {
            lines.Add(new(number, 0, words));
            return;
        }
        int depth = actions;
        for (int i = 0; i < open.Count; i++, depth++)
        {
            if (open[i].Head is not null) continue;
            open[i] = open[i] with { Head = new(number, depth, open[i].Name) };
            lines.Add(open[i].Head!);
        }
        lines.Add(new(number, depth, words));
    }

    /// <summary>Says the words of the point just passed, if nothing has come to replace them.</summary>
    public void Flush()
    {
        if (passed is not { } words) return;
        passed = null;
        Says(words);
    }

    /// <summary>The methods that it is in the middle of, callers first. One is told of once something happens in it.</summary>
    public void Within(IReadOnlyList<string> methods)
    {
        int same = 0;
        while (same < open.Count && same < methods.Count && open[same].Name == methods[same]) same++;
        if (same < open.Count || same < methods.Count) Flush();
        open.RemoveRange(same, open.Count - same);
        for (int i = same; i < methods.Count; i++) open.Add(new(methods[i], null));
    }

    /// <summary>Another process goes on.</summary>
    /// <param name="reason">Why not this one, or null if it has nothing to do.</param>
    public void GivesWay(string? reason)
    {
        if (reason is not null) Says($"switch ({reason})");
    }

    private readonly record struct Piece(string Name, TraceRow? Head);
}
