namespace Netback.Properties.Traces;

/// <summary>Tells what happens again and again only once.</summary>
internal static class Repetition
{
    /// <summary>Lines saved below which nothing is folded: a person reads two equal lines faster than a remark about them.</summary>
    private const int LeastSaved = 3;

    /// <summary>The lines, with stretches that repeat at once replaced by one of them and a remark.</summary>
    public static List<TraceRow> Fold(IReadOnlyList<TraceRow> lines)
    {
        var folded = new List<TraceRow>();
        for (int i = 0; i < lines.Count;)
        {
            var (length, times) = Best(lines, i);
            var stretch = lines.Skip(i).Take(length).ToArray();
            folded.AddRange(stretch);
            if (times > 1)
            {
                int process = stretch.All(line => line.Process == stretch[0].Process) ? stretch[0].Process : TraceRow.Across;
                string what = length == 1 ? "last line" : $"last {length} lines";
                folded.Add(new(process, stretch.Min(line => line.Depth), $"<{what} repeated {Times(times - 1)}>"));
            }
            i += length * times;
        }
        return folded;
    }

    private static string Times(int times) => times == 1 ? "once" : $"{times} times";

    /// <summary>The stretch from <paramref name="start"/> whose folding saves most; one line, once, if none saves enough.</summary>
    private static (int Length, int Times) Best(IReadOnlyList<TraceRow> lines, int start)
    {
        var best = (Length: 1, Times: 1);
        for (int length = 1; start + 2 * length <= lines.Count; length++)
        {
            int times = 1;
            while (Repeats(lines, start, length, times)) times++;
            int saved = (times - 1) * length;
            if (saved >= LeastSaved && saved > (best.Times - 1) * best.Length) best = (length, times);
        }
        return best;
    }

    private static bool Repeats(IReadOnlyList<TraceRow> lines, int start, int length, int times)
    {
        int at = start + length * times;
        if (at + length > lines.Count) return false;
        for (int i = 0; i < length; i++)
            if (lines[start + i] != lines[at + i]) return false;
        return true;
    }
}
