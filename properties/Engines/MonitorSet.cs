using Monitor = Netback.Properties.Specification.Monitor;
using Netback.Properties.Specification;
using Netback.Properties.Execution;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Engines;

/// <summary>Some claims about one revision, ready to watch any number of runs. Safe to use from several threads.</summary>
public sealed class MonitorSet
{
    private readonly int[][] byKind;

    /// <param name="revision">The revision.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="untimed">Whether times are remembered only if a claim needs it.</param>
    public MonitorSet(Revision revision, IReadOnlyList<Claim> claims, bool untimed = false)
    {
        (Revision, Claims) = (revision, claims);
        var context = new MonitorContext(new StraightMachine(), revision, Parameters.Default);
        var monitors = claims.Select(c => c.Monitor(context)).ToArray();
        var watches = monitors.Select(m => m.Watches).ToArray();
        IsTimed = claims.Count == 0 || monitors.Any(m => m.IsTimed) || !untimed;
        byKind = [.. Enum.GetValues<EventKind>().Select(kind =>
            Enumerable.Range(0, claims.Count).Where(i => watches[i].Contains(kind)).ToArray())];
    }

    /// <summary>Whether it is remembered since when packets wait and queues are blocked.</summary>
    internal bool IsTimed { get; }

    public Revision Revision { get; }
    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>Monitors that want an event of a kind, by their number.</summary>
    internal int[] Watching(EventKind kind) => byKind[(int)kind];

    /// <summary>Carries the scenario out on the straight machine under the eyes of all monitors.</summary>
    public MonitoredRun Run(Scenario scenario)
    {
        var (run, watched) = Begin(scenario);
        CaseWatch.Begin(scenario);
        run.RunAll(scenario.Steps, CaseWatch.Step);
        CaseWatch.End();
        return watched;
    }

    /// <summary>Whether the monitor of a set of one claim comes to see what is wanted when the scenario is carried out, no further than up to the step in which it does.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="wanted">What is wanted: once true, it stays so.</param>
    /// <param name="least">What has to be reached for that, of what the property bounds. A scenario whose packets do not suffice is not carried out.</param>
    internal bool Shows(Scenario scenario, Func<Monitor, bool> wanted, long least)
    {
        var (run, watched) = Begin(scenario, looksForProbes: false);
        var monitor = watched.Monitors[0];
        if (monitor.MostReached(scenario.Steps.Where(s => s.Do == StepKind.Xmit).Select(s => (s.Length, s.Count))) < least) return false;
        CaseWatch.Begin(scenario);
        bool runs = run.Connect();
        for (int i = 0; runs && i < scenario.Steps.Count && !wanted(monitor); i++)
        {
            CaseWatch.Step(i);
            runs = run.Apply(scenario.Steps[i]);
        }
        CaseWatch.End();
        return wanted(monitor);
    }

    /// <summary>Monitors for a run on some machine that somebody else carries out.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">What is configured.</param>
    /// <param name="startIndex">Where all ring indices start.</param>
    /// <param name="looksForProbes">Whether the situations are noted that the run is in.</param>
    public MonitoredRun Watch(Machine machine, Parameters parameters, uint startIndex, bool looksForProbes = true) =>
        new(this, machine, parameters, startIndex, looksForProbes);

    /// <summary>As <see cref="Run"/>, for a set of one claim, up to the step that violates it.</summary>
    /// <returns>What violates the claim and in which step, -1 for connecting; or null if nothing does.</returns>
    public FirstViolation? FindViolation(Scenario scenario)
    {
        var (run, watched) = Begin(scenario);
        bool runs = run.Connect();
        for (int step = -1; ; step++)
        {
            if (watched.Monitors[0] is { Violation: { } violation } monitor) return new(violation, step, monitor.ViolatedAtMs);
            if (!runs || step + 1 == scenario.Steps.Count) return null;
            runs = run.Apply(scenario.Steps[step + 1]);
        }
    }

    /// <summary>A run of the scenario on the straight machine, watched, of which nothing has happened yet.</summary>
    internal (StraightRun Run, MonitoredRun Watched) Begin(Scenario scenario, bool looksForProbes = true)
    {
        var run = new StraightRun(scenario, Revision, null);
        var watched = Watch(run.Machine, scenario.Vif, scenario.StartIndex, looksForProbes);
        run.Sink = watched;
        return (run, watched);
    }

    /// <summary>What violated a claim, in a sentence, in which step, and when in ms since connecting.</summary>
    public sealed record FirstViolation(string What, int Step, long AtMs);
}
