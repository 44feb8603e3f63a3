namespace Netback.Properties.Stories;

/// <summary>Tells what happens again and again only once.</summary>
internal static class Repetition
{
    /// <summary>Lines saved below which nothing is folded: a person reads two equal lines faster than a remark about them.</summary>
    private const int LeastSaved = 3;

    /// <summary>The lines, with stretches that repeat at once replaced by one of them and a remark.</summary>
    public static List<StoryLine> Fold(IReadOnlyList<StoryLine> lines)
    {
        var folded = new List<StoryLine>();
        for (int i = 0; i < lines.Count;)
        {
            var (length, times) = Best(lines, i);
            var stretch = lines.Skip(i).Take(length).ToArray();
            folded.AddRange(stretch);
            if (times > 1)
            {
                int actor = stretch.All(line => line.Actor == stretch[0].Actor) ? stretch[0].Actor : StoryLine.Across;
                string what = length == 1 ? "last line" : $"last {length} lines";
                folded.Add(new(actor, stretch.Min(line => line.Depth), $"<{what} repeated {Times(times - 1)}>"));
            }
            i += length * times;
        }
        return folded;
    }

    private static string Times(int times) => times == 1 ? "once" : $"{times} times";

    /// <summary>The stretch from <paramref name="start"/> whose folding saves most; one line, once, if none saves enough.</summary>
    private static (int Length, int Times) Best(IReadOnlyList<StoryLine> lines, int start)
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

    private static bool Repeats(IReadOnlyList<StoryLine> lines, int start, int length, int times)
    {
        int at = start + length * times;
        if (at + length > lines.Count) return false;
        for (int i = 0; i < length; i++)
            if (lines[start + i] != lines[at + i]) return false;
        return true;
    }
}
