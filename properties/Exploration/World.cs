using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One run of a configuration on the stepped machine, from the moment at which the vif is connected, or before if connecting is part of it. What may happen next is
/// a list of choices; what has happened is decided by the choices made.
/// </summary>
public sealed class World
{
    /// <summary>Packets at the same time in a machine whose states are saved.</summary>
    private const int Slots = 8;

    /// <summary>Where time starts unless a scenario says otherwise. In a machine whose states are saved nothing lies before it, and what is found there has to go the same way
    /// elsewhere, also where a rule reads a time that nobody has written yet.</summary>
    internal const ulong Start = 1 << 20;

    private readonly List<Actor> actors = [];
    private readonly int[] guests;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="savesStates">Whether its states can be saved and restored.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public World(Revision revision, Configuration configuration, bool savesStates = false, IEventSink? sink = null)
        : this(revision, configuration, null, savesStates, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a concurrent scenario.</summary>
    public World(Revision revision, ConcurrentScenario concurrent, IEventSink? sink = null, bool savesStates = false)
        : this(revision, concurrent.Configuration, concurrent, savesStates, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a scenario.</summary>
    public World(Revision revision, Scenario scenario, IEventSink? sink = null)
        : this(revision, ConcurrentScenario.Of(scenario), sink)
    {
    }

    /// <param name="start">Jiffies at the start of a run that follows no scenario.</param>
    internal World(Revision revision, Configuration configuration, ConcurrentScenario? concurrent, bool savesStates, IEventSink? sink, ulong start = Start)
    {
        Machine = new(savesStates ? Start : concurrent?.Scenario?.StartJiffies ?? start, savesStates) { DestructorsTakeLocks = configuration.DestructorsTakeLocks };
        if (savesStates) Packet.FillPool(Machine, Slots);
        foreach (string host in TestBench.Hosts(configuration)) Machine.Add(host);
        TestBench = new(Machine, revision, configuration, concurrent, sink);
        foreach (var context in Machine.Contexts) AddActor(context);
        guests = [.. Vif.Queues.Select(q => AddActor(Machine.Add(TestBench.Guest(q.Id))))];
        if (configuration.Disconnects || configuration.Connects) AddActor(Machine.Add(TestBench.Toolstack));
        actors.Add(new(TestBench.Clock, null, TestBench.ActsOf(TestBench.Clock), NextOf(TestBench.Clock)));
        if (configuration.Connects)
            foreach (var q in Vif.Queues) Machine.WillStart(q.Thread, () => revision.RxThread(q));
        else Connect();
        Machine.Accesses!.Checks = true;
    }

    /// <summary>The vif and what may be done to it.</summary>
    public TestBench TestBench { get; }
    public Configuration Configuration => TestBench.Configuration;
    public SteppedMachine Machine { get; }
    public Vif Vif => TestBench.Vif;
    public BenchMonitors Watch => TestBench.Watch;
    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>Number of the clock among the actors: the last.</summary>
    public int Clock => actors.Count - 1;

    /// <summary>Number of the guest of a queue among the actors.</summary>
    public int GuestNumber(int queue) => guests[queue];

    /// <summary>How an actor stands to the scheduler: idle if it is in the middle of nothing.</summary>
    public Standing StandingOf(int actor) => actors[actor].Context is { } c ? Machine.StandingOf(c) : Standing.Idle;

    /// <summary>Whether scripts may leave out steps: for making schedules shorter.</summary>
    public bool SkipsSteps { get; init; }

    /// <summary>Whether an idle actor may begin an act.</summary>
    public bool MayBegin(int actor, int act) => IsLeft(actor, act) && (actor != Clock || MayTick(act));

    /// <summary>The same, but of the clock without a look at what others are in the middle of.</summary>
    internal bool IsLeft(int actor, int act) =>
        !Machine.IsStopped && !(actors[actor].Next is { } next && (SkipsSteps ? act < next : act != next)) && actors[actor].CanBegin(act);

    /// <summary>Whether time may move on by this act: where nobody follows a script, one is for when all is quiet and the other for when somebody is busy.</summary>
    private bool MayTick(int act)
    {
        bool quiet = Machine.IsQuiet;
        if (Configuration.Clock == ClockPolicy.Stopped || (!quiet && (Configuration.Clock != ClockPolicy.AnyTime || actors[Clock].Acts[act].WhenQuiet))) return false;
        return TestBench.IsConcurrentScenario || act == (quiet ? 0 : 1);
    }

    /// <summary>Number of an actor by its name, or -1.</summary>
    public int Find(string name) => actors.FindIndex(a => a.Name == name);

    /// <summary>What a choice does, in words, without the name of the actor.</summary>
    public string WordsOf(Choice choice)
    {
        var actor = actors[choice.Actor];
        return actor.Context is { } context && Machine.NextOf(context) is { } next ? next : actor.Acts[choice.Act].Label;
    }

    /// <summary>Makes a choice: one step.</summary>
    public void Do(Choice choice)
    {
        var actor = actors[choice.Actor];
        Watch.Found.Clear();
        if (actor.Context is { } context && Machine.StandingOf(context) == Standing.Ready)
        {
            Machine.Go(context);
        }
        else
        {
            var act = actor.Acts[choice.Act];
            actor.Begins(choice.Act);
            if (actor.Context is { } idle) Machine.Begin(idle, act.Label, act.Body);
            else StraightMachine.Run(act.Body());
        }
        Watch.StepEnds();
    }

    /// <summary>All that may happen next, in a fixed order.</summary>
    public void Choices(List<Choice> choices)
    {
        choices.Clear();
        if (Machine.IsStopped) return;
        bool quiet = true;
        for (int i = 0; i < Clock; i++)
        {
            var actor = actors[i];
            var standing = SteppedMachine.StandingWhileItRuns(actor.Context!);
            if (standing == Standing.Ready)
            {
                quiet = false;
                choices.Add(new(i, 0));
            }
            if (standing != Standing.Idle) continue;
            int first = 0, last = actor.Count;
            if (actor.Next is { } next) (first, last) = (next, Math.Min(next + 1, last));
            for (int act = first; act < last; act++)
                if (actor.CanBegin(act)) choices.Add(new(i, act));
        }
        int tick = actors[Clock].Next ?? (quiet ? 0 : 1);
        if (tick < actors[Clock].Count && MayBegin(Clock, tick)) choices.Add(new(Clock, tick));
    }

    private int AddActor(Context context)
    {
        actors.Add(new(context.Name, context, TestBench.ActsOf(context.Name), context.Kind == ContextKind.Environment ? NextOf(context.Name) : null));
        return context.Number;
    }

    private Cell<int>? NextOf(string actor) => TestBench.IsConcurrentScenario ? new(Machine, $"next of {actor}", 0) : null;

    /// <summary>Connecting is over before anything else begins; the Rx threads have been started and have not run yet.</summary>
    private void Connect()
    {
        var connect = Machine.Contexts[0];
        Machine.Begin(connect, "connects", () => Vif.Revision.Connect(Vif));
        while (!connect.IsIdle) Machine.Go(connect);
    }
}
