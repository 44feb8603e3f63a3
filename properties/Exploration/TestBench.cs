using Netback.Properties.Execution;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// A vif on some machine in which contexts interleave, the properties that watch it, and what host, guests, toolstack and clock may do to it.
/// Who does what when is for an engine to decide.
/// </summary>
public sealed class TestBench : Netback.Part
{
    private readonly FrontRing[] fronts;
    private readonly SpinLock[] txLocks;
    private readonly Cell<bool> connected, disconnecting, fatalDone, forged;
    private readonly Cell<int> offered, guestsBusy;
    private readonly Cell<bool> reconnected;
    private readonly Host stack;
    private readonly Script? script;

    /// <param name="machine">What it runs on; nothing has been made in it but contexts of hosts.</param>
    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="concurrent">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public TestBench(InterleavingMachine machine, Revision revision, Configuration configuration, ConcurrentScenario? concurrent = null, IEventSink? sink = null)
        : base(machine)
    {
        Configuration = configuration;
        Vif = new(machine, revision, configuration.Vif, configuration.StartIndex);
        Watch = new(this, revision, sink);
        Vif.Events.Sink = Watch;
        fronts = [.. Vif.Queues.Select(q => new FrontRing(q))];
        txLocks = [.. Vif.Queues.Select(q => new SpinLock(machine, $"the Tx lock {q.Id}", interruptsOff: false))];
        connected = new(machine, "the frontend has connected", !configuration.Connects);
        disconnecting = new(machine, "a disconnect has begun", configuration.Connects);
        fatalDone = new(machine, "a malformed request has been sent", false);
        forged = new(machine, "req_prod has been forged", false);
        offered = new(machine, "packets offered", 0);
        if (configuration.Connects)
            foreach (var q in Vif.Queues) q.Channel.Lack();
        guestsBusy = new(machine, "guests in the middle of something", 0);
        reconnected = new(machine, "the frontend has connected again", false);
        stack = new(Vif, configuration.Host);
        script = concurrent is null ? null : new(concurrent, this);
    }

    public Configuration Configuration { get; }
    public new InterleavingMachine Machine => (InterleavingMachine)base.Machine;
    public Vif Vif { get; }
    public BenchMonitors Watch { get; }

    /// <summary>The guest's ends of the rings, by queue.</summary>
    public IReadOnlyList<FrontRing> Fronts => fronts;

    /// <summary>The network stack above the driver.</summary>
    internal Host Stack => stack;

    /// <summary>Whether a disconnect has begun, or no connect yet: the guest does nothing then.</summary>
    public bool Disconnecting => disconnecting.Peek;

    /// <summary>Whether each context follows its part, instead of doing anything at any time.</summary>
    public bool IsConcurrentScenario => script is not null;

    /// <summary>Names of the host CPUs of a configuration.</summary>
    public static IEnumerable<string> Hosts(Configuration configuration) => Enumerable.Range(0, configuration.Cpus).Select(i => $"host{i}");

    /// <summary>Name of the guest of a queue.</summary>
    public static string Guest(int queue) => $"guest{queue}";

    public const string Toolstack = "toolstack", Clock = "clock";

    /// <summary>The malformed request that guest Tx comes to only when a disconnect may be under way or over, in concurrent scenarios.</summary>
    public const string FoundLate = "has sent a malformed request that is found late";

    /// <summary>The guest says through the toolstack that it wants headroom: one thread of the driver (xenwatch) hears of that and of a disconnect, one after the other.</summary>
    public static string WantsHeadroom(long bytes) => $"passes on that the guest wants headroom {bytes}";

    /// <summary>Time passes when nobody is busy; in a concurrent scenario whose time passes at any moment, whoever is.</summary>
    public const string PlainTick = "ticks";

    /// <summary>Time passes although somebody could go on.</summary>
    public const string BusyTick = "ticks while others are busy";

