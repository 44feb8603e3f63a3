namespace Netback.Properties.Pictures;

/// <summary>Where the moments of a timeline stand from left to right.</summary>
public abstract class Axis(double left, double right)
{
    public double Left => left;
    public double Right => right;

    public abstract double Of(Instant at);

    /// <summary>Where a step begins and ends.</summary>
    public abstract (double From, double To) Column(int step);

    /// <summary>Time from left to right, true to scale.</summary>
    public sealed class OfTime(TimeSeries series, double left, double right) : Axis(left, right)
    {
        public long EndMs { get; } = Math.Max(1, series.Spans[^1].EndMs);

        public override double Of(Instant at) => OfMs(at.Ms);

        public override (double, double) Column(int step) => (OfMs(series.Spans[step + 1].StartMs), OfMs(series.Spans[step + 1].EndMs));

        public double OfMs(double ms) => Left + (Right - Left) * ms / EndMs;
    }

    /// <summary>A column for each step. Within one, time is true to scale; where none passes, each thing seen is as far from the next.
    /// So a wait of a minute does not hide what happens before and after it.</summary>
    public sealed class OfSteps : Axis
    {
        private readonly TimeSeries series;
        private readonly double[] edges;

        public OfSteps(TimeSeries series, double left, double right) : base(left, right)
        {
            this.series = series;
            var weights = series.Spans.Select((span, i) => i == 0 ? 0.5 : span.EndMs > span.StartMs ? 1.6 : 1.0).ToArray();
            double unit = (right - left) / weights.Sum(), at = left;
            edges = new double[weights.Length + 1];
            for (int i = 0; i < weights.Length; i++)
            {
                edges[i] = at;
                at += weights[i] * unit;
            }
            edges[^1] = right;
        }

        public override (double, double) Column(int step) => (edges[step + 1], edges[step + 2]);

        public override double Of(Instant at)
        {
            var (from, to) = Column(at.Step);
            var span = series.Spans[at.Step + 1];
            double part = span.EndMs > span.StartMs ? (double)(at.Ms - span.StartMs) / (span.EndMs - span.StartMs)
                : (at.Order + 1.0) / (span.Count + 1);
            return from + (to - from) * part;
        }
    }
}
