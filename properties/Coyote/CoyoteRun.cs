using Microsoft.Coyote.Specifications;
using Netback.Properties.Exploration;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Coyote;

/// <summary>
/// A play for Coyote to schedule: what its engine calls once for each schedule. The clauses are those of the explorer
/// (<see cref="BenchMonitors"/>, <see cref="Deadlocks"/>), looked at after every step.
/// </summary>
/// <param name="revision">The driver.</param>
/// <param name="play">What host, guests, toolstack and clock do.</param>
/// <param name="clauses">Only these count; if null, those of <see cref="Expected.NamesFor"/>.</param>
/// <param name="road">The schedule to follow, or null to leave it to Coyote.</param>
public sealed class CoyoteRun(Revision revision, Play play, IReadOnlyList<string>? clauses = null, Schedule? road = null)
{
    /// <summary>Points after which a run is cut short: a guest that spins, or a play that is too long.</summary>
    public const int MaxSteps = 5_000;

    /// <summary>Who sees the events, or null.</summary>
    public IEventSink? Sink { get; init; }

    /// <summary>What was broken last, or null.</summary>
    public Breach? Breach { get; private set; }

    /// <summary>The last schedule: every point passed.</summary>
    public Schedule Schedule { get; private set; } = new([]);

    /// <summary>All schedules so far: points passed, schedules that were cut short, most contexts at once.</summary>
    public long Steps { get; private set; }
    public int CutShort { get; private set; }
    public int Threads { get; private set; }

    /// <summary>Where and why the last schedule did not follow the road, or null.</summary>
    public string? LeftTheRoad { get; private set; }

    /// <summary>One schedule, from connecting to the end of the play. What is broken is a bug to Coyote.</summary>
    public void Go()
    {
        (Breach, LeftTheRoad) = (null, null);
        Stage? stage = null;
        var kernel = new CoyoteMachine(play.Scenario?.StartJiffies ?? 0, road)
        {
            DestructorsTakeLocks = play.Configuration.DestructorsTakeLocks,
            MaxSteps = MaxSteps,
            GoesOn = () => (Breach = Look(stage!)) is null,
        };
        var hosts = Stage.Hosts(play.Configuration).Select(kernel.Add).ToList();
        stage = new(kernel, revision, play.Configuration, play, Sink);
        StraightMachine.Run(revision.Connect(stage.Vif));
        kernel.BeginThreads();
        foreach (var host in hosts) Begin(kernel, stage, host);
        foreach (var q in stage.Vif.Queues) Begin(kernel, stage, kernel.Add(Stage.Guest(q.Id)));
        Begin(kernel, stage, kernel.Add(Stage.Toolstack));
        Begin(kernel, stage, kernel.Add(Stage.Clock));
        kernel.AwaitEnd();
        if (road is not null && Breach is null && !kernel.HasArrived)
            LeftTheRoad = $"step {kernel.StepCount + 1}, \"{road.Steps[kernel.StepCount]}\", cannot be made: {Instead(kernel, road.Steps[kernel.StepCount])}";
        kernel.End();
        Schedule = kernel.Steps;
        Steps += kernel.StepCount;
        Threads = Math.Max(Threads, kernel.Contexts.Count);
        if (kernel.IsCutShort) CutShort++;
        if (kernel.Defect is { } defect) throw new InvalidOperationException($"A run ended in {defect.GetType().Name}: {defect.Message}", defect);
        if (Breach is { } breach) Specification.Assert(false, $"{breach.Clause}: {breach.What}");
    }

    private static void Begin(CoyoteMachine kernel, Stage stage, ThreadedContext context)
    {
        var acts = stage.ActsOf(context.Name);
        if (acts.Count == 0) return;
        kernel.BeginAt(context, () =>
        {
            foreach (var act in acts) kernel.Run(context, act.Label, new CanBegin(stage, context, act), act.Body);
        });
    }

    /// <summary>What is broken where everybody stands now.</summary>
    private Breach? Look(Stage stage)
    {
        stage.Watch.StepEnds();
        foreach (var breach in stage.Watch.Found)
            if (Counts(breach)) return breach;
        stage.Watch.Found.Clear();
        var kernel = (CoyoteMachine)stage.Machine;
        bool quiet = kernel.IsQuiet;
        foreach (var breach in stage.Watch.Standing(Deadlocks.Of(kernel, quiet), quiet))
            if (Counts(breach)) return breach;
        return null;
    }

    private readonly IReadOnlyList<string> judged = clauses ?? Expected.NamesFor(revision);

    private bool Counts(Breach breach) => judged.Contains(breach.Clause);

    private static string Instead(CoyoteMachine kernel, ScheduleStep step)
    {
        if (kernel.Contexts.FirstOrDefault(c => c.Name == step.Actor) is not { IsAlive: true } context) return $"there is no {step.Actor} here";
        return context.What == step.Words ? $"{step.Actor} waits there" : $"{step.Actor} stands at \"{context.What}\"";
    }

    /// <summary>Open when the act can begin. Time may move on when the configuration says.</summary>
    private sealed class CanBegin(Stage stage, ThreadedContext context, Act act) : Guard(stage.Machine)
    {
        public override string Describe => act.Label;

        private readonly bool whenQuiet = context.Name == Stage.Clock && stage.Configuration.Clock != ClockPolicy.AnyTime;

        public override bool IsOpen => act.CanBegin() && (!whenQuiet || stage.Machine.IsQuiet);
    }
}
