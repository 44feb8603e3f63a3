using Netback.Properties.Exploration;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Coyote;

/// <summary>
/// A concurrent scenario for Coyote to schedule: what its engine calls once for each schedule. The properties are those of the explorer
/// (<see cref="BenchMonitors"/>, <see cref="Deadlocks"/>), looked at after every step.
/// </summary>
/// <param name="revision">The driver.</param>
/// <param name="concurrent">What host, guests, toolstack and clock do.</param>
/// <param name="properties">Only these count; if null, those of <see cref="Expected.NamesFor"/>.</param>
/// <param name="toFollow">The schedule to follow, or null to leave it to Coyote.</param>
public sealed class CoyoteRun(Revision revision, ConcurrentScenario concurrent, IReadOnlyList<string>? properties = null, Schedule? toFollow = null)
{
    /// <summary>Points after which a run is cut short: a guest that spins, or a concurrent scenario that is too long.</summary>
    public const int MaxSteps = 5_000;

    /// <summary>Who sees the events, or null.</summary>
    public IEventSink? Sink { get; init; }

    /// <summary>What was broken last, or null.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>The last schedule: every point passed.</summary>
    public Schedule Schedule { get; private set; } = new([]);

    /// <summary>All schedules so far: points passed, schedules that were cut short, most contexts at once.</summary>
    public long Steps { get; private set; }
    public int CutShort { get; private set; }
    public int Threads { get; private set; }

    /// <summary>Schedules that hit each probe.</summary>
    public ProbeCounts Probes { get; } = new();

    /// <summary>Where and why the last schedule did not follow the schedule, or null.</summary>
    public string? Divergence { get; private set; }

    /// <summary>One schedule, from connecting to the end of the concurrent scenario. What is broken is a bug to Coyote.</summary>
    public void Go()
    {
        (Violation, Divergence) = (null, null);
        TestBench? bench = null;
        var machine = new CoyoteMachine(concurrent.Scenario?.StartJiffies ?? ModelInstance.Start, toFollow)
        {
            DestructorsTakeLocks = concurrent.Configuration.DestructorsTakeLocks,
            MaxSteps = MaxSteps,
            GoesOn = () => (Violation = Look(bench!)) is null,
        };
        var hosts = TestBench.Hosts(concurrent.Configuration).Select(machine.Add).ToList();
        bench = new(machine, revision, concurrent.Configuration, concurrent, Sink);
        if (!concurrent.Configuration.Connects) StraightMachine.Run(revision.Connect(bench.Vif));
        machine.Accesses!.Checks = true;
        machine.BeginThreads();
        foreach (var host in hosts) Begin(machine, bench, host);
        foreach (var q in bench.Vif.Queues) Begin(machine, bench, machine.Add(TestBench.Guest(q.Id)));
        Begin(machine, bench, machine.Add(TestBench.Toolstack));
        Begin(machine, bench, machine.Add(TestBench.Clock));
        machine.AwaitEnd();
        if (toFollow is not null && Violation is null && !machine.HasArrived)
            Divergence = $"step {machine.StepCount + 1}, \"{toFollow.Steps[machine.StepCount]}\", is not possible: {Instead(machine, toFollow.Steps[machine.StepCount])}";
        machine.End();
        Probes.Add(bench.Watch.Probes);
        Schedule = machine.Steps;
        Steps += machine.StepCount;
        Threads = Math.Max(Threads, machine.Contexts.Count);
        if (machine.IsCutShort) CutShort++;
        if (machine.Defect is { } defect) throw new InvalidOperationException($"A run ended in {defect.GetType().Name}: {defect.Message}", defect);
        if (Violation is { } violation) Microsoft.Coyote.Specifications.Specification.Assert(false, $"{violation.Property}: {violation.What}");
    }

    private static void Begin(CoyoteMachine machine, TestBench bench, ThreadedContext context)
    {
        var actions = bench.ActionsOf(context.Name);
        if (actions.Count == 0) return;
        machine.BeginAt(context, () =>
        {
            foreach (var action in actions) machine.Run(context, action.Label, new CanBegin(bench, context, action), action.Body);
        });
    }

    /// <summary>What is broken where everybody stands now.</summary>
    private Violation? Look(TestBench bench)
    {
        bench.Watch.StepEnds();
        foreach (var violation in bench.Watch.Found)
            if (Counts(violation)) return violation;
        bench.Watch.Found.Clear();
        var machine = (CoyoteMachine)bench.Machine;
        bool quiet = machine.IsQuiet;
        foreach (var violation in bench.Watch.OfState(Deadlocks.Of(machine, quiet), quiet))
            if (Counts(violation)) return violation;
        return null;
    }

    private readonly IReadOnlyList<string> judged = properties ?? Expected.NamesFor(revision);

    private bool Counts(Violation violation) => judged.Contains(violation.Property);

    private static string Instead(CoyoteMachine machine, ScheduleStep step)
    {
        if (machine.Contexts.FirstOrDefault(c => c.Name == step.Process) is not { IsAlive: true } context) return $"there is no {step.Process} here";
        return context.What == step.Words ? $"{step.Process} waits there" : $"{step.Process} is at \"{context.What}\"";
    }

    /// <summary>Open when the action can begin. Time may move on when the configuration says.</summary>
    private sealed class CanBegin(TestBench bench, ThreadedContext context, ProcessAction action) : Guard(bench.Machine)
    {
        public override string Describe => action.Label;

        private readonly bool whenQuiet = context.Name == TestBench.Clock && (action.WhenQuiet || bench.Configuration.Clock != ClockPolicy.AnyTime);

        public override bool IsOpen => action.CanBegin() && (!whenQuiet || bench.Machine.IsQuiet);
    }
}
