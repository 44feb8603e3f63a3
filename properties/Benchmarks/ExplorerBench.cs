using System.Diagnostics;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Benchmarks;

/// <summary>What interleavings cost on one core: random schedules, exhaustive exploration, Spin on the same configuration as the
/// yardstick, and how soon each race is found.</summary>
/// <param name="Schedules">Random schedules in a round.</param>
/// <param name="Budget">Of each exhaustive exploration.</param>
/// <param name="Yardstick">Runs Spin.</param>
/// <param name="MostSchedules">Of each race and strategy, after which it counts as not found.</param>
public sealed record ExplorerBench(int Schedules, ExplorationBudget Budget, Func<CancellationToken, Spin> Yardstick, int MostSchedules = 200_000)
{
    private const int HotSearches = 3, Seeds = 5;

    /// <summary>What the command line runs.</summary>
    public static readonly ExplorerBench Full = new(50_000, ExplorationBudget.Unlimited, Spin.Run);

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">Rounds of random walks of which the median counts.</param>
    /// <param name="output">Gets the rows.</param>
    /// <param name="stop">Ends it.</param>
    public void Print(int rounds, TextWriter output, CancellationToken stop)
    {
        output.WriteLine($"explorer, CPU time of one core unless said otherwise; random: median of {rounds} rounds, hot: of {HotSearches}");
        var (cold, hot) = PrintExhaustive(History.Find("byte-limit")!, "two-sizes", isFirst: true, output, stop);
        PrintExhaustive(History.Find("xsa-424")!, "two-requests", isFirst: false, output, stop);
        var spin = Yardstick(stop);
        PrintYardstick(cold, hot, spin, output);
        PrintWalks(rounds, output, stop);
        output.WriteLine();
        PrintRaces(output, stop);
    }

    private static void PrintYardstick(Measured cold, Measured hot, Spin spin, TextWriter output)
    {
        if (spin is not { Seconds: { } seconds, Rate: { } rate })
        {
            output.WriteLine($"  {"Spin, byte-limit.pml, two-sizes",-42}{"-",12} {spin.Note}");
            return;
        }
        output.WriteLine($"  {"Spin, byte-limit.pml, two-sizes",-42}{rate,12:N0} states/s, {spin.States:N0} states");
        output.WriteLine("explorer to Spin, two-sizes:");
        Ratio("hot, states/s", hot.Rate / rate);
        Ratio("first search of a process, states/s", cold.Rate / rate);
        Ratio("hot, two cores, states/s, from CPU time", hot.RateOnTwo / rate);
        Ratio("hot, time to the end", hot.Seconds / seconds);
        Ratio("first search, time to the end", cold.Seconds / seconds);

        void Ratio(string what, double ratio) => output.WriteLine($"  {what,-42}{ratio,12:N2} x");
    }

    /// <summary>Schedules of a few dozen steps, where a step is a choice of who goes on.</summary>
    private void PrintWalks(int rounds, TextWriter output, CancellationToken stop)
    {
        int all = Environment.ProcessorCount;
        foreach (var (revision, concurrent, cores, note) in new[]
        {
            ("byte-limit", "stop-and-wake", 1, ""), ("byte-limit", "fill-and-drain", 1, ""), ("xsa-424", "stop-and-wake", 1, ""),
            ("byte-limit", "stop-and-wake", all, $", {all} cores"),
        })
        {
            var rates = new List<(double Schedules, double Steps, double Length)>();
            for (int round = 0; round <= rounds; round++)
            {
                stop.ThrowIfCancellationRequested();
                var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                var result = Explorer.Random(History.Find(revision)!, ConcurrentScenarios.Get(concurrent), WalkStrategy.Uniform, (ulong)(round * Schedules), Schedules,
                    [], cores);
                double seconds = (cores == 1 ? Environment.CpuUsage.TotalTime - before : Stopwatch.GetElapsedTime(start)).TotalSeconds;
                // The first round warms up.
                if (round > 0) rates.Add((result.Schedules / seconds, result.Steps / seconds, result.Steps / (double)result.Schedules));
            }
            var (perSecond, stepsPerSecond, length) = rates.OrderBy(r => r.Schedules).ElementAt(rates.Count / 2);
            output.WriteLine($"  {$"random, {revision}, {concurrent}{note}",-42}{perSecond,12:N0} schedules/s, "
                + $"{stepsPerSecond:N0} steps/s, {length:N0} each");
        }
    }

