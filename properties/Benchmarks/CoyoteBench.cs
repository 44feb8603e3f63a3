using System.Diagnostics;
using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Benchmarks;

/// <summary>What real threads cost: Coyote against the stepped machine with the same driver code in the same concurrent scenarios, against the floor of two
/// threads that hand a token to each other, and how soon each race is found by each strategy.</summary>
/// <param name="Schedules">Schedules of Coyote in a round; the stepped machine makes as many times more as it is faster, about.</param>
/// <param name="MostSchedules">After which a race counts as not found.</param>
/// <param name="MemorySchedules">Schedules over which memory is watched.</param>
public sealed record CoyoteBench(int Schedules, int MostSchedules, int MemorySchedules)
{
    private const int Seeds = 5, Faster = 50, HandOffs = 200_000;

    /// <summary>What the command line runs.</summary>
    public static readonly CoyoteBench Full = new(1_000, 5_000, 20_000);

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">Rounds of which the median counts.</param>
    /// <param name="output">Gets the rows.</param>
    /// <param name="stop">Ends it.</param>
    public void Print(int rounds, TextWriter output, CancellationToken stop)
    {
        output.WriteLine($"coyote, strategy random; median of {rounds} rounds:");
        foreach (var (revision, concurrent) in new[] { ("byte-limit", "stop-and-wake"), ("byte-limit", "fill-and-drain"), ("xsa-424", "stop-and-wake") })
            PrintScenario(History.Find(revision)!, ConcurrentScenarios.Get(concurrent), rounds, output, stop);
        double handOffs = Median(rounds, HandOffsPerSecond, stop);
        output.WriteLine($"  {"floor: two threads, SemaphoreSlim",-36}{handOffs,12:N0} hand-offs/s");
        PrintMemory(output, stop);
        output.WriteLine();
        output.WriteLine($"schedules and seconds to the first witness of each race, median over {Seeds} seeds, none in {MostSchedules:N0}: -");
        output.WriteLine($"  {"",-28}" + string.Concat(Enum.GetNames<CoyoteStrategy>().Select(s => $"{s.ToLowerInvariant(),17}")));
        foreach (var race in Race.All)
            output.WriteLine($"  {race.Name,-28}" + string.Concat(Enum.GetValues<CoyoteStrategy>().Select(s => $"{First(race, s, stop),17}")));
    }

    private void PrintScenario(Revision revision, ConcurrentScenario concurrent, int rounds, TextWriter output, CancellationToken stop)
    {
        long steps = 0;
        double coyote = Median(rounds, round =>
        {
            var result = CoyoteEngine.Search(revision, concurrent, CoyoteStrategy.Random, (uint)(round * Schedules), Schedules, stop: stop);
            steps = result.Steps;
            return result.Schedules;
        }, stop);
        double stepped = Median(rounds, round =>
            Explorer.Random(revision, concurrent, WalkStrategy.Uniform, (ulong)(round * Schedules * Faster), Schedules * Faster, []).Schedules, stop);
        string name = $"{revision.Name}, {concurrent.Name}";
        double length = steps / (double)Schedules;
        output.WriteLine($"  {name,-36}{coyote,12:N0} schedules/s, {coyote * length:N0} steps/s, {length:N0} a schedule");
        output.WriteLine($"  {"  stepped machine to coyote",-36}{stepped / coyote,12:N0} x schedules/s");
    }

    /// <summary>Two threads and two semaphores: what handing over costs at the least.</summary>
    private static double HandOffsPerSecond(int round)
    {
        using SemaphoreSlim here = new(0), there = new(0);
        var other = new Thread(() =>
        {
            for (int i = 0; i < HandOffs / 2; i++)
            {
                there.Wait();
                here.Release();
            }
        }) { IsBackground = true };
        other.Start();
        for (int i = 0; i < HandOffs / 2; i++)
        {
            there.Release();
            here.Wait();
        }
        other.Join();
        return HandOffs;
    }

    private void PrintMemory(TextWriter output, CancellationToken stop)
    {
        long after = 0, least = long.MaxValue, most = 0;
        for (int done = 0; done < MemorySchedules; done += MemorySchedules / 10)
        {
            CoyoteEngine.Search(History.Find("byte-limit")!, ConcurrentScenarios.Get("stop-and-wake"), CoyoteStrategy.Random, (uint)done, MemorySchedules / 10, stop: stop);
            after = GC.GetTotalMemory(forceFullCollection: true);
            (least, most) = (Math.Min(least, after), Math.Max(most, after));
        }
        output.WriteLine($"  {$"managed memory over {MemorySchedules:N0} schedules",-36}{least / 1024,12:N0} KiB at the least, {most / 1024:N0} at the most");
    }

    private string First(Race race, CoyoteStrategy strategy, CancellationToken stop)
    {
        var found = new List<(int Schedules, double Seconds)>();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            long start = Stopwatch.GetTimestamp();
            var result = CoyoteEngine.Search(race.Faulty, race.ConcurrentScenario, strategy, (uint)seed * 1_000_003, MostSchedules, [race.Property], stop: stop);
            found.Add((result.Finding is null ? int.MaxValue : result.Schedules, Stopwatch.GetElapsedTime(start).TotalSeconds));
        }
        var (schedules, seconds) = found.Order().ElementAt(Seeds / 2);
        return schedules == int.MaxValue ? "-" : $"{schedules:N0} {seconds,7:N2} s";
    }

    /// <summary>The median of the rates of some rounds, after one that warms up.</summary>
    private static double Median(int rounds, Func<int, double> done, CancellationToken stop)
    {
        var rates = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            double count = done(round);
            if (round > 0) rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return rates.Order().ElementAt(rounds / 2);
    }
}
