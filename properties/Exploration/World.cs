using Netback.Properties.Execution;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// One run of a configuration on the stepped kernel, from the moment at which the vif is connected. What may happen next is
/// a list of choices; what has happened is decided by the choices made.
/// </summary>
public sealed class World
{
    private readonly List<Actor> actors = [];
    private readonly FrontRing[] fronts;
    private readonly SpinLock[] txLocks;
    private readonly uint[] postBase;
    private readonly int[] guests;

    public World(Revision revision, Configuration configuration, bool remembers = true, IEventSink? sink = null)
    {
        Configuration = configuration;
        Kernel = new() { Remembers = remembers, DestructorsTakeLocks = configuration.DestructorsTakeLocks };
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

    /// <summary>Whether an idle actor may begin an act.</summary>
    public bool MayBegin(int actor, int act) => Kernel.Bug is null && actors[actor].Acts[act].CanBegin();

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
        if (actor.Context is not { } context) Kernel.Tick(1);
        else if (!context.IsIdle || context.IsRequested) Kernel.Go(context);
        else Kernel.Begin(context, actor.Acts[choice.Act].Label, actor.Acts[choice.Act].Body);
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
            for (int act = 0; act < actors[i].Acts.Count; act++)
                if (MayBegin(i, act)) choices.Add(new(i, act));
        }
        if (Configuration.Clock == ClockPolicy.AnyTime || (Configuration.Clock == ClockPolicy.WhenQuiet && IsQuiet()))
            choices.Add(new(Clock, 0));
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
        actors.Add(new("clock", null, [new("ticks", () => true, () => default)]));
    }

    private IEnumerable<Act> GuestActs(GuestRxQueue q, FrontRing front)
    {
        foreach (int slots in Configuration.Posts)
            yield return new($"posts {slots}", () => !Disconnecting && front.Free >= slots, () => Post(q, front, (uint)slots));
        yield return new("takes the responses", () => !Disconnecting && front.Consumed != q.Shared.RspProd.Value,
            () => front.Consume(uint.MaxValue));
        if (Configuration.Kicks) yield return new("sends an event", () => !Disconnecting, q.Channel.Raise);
        if (Configuration.Fatal && q.Id == 0)
            yield return new("sends a malformed request", () => !Disconnecting && !FatalDone, () =>
            {
                FatalDone = true;
                return Vif.Revision.FatalTxError(Vif);
            });
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
    }
}
