using Netback.Properties.Commands;
using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Pictures;

/// <summary>
/// A timeline as a picture: queued bytes against the limit, free slots, when the Tx queue was stopped, the carrier off and a queue marked as
/// stalled, and what became of packets, one above the other over the same axis of steps or of time.
/// </summary>
public sealed class TimeSeriesPicture
{
    private const double LabelWidth = 96, Margin = 14, BytesHeight = 104, SlotsHeight = 66, BandHeight = 10, RowGap = 16;
    private const double LetterWidth = 5.9;

    /// <summary>With more steps than this their columns would be too narrow, and time is the axis.</summary>
    public const int MostColumns = 16;

    private readonly TimeSeries series;
    private readonly Axis axis;
    private readonly Svg svg;
    private readonly double width;
    private readonly Scale bytes, slots;

    /// <param name="series">What happened.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="beside">Series whose pictures must have the same scales, so that one can compare.</param>
    public TimeSeriesPicture(TimeSeries series, double width = 860, params IReadOnlyList<TimeSeries> beside)
    {
        (this.series, this.width) = (series, width);
        svg = new(width);
        double right = width - Margin;
        axis = series.Scenario.Steps.Count > MostColumns && series.Spans[^1].EndMs > 0
            ? new Axis.OfTime(series, LabelWidth, right) : new Axis.OfSteps(series, LabelWidth, right);
        var queues = beside.Append(series).SelectMany(c => c.Samples).SelectMany(s => s.Queues).DefaultIfEmpty().ToList();
        long mostBytes = queues.Max(q => q.Bytes);
        ShowsLimit = Limit is { } limit && mostBytes > limit / 6;
        if (ShowsLimit) mostBytes = Math.Max(mostBytes, Limit!.Value + Limit.Value / 16);
        bytes = Scale.For(0, mostBytes, mostBytes >= 16 << 20 ? 1 << 20 : mostBytes >= 4096 ? 1024 : 1);
        slots = Scale.For(Math.Min(0, queues.Min(q => q.Free)), Math.Max(1, queues.Max(q => q.Free)), 1);
    }

    private long? Limit => series.Scenario.Vif.QueueLimit;
    private bool ShowsLimit { get; }
    private int Queues => series.Scenario.Vif.Queues;

    /// <summary>The SVG.</summary>
    /// <param name="id">Unlike that of any other picture on the page.</param>
    /// <param name="title">What it shows, in a few words; stands above it.</param>
    /// <param name="style">A style sheet if the picture is to stand alone.</param>
    public string Write(string id, string title, string style = "")
    {
        svg.Text(Margin, 16, title, "strong");
        double top = axis is Axis.OfSteps ? WriteSteps(24) : 42;
        double y = WritePanel(top, BytesHeight, bytes, $"queued, {UnitOf(bytes)}", q => q.Bytes, isArea: true);
        y = WritePanel(y + 14, SlotsHeight, slots, "free slots", q => q.Free, isArea: false) + 14;
        for (int i = 0; i < Queues; i++)
        {
            int queue = i;
            string which = Queues > 1 ? $" {i}" : "";
            if (i == 0 || series.Samples.Any(s => s.Queues[queue].TxStopped))
                y = WriteBand(y, $"Tx{which} stopped", "stopped", s => s.Queues[queue].TxStopped);
            if (series.Samples.Any(s => s.Queues[queue].Stalled))
                y = WriteBand(y, $"stalled mark{which}", "stall", s => s.Queues[queue].Stalled);
        }
        y = WriteBand(y, "carrier off", "off", s => !s.Carrier) + 2;
        foreach (var row in series.Marks.GroupBy(m => m.Kind).OrderBy(g => g.Key)) y = WriteMarks(y, row.Key, row);
        WriteTimes(y + 4);
        if (series.Violated is { } at) WriteBroken(at, top, y);
        svg.Bottom = y + 24;
        return svg.Close(id, title, Describe(), style);
    }

