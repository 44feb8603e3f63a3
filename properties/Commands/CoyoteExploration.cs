using System.Diagnostics;
using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback explore --engine coyote</c>: concurrent scenarios on real threads.</summary>
internal sealed class CoyoteExploration(Revision driver, string? concurrent, string? strategy, IReadOnlyList<string> properties, int schedules, ulong seed,
    TimeSpan? budget, string folder, Func<Finding, bool> isExpected)
{
    public const int DefaultSchedules = 1_000;
    public const string DefaultFolder = "artifacts/interleavings";

    /// <summary>Schedules between two looks at the clock.</summary>
    private const int Slice = 1_000;

    public static readonly string[] Strategies = [.. Enum.GetNames<CoyoteStrategy>().Select(n => n.ToLowerInvariant())];

    private readonly CoyoteStrategy how = (CoyoteStrategy)Math.Max(0, Array.IndexOf(Strategies, strategy));

    /// <returns>The exit code.</returns>
    public int Run(TextWriter output, Progress progress, CancellationToken stop)
    {
        Scenarios.OutputFile.ExpectWritable(folder);
        var clock = Stopwatch.StartNew();
        int exit = ExitCode.Expected;
        foreach (var one in ConcurrentScenarios.All.Where(p => concurrent is null || p.Name == concurrent))
        {
            try
            {
                progress.Begin($"scheduling {one.Name} of {Drivers.NameOf(driver)} on real threads", 0, "", () => "what is printed is all that was found",
                    "what else is violated in this scenario, and in those after it");
                exit = Math.Max(exit, Run(one, clock, output, stop));
            }
            catch (UnsoundSearchException e)
            {
                output.WriteLine($"{Drivers.NameOf(driver)}, {one.Name}: a defect of the run, and no verdict. {e.Message}");
                exit = ExitCode.Differs;
            }
        }
        return exit;
    }

    private int Run(ConcurrentScenario one, Stopwatch clock, TextWriter output, CancellationToken stop)
    {
        long steps = 0;
        int done = 0, threads = 0, cutShort = 0;
        Finding? finding = null;
        while (done < schedules && finding is null && !(clock.Elapsed > budget))
        {
            var result = CoyoteEngine.Search(driver, one, how, (uint)(seed + (ulong)done), Math.Min(Slice, schedules - done),
                properties, stop: stop);
            (done, steps, threads, cutShort) = (done + result.Schedules, steps + result.Steps, Math.Max(threads, result.Threads), cutShort + result.CutShort);
            finding = result.Finding;
            if (finding is not null) Tell(one, result, done, output);
        }
        string what = finding is null ? "nothing violated" : $"{finding.Violation.Property} violated";
        output.WriteLine($"{Drivers.NameOf(driver)}, {one.Name}: {what} in {Changes.Count(done, "schedule")}, {Changes.Count(steps, "step")}, {Changes.Count(threads, "context")}, "
            + $"{cutShort:N0} cut short; {Strategies[(int)how]}, seed {seed}");
        return cutShort == 0 && (finding is null || isExpected(finding)) ? ExitCode.Expected : ExitCode.Differs;
    }

    private void Tell(ConcurrentScenario one, CoyoteResult result, int schedule, TextWriter output)
    {
        var found = new Interleaving(driver, one, result.Finding!, $"coyote, {Strategies[(int)how]}, seed {seed}, schedule {schedule:N0}");
        if (found.Replay() is not { Violation: not null })
            throw new UnsoundSearchException("What Coyote found does not happen in the stepped machine.");
        var shrunk = found.Shrink();
        ScheduleTrace.Of(driver, shrunk.ConcurrentScenario, shrunk.Finding).Write(output);
        string file = Path.Combine(folder, shrunk.FileName), trace = Path.ChangeExtension(Path.ChangeExtension(file, null), null) + CoyoteTrace.Extension;
        WitnessFolder.Write(file, shrunk.Write);
        WitnessFolder.Write(trace, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(new CoyoteTrace(driver, one, result.Trace!).ToString())));
        output.WriteLine();
        output.WriteLine($"As found, {Changes.Count(result.Finding!.Schedule.Steps.Count, "step")}: netback replay {trace}");
        output.WriteLine($"Shrunk, {Changes.Count(shrunk.Finding.Schedule.Steps.Count, "step")}:   netback replay {file}");
    }
}