    /// <summary>In a concurrent scenario whose time passes at any moment: here it does so when nobody is busy.</summary>
    public const string QuietTick = "ticks when all is quiet";

    /// <summary>What a process may do; in a concurrent scenario what it does, in this order.</summary>
    public IReadOnlyList<ProcessAction> ActionsOf(string process) => script is null ? AllOf(process) : script.ActionsOf(process);

    /// <summary>All that the configuration allows a process to do.</summary>
    internal IReadOnlyList<ProcessAction> AllOf(string process)
    {
        // Where a concurrent scenario lets time pass at any moment nobody looks who is busy: it counts as time in which somebody was, which excuses more.
        if (process == Clock) return [new(PlainTick, () => true, () => Tick(starved: IsConcurrentScenario && Configuration.Clock == ClockPolicy.AnyTime)), new(BusyTick, () => true, () => Tick(starved: true)),
            new(QuietTick, () => true, () => Tick(starved: false)) { WhenQuiet = true }];
        if (process == Toolstack) return [.. ToolstackActions()];
        if (Hosts(Configuration).Contains(process))
            return [.. Vif.Queues.SelectMany(q => Configuration.Lengths.SelectMany(length => Hashes.Select(hash => new ProcessAction(
                $"offers {length} bytes{(hash ? " with a hash" : "")} to queue {q.Id}", MayOffer, () => OfferNext(q.Id, new(length, Gso: false, Hash: hash))))))];
        return [.. Vif.Queues.Where(q => Guest(q.Id) == process).SelectMany(q => GuestActions(q, fronts[q.Id]))];
    }

    private IEnumerable<ProcessAction> ToolstackActions()
    {
        if (Configuration.Connects) yield return new("connects", () => !connected.Peek, Connect);
        foreach (int bytes in Configuration.Headrooms)
            yield return new(WantsHeadroom(bytes), () => !Disconnecting && Vif.Headroom.Peek != bytes, () => Vif.Revision.SetHeadroom(Vif, bytes));
        if (!Configuration.Disconnects) yield break;
        yield return new("disconnects", () => !Disconnecting, Disconnect);
        foreach (var action in ConnectActions()) yield return action;
    }

    /// <summary>The frontend connects for the first time.</summary>
    private Coroutine Connect()
    {
        (connected.Value, disconnecting.Value) = (true, false);
        return Vif.Revision.Connect(Vif);
    }

    /// <summary>Also before the first connect, and between a disconnect and the connect after it: the stack has packets for a vif without a frontend, too.</summary>
    private bool MayOffer() => (!Disconnecting || !connected.Peek || Configuration.Reconnects) && (Configuration.Offers is not { } most || offered.Peek < most);

    /// <summary>Whether packets carry a hash: some, if the guest has asked for it.</summary>
    private IReadOnlyList<bool> Hashes => Configuration.Vif.Hash ? [false, true] : [false];

    private Coroutine OfferNext(int queue, PacketShape packet)
    {
        if (Configuration.Offers is not null) offered.Value++;
        return Offer(queue, packet);
    }

    internal Coroutine Disconnect()
    {
        disconnecting.Value = true;
        return Vif.Revision.Disconnect(Vif);
    }

    private IEnumerable<ProcessAction> ConnectActions()
    {
        if (!Configuration.Reconnects) yield break;
        yield return new("connects again", () => MayConnect && !reconnected.Peek, () => ConnectAgain(new(Vif.Queues.Count, RingInUse: false)));
        // Before, a driver begins such a ring at an index that no state knows.
        if (Vif.Revision is LateEoi)
            yield return new("connects again to its ring", () => MayConnect && !reconnected.Peek, () => ConnectAgain(new(Vif.Queues.Count, RingInUse: true)));
    }

