using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Netback.Properties.Clauses;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>A property that was violated, and how.</summary>
/// <param name="Clause">Name of the property.</param>
/// <param name="What">What happened, in a sentence with values.</param>
public readonly record struct Breach(string Clause, string What);

/// <summary>
/// The monitors of all properties at a test bench: the same that watch scenarios on the straight machine, in any machine in which contexts
/// interleave. What they remember is in cells, and so part of the state.
/// </summary>
/// <remarks>
/// Three properties are no monitors of events: <c>NoDeadlock</c> is looked at in every state, <c>CanRecover</c> and <c>Converges</c> over the
/// whole graph of states (see <see cref="Recovery"/>).
/// </remarks>
public sealed class BenchMonitors : IEventSink
{
    private static readonly ConditionalWeakTable<Revision, ConcurrentDictionary<(Judged, Surroundings), MonitorSet>> Sets = [];

    private readonly Stage stage;
    private readonly IEventSink? next;
    private readonly MonitoredRun run;

    internal BenchMonitors(Stage stage, Revision revision, IEventSink? next)
    {
        (this.stage, this.next) = (stage, next);
        var (judged, around) = (stage.Configuration.Judged, stage.Configuration.Surroundings);
        var sets = Sets.GetValue(revision, _ => new());
        var set = sets.GetOrAdd((judged, around), _ => new MonitorSet(revision, ClaimsOf(revision, judged, around), untimed: judged == Judged.Untimed));
        run = set.Watch(stage.Machine, stage.Configuration.Vif, stage.Configuration.StartIndex);
    }

    /// <summary>What the last step violated.</summary>
    [field: Constant("what the engine takes away after each step")]
    public List<Breach> Found { get; } = [];

    /// <summary>Kinds of events that have happened.</summary>
    [field: Constant("only grows; nothing depends on it")]
    public EventKinds Seen { get; private set; }

    /// <summary>Situations that this run has been in.</summary>
    public Probes Probes => run.Probes;

    public void On(in Event e)
    {
        next?.On(e);
        Seen = Seen.With(e.Kind);
        run.On(e);
        for (int i = 0; i < run.Monitors.Count; i++)
        {
            if (run.Monitors[i].Violation is not { } what) continue;
            run.Monitors[i].Reset();
            Found.Add(new(run.Claims[i].Property.Name, e.Kind == EventKind.AssertionFailed ? stage.Machine.Bug?.Message ?? what : what));
        }
    }

    /// <summary>Notes what cannot be told from events.</summary>
    internal void StepEnds()
    {
        if (stage.Machine.LockdepViolation is { } name)
            Found.Add(new(Deadlocks.Clause, $"an interrupt handler takes {name}, which others hold with interrupts on"));
    }

    /// <summary>What is violated where everybody stands now. Who waits in vain is not at rest.</summary>
    /// <param name="inVain">Those who wait in vain.</param>
    /// <param name="quiet">Whether nobody could go on but the clock and the environment.</param>
    internal IReadOnlyList<Breach> Standing(IEnumerable<Breach> inVain, bool quiet) =>
        inVain.ToList() is { Count: > 0 } deadlocks ? deadlocks : quiet ? AtRest() : [];

    /// <summary>Looks at a state in which nobody could go on but the clock and the environment.</summary>
    public IReadOnlyList<Breach> AtRest()
    {
        Found.Clear();
        On(new(EventKind.AtRest, 0, stage.Machine.NowMs, null, 0, 0, Cause.None));
        Breach[] found = [.. Found];
        Found.Clear();
        return found;
    }

    /// <summary>What is claimed in such surroundings of what the revision's design has. Where guests are honest that is all that is claimed for honest ones,
    /// but what needs a host that honours the stop.</summary>
    private static List<Claim> ClaimsOf(Revision revision, Judged judged, Surroundings around)
    {
        var context = new MonitorContext(new StraightMachine(), revision, new());
        bool isHonest = !around.Hostile && !around.Xdp, obeys = around.Host == HostStack.HonoursStop;
        return [.. Catalogue.All.Where(p => !p.IsOfStates)
            .Select(p => p.Claims.FirstOrDefault(c => c.Surroundings == around) ?? (isHonest && (obeys || !p.NeedsObedientHost) ? p.HonestClaim : null))
            .OfType<Claim>()
            .Where(c => c.AppliesTo(revision))
            .Where(c => judged == Judged.All || c.Monitor(context).IsTimed == (judged == Judged.Timed))];
    }
}
