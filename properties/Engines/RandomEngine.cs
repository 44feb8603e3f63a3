using Monitor = Netback.Properties.Specification.Monitor;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Netback.Properties.Specification;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Engines;

/// <summary>What a search found out about one claim.</summary>
public sealed record ClaimResult(Claim Claim)
{
    /// <summary>The shortest scenario that broke the property, as generated, or null.</summary>
    public Scenario? Violating { get; set; }

    /// <summary>The number of the first case that broke the property, from 1.</summary>
    public int ViolatedAt { get; set; }

    /// <summary>The shortest scenario that broke the property and does not break it in the revision compared with, or null.</summary>
    public Scenario? ViolatingApart { get; set; }

    /// <summary>The largest value reached of what the property bounds, less the bound, and the scenario that reached it; or
    /// null where the property bounds nothing or nothing was measured.</summary>
    public long? Reached { get; set; }
    public Scenario? ReachedBy { get; set; }

    /// <summary>Cases that hit each probe, by probe.</summary>
    public required ProbeCounts ProbeHits { get; init; }

    /// <summary>Probes that the verdict wants and no case hit.</summary>
    public IEnumerable<Probe> Missed => Claim.Probes.Members().Where(p => ProbeHits[p] == 0);
}

/// <summary>A search of one revision in one kind of environment.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Environment">The environment that were generated.</param>
/// <param name="Cases">Scenarios carried out.</param>
/// <param name="Steps">Their steps, all together.</param>
/// <param name="Claims">What came of it.</param>
public sealed record SearchResult(
    Revision Revision, DriverEnvironment Environment, int Cases, long Steps, IReadOnlyList<ClaimResult> Claims)
{
    /// <summary>Why the search came to nothing, or null.</summary>
    public SearchError? Error { get; init; }
}

/// <summary>
/// Searches by FsCheck: random scenarios, each carried out once under the monitors of all claims, and the failing ones shrunk
/// claim by claim. Everything follows from the seed.
/// </summary>
public static class RandomEngine
{
    /// <summary>Steps of the longest scenario.</summary>
    public const int MaxSteps = 200;

    /// <summary>Shrink attempts at most.</summary>
    private const int ShrinkTries = 20_000;

