namespace Netback.Properties.Commands;

/// <summary>Cuts text into lines that are not too long.</summary>
internal static class Wrap
{
    /// <summary>
    /// The parts one behind the other, in lines of at most <paramref name="width"/> characters. A line ends between
    /// two parts; within a part, at a blank, only if it is longer than a line; within a word only if that is.
    /// </summary>
    /// <param name="parts">Each with the separator that follows it; blanks at the end of a line are left out.</param>
    /// <param name="width">At least 1.</param>
    public static IEnumerable<string> Lines(IEnumerable<string> parts, int width)
    {
        string line = "";
        foreach (string part in parts)
        {
            if (line.Length > 0 && line.Length + part.TrimEnd().Length > width)
            {
                yield return line.TrimEnd();
                line = "";
            }
            line += part;
            while (line.TrimEnd().Length > width)
            {
                int blank = line.LastIndexOf(' ', width);
                int end = blank > 0 ? blank : width;
                yield return line[..end].TrimEnd();
                line = line[end..].TrimStart();
            }
        }
        if (line.Length > 0)
            yield return line.TrimEnd();
    }

    /// <summary>How many lines <see cref="Lines"/> makes of words with a blank between them, none of which is longer than a line: without making them.</summary>
    /// <param name="words">Their lengths.</param>
    /// <param name="width">As there.</param>
    public static int Count(int[] words, int width)
    {
        int lines = 1, length = 0;
        foreach (int word in words)
        {
            if (length > 0 && length + word > width) (lines, length) = (lines + 1, 0);
            length += word + 1;
        }
        return lines;
    }

    /// <summary>Writes the parts in lines that fit on a terminal.</summary>
    public static void Say(TextWriter output, params string[] parts)
    {
        foreach (string line in Lines(parts, Cli.Width)) output.WriteLine(line);
    }
}
