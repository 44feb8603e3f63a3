using System.Text;
using Netback.Properties.Commands;

namespace Netback.Properties.Traces;

/// <summary>
/// Draws lines in columns, in as few rows as fit into the width of a terminal: of all ways to divide the width among the columns, one
/// that wraps least is taken.
/// </summary>
internal static class Table
{
    private const int Narrowest = 7;
    private const int LeastTotal = 72;

    // A word that is cut reads worse than this many rows more.
    private const int CostOfCut = 20;
    private const int Indent = 2;

    /// <summary>Draws the table.</summary>
    /// <param name="output">Gets it.</param>
    /// <param name="heads">Of the columns, one at least.</param>
    /// <param name="lines">From the top; the process of each is the number of its column, or <see cref="TraceRow.Across"/>.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> heads, IReadOnlyList<TraceRow> lines)
    {
        int[] widths = Widths(heads, lines);
        WriteCells(output, widths, heads);
        WriteCells(output, widths, [.. widths.Select(w => new string('-', w))]);
        int across = widths.Sum() + 3 * (widths.Length - 1);
        string[] cells = new string[widths.Length];
        int[] units = [.. widths.Select((width, column) => IndentOf(lines.Where(line => line.Process == column).Select(line => (line.Depth, Longest(line))), width))];
        foreach (var line in lines)
        {
            if (line.Process == TraceRow.Across)
            {
                foreach (string part in Wrapped(line, across)) WriteCells(output, [across], [part]);
                continue;
            }
            Array.Fill(cells, "");
            foreach (string part in Wrapped(line, widths[line.Process], units[line.Process]))
            {
                cells[line.Process] = part;
                WriteCells(output, widths, cells);
            }
        }
    }

    /// <summary>Draws a table of names and texts.</summary>
    public static void WriteFacts(TextWriter output, string head, IReadOnlyList<(string Name, string Text)> facts)
    {
        int names = facts.Select(fact => fact.Name.Length).Append(head.Length).Max(), texts = Cli.Width - names - 7;
        var rows = facts.SelectMany(fact => Wrapped(new(0, 0, fact.Text), texts).Select((part, i) => (Name: i == 0 ? fact.Name : "", part)))
            .ToArray();
        int[] widths = [names, rows.Max(row => row.part.Length)];
        WriteCells(output, widths, [head, ""]);
        WriteCells(output, widths, [.. widths.Select(w => new string('-', w))]);
        foreach (var (name, part) in rows) WriteCells(output, widths, [name, part]);
    }

    /// <summary>A line, as it looks in a cell: further in, and further again where it goes on.</summary>
    private static IEnumerable<string> Wrapped(TraceRow line, int width, int unit = Indent)
    {
        int indent = unit * line.Depth, hanging = HangingOf(width - indent, Longest(line), unit);
        bool first = true;
        foreach (string part in Wrap.Lines(line.Text.Split(' ').Select(word => word + ' '), width - indent - hanging))
        {
            yield return new string(' ', first ? indent : indent + hanging) + part;
            first = false;
        }
    }

    private static void WriteCells(TextWriter output, int[] widths, IReadOnlyList<string> cells)
    {
        var row = new StringBuilder();
        for (int i = 0; i < widths.Length; i++) row.Append("| ").Append(cells[i].PadRight(widths[i])).Append(' ');
        output.WriteLine(row.Append('|').ToString());
    }

    private static int[] Widths(IReadOnlyList<string> heads, IReadOnlyList<TraceRow> lines)
    {
        int available = Cli.Width - 3 * heads.Count - 1;
        int[][] rows = [.. heads.Select((head, column) => Rows(head, [.. lines.Where(line => line.Process == column)], available))];
        int[] widths = Divide(rows, available);
        for (int i = 0; widths.Sum() < Math.Min(LeastTotal, available); i++) widths[i % widths.Length]++;
        return widths;
    }

    private static int Longest(TraceRow line) => line.Text.Split(' ').Max(word => word.Length);

    /// <summary>Characters by which a column of this width is indented for each piece of work: whole words are worth more than
    /// blanks, but lines that stand one above the other must be indented alike.</summary>
    private static int IndentOf(IEnumerable<(int Depth, int Longest)> lines, int width) =>
        Math.Clamp(lines.Select(l => l.Depth == 0 ? Indent : (width - l.Longest) / l.Depth).DefaultIfEmpty(Indent).Min(), 0, Indent);

    /// <summary>Characters by which a line that goes on is further in, if its longest word leaves them.</summary>
    private static int HangingOf(int width, int longest, int unit) => Math.Clamp(width - longest, 0, unit);

    /// <summary>Rows that a column takes at each width, and more where it reads badly.</summary>
    private static int[] Rows(string head, TraceRow[] lines, int available)
    {
        int[] rows = new int[available + 1];
        int least = Math.Max(Narrowest, head.Length);
        // Asked at every width: words are counted once.
        int[][] words = [.. lines.Select(line => Array.ConvertAll(line.Text.Split(' '), word => word.Length))];
        int[] longest = [.. words.Select(w => w.Max())];
        for (int width = 0; width <= available; width++)
        {
            if (width < least)
            {
                rows[width] = 1_000_000;
                continue;
            }
            int unit = IndentOf(lines.Select((line, i) => (line.Depth, longest[i])), width);
            rows[width] = (Indent - unit) * lines.Length;
            for (int i = 0; i < lines.Length; i++)
            {
                int left = width - unit * lines[i].Depth;
                rows[width] += longest[i] <= left ? Wrap.Count(words[i], left - HangingOf(left, longest[i], unit)) : Wrapped(lines[i], width, unit).Count();
                if (longest[i] > width) rows[width] += CostOfCut;
            }
        }
        return rows;
    }

    /// <summary>Divides what is available so that the rows are fewest; and if that leaves a choice, the table narrowest.</summary>
    private static int[] Divide(int[][] rows, int available)
    {
        // least[k][w]: the fewest rows that the first k columns can do with in w characters; last[k][w]: how many of them the k-th gets.
        int[][] least = [new int[available + 1], .. rows.Select(_ => new int[available + 1])];
        int[][] last = [.. least.Select(widths => new int[widths.Length])];
        for (int k = 1; k <= rows.Length; k++)
            for (int w = 0; w <= available; w++)
            {
                least[k][w] = int.MaxValue;
                for (int own = 0; own <= w; own++)
                {
                    int total = least[k - 1][w - own] + rows[k - 1][own];
                    if (total < least[k][w]) (least[k][w], last[k][w]) = (total, own);
                }
            }
        int[] divided = new int[rows.Length];
        int left = Array.IndexOf(least[^1], least[^1].Min());
        for (int k = rows.Length; k > 0; k--)
        {
            divided[k - 1] = last[k][left];
            left -= divided[k - 1];
        }
        return divided;
    }
}
