namespace Netback.Properties.Pictures;

/// <summary>A value over the axis, as it stays the same between two samples: points of a stepped line.</summary>
public static class Curve
{
    /// <summary>Finer than this, in pixels, nobody sees anything: of what lies closer, first, least, most and last are kept.</summary>
    private const double Grain = 0.5;

    public static IEnumerable<(double X, double Value)> Of(Axis axis, TimeSeries series, Func<Sample, long> value)
    {
        double x = axis.Left, now = 0, least = 0, most = 0;
        yield return (x, now);
        foreach (var sample in series.Samples)
        {
            double at = axis.Of(sample.At), next = value(sample);
            if (at - x >= Grain)
            {
                foreach (double extreme in Extremes(now, least, most)) yield return (x, extreme);
                // Also if it stays the same here: it may change within the next grain.
                yield return (at, now);
                (x, least, most) = (at, Math.Min(now, next), Math.Max(now, next));
                if (next != now) yield return (at, next);
            }
            else
            {
                (least, most) = (Math.Min(least, next), Math.Max(most, next));
            }
            now = next;
        }
        foreach (double extreme in Extremes(now, least, most)) yield return (x, extreme);
        yield return (axis.Right, now);
    }

    private static IEnumerable<double> Extremes(double now, double least, double most)
    {
        if (least < now) yield return least;
        if (most > now) yield return most;
        yield return now;
    }
}
