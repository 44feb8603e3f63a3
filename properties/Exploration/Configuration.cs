using Netback.Properties.Generation;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>When time may move on in an exploration.</summary>
public enum ClockPolicy
{
    /// <summary>Never.</summary>
    Stopped,
    /// <summary>Only when no thread, handler, host or guest is in the middle of anything: nobody is slower than a tick.</summary>
    WhenQuiet,
    /// <summary>Between any two steps: everybody may take any time.</summary>
    AnyTime,
}

/// <summary>Which properties an exploration judges: what the monitors remember multiplies the states.</summary>
public enum Judged
{
    All,
    /// <summary>Those that measure no time: hardly more states than the driver has.</summary>
    Untimed,
    /// <summary>The others.</summary>
    Timed,
}

/// <summary>
/// A closed world that is small enough to be explored exhaustively: what is configured, and what host, guest and clock may do. They
/// may do it at any moment, any number of times, or never again.
/// </summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Vif">Sizes and times; small ones.</param>
public sealed record Configuration(string Name, string Summary, Parameters Vif)
{
    /// <summary>Bytes of the packets that the stack may offer.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [64];

    /// <summary>What the stack does when a Tx queue is stopped.</summary>
    public HostStack Host { get; init; } = HostStack.HonoursStop;

    /// <summary>Host CPUs that offer packets at the same time, 1 or 2.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Whether CPUs that feed one queue take turns by the stack's lock of the Tx queue, as they do unless several
    /// Tx queues share one queue of the vif.</summary>
    public bool TxLock { get; init; } = true;

    /// <summary>Whether several CPUs feed one queue and do not take turns.</summary>
    public bool IsWithoutTurns => Cpus > 1 && !TxLock;

    /// <summary>Who is around the driver: which claims a run of it is about. Over a channel that backs off, events for no reason delay those after them;
    /// a guest that sends only what it has been asked for is honest, whatever the channel.</summary>
    public DriverEnvironment Environment => Fatal || FailsCopies || Forges.Count > 0 ? Host == HostStack.IgnoresStop ? DriverEnvironment.HostileAnyHost : DriverEnvironment.HostileGuest
        : Vif.XdpHeadroom > 0 || Headrooms.Count > 0 ? DriverEnvironment.XdpHeadroom
        : Kicks && Vif.Events != EventDelivery.Immediate ? DriverEnvironment.EventBackOff
        : Vif.Hash || ShapesPackets ? DriverEnvironment.PacketShapes
        : !Vif.RxNotify ? DriverEnvironment.NoRxNotify
        : Host == HostStack.IgnoresStop ? DriverEnvironment.AnyHost
        : Disconnects && Reconnects ? DriverEnvironment.Reconnecting
        : IsWithoutTurns ? DriverEnvironment.NoTxLock : DriverEnvironment.Honest;

    /// <summary>Packets that the stack may offer in all, or null for no limit: a queue that nothing bounds needs one.</summary>
    public int? Offers { get; init; }

    /// <summary>Slots by which the guest may write req_prod ahead of what it has posted, once.</summary>
    public IReadOnlyList<int> Forges { get; init; } = [];

    /// <summary>Bytes that the guest may come to want free before the data in each slot, in place of what it wanted before.</summary>
    public IReadOnlyList<int> Headrooms { get; init; } = [];

    /// <summary>Slots that the guest may post at once.</summary>
    public IReadOnlyList<int> Posts { get; init; } = [1];

    /// <summary>Whether the guest takes responses. Without that it can post a ring of requests in all.</summary>
    public bool Takes { get; init; } = true;

    /// <summary>Whether the guest sends events for no reason.</summary>
    public bool Kicks { get; init; }

    /// <summary>When time may move on.</summary>
    public ClockPolicy Clock { get; init; } = ClockPolicy.WhenQuiet;

    /// <summary>Whether the guest may provoke a fatal Tx error, once.</summary>
    public bool Fatal { get; init; }

    /// <summary>Whether connecting is one context among others. Else the vif is connected before anything else begins.</summary>
    public bool Connects { get; init; }

    /// <summary>Whether the vif may be disconnected, once.</summary>
    public bool Disconnects { get; init; }

    /// <summary>Whether the frontend may connect again after that, once: on a new ring, or where the driver can do that on the one that it has in use.</summary>
    public bool Reconnects { get; init; }

    /// <summary>Whether the guest grants pages that are not there: steps of a scenario say when.</summary>
    internal bool FailsCopies { get; init; }

    /// <summary>Whether packets begin elsewhere than on a page boundary, or the guest asks for hashes: steps of a scenario say so.</summary>
    internal bool ShapesPackets { get; init; }

    /// <summary>Whether destructors of packets may take the lock of the queue.</summary>
    public bool DestructorsTakeLocks { get; init; }

    /// <summary>Where all ring indices start.</summary>
    public uint StartIndex { get; init; }

    /// <summary>Which properties are judged.</summary>
    public Judged Judged { get; init; }

    /// <summary>Whether a context goes on at once from a point at which nobody else could come in between (see
    /// <see cref="ModelInstance"/>).</summary>
    public bool Reduced { get; init; } = true;

    public override string ToString() => Name;
}
