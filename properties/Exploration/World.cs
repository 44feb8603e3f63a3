using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One run of a configuration on the stepped kernel, from the moment at which the vif is connected. What may happen next is
/// a list of choices; what has happened is decided by the choices made.
/// </summary>
/// <remarks>
/// In a reduced configuration one choice takes a context past all points at which nobody else could come in between: loads
/// of words that only this context writes, or that nobody writes in this configuration, and giving back a lock. Such a step changes nothing that
/// another context could do or see before the lock is free, so that whatever order is left out leads to the same states of rest, the same
/// deadlocks and the same breaches as one that is not. Who writes a word is asserted at each store.
/// </remarks>
public sealed class World
{
    private readonly List<Actor> actors = [];
    private readonly int[] guests;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="remembers">Whether to keep note of what contexts have seen, to tell states apart.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public World(Revision revision, Configuration configuration, bool remembers = true, IEventSink? sink = null)
        : this(revision, configuration, null, remembers, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a play.</summary>
    public World(Revision revision, Play play, bool reduced, IEventSink? sink = null)
        : this(revision, play.Configuration with { Reduced = reduced }, play, false, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a scenario.</summary>
    public World(Revision revision, Scenario scenario, bool reduced, IEventSink? sink = null)
        : this(revision, Play.Of(scenario), reduced, sink)
    {
    }

    private World(Revision revision, Configuration configuration, Play? play, bool remembers, IEventSink? sink)
    {
        Kernel = new(play?.Scenario?.StartJiffies ?? 0) { Remembers = remembers, DestructorsTakeLocks = configuration.DestructorsTakeLocks };
        foreach (string host in Stage.Hosts(configuration)) Kernel.Add(host);
        Stage = new(Kernel, revision, configuration, play, sink);
        foreach (var context in Kernel.Contexts) AddActor(context);
        guests = [.. Vif.Queues.Select(q => AddActor(Kernel.Add(Stage.Guest(q.Id))))];
        if (configuration.Disconnects) AddActor(Kernel.Add(Stage.Toolstack));
        actors.Add(new(Stage.Clock, null, Stage.ActsOf(Stage.Clock)) { Next = Stage.IsPlay ? 0 : null });
        Connect();
    }

    /// <summary>The vif and what may be done to it.</summary>
    public Stage Stage { get; }
    public Configuration Configuration => Stage.Configuration;
    public SteppedKernel Kernel { get; }
    public Vif Vif => Stage.Vif;
    public WorldWatch Watch => Stage.Watch;
    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>Number of the clock among the actors: the last.</summary>
    public int Clock => actors.Count - 1;

    /// <summary>Number of the guest of a queue among the actors.</summary>
    public int GuestNumber(int queue) => guests[queue];

    /// <summary>How an actor stands to the scheduler: idle if it is in the middle of nothing.</summary>
    public Standing StandingOf(int actor) => actors[actor].Context is { } c ? Kernel.StandingOf(c) : Standing.Idle;

    /// <summary>Whether scripts may leave out steps: for making schedules shorter.</summary>
    public bool SkipsSteps { get; init; }

    /// <summary>Whether an idle actor may begin an act.</summary>
    public bool MayBegin(int actor, int act) =>
        Kernel.Bug is null && !(actors[actor].Next is { } next && (SkipsSteps ? act < next : act != next))
        && actors[actor].Acts[act].CanBegin();

    /// <summary>Number of an actor by its name, or -1.</summary>
    public int Find(string name) => actors.FindIndex(a => a.Name == name);

    /// <summary>What a choice does, in words, without the name of the actor.</summary>
    public string WordsOf(Choice choice)
    {
        var actor = actors[choice.Actor];
        if (actor.Context is { IsIdle: false } or { IsRequested: true }) return SteppedKernel.NextOf(actor.Context)!;
        return actor.Acts[choice.Act].Label;
    }

    /// <summary>Makes a choice: one step.</summary>
    public void Do(Choice choice)
    {
        var actor = actors[choice.Actor];
        Watch.Found.Clear();
        if (actor.Next is not null && actor.Context is not { IsIdle: false }) actor.Next = choice.Act + 1;
        if (actor.Context is not { } context) StraightKernel.Run(actor.Acts[choice.Act].Body());
        else if (!context.IsIdle || context.IsRequested) Kernel.Go(context);
        else Kernel.Begin(context, actor.Acts[choice.Act].Label, actor.Acts[choice.Act].Body);
        while (Configuration.Reduced && actor.Context is { AtMover: true, IsIdle: false }) Kernel.Go(actor.Context);
        foreach (var q in Vif.Queues)
            if (Watch.PublishBase(q.Id) is not null && Kernel.ContextOf(q.Thread).What is not "reads rsp_event") Watch.DecidedToNotify(q.Id);
        Watch.StepEnds();
    }

    /// <summary>All that may happen next, in a fixed order.</summary>
    public void Choices(List<Choice> choices)
    {
        choices.Clear();
        if (Kernel.Bug is not null) return;
        for (int i = 0; i < Clock; i++)
        {
            var standing = StandingOf(i);
            if (standing == Standing.Ready) choices.Add(new(i, 0));
            if (standing != Standing.Idle) continue;
            int first = actors[i].Next ?? 0, last = actors[i].Next is null ? actors[i].Acts.Count : Math.Min(first + 1, actors[i].Acts.Count);
            for (int act = first; act < last; act++)
                if (MayBegin(i, act)) choices.Add(new(i, act));
        }
        int tick = actors[Clock].Next ?? 0;
        if (tick < actors[Clock].Acts.Count
            && (Configuration.Clock == ClockPolicy.AnyTime || (Configuration.Clock == ClockPolicy.WhenQuiet && Kernel.IsQuiet)))
            choices.Add(new(Clock, tick));
    }

    private int AddActor(SteppedContext context)
    {
        actors.Add(new(context.Name, context, Stage.ActsOf(context.Name))
        {
            Next = Stage.IsPlay && context.Kind == ContextKind.Environment ? 0 : null,
        });
        return context.Number;
    }

    /// <summary>Connecting is over before anything else begins; the Rx threads have been started and have not run yet.</summary>
    private void Connect()
    {
        var connect = Kernel.Contexts[0];
        Kernel.Begin(connect, "connects", () => Vif.Revision.Connect(Vif));
        while (!connect.IsIdle) Kernel.Go(connect);
        var c = Configuration;
        if (!c.Reduced) return;
        Kernel.AssertsWriters = Kernel.Remembers;
        Vif.Connected.IsConstant = !c.Disconnects && !c.Fatal;
        Vif.Disabled.IsConstant = !c.Fatal;
        foreach (var q in Vif.Queues) q.Thread.ShouldStop.IsConstant = !c.Disconnects;
        // A revision that does not count stalled queues has no other reason to touch the carrier.
        Vif.Carrier.IsConstant = !c.Disconnects && !c.Fatal && Vif.Revision is ByteLimit and not StallDetection;
        Kernel.Jiffies.IsConstant = c.Clock != ClockPolicy.AnyTime;
    }
}
