using Netback.Revisions;

namespace Netback;

/// <summary>One virtual interface: its queues, its link, and the driver that moves packets between them.</summary>
public sealed class Vif
{
    /// <param name="kernel">The machine that the vif is part of.</param>
    /// <param name="revision">The state of the driver's design.</param>
    /// <param name="parameters">What is configured.</param>
    /// <param name="startIndex">Where all ring indices start.</param>
    public Vif(Kernel kernel, Revision revision, Parameters parameters, uint startIndex)
    {
        (Kernel, Revision, Parameters) = (kernel, revision, parameters);
        Carrier = new(kernel);
        Connected = new(kernel, "the connected bit", false);
        Disabled = new(kernel, "the disabled flag", false);
        Lock = new(kernel, "the vif lock", interruptsOff: false);
        Rtnl = new(kernel, "rtnl", interruptsOff: false);
        Queues = [.. Enumerable.Range(0, parameters.Queues).Select(id => new GuestRxQueue(this, id, startIndex))];
    }

    public Kernel Kernel { get; }
    public Revision Revision { get; }
    public Parameters Parameters { get; }
    public GuestRxQueue[] Queues { get; }
    public Carrier Carrier { get; }

    /// <summary>Whether a frontend is connected: without it the driver takes no packets.</summary>
    public Shared<bool> Connected { get; }

    /// <summary>Set for good when the guest sends what no guest may send.</summary>
    public Shared<bool> Disabled { get; }

    /// <summary>Protects <see cref="StalledQueues"/> and the link changes that follow from it.</summary>
    public SpinLock Lock { get; }

    /// <summary>The network stack's lock for configuration.</summary>
    public SpinLock Rtnl { get; }

    /// <summary>How many queues count as stalled, from <c>stall-detection</c> on.</summary>
    public int StalledQueues { get; set; }
}
