namespace Netback.Properties.Scenarios;

/// <summary>What became of the last packet of an <c>xmit</c> step, or <c>Bug</c> for the end of a trace by an assertion.</summary>
public enum StepOutcome { Queued, Dropped, Held, NoCarrier, Bug }

/// <summary>
/// What can be seen of a vif after one step. Two lines are compared field by field and not by <c>==</c>, which
/// would take <see cref="Queues"/> as a reference.
/// </summary>
public sealed record TraceLine
{
    /// <summary>Index of the step that has just been made, or -1 after connecting.</summary>
    public int Step { get; init; }

    /// <summary>ms since connecting.</summary>
    public long Now { get; init; }

    /// <summary>Null unless the step was an <c>xmit</c> of at least one packet, or an assertion fired.</summary>
    public StepOutcome? Outcome { get; init; }

    public bool Carrier { get; init; }

    /// <summary>Whether a fatal error has disabled the vif.</summary>
    public bool Disabled { get; init; }

    /// <summary>Queues that the driver counts as stalled; null in <c>slot-estimate</c> and <c>byte-limit</c>.</summary>
    public int? StalledQueues { get; init; }

    /// <summary>How often the carrier went off since connecting.</summary>
    public long CarrierDowns { get; init; }

    /// <summary>How often the carrier went on since connecting.</summary>
    public long CarrierUps { get; init; }

    /// <summary>What the stack above the driver has done, or null if the scenario has none.</summary>
    public TraceStack? Stack { get; init; }

    /// <summary>One entry for each queue of the vif; empty if an assertion fired.</summary>
    public IReadOnlyList<TraceQueue> Queues { get; init; } = [];

    /// <summary>The function whose assertion fired, or null. If one did, only step, time and condition mean anything.</summary>
    public string? Where { get; init; }

    /// <summary>The condition that was asserted against, or null.</summary>
    public string? What { get; init; }
}

/// <summary>What can be seen of one queue. Indices are free-running and wrap at 2^32; counters count since connecting.</summary>
public sealed record TraceQueue
{
    /// <summary>Whether the host is told to offer no packets.</summary>
    public bool TxStopped { get; init; }

    /// <summary>Packets in the internal queue.</summary>
    public long Packets { get; init; }

    /// <summary>Bytes in the internal queue, as the driver counts them.</summary>
    public long Bytes { get; init; }

    /// <summary>The guest's producer index in the shared page.</summary>
    public uint ReqProd { get; init; }

    /// <summary>The backend's private consumer index.</summary>
    public uint ReqCons { get; init; }

    /// <summary>The backend's producer index in the shared page.</summary>
    public uint RspProd { get; init; }

    /// <summary>The index at which the guest is asked to send an event, in the shared page.</summary>
    public uint ReqEvent { get; init; }

    public ThreadState Thread { get; init; }

    /// <summary>ms at which the thread's timed sleep ends, or null if it does not sleep with a timeout.</summary>
    public long? Deadline { get; init; }

    /// <summary>ms at which the stall timer of <c>slot-estimate</c> fires, or null if it is not armed.</summary>
    public long? Timer { get; init; }

    /// <summary>Whether the driver counts this queue as stalled; null in <c>byte-limit</c>.</summary>
    public bool? Stalled { get; init; }

    /// <summary>Packets copied to the guest.</summary>
    public long Delivered { get; init; }

    /// <summary>Packets dropped because their time was up.</summary>
    public long Expired { get; init; }

    /// <summary>Packets thrown away with the whole queue.</summary>
    public long Purged { get; init; }

    /// <summary>Packets that the driver refused when they were offered.</summary>
    public long Dropped { get; init; }

    /// <summary>Events sent to the guest.</summary>
    public long Notified { get; init; }

    /// <summary>Packets that the stack kept because the Tx queue was stopped.</summary>
    public long Held { get; init; }

    /// <summary>Packets that the stack dropped because the carrier was off.</summary>
    public long NoCarrier { get; init; }

    /// <summary>How often the Tx queue was stopped.</summary>
    public long Stops { get; init; }

    /// <summary>How often the Tx queue was started again.</summary>
    public long Wakes { get; init; }
}
