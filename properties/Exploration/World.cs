using Netback.Properties.Execution;
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
    private readonly FrontRing[] fronts;
    private readonly SpinLock[] txLocks;
    private readonly uint[] postBase;
    private readonly int[] guests;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="remembers">Whether to keep note of what contexts have seen, to tell states apart.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public World(Revision revision, Configuration configuration, bool remembers = true, IEventSink? sink = null)
        : this(revision, configuration, null, remembers, sink)
    {
    }

    /// <summary>A run in which each context of the environment follows its part of a scenario.</summary>
    public World(Revision revision, Scenario scenario, bool reduced, IEventSink? sink = null)
        : this(revision, new("scenario", scenario.Name, scenario.Vif)
        {
            Host = scenario.Host, StartIndex = scenario.StartIndex, Reduced = reduced,
            Fatal = scenario.Steps.Any(s => s.Do == StepKind.TxFatal), Disconnects = scenario.Steps.Any(s => s.Do == StepKind.Disconnect),
        }, scenario, false, sink)
    {
    }

    private World(Revision revision, Configuration configuration, Scenario? scenario, bool remembers, IEventSink? sink)
    {
        Configuration = configuration;
        Kernel = new(scenario?.StartJiffies ?? 0) { Remembers = remembers, DestructorsTakeLocks = configuration.DestructorsTakeLocks };
        var hosts = new SteppedContext[configuration.Cpus];
        for (int i = 0; i < hosts.Length; i++) hosts[i] = Kernel.Add($"host{i}");
        Vif = new(Kernel, revision, configuration.Vif, configuration.StartIndex);
        Watch = new(this, revision, sink);
        Kernel.Sink = Watch;
        fronts = [.. Vif.Queues.Select(q => new FrontRing(Kernel, q.Shared, q.Id))];
        txLocks = [.. Vif.Queues.Select(q => new SpinLock(Kernel, $"the Tx lock {q.Id}", interruptsOff: false))];
        postBase = [.. Vif.Queues.Select(_ => configuration.StartIndex)];
        guests = new int[fronts.Length];
        foreach (var context in Kernel.Contexts) actors.Add(new(context.Name, context, []));
        Populate(hosts);
        if (scenario is not null) Follow(new Script(scenario, Vif, fronts, new Host(Vif, scenario.Host), Kernel));
        Connect();
    }

    public Configuration Configuration { get; }
    public SteppedKernel Kernel { get; }
    public Vif Vif { get; }
    public WorldWatch Watch { get; }
    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>The guest's ends of the rings, by queue.</summary>
    public IReadOnlyList<FrontRing> Fronts => fronts;

    /// <summary>The stack's locks, by queue.</summary>
    public IReadOnlyList<SpinLock> TxLocks => txLocks;

    /// <summary>Number of the clock among the actors: the last.</summary>
    public int Clock => actors.Count - 1;

    /// <summary>Number of the guest of a queue among the actors.</summary>
    public int GuestNumber(int queue) => guests[queue];

    /// <summary>What req_prod was before the guest of a queue began what it is doing.</summary>
    public uint PostBase(int queue) => postBase[queue];

    public bool Disconnecting { get; private set; }
    public bool FatalDone { get; private set; }

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
        Watch.StepEnds();
    }

    /// <summary>Whether anybody is in the middle of anything and could go on.</summary>
    public bool IsQuiet()
    {
        foreach (var context in Kernel.Contexts)
            if (Kernel.StandingOf(context) == Standing.Ready) return false;
        return true;
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
            && (Configuration.Clock == ClockPolicy.AnyTime || (Configuration.Clock == ClockPolicy.WhenQuiet && IsQuiet())))
            choices.Add(new(Clock, tick));
    }

    private void Populate(SteppedContext[] hosts)
    {
        var c = Configuration;
        var stack = new Host(Vif, c.Host);
        for (int i = 0; i < hosts.Length; i++)
            actors[i] = new(hosts[i].Name, hosts[i], [.. Vif.Queues.SelectMany(q => c.Lengths.Select(length => new Act(
                $"offers {length} bytes to queue {q.Id}", () => !Disconnecting, () => Offer(stack, q.Id, length))))]);
        foreach (var q in Vif.Queues)
        {
            var guest = Kernel.Add($"guest{q.Id}");
            guests[q.Id] = guest.Number;
            actors.Add(new(guest.Name, guest, [.. GuestActs(q, fronts[q.Id])]));
        }
        if (c.Disconnects)
        {
            var toolstack = Kernel.Add("toolstack");
            actors.Add(new(toolstack.Name, toolstack, [new("disconnects", () => !Disconnecting, () =>
            {
                Disconnecting = true;
                return Vif.Revision.Disconnect(Vif);
            })]));
        }
        actors.Add(new("clock", null, [new("ticks", () => true, () => Tick(1))]));
    }

    private IEnumerable<Act> GuestActs(GuestRxQueue q, FrontRing front)
    {
        foreach (int slots in Configuration.Posts)
            yield return new($"posts {slots}", () => !Disconnecting && front.Free >= slots, () => Post(q, front, (uint)slots))
            {
                Heals = true,
            };
        if (Configuration.Takes) yield return new("takes the responses", () => !Disconnecting && front.Consumed != q.Shared.RspProd.Value,
            () => front.Consume(uint.MaxValue)) { Heals = true };
        if (Configuration.Kicks) yield return new("sends an event", () => !Disconnecting, q.Channel.Raise);
        if (Configuration.Fatal && q.Id == 0)
            yield return new("sends a malformed request", () => !Disconnecting && !FatalDone, () =>
            {
                FatalDone = true;
                return Vif.Revision.FatalTxError(Vif);
            });
    }

    private ValueTask Tick(long ms)
    {
        Kernel.Tick(ms);
        return default;
    }

    private void Follow(Script script)
    {
        for (int i = 0; i < actors.Count; i++)
            if (actors[i].Context is not { Kind: not ContextKind.Environment })
                actors[i] = new(actors[i].Name, actors[i].Context, script.ActsOf(actors[i].Name)) { Next = 0 };
    }

    private async ValueTask Offer(Host stack, int queue, int length)
    {
        bool takesTurns = Configuration.Cpus > 1 && Configuration.TxLock;
        if (takesTurns) await txLocks[queue].Acquire();
        await stack.Xmit(queue, length, gso: false);
        if (takesTurns) await txLocks[queue].Release();
    }

    private async ValueTask Post(GuestRxQueue q, FrontRing front, uint slots)
    {
        postBase[q.Id] = q.Shared.ReqProd.Value;
        bool asked = await front.Post(slots);
        postBase[q.Id] = q.Shared.ReqProd.Value;
        if (asked) await q.Channel.Raise();
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
