using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One run of a configuration on the stepped machine, from the moment at which the vif is connected, or before if connecting is part of it. What may happen next is
/// a list of choices; what has happened is decided by the choices made.
/// </summary>
public sealed class ModelInstance
{
    /// <summary>Packets at the same time in a machine whose states are saved.</summary>
    private const int Slots = 8;

    /// <summary>Where time starts unless a scenario says otherwise. In a machine whose states are saved nothing lies before it, and what is found there has to go the same way
    /// elsewhere, also where a rule reads a time that nobody has written yet.</summary>
    internal const ulong Start = 1 << 20;

    private readonly List<Process> processes = [];
    private readonly int[] guests;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="savesStates">Whether its states can be saved and restored.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public ModelInstance(Revision revision, Configuration configuration, bool savesStates = false, IEventSink? sink = null)
        : this(revision, configuration, null, savesStates, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a concurrent scenario.</summary>
    public ModelInstance(Revision revision, ConcurrentScenario concurrent, IEventSink? sink = null, bool savesStates = false)
        : this(revision, concurrent.Configuration, concurrent, savesStates, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a scenario.</summary>
    public ModelInstance(Revision revision, Scenario scenario, IEventSink? sink = null)
        : this(revision, ConcurrentScenario.Of(scenario), sink)
    {
    }

    /// <param name="start">Jiffies at the start of a run that follows no scenario.</param>
    internal ModelInstance(Revision revision, Configuration configuration, ConcurrentScenario? concurrent, bool savesStates, IEventSink? sink, ulong start = Start)
    {
        Machine = new(savesStates ? Start : concurrent?.Scenario?.StartJiffies ?? start, savesStates) { DestructorsTakeLocks = configuration.DestructorsTakeLocks };
        if (savesStates) Packet.FillPool(Machine, Slots);
        foreach (string host in TestBench.Hosts(configuration)) Machine.Add(host);
        TestBench = new(Machine, revision, configuration, concurrent, sink);
        foreach (var context in Machine.Contexts) AddProcess(context);
        guests = [.. Vif.Queues.Select(q => AddProcess(Machine.Add(TestBench.Guest(q.Id))))];
        if (configuration.Disconnects || configuration.Connects || configuration.Headrooms.Count > 0) AddProcess(Machine.Add(TestBench.Toolstack));
        processes.Add(new(TestBench.Clock, null, TestBench.ActionsOf(TestBench.Clock), NextOf(TestBench.Clock)));
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
    public IReadOnlyList<Process> Processes => processes;

    /// <summary>Number of the clock among the processes: the last.</summary>
    public int Clock => processes.Count - 1;

    /// <summary>Number of the guest of a queue among the processes.</summary>
    public int GuestNumber(int queue) => guests[queue];

    /// <summary>How a process stands to the scheduler: idle if it is in the middle of nothing.</summary>
    public ContextStatus StatusOf(int process) => processes[process].Context is { } c ? Machine.StatusOf(c) : ContextStatus.Idle;

    /// <summary>Whether scripts may leave out steps: for making schedules shorter.</summary>
    public bool SkipsSteps { get; init; }

    /// <summary>Whether an idle process may begin an action.</summary>
    public bool MayBegin(int process, int action) => IsLeft(process, action) && (process != Clock || MayTick(action));

    /// <summary>The same, but of the clock without a look at what others are in the middle of.</summary>
    internal bool IsLeft(int process, int action) =>
        !Machine.IsStopped && !(processes[process].Next is { } next && (SkipsSteps ? action < next : action != next)) && processes[process].CanBegin(action);

    /// <summary>Whether time may move on by this action: where nobody follows a script, one is for when all is quiet and the other for when somebody is busy.</summary>
    private bool MayTick(int action)
    {
        bool quiet = Machine.IsQuiet;
        if (Configuration.Clock == ClockPolicy.Stopped || (!quiet && (Configuration.Clock != ClockPolicy.AnyTime || processes[Clock].Actions[action].WhenQuiet))) return false;
        return TestBench.IsConcurrentScenario || action == (quiet ? 0 : 1);
    }

    /// <summary>Number of a process by its name, or -1.</summary>
    public int Find(string name) => processes.FindIndex(a => a.Name == name);

    /// <summary>What a choice does, in words, without the name of the process.</summary>
    public string WordsOf(Choice choice)
    {
        var process = processes[choice.Process];
        return process.Context is { } context && Machine.NextOf(context) is { } next ? next : process.Actions[choice.Action].Label;
    }

    /// <summary>Makes a choice: one step.</summary>
    public void Do(Choice choice)
    {
        var process = processes[choice.Process];
        Watch.Found.Clear();
        if (process.Context is { } context && Machine.StatusOf(context) == ContextStatus.Ready)
        {
            Machine.Go(context);
        }
        else
        {
            var action = process.Actions[choice.Action];
            process.Begins(choice.Action);
            if (process.Context is { } idle) Machine.Begin(idle, action.Label, action.Body);
            else StraightMachine.Run(action.Body());
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
            var process = processes[i];
            var status = SteppedMachine.StatusWhileItRuns(process.Context!);
            if (status == ContextStatus.Ready)
            {
                quiet = false;
                choices.Add(new(i, 0));
            }
            if (status != ContextStatus.Idle) continue;
            int first = 0, last = process.Count;
            if (process.Next is { } next) (first, last) = (next, Math.Min(next + 1, last));
            for (int action = first; action < last; action++)
                if (process.CanBegin(action)) choices.Add(new(i, action));
        }
        int tick = processes[Clock].Next ?? (quiet ? 0 : 1);
        if (tick < processes[Clock].Count && MayBegin(Clock, tick)) choices.Add(new(Clock, tick));
    }

    private int AddProcess(Context context)
    {
        processes.Add(new(context.Name, context, TestBench.ActionsOf(context.Name), context.Kind == ContextKind.Environment ? NextOf(context.Name) : null));
        return context.Number;
    }

    private Cell<int>? NextOf(string process) => TestBench.IsConcurrentScenario ? new(Machine, $"next of {process}", 0) : null;

    /// <summary>Connecting is over before anything else begins; the Rx threads have been started and have not run yet.</summary>
    private void Connect()
    {
        var connect = Machine.Contexts[0];
        Machine.Begin(connect, "connects", () => Vif.Revision.Connect(Vif));
        while (!connect.IsIdle) Machine.Go(connect);
    }
}
