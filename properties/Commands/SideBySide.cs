namespace Netback.Properties.Commands;

/// <summary>Two columns of text, within the width that all output keeps to.</summary>
internal sealed class SideBySide(TextWriter output)
{
    private const string Bar = " | ", Indent = "    ";

    /// <summary>Characters of each column.</summary>
    public static int Half => (Cli.Width - Indent.Length - Bar.Length) / 2;

    public void WriteHeading(string left, string right)
    {
        Row(left, right);
        output.WriteLine(Indent + new string('-', Half + 1) + "+" + new string('-', Half + 1));
    }

    /// <summary>Writes lines beside lines; where both say the same, on the right only that.</summary>
    public void Write(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left.Count > 0 && left.SequenceEqual(right) && left.Any(l => l.Length > 0)) right = ["the same"];
        for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
            Row(i < left.Count ? left[i] : "", i < right.Count ? right[i] : "");
    }

    private void Row(string left, string right)
    {
        // A step of a schedule may be longer than a column: then it goes on below.
        List<string> l = [.. Wrap.Lines([left], Half)], r = [.. Wrap.Lines([right], Half)];
        for (int i = 0; i < Math.Max(1, Math.Max(l.Count, r.Count)); i++)
            output.WriteLine((Indent + (i < l.Count ? l[i] : "").PadRight(Half) + Bar + (i < r.Count ? r[i] : "")).TrimEnd());
    }
}
