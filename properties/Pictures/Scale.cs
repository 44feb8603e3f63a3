namespace Netback.Properties.Pictures;

/// <summary>Values from bottom to top of a panel, with ticks at round numbers.</summary>
/// <param name="Least">Value at the bottom, at most 0.</param>
/// <param name="Most">Value at the top.</param>
/// <param name="Tick">Distance of two ticks.</param>
/// <param name="Unit">What one of the numbers at the ticks stands for, in units of the values.</param>
public sealed record Scale(double Least, double Most, double Tick, double Unit)
{
    private const int Ticks = 4;

    /// <summary>A scale that has room for the values.</summary>
    public static Scale For(double least, double most, double unit)
    {
        double tick = RoundUp(Math.Max(most - least, unit) / Ticks / unit) * unit;
        return new(Math.Floor(least / tick) * tick, Math.Max(1, Math.Ceiling(most / tick)) * tick, tick, unit);
    }

    public double Y(double value, double top, double height) => top + height * (Most - Math.Clamp(value, Least, Most)) / (Most - Least);

    public IEnumerable<(double Value, string Label)> Marks()
    {
        for (int i = 0; Least + i * Tick <= Most + Tick / 2; i++)
        {
            double value = Least + i * Tick;
            yield return (value, $"{value / Unit:N0}");
        }
    }

    /// <summary>1, 2 or 5 times a power of ten, at least 1.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, value))));
        foreach (double factor in new[] { 1, 2, 5, 10 })
            if (factor * power >= value) return factor * power;
        return 10 * power;
    }
}
