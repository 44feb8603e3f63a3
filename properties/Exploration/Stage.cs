using Netback.Properties.Execution;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// A vif on some kernel in which contexts interleave, the clauses that watch it, and what host, guests, toolstack and clock may do to it.
/// Who does what when is for an engine to decide.
/// </summary>
public sealed class Stage
{
    private readonly FrontRing[] fronts;
    private readonly SpinLock[] txLocks;
    private readonly uint[] postBase;
    private readonly Host stack;
    private readonly Script? script;

    /// <param name="kernel">What it runs on; nothing has been made in it but contexts of hosts.</param>
    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="play">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <param name="sink">Who sees the events, or null.</param>
    public Stage(InterleavingKernel kernel, Revision revision, Configuration configuration, Play? play = null, IEventSink? sink = null)
    {
        (Kernel, Configuration, IsOneRun) = (kernel, configuration, play is not null);
        Vif = new(kernel, revision, configuration.Vif, configuration.StartIndex);
        Watch = new(this, revision, sink);
        kernel.Sink = Watch;
        fronts = [.. Vif.Queues.Select(q => new FrontRing(kernel, q.Shared, q.Id))];
        txLocks = [.. Vif.Queues.Select(q => new SpinLock(kernel, $"the Tx lock {q.Id}", interruptsOff: false))];
        postBase = [.. Vif.Queues.Select(_ => configuration.StartIndex)];
        stack = new(Vif, configuration.Host);
        script = play is null ? null : new(play, this);
    }

    public Configuration Configuration { get; }
    public InterleavingKernel Kernel { get; }
    public Vif Vif { get; }
    public WorldWatch Watch { get; }

    /// <summary>The guest's ends of the rings, by queue.</summary>
    public IReadOnlyList<FrontRing> Fronts => fronts;

    /// <summary>The stack's locks, by queue.</summary>
    public IReadOnlyList<SpinLock> TxLocks => txLocks;

    /// <summary>The network stack above the driver.</summary>
    internal Host Stack => stack;

    public bool Disconnecting { get; private set; }
    public bool FatalDone { get; private set; }

    /// <summary>Whether it is the stage of one run, and not of all runs at once, whose states have no history.</summary>
    internal bool IsOneRun { get; }

    /// <summary>Whether each context follows its part, instead of doing anything at any time.</summary>
    public bool IsPlay => script is not null;

    /// <summary>What req_prod was before the guest of a queue began what it is doing.</summary>
    public uint PostBase(int queue) => postBase[queue];

    /// <summary>Names of the host CPUs of a configuration.</summary>
    public static IEnumerable<string> Hosts(Configuration configuration) => Enumerable.Range(0, configuration.Cpus).Select(i => $"host{i}");

    /// <summary>Name of the guest of a queue.</summary>
    public static string Guest(int queue) => $"guest{queue}";

    public const string Toolstack = "toolstack", Clock = "clock";

    /// <summary>What an actor may do; in a play what it does, in this order.</summary>
    public IReadOnlyList<Act> ActsOf(string actor) => script is null ? AllOf(actor) : script.ActsOf(actor);

    /// <summary>All that the configuration allows an actor to do.</summary>
    internal IReadOnlyList<Act> AllOf(string actor)
    {
        if (actor == Clock) return [new("ticks", () => true, () => Tick(1))];
        if (actor == Toolstack) return !Configuration.Disconnects ? [] : [new("disconnects", () => !Disconnecting, Disconnect)];
        if (Hosts(Configuration).Contains(actor))
            return [.. Vif.Queues.SelectMany(q => Configuration.Lengths.Select(length => new Act(
                $"offers {length} bytes to queue {q.Id}", () => !Disconnecting, () => Offer(q.Id, length))))];
        return [.. Vif.Queues.Where(q => Guest(q.Id) == actor).SelectMany(q => GuestActs(q, fronts[q.Id]))];
    }

    internal ValueTask Disconnect()
    {
        Disconnecting = true;
        return Vif.Revision.Disconnect(Vif);
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

    private async ValueTask Offer(int queue, int length)
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
}
