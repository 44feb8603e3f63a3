using System.Diagnostics;
using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A processor without the instruction that gathers bits (pext, of BMI2) looks rules up column by column, and finds the same.</summary>
public static class BitGatherTests
{
    /// <summary>Run as a program the tests are one search, for a process of which the environment decides what the processor has.</summary>
    private static void Main() => Console.WriteLine($"gathers bits: {BitGather.IsFast}; {Searched()}");

    [Fact]
    public static void SearchWithoutIt_ComesToTheSame()
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo("dotnet", [typeof(BitGatherTests).Assembly.Location])
        {
            // The runtime has one switch for AVX2, BMI1, BMI2 and their like.
            RedirectStandardOutput = true, Environment = { ["DOTNET_EnableAVX2"] = "0" },
        })!;
        Assert.Equal($"gathers bits: False; {Searched()}", process.StandardOutput.ReadToEnd().TrimEnd());
    }

    /// <summary>Rows of several words, a violation, shifts of time and ring, and what is asked of the whole graph.</summary>
    private static string Searched()
    {
        var result = Explorer.Exhaustive(new StallDetection(), Configurations.Get("needing-two"), ExplorationBudget.Unlimited);
        return $"{result}; {result.Rules} rules; {result.ConvergesWithin}; {string.Join("; ", result.Findings.Select(f => $"{f.Violation} after {f.Schedule.Steps.Count}"))}";
    }
}
