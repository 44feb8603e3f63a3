using System.Text.RegularExpressions;
using Netback.Properties.Benchmarks;
using Netback.Properties.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>What it measures is no matter of a test; that the README shows the rows that it prints is.</summary>
[Trait("Category", "Long")]
public class ExplorerBenchTests
{
    [Fact]
    public void Bench_PrintsTheRowsThatTheReadmeShows()
    {
        Assert.Equal(Rows(Readme.Shown("bench --explorer")), Rows(Printed(new(2, 2_000_000, ""))));
    }

    [Fact]
    public void SpinThatIsMissing_IsSaid()
    {
        string printed = Printed(new(null, 0, "not installed: spin"));
        Assert.Contains("not installed: spin", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("explorer to Spin", printed, StringComparison.Ordinal);
        Assert.All(Race.All, race => Assert.Contains($"\n  {race.Name} ", printed, StringComparison.Ordinal));
    }

    /// <summary>On a loaded machine a race took 10 s and more, and the time stood against the word before it.</summary>
    [Theory]
    [InlineData(0, 3, " 0.000 s")]
    [InlineData(0.9721, 3, " 0.972 s")]
    [InlineData(9.9996, 3, " 10.00 s")]
    [InlineData(10.123, 3, " 10.12 s")]
    [InlineData(123.45, 3, " 123.5 s")]
    [InlineData(1234.6, 3, " 1,235 s")]
    [InlineData(0.1, 2, "  0.10 s")]
    [InlineData(1234.6, 2, " 1,235 s")]
    public void Time_KeepsABlankBeforeIt_HoweverLongItIs(double seconds, int decimals, string shown) =>
        Assert.Equal(shown, Figures.Seconds(seconds, decimals));

    private static string Printed(Spin spin)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new ExplorerBench(50, new(2_000), _ => spin, MostSchedules: 20).Print(1, output, CancellationToken.None);
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, Cli.Width));
        return output.ToString().TrimEnd('\n');
    }

    /// <summary>What a row is about: without its numbers, and whether a race was found in so many schedules.</summary>
    private static IEnumerable<string> Rows(string text) =>
        text.Split('\n').Select(line => Regex.Replace(Regex.Replace(line, @"\b\d[\d,.]*", "N"), " +", " ").Replace("not in N", "N N s", StringComparison.Ordinal));
}