    /// <summary>The picture in words.</summary>
    public string Describe()
    {
        var last = series.Samples.SelectMany(s => s.Queues).DefaultIfEmpty().ToList();
        var parts = new List<string>
        {
            $"{series.Revision.Name}, {Changes.Count(series.Spans.Count - 1, "step")} in {StepWords.Duration(series.Spans[^1].EndMs)}",
            $"at most {last.Max(q => q.Bytes):N0} B queued (limit of byte-limit and later {Limit:N0} B)",
            $"free slots from {Math.Min(0, last.Min(q => q.Free)):N0} to {Math.Max(0, last.Max(q => q.Free)):N0}",
            last.Any(q => q.TxStopped) ? "the Tx queue is stopped for a while" : "the Tx queue is never stopped",
            $"the carrier goes off {Changes.Count(CarrierDowns(), "time")}",
        };
        parts.AddRange(series.Marks.GroupBy(m => m.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count():N0} {MarkShape.WordOf(g.Key)}"));
        if (series.Violated is { } at) parts.Add($"violated at {at.Ms:N0} ms, in {(at.Step < 0 ? "connecting" : $"step {at.Step}")}");
        return string.Join("; ", parts) + ".";
    }

    private int CarrierDowns() => series.Samples.Zip(series.Samples.Skip(1)).Count(pair => pair.First.Carrier && !pair.Second.Carrier);

    private static string UnitOf(Scale scale) => scale.Unit switch { 1 => "B", 1024 => "KiB", _ => "MiB" };

    /// <summary>What each column stands for, above it.</summary>
    private double WriteSteps(double top)
    {
        for (int step = -1; step < series.Spans.Count - 1; step++)
        {
            var (from, to) = axis.Column(step);
            string words = step < 0 ? "connect" : ShortWords.Of(series.Scenario.Steps[step], Queues > 1);
            bool fits = words.Length * LetterWidth <= to - from - 2;
            // The number always fits; the words stand in the text beside the picture too.
            svg.Text((from + to) / 2, top + 9, step < 0 ? "" : $"{step}", "soft small", 'm');
            if (fits) svg.Text((from + to) / 2, top + 21, words, "small", 'm');
        }
        return top + 28;
    }

    private double WritePanel(double top, double height, Scale scale, string label, Func<QueueSample, long> value, bool isArea)
    {
        svg.Text(Margin, top - 8, label, "soft small");
        foreach (var (at, text) in scale.Marks())
        {
            double y = scale.Y(at, top, height);
            svg.Line(axis.Left, y, axis.Right, y, at == 0 ? "grid zero" : "grid");
            svg.Text(axis.Left - 6, y + 4, text, "soft small", 'e');
        }
        WriteColumns(top, height);
        for (int queue = 0; queue < Queues; queue++)
        {
            int q = queue;
            var points = Curve.Of(axis, series, s => value(s.Queues[q])).Select(p => (p.X, Y: scale.Y(p.Value, top, height))).ToList();
            double floor = scale.Y(0, top, height);
            if (isArea && Queues == 1) svg.Path([(axis.Left, floor), .. points, (axis.Right, floor)], "area", closed: true);
            svg.Path(points, $"curve q{q % 4}");
            if (Queues > 1 && isArea) WriteKey(q, top - 6);
        }
        if (isArea && ShowsLimit)
        {
            double y = scale.Y(Limit!.Value, top, height);
            svg.Line(axis.Left, y, axis.Right, y, "limit");
            svg.Text(axis.Right - 4, y - 4, $"limit {Limit / scale.Unit:#,0.##} {UnitOf(scale)}", "limit small", 'e');
        }
        return top + height;
    }

    /// <summary>Which curve is which queue's.</summary>
    private void WriteKey(int queue, double y)
    {
        double x = axis.Left + queue * 74;
        svg.Line(x, y - 4, x + 22, y - 4, $"curve q{queue % 4}");
        svg.Text(x + 26, y, $"queue {queue}", "small");
    }

    private void WriteColumns(double top, double height)
    {
        if (axis is Axis.OfSteps)
            for (int step = 0; step < series.Spans.Count - 1; step++)
                svg.Line(axis.Column(step).From, top, axis.Column(step).From, top + height, "grid");
        svg.Rectangle(axis.Left, top, axis.Right - axis.Left, height, "frame");
    }

    private double WriteBand(double y, string label, string style, Func<Sample, bool> isOn)
    {
        svg.Text(axis.Left - 6, y + BandHeight - 1, label, "small", 'e');
        svg.Rectangle(axis.Left, y, axis.Right - axis.Left, BandHeight, "frame");
        double? since = null;
        foreach (var sample in series.Samples)
        {
            double x = axis.Of(sample.At);
            if (isOn(sample)) since ??= x;
            else if (since is { } from)
            {
                svg.Rectangle(from, y, Math.Max(2, x - from), BandHeight, style);
                since = null;
            }
        }
        if (since is { } last) svg.Rectangle(last, y, Math.Max(2, axis.Right - last), BandHeight, style);
        return y + RowGap;
    }

    /// <summary>Marks that would cover each other become one, with their number beside it.</summary>
    private double WriteMarks(double y, MarkKind kind, IEnumerable<Mark> marks)
    {
        svg.Text(axis.Left - 6, y + BandHeight - 1, MarkShape.WordOf(kind), "small", 'e');
        double? start = null;
        int count = 0;
        foreach (double x in marks.Select(m => axis.Of(m.At)))
        {
            if (start is { } first && x - first < SpaceOf(count + 1))
            {
                count++;
                continue;
            }
            if (start is { } at) WriteMark(at, y, kind, count);
            (start, count) = (x, 1);
        }
        if (start is { } end) WriteMark(end, y, kind, count);
        return y + RowGap;
    }

    /// <summary>Pixels that a mark and the number beside it take.</summary>
    private static double SpaceOf(int count) => 14 + $"{count:N0}".Length * LetterWidth;

    private void WriteMark(double x, double y, MarkKind kind, int count)
    {
        double middle = y + BandHeight / 2;
        // Near the right edge the number stands on the other side.
        bool before = x + SpaceOf(count) - 6 > width;
        MarkShape.Write(svg, kind, x, middle);
        if (count > 1) svg.Text(x + (before ? -7 : 7), middle + 4, $"{count:N0}", "small", before ? 'e' : 's');
    }

    private void WriteTimes(double y)
    {
        var ticks = axis is Axis.OfTime time ? TimeTicks(time)
            : series.Spans.Select((span, i) => (axis.Column(i - 1).To, $"{span.EndMs:N0} ms"));
        double end = 0;
        string? before = null;
        foreach (var (x, label) in ticks)
        {
            double half = label.Length * LetterWidth / 2, at = Math.Min(x, width - Margin / 2 - half);
            if (label == before || at - half < end + 6) continue;
            svg.Text(at, y + 10, label, "soft small", 'm');
            (end, before) = (at + half, label);
        }
    }

    private static IEnumerable<(double X, string Label)> TimeTicks(Axis.OfTime time)
    {
        var scale = Scale.For(0, time.EndMs, time.EndMs >= 4000 ? 1000 : 1);
        string unit = scale.Unit == 1 ? "ms" : "s";
        return scale.Marks().Where(m => m.Value <= time.EndMs).Select(m => (time.OfMs(m.Value), $"{m.Label} {unit}"));
    }

    private void WriteBroken(Instant at, double top, double bottom)
    {
        double x = axis.Of(at);
        svg.Line(x, top, x, bottom + 2, "broken");
        bool left = x > (axis.Left + axis.Right) / 2;
        svg.Text(left ? x - 5 : x + 5, top + 12, "violated here", "broken", left ? 'e' : 's');
    }
}
