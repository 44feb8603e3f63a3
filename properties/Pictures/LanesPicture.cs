using Netback.Properties.Commands;
using Netback.Properties.Exploration;

namespace Netback.Properties.Pictures;

/// <summary>
/// A schedule as lanes: a column for each context, time downwards, what a context does without another coming in between in one box. The
/// last box is where the property breaks.
/// </summary>
public sealed class LanesPicture(Schedule schedule)
{
    private const double Margin = 14, LaneWidth = 226, LaneGap = 8, RowHeight = 14, BoxGap = 12, HeadTop = 26, HeadHeight = 20;
    private const int MostLetters = 38;

    private readonly List<string> lanes = [.. schedule.Steps.Select(s => s.Process).Distinct()];

    /// <summary>The SVG; parameters as for <see cref="TimeSeriesPicture.Write"/>.</summary>
    /// <param name="id">Unlike that of any other picture on the page.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="what">What goes wrong, in a sentence.</param>
    /// <param name="style">A style sheet if the picture is to stand alone.</param>
    public string Write(string id, string title, string what, string style = "")
    {
        double width = Math.Max(560, 2 * Margin + lanes.Count * (LaneWidth + LaneGap) - LaneGap);
        var svg = new Svg(width);
        var boxes = Boxes();
        double height = boxes.Sum(b => b.Count * RowHeight + BoxGap);
        svg.Text(Margin, 16, title, "strong");
        for (int i = 0; i < lanes.Count; i++)
        {
            svg.Rectangle(X(i), HeadTop, LaneWidth, HeadHeight + height - BoxGap / 2, "lane", 4);
            svg.Text(X(i) + LaneWidth / 2, HeadTop + 14, lanes[i], "strong", 'm');
        }
        double y = HeadTop + HeadHeight;
        int number = 0;
        for (int i = 0; i < boxes.Count; i++)
        {
            int lane = lanes.IndexOf(boxes[i][0].Process);
            double h = boxes[i].Count * RowHeight + 2;
            svg.Rectangle(X(lane) + 3, y, LaneWidth - 6, h, i == boxes.Count - 1 ? "bad" : "act", 3);
            for (int row = 0; row < boxes[i].Count; row++)
                svg.Text(X(lane) + 9, y + 11 + row * RowHeight, $"{++number,2} {Cut(boxes[i][row].Words)}", "small");
            if (i + 1 < boxes.Count) Hop(svg, lane, lanes.IndexOf(boxes[i + 1][0].Process), y + h);
            y += h + BoxGap - 2;
        }
        svg.Text(Margin, y + 20, "VIOLATED: " + Cut(what, (int)(width / 6.6)), "broken");
        svg.Bottom = y + 30;
        return svg.Close(id, title, Describe(what), style);
    }

    /// <summary>The picture in words.</summary>
    public string Describe(string what) =>
        $"{schedule.Steps.Count} steps of {string.Join(", ", lanes)}, with {Changes.Count(schedule.Switches, "change")} from one to another: "
        + string.Join("; then ", Boxes().Select(b => $"{b[0].Process} makes {b.Count}, up to \"{b[^1].Words}\"")) + $". Violated: {what}.";

    /// <summary>Runs of steps of the same context.</summary>
    private List<List<ScheduleStep>> Boxes()
    {
        var boxes = new List<List<ScheduleStep>>();
        foreach (var step in schedule.Steps)
            if (boxes.Count > 0 && boxes[^1][0].Process == step.Process) boxes[^1].Add(step);
            else boxes.Add([step]);
        return boxes;
    }

    private static double X(int lane) => Margin + lane * (LaneWidth + LaneGap);

    /// <summary>From the box that ends to the one that begins.</summary>
    private static void Hop(Svg svg, int from, int to, double y)
    {
        double start = X(from) + LaneWidth / 2, end = X(to) + LaneWidth / 2, middle = y + (BoxGap - 2) / 2;
        double tip = y + BoxGap - 2;
        svg.Path([(start, y), (start, middle), (end, middle), (end, tip)], "hop");
        svg.Path([(end - 3, tip - 4), (end, tip), (end + 3, tip - 4)], "tip");
    }

    private static string Cut(string words, int most = MostLetters) => words.Length <= most ? words : words[..(most - 1)] + "…";
}