    /// <summary>One search, without the question whether all can recover: Spin is not asked that either.</summary>
    /// <param name="Seconds">CPU time.</param>
    /// <param name="States">States found.</param>
    /// <param name="SecondsOnTwo">CPU time of the busier of two workers, in each phase, and what is done by one.</param>
    private sealed record Measured(double Seconds, int States, double SecondsOnTwo)
    {
        public double Rate => States / Seconds;
        public double RateOnTwo => States / SecondsOnTwo;
    }

    private (Measured Cold, Measured Hot) PrintExhaustive(Revision revision, string configuration, bool isFirst, TextWriter output, CancellationToken stop)
    {
        var budget = Budget with { Recovery = false };
        var cold = Search(1, out var result);
        // Until what they execute is compiled for good: the compiler's time counts here, and its profile makes it slower for a while.
        for (int i = 0; i < HotSearches; i++) Search(1, out _);
        var hot = Enumerable.Range(0, HotSearches).Select(_ => Search(1, out result)).OrderBy(m => m.Seconds).ElementAt(HotSearches / 2);
        var two = Enumerable.Range(0, HotSearches).Select(i => Search(2, out _)).OrderBy(m => m.SecondsOnTwo).ElementAt(HotSearches / 2);
        hot = hot with { SecondsOnTwo = two.SecondsOnTwo };
        string what = $"exhaustive, {revision.Name}, {configuration}";
        output.WriteLine($"  {what,-42}{hot.Rate,12:N0} states/s, {result.States:N0} states, {result.Bytes / (double)result.States:N0} bytes each");
        if (isFirst) output.WriteLine($"  {what + ", first",-42}{cold.Rate,12:N0} states/s");
        output.WriteLine($"  {what + ", 2 cores",-42}{hot.RateOnTwo,12:N0} states/s, {hot.RateOnTwo / hot.Rate:N2} x, from CPU time");
        return (cold, hot);

        Measured Search(int workers, out ExplorationResult found)
        {
            stop.ThrowIfCancellationRequested();
            var before = Environment.CpuUsage.TotalTime;
            found = Explorer.Exhaustive(revision, Configurations.Get(configuration), budget, workers);
            return new((Environment.CpuUsage.TotalTime - before).TotalSeconds, found.States, found.CriticalPath.TotalSeconds);
        }
    }

    private void PrintRaces(TextWriter output, CancellationToken stop)
    {
        output.WriteLine($"to the first witness of each race, without shrinking; random and pct: schedules, median of {Seeds} seeds");
        output.WriteLine($"  {"",-29}{"exhaustive",23}{"random",22}{"pct",22}");
        foreach (var race in Race.All)
        {
            stop.ThrowIfCancellationRequested();
            var result = Explorer.Exhaustive(race.Faulty, race.Configuration, Budget with { Until = race.Property });
            output.WriteLine($"  {race.Name,-29}{$"{result.States:N0} states",15}{Figures.Seconds(result.Took.TotalSeconds, 2)}"
                + Median(race, WalkStrategy.Uniform, stop) + Median(race, WalkStrategy.Pct, stop));
        }
    }

    private string Median(Race race, WalkStrategy strategy, CancellationToken stop)
    {
        var found = new List<(int Schedules, double Seconds)>();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            int schedules = First(race, strategy, (ulong)seed * 1_000_000_007);
            found.Add((schedules, Stopwatch.GetElapsedTime(start).TotalSeconds));
        }
        int median = found.Select(f => f.Schedules).Order().ElementAt(Seeds / 2);
        double seconds = found.Select(f => f.Seconds).Order().ElementAt(Seeds / 2);
        return median > MostSchedules ? $"{$"not in {MostSchedules:N0}",22}" : $"{median,14:N0}{Figures.Seconds(seconds, 3)}";
    }

    /// <summary>The number of the first schedule that breaks the property.</summary>
    private int First(Race race, WalkStrategy strategy, ulong seed)
    {
        for (int i = 0; i < MostSchedules; i++)
            if (new Walk(race.Faulty, race.ConcurrentScenario, seed + (ulong)i, strategy).Go(properties: [race.Property]).Violation is not null) return i + 1;
        return MostSchedules + 1;
    }
}
