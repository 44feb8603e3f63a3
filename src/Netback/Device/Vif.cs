using Netback.Revisions;
using Netback.States;

namespace Netback;

/// <summary>One virtual interface: its queues, its link, and the driver that moves packets between them.</summary>
public sealed class Vif : Part
{
    private readonly Parameters configured;
    [Constant("made once for each headroom")]
    private Parameters changed;

    /// <param name="machine">The machine that the vif is part of.</param>
    /// <param name="revision">The state of the driver's design.</param>
    /// <param name="parameters">What is configured.</param>
    /// <param name="startIndex">Where all ring indices start.</param>
    public Vif(Machine machine, Revision revision, Parameters parameters, uint startIndex) : base(machine)
    {
        Revision = revision;
        configured = changed = parameters;
        Headroom = new(machine, "xdp_headroom", parameters.XdpHeadroom);
        Events = new(machine, this);
        machine.Listener = Events;
        machine.Wheel = parameters.TimerHz == 0 ? null : new(parameters.TimerHz);
        Carrier = new(this);
        Connected = new(machine, "status", false);
        Disabled = new(machine, "disabled", false);
        NumQueues = new(machine, "num_queues", 0);
        QueuesAreGone = new(machine, "queues are given back", false);
        Requested = new(machine, "queues that the guest has asked for", parameters.Queues);
        Lock = new(machine, "the vif lock", interruptsOff: false);
        Rtnl = new(machine, "rtnl", interruptsOff: false);
        StalledQueues = new(machine, "stalled_queues", 0, -1, Lock);
        Queues = [.. Enumerable.Range(0, parameters.Queues).Select(id => new GuestRxQueue(this, id, startIndex))];
    }

    public EventStream Events { get; }
    public Revision Revision { get; }

    /// <summary>What is configured, with the headroom as it is now.</summary>
    public Parameters Parameters => ParametersWith(Headroom.Peek);

    /// <summary>Bytes that the guest wants free before the data in each slot; it may change its mind while the vif runs.</summary>
    public Shared<int> Headroom { get; }

    public IReadOnlyList<GuestRxQueue> Queues { get; }
    public Carrier Carrier { get; }

    /// <summary>Whether a frontend is connected: without it the driver takes no packets.</summary>
    public Shared<bool> Connected { get; }

    /// <summary>Set for good when the guest sends what no guest may send.</summary>
    public Shared<bool> Disabled { get; }

    /// <summary>Queues in use: none before connecting, and from <c>head-need</c> on none after a disconnect.</summary>
    public Shared<int> NumQueues { get; }

    /// <summary>Whether the memory of the queues has been given back, from <c>head-need</c> on after a disconnect.</summary>
    public Cell<bool> QueuesAreGone { get; }

    /// <summary>Queues that the guest has asked for in this connection, 1 to <see cref="Parameters.Queues"/>: the first of <see cref="Queues"/>.</summary>
    public Cell<int> Requested { get; }

    /// <summary>What is configured, with another headroom.</summary>
    public Parameters ParametersWith(int headroom)
    {
        if (headroom == configured.XdpHeadroom) return configured;
        if (headroom != changed.XdpHeadroom) changed = configured with { XdpHeadroom = headroom };
        return changed;
    }

    /// <summary>Protects <see cref="StalledQueues"/> and the link changes that follow from it.</summary>
    public SpinLock Lock { get; }

    /// <summary>The network stack's lock for configuration.</summary>
    public SpinLock Rtnl { get; }

    /// <summary>How many queues count as stalled, from <c>stall-detection</c> on.</summary>
    public Shared<int> StalledQueues { get; }

    /// <inheritdoc cref="EventStream.Emit"/>
    public void Emit(EventKind kind, int queue = 0, Packet? packet = null, long value = 0, long other = 0, Cause cause = Cause.None) =>
        Events.Emit(kind, queue, packet, value, other, cause);
}
