using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;
using Netback.Properties.Exploration;
using Netback.Properties.Specification;
using Netback.Revisions;
using Settings = Microsoft.Coyote.Configuration;

namespace Netback.Properties.Coyote;

/// <summary>How Coyote chooses schedules.</summary>
public enum CoyoteStrategy
{
    /// <summary>The others in turn, schedule by schedule, and a random walk in which staying with a context is likely.</summary>
    Portfolio,
    /// <summary>Each context that can go on is as likely as the others.</summary>
    Random,
    /// <summary>Probabilistic concurrency testing, with up to ten changes of priority.</summary>
    Pct,
    /// <summary>The contexts in a fixed order, with up to ten delays.</summary>
    Delay,
}

/// <summary>Runs Coyote's own engine, quietly, without its telemetry, and with an explicit seed.</summary>
public static class CoyoteEngine
{
    private const int Bound = 10;

    /// <summary>Schedules after which an engine is replaced by a new one: it keeps each one as a text.</summary>
    private const int Batch = 5_000;

    /// <summary>Schedules a concurrent scenario until one breaks something.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="concurrent">What host, guests, toolstack and clock do.</param>
    /// <param name="strategy">How schedules are chosen.</param>
    /// <param name="seed">The first batch's seed; the others follow.</param>
    /// <param name="schedules">How many at most.</param>
    /// <param name="properties">Only these count, or any if null.</param>
    /// <param name="stop">Ends the search between two batches.</param>
    /// <param name="sink">Who sees the events of all schedules, or null.</param>
    /// <exception cref="UnsoundSearchException">Coyote lost control, or took a slow machine for a deadlock.</exception>
    public static CoyoteResult Search(Revision revision, ConcurrentScenario concurrent, CoyoteStrategy strategy, uint seed, int schedules, IReadOnlyList<string>? properties = null,
        IEventSink? sink = null, CancellationToken stop = default)
    {
        var run = new CoyoteRun(revision, concurrent, properties) { Sink = sink };
        int done = 0;
        while (done < schedules)
        {
            stop.ThrowIfCancellationRequested();
            using var engine = Engine(With(Create(seed + (uint)done, Math.Min(Batch, schedules - done)), strategy), run);
            engine.Run();
            done += engine.TestReport.NumOfExploredFairPaths + engine.TestReport.NumOfExploredUnfairPaths;
            Check(engine, run);
            if (run.Violation is { } violation)
                return new(done, run.Steps, run.Threads, run.CutShort, run.Probes) { Finding = new(violation, run.Schedule), Trace = engine.ReproducibleTrace };
        }
        return new(done, run.Steps, run.Threads, run.CutShort, run.Probes);
    }

    /// <summary>Makes the schedule of a trace again.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="concurrent">What host, guests, toolstack and clock do.</param>
    /// <param name="trace">As Coyote wrote it.</param>
    /// <param name="property">Only this property counts, or any if null.</param>
    public static Replayed Replay(Revision revision, ConcurrentScenario concurrent, string trace, string? property = null)
    {
        var run = new CoyoteRun(revision, concurrent, property is null ? null : [property]);
        using var log = new StringWriter();
        using var engine = Engine(Create(0, 1).WithReproducibleTrace(trace).WithVerbosityEnabled(VerbosityLevel.Error), run, log);
        engine.Run();
        Check(engine, run);
        // Coyote says it in its log and nowhere else.
        string? left = log.ToString().Split('\n').FirstOrDefault(l => l.Contains("not reproducible", StringComparison.Ordinal));
        return new(run.Violation, run.Schedule, left?[left.IndexOf("The trace", StringComparison.Ordinal)..].Trim());
    }

    /// <summary>Makes a schedule of named steps on real threads.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="concurrent">What host, guests, toolstack and clock do.</param>
    /// <param name="toFollow">The schedule.</param>
    /// <param name="property">Only this property counts, or any if null.</param>
    public static (Replayed Replayed, string? Trace) Follow(Revision revision, ConcurrentScenario concurrent, Schedule toFollow, string? property = null)
    {
        var run = new CoyoteRun(revision, concurrent, property is null ? null : [property], toFollow);
        using var engine = Engine(With(Create(seed: 0, schedules: 1), CoyoteStrategy.Random), run);
        engine.Run();
        Check(engine, run);
        return (new(run.Violation, run.Schedule, run.Divergence), run.Violation is null ? null : engine.ReproducibleTrace);
    }

    private static Settings Create(uint seed, int schedules) => Settings.Create()
        .WithTelemetryEnabled(false)
        .WithRandomGeneratorSeed(seed)
        .WithTestingIterations((uint)schedules)
        .WithMaxSchedulingSteps(20 * CoyoteRun.MaxSteps)
        .WithDeadlockTimeout(60_000)
        .WithPartiallyControlledConcurrencyAllowed(false)
        .WithPartiallyControlledDataNondeterminismAllowed(false)
        .WithTraceAnalysisEnabled(false);

    private static Settings With(Settings settings, CoyoteStrategy strategy) => strategy switch
    {
        CoyoteStrategy.Random => settings.WithRandomStrategy(),
        CoyoteStrategy.Pct => settings.WithPrioritizationStrategy(false, Bound),
        CoyoteStrategy.Delay => settings.WithDelayBoundingStrategy(false, Bound),
        _ => settings,
    };

    private static TestingEngine Engine(Settings settings, CoyoteRun run, TextWriter? log = null)
    {
        var engine = TestingEngine.Create(settings, run.Go);
        engine.SetLogger(new TextWriterLogger(log ?? TextWriter.Null, log is null ? VerbosityLevel.None : VerbosityLevel.Error));
        return engine;
    }

    /// <summary>What must never count as a verdict.</summary>
    private static void Check(TestingEngine engine, CoyoteRun run)
    {
        var report = engine.TestReport;
        if (report.UncontrolledInvocations.Count > 0)
            throw new UnsoundSearchException($"Coyote does not control {string.Join(", ", report.UncontrolledInvocations.Order(StringComparer.Ordinal))}.");
        if (report.MaxFairStepsHitInFairTests + report.MaxUnfairStepsHitInUnfairTests > 0)
            throw new UnsoundSearchException("Coyote cut a schedule short.");
        if (report.NumOfFoundBugs > 0 && run.Violation is null) throw new UnsoundSearchException(report.BugReports.First());
        if (report.InternalErrors.Count > 0) throw new UnsoundSearchException(report.InternalErrors.First());
    }
}

/// <summary>What a search by Coyote has come to.</summary>
/// <param name="Schedules">Carried out, up to and with the one that broke something.</param>
/// <param name="Steps">Points passed, all together.</param>
/// <param name="Threads">Most contexts in one schedule.</param>
/// <param name="CutShort">Schedules that ended at <see cref="CoyoteRun.MaxSteps"/>.</param>
/// <param name="Probes">How many schedules hit each probe.</param>
public sealed record CoyoteResult(int Schedules, long Steps, int Threads, int CutShort, ProbeCounts Probes)
{
    /// <summary>What was broken, and every point on the way there, or null.</summary>
    public Finding? Finding { get; init; }

    /// <summary>The same as Coyote wrote it.</summary>
    public string? Trace { get; init; }
}
