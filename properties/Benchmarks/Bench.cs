using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Execution;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Benchmarks;

/// <summary>
/// Rates measured in one run. Each round measures everything once, so that what else the machine does falls on all alike;
/// the median of the rounds counts. Rates of a shared machine are noise: the ratios are what to read.
/// </summary>
internal static class Bench
{
    private const int Packets = 2_000_000, Scenarios = 3_000;

    private sealed record Row(string Name, string Unit, Func<double> Measure, List<double> Rates)
    {
        public double Median => Rates.Order().ElementAt(Rates.Count / 2);
    }

    public static void Print(int rounds, TextWriter output, CancellationToken stop)
    {
        PrintRates(rounds, output, stop);
        PrintFirstWitnesses(output, stop);
    }

    private static void PrintRates(int rounds, TextWriter output, CancellationToken stop)
    {
        var revision = History.Find("byte-limit")!;
        var monitors = new MonitorSet(revision, [.. Catalogue.Claims.Where(c => c.IsOfScenarios && c.Environment.SearchedAs == DriverEnvironment.Honest && c.AppliesTo(revision))]);
        var generator = ScenarioGen.In(DriverEnvironment.Honest, RandomEngine.MaxSteps);
        var scenarios = Gen.Sample(generator, Scenarios, 50).ToArray();
        long steps = scenarios.Sum(s => (long)s.Steps.Count);
        Row[] rows =
        [
            new("steady flow, no monitors", "packets/s", () => SteadyFlow(revision, null), []),
            new($"steady flow, {monitors.Claims.Count} monitors", "packets/s", () => SteadyFlow(revision, monitors), []),
            new("scenarios: engine (generate, run, judge)", "steps/s", () => Rate(steps, () => RandomEngine.Search(
                revision, DriverEnvironment.Honest, monitors.Claims, Scenarios, 1)), []),
            new("scenarios: generation alone", "steps/s", () => Rate(steps, () => GC.KeepAlive(Gen.Sample(generator, Scenarios, 50))), []),
            new("scenarios: run alone", "steps/s", () => Rate(steps, () => Each(scenarios, s => new StraightRun(s, revision, null).RunAll(s.Steps))), []),
            new("scenarios: run and judge", "steps/s", () => Rate(steps, () => Each(scenarios, s => monitors.Run(s))), []),
            new("floor: the same steps by System.Random", "steps/s", () => Rate(steps, () => Floor(scenarios)), []),
        ];
        for (int round = 0; round <= rounds; round++)
            foreach (var row in rows)
            {
                stop.ThrowIfCancellationRequested();
                double rate = row.Measure();
                // The first round warms up.
                if (round > 0) row.Rates.Add(rate);
            }
        output.WriteLine($"byte-limit, straight machine, {steps / (double)Scenarios:N0} steps a scenario; median of {rounds} rounds:");
        foreach (var row in rows) output.WriteLine($"  {row.Name,-42}{row.Median,14:N0} {row.Unit}");
        double perScenario = steps / (double)Scenarios;
        output.WriteLine($"  {"engine, in scenarios",-42}{rows[2].Median / perScenario,14:N0} scenarios/s");
        output.WriteLine("ratios:");
        Ratio("cost of monitors, steady flow", rows[0], rows[1]);
        Ratio("cost of monitors, scenarios", rows[4], rows[5]);
        Ratio("generation to run, cost", rows[4], rows[3]);
        Ratio("generation to floor, cost", rows[6], rows[3]);
        Ratio("engine to run alone, cost", rows[4], rows[2]);
        output.WriteLine();

        void Ratio(string what, Row cheap, Row dear) => output.WriteLine($"  {what,-42}{cheap.Median / dear.Median,14:N2} x");
    }

    /// <summary>Post 64, xmit 64 of 1514 bytes, run, consume 64: packets per second.</summary>
    private static double SteadyFlow(Revision revision, MonitorSet? monitors)
    {
        var scenario = new Scenario("steady", Parameters.Default, HostStack.HonoursStop, []);
        var run = new StraightRun(scenario, revision, null);
        run.Sink = monitors?.Watch(run.Machine, scenario.Vif, scenario.StartIndex);
        run.Connect();
        Step[] round = [Step.Post(0, 64), Step.Xmit(0, 1514, count: 64), Step.Run(0), Step.Consume(0, 64)];
        return Rate(Packets, () =>
        {
            for (int i = 0; i < Packets / 64; i++)
                foreach (var step in round) run.Apply(step);
        });
    }

    private static void Each(Scenario[] scenarios, Action<Scenario> action)
    {
        foreach (var scenario in scenarios) action(scenario);
    }

    /// <summary>What making scripts of this size costs at least, with the random numbers of the framework and a seed.</summary>
    private static int Floor(Scenario[] scenarios)
    {
        int sum = 0;
        for (int i = 0; i < scenarios.Length; i++)
        {
            var random = new System.Random(i);
            var steps = new Step[scenarios[i].Steps.Count];
            for (int j = 0; j < steps.Length; j++)
                steps[j] = random.Next(4) switch
                {
                    0 => Step.Xmit(0, random.Next(60, 1515), count: random.Next(1, 64)),
                    1 => Step.Post(0, random.Next(256)),
                    2 => Step.Consume(0, random.Next(256)),
                    _ => Step.Advance(random.Next(10_000)),
                };
            sum += steps.Length;
        }
        return sum;
    }

    private static double Rate(long count, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>How long each violated cell takes to be found: cases and seconds, median over five seeds.</summary>
    private static void PrintFirstWitnesses(TextWriter output, CancellationToken stop)
    {
        const int Seeds = 5, Most = 20_000;
        output.WriteLine($"to the first witness of each cell that is violated with one context at a time, median over {Seeds} seeds:");
        foreach (var claim in Catalogue.Claims)
            foreach (var revision in History.All.Where(r => Expected.Alone(claim, r) == Verdicts.Outcome.Violated))
            {
                var found = new List<(int Cases, double Seconds)>();
                for (ulong seed = 1; seed <= Seeds; seed++)
                {
                    stop.ThrowIfCancellationRequested();
                    long start = Stopwatch.GetTimestamp();
                    var result = RandomEngine.Search(revision, claim.Environment.SearchedAs, [claim], Most, seed,
                        results => results[0].Violating is null).Claims[0];
                    found.Add((result.Violating is null ? int.MaxValue : result.ViolatedAt, Stopwatch.GetElapsedTime(start).TotalSeconds));
                }
                int cases = found.Select(f => f.Cases).Order().ElementAt(Seeds / 2);
                double seconds = found.Select(f => f.Seconds).Order().ElementAt(Seeds / 2);
                output.WriteLine($"  {revision.Name,-16} {claim.Name,-34} "
                    + (cases == int.MaxValue ? $"not in {Most:N0} cases" : $"{cases,6:N0} cases {seconds,8:N3} s"));
            }
    }
}