    /// <param name="revision">The revision.</param>
    /// <param name="environment">The environment to generate.</param>
    /// <param name="claims">Claims to check at once.</param>
    /// <param name="cases">Scenarios to carry out.</param>
    /// <param name="seed">Where the generator starts.</param>
    /// <param name="goOn">Called after each case; the search ends early when it returns false. Or null.</param>
    /// <param name="comparedWith">Runs what breaks a property as well, to tell what only <paramref name="revision"/> breaks. Or null.</param>
    public static SearchResult Search(Revision revision, DriverEnvironment environment, IReadOnlyList<Claim> claims, int cases,
        ulong seed, Func<IReadOnlyList<ClaimResult>, bool>? goOn = null, Revision? comparedWith = null)
    {
        var monitors = new MonitorSet(revision, claims);
        var others = comparedWith is null ? null : new MonitorSet(comparedWith, claims);
        var probeHits = new ProbeCounts();
        var results = claims.Select(c => new ClaimResult(c) { ProbeHits = probeHits }).ToArray();
        int done = 0;
        long steps = 0;
        SearchError? error = null;
        bool Try(Scenario scenario)
        {
            CaseWatch.Number(++done);
            steps += scenario.Steps.Count;
            MonitoredRun run;
            try
            {
                run = monitors.Run(scenario);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                error = new(SearchError.Words(e), done, ShrinkError(monitors, scenario, e));
                return false;
            }
            probeHits.Add(run.Probes);
            for (int i = 0; i < results.Length; i++) Note(results[i], run.Monitors[i], scenario, done);
            if (others is not null && run.Monitors.Any(m => m.Violation is not null)) NoteApart(results, run, others.Run(scenario), scenario);
            return goOn?.Invoke(results) ?? true;
        }
        try
        {
            Check.One(Settings(seed, cases), Prop.ForAll(Arb.From(ScenarioGen.In(environment, MaxSteps)), (Scenario s) => Try(s)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = new(SearchError.Words(e.InnerException ?? e), done, null);
        }
        return new(revision, environment, done, steps, results) { Error = error };
    }

    /// <summary>The shortest scenario that ends in the same kind of exception.</summary>
    private static Scenario ShrinkError(MonitorSet monitors, Scenario found, Exception error)
    {
        // Each try of one that does not end takes as long as the first.
        return error is EndlessCaseException ? found : Shrink(found, Wanted);

        bool Wanted(Scenario s)
        {
            try
            {
                monitors.Run(s);
                return false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return e.GetType() == error.GetType();
            }
        }
    }

    /// <summary>Makes a scenario as short and simple as it can be that breaks a claim.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="found">A scenario that breaks it.</param>
    public static Scenario Shrink(Revision revision, Claim claim, Scenario found)
    {
        var monitors = new MonitorSet(revision, [claim]);
        return Shrink(found, s => Breaks(monitors, s));
    }

    /// <summary>Makes a scenario as short and simple as it can be that reaches a value of what a claim bounds, or a larger one.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="found">A scenario that reaches it.</param>
    /// <param name="reached">The value, less the bound.</param>
    public static Scenario ShrinkReaching(Revision revision, Claim claim, Scenario found, long reached)
    {
        var monitors = new MonitorSet(revision, [claim]);
        return Shrink(found, s => monitors.Shows(s, m => m.Reached >= reached, reached));
    }

    /// <summary>Makes a scenario as short and simple as it can be that breaks a claim in one revision and not in another.</summary>
    public static Scenario ShrinkApart(Revision revision, Revision comparedWith, Claim claim, Scenario found)
    {
        MonitorSet monitors = new(revision, [claim]), others = new(comparedWith, [claim]);
        return Shrink(found, s => Breaks(monitors, s) && !Breaks(others, s));
    }

    private static bool Breaks(MonitorSet monitors, Scenario scenario) => monitors.Shows(scenario, m => m.Violation is not null, least: 1);

    /// <summary>Not by FsCheck, which starts anew after each success.</summary>
    private static Scenario Shrink(Scenario found, Func<Scenario, bool> wanted) => Minimiser.Minimise(found, wanted, ShrinkTries);

    private static void Note(ClaimResult result, Monitor monitor, Scenario scenario, int number)
    {
        if (monitor.Violation is not null)
        {
            if (result.Violating is null) result.ViolatedAt = number;
            result.Violating = Shorter(result.Violating, scenario);
        }
        if (monitor.Reached is { } reached && !(reached <= result.Reached)) (result.Reached, result.ReachedBy) = (reached, scenario);
    }

    private static void NoteApart(ClaimResult[] results, MonitoredRun run, MonitoredRun other, Scenario scenario)
    {
        for (int i = 0; i < results.Length; i++)
        {
            if (run.Monitors[i].Violation is not null && other.Monitors[i].Violation is null) results[i].ViolatingApart = Shorter(results[i].ViolatingApart, scenario);
        }
    }

    /// <summary>The shortest is the best to begin shrinking with.</summary>
    private static Scenario Shorter(Scenario? known, Scenario found) => known is not null && known.Steps.Count <= found.Steps.Count ? known : found;

    private static Config Settings(ulong seed, int cases) => Config.Quick
        .WithMaxTest(cases).WithStartSize(1).WithEndSize(MaxSteps)
        .WithReplay(seed, 0x9E3779B97F4A7C15UL).WithRunner(new SilentRunner());

    /// <summary>FsCheck prints what it finds; here the property itself notes it.</summary>
    private sealed class SilentRunner : IRunner
    {
        public void OnStartFixture(Type t) { }
        public void OnArguments(int n, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every) { }
        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> every) { }

        public void OnFinished(string name, TestResult result)
        {
            // Somebody wants the search to end.
            if (result is TestResult.Failed { Item4: Outcome.Failed { Item: OperationCanceledException stop } }) throw stop;
            // An exception out of the driver or a monitor is a defect of the suite, and not to be lost.
            if (result is TestResult.Failed { Item4: Outcome.Failed { Item: { } error } } && error is not null
                && error.GetType() != typeof(Exception))
                throw new InvalidOperationException($"A run ended in {error.GetType().Name}: {error.Message}", error);
        }
    }
}
