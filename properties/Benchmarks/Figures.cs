namespace Netback.Properties.Benchmarks;

/// <summary>Times for columns of a table.</summary>
public static class Figures
{
    /// <summary>Seconds in 8 characters, the first of which is a blank below 10,000 s: the longer it took, the fewer decimals, so that on a
    /// slow machine the time does not run into the column before it.</summary>
    /// <param name="seconds">At least 0.</param>
    /// <param name="decimals">Decimals of times below 10 s, 0 to 3.</param>
    public static string Seconds(double seconds, int decimals)
    {
        // As printed: 9.9996 s is 10.00 s.
        double shown = Math.Round(seconds, decimals);
        int more = shown < 10 ? 0 : shown < 100 ? 1 : shown < 1000 ? 2 : 3;
        return $"{seconds.ToString($"N{Math.Max(0, decimals - more)}"),6} s";
    }
}
