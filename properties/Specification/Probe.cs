namespace Netback.Properties.Specification;

/// <summary>
/// A situation that must have occurred for a verdict to count. Probes are about what host, guest and clock do to the driver,
/// so that every revision can be put into them.
/// </summary>
public enum Probe
{
    /// <summary>A queue held at least the limit.</summary>
    QueueFull,
    /// <summary>A queue had been full and went below the limit.</summary>
    QueueDrained,
    /// <summary>The stack kept a packet because the Tx queue was stopped.</summary>
    StackHeld,
    /// <summary>The stack offered a packet although the Tx queue was stopped.</summary>
    OfferedWhileStopped,
    /// <summary>A packet of the largest size was offered.</summary>
    LargestPacket,
    /// <summary>A waiting packet found too few slots.</summary>
    Blocked,
    /// <summary>A packet waited for the whole drain timeout.</summary>
    WaitedForDrain,
    /// <summary>A queue was blocked for the stall timeout.</summary>
    BlockedForStall,
    /// <summary>A queue was blocked, and never empty, for the stall timeout.</summary>
    BlockedWhileWaiting,
    /// <summary>After a stall timeout without a packet, one came that did not fit.</summary>
    IdleThenBlocked,
    /// <summary>A queue was blocked with exactly one slot free.</summary>
    OneSlotFree,
    /// <summary>A packet came that fit into the slots on offer, and these were fewer than the largest packet needs.</summary>
    SmallRing,
    /// <summary>After a packet fewer slots were left than the largest packet needs.</summary>
    RingLow,
    /// <summary>A whole ring of slots was on offer.</summary>
    RingFull,
    /// <summary>An index wrapped.</summary>
    IndexWrapped,
    /// <summary>Slots for the largest packet came in more than one post.</summary>
    SlotsInSteps,
    /// <summary>A guest posted nothing for two stall and drain timeouts, with packets meant for it at both ends.</summary>
    DeadGuest,
    /// <summary>An event arrived while the Tx queue was stopped.</summary>
    EventWhileStopped,
    /// <summary>An event arrived while a packet waited.</summary>
    EventWhileWaiting,
    /// <summary>A response was published for which the guest had asked for an event.</summary>
    ResponseAwaited,
    /// <summary>The Rx thread was ready and got no CPU while time passed.</summary>
    ThreadStarved,
    /// <summary>There were packets in a queue at the disconnect.</summary>
    DisconnectLoaded,
    /// <summary>The producer index was forged so far ahead that more than a ring of slots was waiting for packets.</summary>
    ForgedAhead,
    /// <summary>The vif was disabled, and then its thread was woken.</summary>
    DisabledAndWoken,
    /// <summary>A data slot held less than a page.</summary>
    Headroom,
    /// <summary>The frontend went away after a fatal error.</summary>
    DisconnectedWhenDisabled,
    /// <summary>The frontend connected again.</summary>
    Reconnected,
    /// <summary>It went on with a ring in which there were requests that the driver had not taken.</summary>
    RingInUse,
    /// <summary>It connected with another number of queues than the time before.</summary>
    OtherQueues,
    /// <summary>It connected again after a connection at whose end packets waited or a Tx queue was stopped.</summary>
    ReconnectedLoaded,
    /// <summary>A connect failed after a queue, or none, had been made.</summary>
    ConnectFailed,
    /// <summary>A packet found the qdisc full.</summary>
    QdiscFull,
    /// <summary>A packet that the stack had kept was offered to the driver.</summary>
    KeptThenOffered,
    /// <summary>The host saw the link go down.</summary>
    LinkWentDown,
}

/// <summary>A set of probes.</summary>
public readonly record struct Probes(ulong Bits)
{
    public static Probes Of(params ReadOnlySpan<Probe> probes)
    {
        ulong bits = 0;
        foreach (var probe in probes) bits |= 1UL << (int)probe;
        return new(bits);
    }

    public bool Contains(Probe probe) => (Bits >> (int)probe & 1) != 0;

    public IEnumerable<Probe> Members()
    {
        foreach (var probe in Enum.GetValues<Probe>())
            if (Contains(probe)) yield return probe;
    }
}
