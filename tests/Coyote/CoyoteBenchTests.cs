using System.Text.RegularExpressions;
using Netback.Properties.Benchmarks;
using Netback.Properties.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>What it measures is no matter of a test; that the README shows the rows that it prints is.</summary>
[Collection(RealThreads.Name)]
[Trait("Category", "Long")]
public class CoyoteBenchTests
{
    [Fact]
    public void Bench_PrintsTheRowsThatTheReadmeShows()
    {
        using var output = new StringWriter { NewLine = "\n" };
        new CoyoteBench(Schedules: 5, MostSchedules: 3, MemorySchedules: 20).Print(1, output, CancellationToken.None);
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, Cli.Width));
        Assert.Equal(Rows(Readme.Shown("bench --coyote")), Rows(output.ToString().TrimEnd('\n')));
    }

    /// <summary>What a row is about: without its numbers, and without what may be missing.</summary>
    private static IEnumerable<string> Rows(string text) => text.Split('\n').Select(line =>
        Regex.Replace(Regex.Replace(Regex.Replace(line, @"\b\d[\d,.]*( +[\d.]+ s\b)?", "N"), " -(?= |$)", " N"), " +", " "));
}
