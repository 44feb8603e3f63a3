using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>A property that was violated, and how.</summary>
/// <param name="Property">Name of the property.</param>
/// <param name="What">What happened, in a sentence with values.</param>
public readonly record struct Violation(string Property, string What);

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
    private static readonly ConditionalWeakTable<Revision, ConcurrentDictionary<(Judged, DriverEnvironment), MonitorSet>> Sets = [];

    private readonly TestBench bench;
    private readonly IEventSink? next;
    private readonly MonitoredRun run;

    internal BenchMonitors(TestBench bench, Revision revision, IEventSink? next)
    {
        (this.bench, this.next) = (bench, next);
        var (judged, around) = (bench.Configuration.Judged, bench.Configuration.Environment);
        var sets = Sets.GetValue(revision, _ => new());
        var set = sets.GetOrAdd((judged, around), _ => new MonitorSet(revision, ClaimsOf(revision, judged, around), untimed: judged == Judged.Untimed));
        run = set.Watch(bench.Machine, bench.Configuration.Vif, bench.Configuration.StartIndex);
    }

    /// <summary>What the last step violated.</summary>
    [field: Constant("what the engine takes away after each step")]
    public List<Violation> Found { get; } = [];

    /// <summary>Kinds of events that have happened.</summary>
    [field: Constant("only grows; nothing depends on it")]
    public EventKinds Seen { get; private set; }

    /// <summary>Situations that this run has been in.</summary>
    public Probes Probes => run.Probes;

    /// <summary>What the monitors go by.</summary>
    public ObservedVif Observed => run.Observed;

    public void On(in Event e)
    {
        next?.On(e);
        Seen = Seen.With(e.Kind);
        run.On(e);
        foreach (int i in run.Watching(e.Kind))
        {
            if (run.Monitors[i].Violation is not { } what) continue;
            run.Monitors[i].Reset();
            Found.Add(new(run.Claims[i].ViolatedName, e.Kind == EventKind.AssertionFailed ? bench.Machine.Bug?.Message ?? what : what));
        }
    }

    /// <summary>Notes what cannot be told from events.</summary>
    internal void StepEnds()
    {
        if (bench.Machine.LockdepViolation is { } name)
            Found.Add(new(Deadlocks.Property, $"an interrupt handler takes {name}, which others hold with interrupts on"));
    }

    /// <summary>What is violated where everybody stands now. Who waits in vain is not at rest, and neither is a machine that an assertion has stopped: that is one violation, and what
    /// has not been done by then is none.</summary>
    /// <param name="inVain">Those who wait in vain.</param>
    /// <param name="quiet">Whether nobody could go on but the clock and the environment.</param>
    internal IReadOnlyList<Violation> OfState(IEnumerable<Violation> inVain, bool quiet) =>
        !bench.Machine.IsStopped && inVain.ToList() is { Count: > 0 } deadlocks ? deadlocks : quiet ? AtRest() : [];

    /// <summary>Looks at a state in which nobody could go on but the clock and the environment.</summary>
    public IReadOnlyList<Violation> AtRest()
    {
        Found.Clear();
        if (bench.Machine.IsStopped) return [];
        On(new(EventKind.AtRest, 0, bench.Machine.NowMs, null, 0, 0, Cause.None));
        Violation[] found = [.. Found];
        Found.Clear();
        return found;
    }

    /// <summary>Whether anything is claimed of what may happen in a configuration. If not, a search of it can find nothing but deadlocks, and states without recovery.</summary>
    internal static bool AreThere(Revision revision, Configuration configuration) => ClaimsOf(revision, configuration.Judged, configuration.Environment).Count > 0;

    /// <summary>What is claimed in such environment of what the revision's design has. Where guests are honest that is all that is claimed for honest ones,
    /// but what needs a host that respects a stopped Tx queue.</summary>
    private static List<Claim> ClaimsOf(Revision revision, Judged judged, DriverEnvironment around)
    {
        var context = new MonitorContext(new StraightMachine(), revision, new());
        bool isHonest = !around.Hostile && !around.BacksOff && around.Notifies, obeys = around.Host == HostStack.HonoursStop;
        var claims = Catalogue.All.Where(p => !p.IsOfStates)
            .Select(p => p.Claims.FirstOrDefault(c => c.Environment == around && (c.IsOfContexts || c.FollowsFrom.Count == 0)) ?? (isHonest && (obeys || !p.NeedsObedientHost) ? p.HonestClaim : null))
            .OfType<Claim>()
            .Where(c => c.IsOfContexts && c.AppliesTo(revision)).ToList();
        return [.. claims.Concat(claims.Select(c => Remainder.OfContexts(c, revision)).OfType<Claim>())
            .Where(c => judged == Judged.All || c.Monitor(context).IsTimed == (judged == Judged.Timed))];
    }
}