    /// <summary>Whether the frontend can connect again: it is disconnected, its own actions are over, and so are the transmits of the last connection.
    /// Frontend and toolstack exchange messages in between, for which no CPU that transmits is too slow; from <c>head-need</c> on the driver waits itself, and before, such a
    /// CPU would have its hands on the queues of the last connection, whose memory nobody gave back until 2017. A transmit may begin at any moment, also during the connect.</summary>
    internal bool MayConnect => Disconnecting && connected.Peek && guestsBusy.Peek == 0 && Machine.Grace.IsQuiet;

    internal async Coroutine ConnectAgain(Connection connection)
    {
        reconnected.Value = true;
        disconnecting.Value = false;
        if (!connection.RingInUse)
            foreach (var front in fronts) front.Renew();
        if (!await Vif.Revision.Reconnect(Vif, connection)) disconnecting.Value = true;
    }

    /// <summary>What a guest does, from its beginning to its end, during which it does not connect again. A guest that has no connection does nothing.</summary>
    internal async Coroutine AsGuest(int queue, Func<Coroutine> action)
    {
        if (Configuration.Reconnects && (Disconnecting || queue >= Vif.Requested.Peek)) return;
        if (Configuration.Reconnects) guestsBusy.Value++;
        await action();
        if (Configuration.Reconnects) guestsBusy.Value--;
    }

    private IEnumerable<ProcessAction> GuestActions(GuestRxQueue q, FrontRing front)
    {
        foreach (int slots in Configuration.Posts)
            yield return new($"posts {slots}", () => !Disconnecting && front.Free >= slots, Guest(q, () => front.Post((uint)slots)))
            {
                Heals = true,
            };
        if (Configuration.Takes) yield return new("takes the responses", () => !Disconnecting && front.Consumed != q.Shared.RspProd.Peek,
            Guest(q, () => front.Consume(uint.MaxValue))) { Heals = true };
        if (Configuration.Kicks) yield return new("sends an event", () => !Disconnecting, () => Kick(q));
        foreach (int slots in Configuration.Forges)
            yield return new($"forges req_prod {slots} ahead", () => !Disconnecting && !forged.Peek, () =>
            {
                forged.Value = true;
                return front.ForgeAhead((uint)slots);
            });
        if (!Configuration.Fatal || q.Id != 0) yield break;
        yield return new("sends a malformed request", () => !Disconnecting && Vif.Connected.Peek && !fatalDone.Peek, () =>
        {
            fatalDone.Value = true;
            return FindMalformed();
        });
        yield return new(FoundLate, () => IsConcurrentScenario, FindMalformed);
    }

    /// <summary>Guest Tx finds a malformed request: in a softirq, for whose end a disconnect waits as for that of a transmit. While the vif connects it is not served yet.</summary>
    internal async Coroutine FindMalformed()
    {
        if (!Vif.Connected.Peek && !Disconnecting) return;
        Machine.Grace.Enter();
        await Vif.Revision.FatalTxError(Vif);
        Machine.Grace.Leave();
    }

    internal static Coroutine Kick(GuestRxQueue q)
    {
        q.Channel.Raise(asked: false);
        return default;
    }

    /// <summary>As <see cref="AsGuest"/>, where that makes a difference.</summary>
    private Func<Coroutine> Guest(GuestRxQueue q, Func<Coroutine> action) => Configuration.Reconnects ? () => AsGuest(q.Id, action) : action;

    private Coroutine Tick(bool starved)
    {
        Machine.Tick(1, starved);
        return default;
    }

    /// <summary>The stack offers a packet; where several CPUs feed a queue, under its Tx lock.</summary>
    internal async Coroutine Offer(int queue, PacketShape packet)
    {
        bool takesTurns = Configuration.Cpus > 1 && Configuration.TxLock;
        Machine.Grace.Enter();
        if (takesTurns) await txLocks[queue].Acquire();
        await stack.Xmit(queue, packet);
        if (takesTurns) await txLocks[queue].Release();
        Machine.Grace.Leave();
    }
}
