using System.Runtime.CompilerServices;
using Netback.Properties.Clauses;
using Netback.Properties.Engines;
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
    private static readonly ConditionalWeakTable<Revision, MonitorSet[]> Sets = [];

    private readonly Stage stage;
    private readonly IEventSink? next;
    private readonly MonitoredRun run;

    internal BenchMonitors(Stage stage, Revision revision, IEventSink? next)
    {
        (this.stage, this.next) = (stage, next);
        var sets = Sets.GetValue(revision, r => [.. Enum.GetValues<Judged>().Select(j => new MonitorSet(r, ClaimsOf(r, j), untimed: j == Judged.Untimed))]);
        run = sets[(int)stage.Configuration.Judged].Watch(stage.Machine, stage.Configuration.Vif, stage.Configuration.StartIndex);
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
        Seen = new(Seen.Bits | 1UL << (int)e.Kind);
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

    /// <summary>Looks at a state in which nobody could go on but the clock and the environment.</summary>
    public IReadOnlyList<Breach> AtRest()
    {
        Found.Clear();
        On(new(EventKind.AtRest, 0, stage.Machine.NowMs, null, 0, 0, Cause.None));
        Breach[] found = [.. Found];
        Found.Clear();
        return found;
    }

    /// <summary>A claim for each property that the revision's design has: the first, which is the widest.</summary>
    private static List<Claim> ClaimsOf(Revision revision, Judged judged)
    {
        var context = new MonitorContext(new StraightMachine(), revision, new());
        return [.. Catalogue.All.Where(p => p.AppliesTo(revision)).Select(p => p.Claims[0])
            .Where(c => judged == Judged.All || c.Monitor(context).IsTimed == (judged == Judged.Timed))];
    }
}
