using Monitor = Netback.Properties.Clauses.Monitor;
using Netback.Properties.Clauses;
using Netback.Properties.Execution;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Engines;

/// <summary>Some claims about one revision, ready to watch any number of runs. Safe to use from several threads.</summary>
public sealed class Jury
{
    /// <summary>Events of one run, at most: some ten for each of the packets that one scenario may offer.</summary>
    private const long MaxEvents = 50_000_000;

    private readonly int[][] byKind;

    public Jury(Revision revision, IReadOnlyList<Claim> claims)
    {
        (Revision, Claims) = (revision, claims);
        var watches = claims.Select(c => c.Monitor(revision, Parameters.Default).Watches).ToArray();
        byKind = [.. Enum.GetValues<EventKind>().Select(kind =>
            Enumerable.Range(0, claims.Count).Where(i => watches[i].Contains(kind)).ToArray())];
    }

    public Revision Revision { get; }
    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>Carries the scenario out on the straight kernel under the eyes of all monitors.</summary>
    public Hearing Hear(Scenario scenario)
    {
        var hearing = new Hearing(this, scenario);
        var run = new StraightRun(scenario, Revision, hearing);
        CaseWatch.Begin(scenario);
        bool runs = run.Connect();
        for (int step = 0; runs && step < scenario.Steps.Count; step++)
        {
            CaseWatch.Step(step);
            runs = run.Apply(scenario.Steps[step]);
        }
        CaseWatch.End();
        return hearing;
    }

    /// <summary>Monitors for a run of the scenario that somebody else carries out.</summary>
    public Hearing Watch(Scenario scenario) => new(this, scenario);

    /// <summary>As <see cref="Hear"/>, for a jury with one claim, up to the step that breaks it.</summary>
    /// <returns>What breaks the claim and in which step, -1 for connecting; or null if nothing does.</returns>
    public Breach? FirstBreach(Scenario scenario)
    {
        var hearing = new Hearing(this, scenario);
        var run = new StraightRun(scenario, Revision, hearing);
        bool runs = run.Connect();
        for (int step = -1; ; step++)
        {
            if (hearing.Monitors[0] is { Violation: { } violation } monitor) return new(violation, step, monitor.ViolatedAtMs);
            if (!runs || step + 1 == scenario.Steps.Count) return null;
            runs = run.Apply(scenario.Steps[step + 1]);
        }
    }

    /// <summary>What broke a claim, in a sentence, in which step, and when in ms since connecting.</summary>
    public sealed record Breach(string What, int Step, long AtMs);

    /// <summary>One run: what the monitors of each claim saw, and which probes were hit.</summary>
    public sealed class Hearing : IEventSink
    {
        private readonly int[][] byKind;
        private readonly Picture picture;
        private readonly ProbeWatch probes;
        private long events;

        internal Hearing(Jury jury, Scenario scenario)
        {
            byKind = jury.byKind;
            picture = new(scenario.Vif, scenario.StartIndex);
            probes = new(scenario.Vif);
            Monitors = new Monitor[jury.Claims.Count];
            for (int i = 0; i < Monitors.Length; i++) Monitors[i] = jury.Claims[i].Monitor(jury.Revision, scenario.Vif);
        }

        /// <summary>In the order of the claims.</summary>
        public Monitor[] Monitors { get; }

        public Probes Probes => probes.Hit;

        public void On(in Event e)
        {
            if (++events > MaxEvents) throw new EndlessCaseException(MaxEvents);
            picture.On(e);
            probes.On(e, picture);
            foreach (int i in byKind[(int)e.Kind]) Monitors[i].On(e, picture);
        }
    }
}
