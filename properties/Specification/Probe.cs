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
    /// <summary>A connect failed after a queue, or none, had been made.</summary>
    ConnectFailed,
    /// <summary>A packet found the qdisc full.</summary>
    QdiscFull,
    /// <summary>A packet that the stack had kept was offered to the driver.</summary>
    KeptThenOffered,
    /// <summary>The host saw the link go down.</summary>
    LinkWentDown,
    /// <summary>A queue held as many packets as its limit allows of the shortest frames.</summary>
    ManySmall,
    /// <summary>The stack had a packet for a queue that offered slots enough, while another queue had been blocked for the stall timeout.</summary>
    KeepsUpBesideBlocked,
    /// <summary>A packet was blocked for longer than the drain timeout and a tick, where timers are coarse.</summary>
    CoarseTimer,
    /// <summary>The guest wanted more headroom while a packet waited.</summary>
    HeadroomChanged,
    /// <summary>A waiting packet got the slots that it lacked in four posts or more.</summary>
    SlotsInManySteps,
    /// <summary>A copy failed that was not the first of its packet.</summary>
    CopyFailed,
    /// <summary>The guest had something to send while a packet waited for it.</summary>
    TxWork,
    /// <summary>A packet came whose linear area crosses a page.</summary>
    LinearCrossesPage,
    /// <summary>A packet came whose hash the guest had asked for.</summary>
    HashAsked,
    /// <summary>A packet that had been blocked for the stall timeout got its slots, and these were fewer than the largest packet needs.</summary>
    RoomAfterStall,
}

/// <summary>A set of probes.</summary>
public readonly record struct Probes(ulong Bits)
{
    /// <summary>What steps of a scenario, or its vif, make happen, and no configuration does, or not with every revision (up to <c>locked-peek</c> the carrier takes the only
    /// slot of <c>one-slot-any-time</c>): wanted where one context runs at a time.</summary>
    public static readonly Probes OfScenariosOnly =
        Of(Probe.CoarseTimer, Probe.HeadroomChanged, Probe.KeepsUpBesideBlocked, Probe.SlotsInManySteps, Probe.TxWork, Probe.LinearCrossesPage, Probe.RoomAfterStall);

    public static Probes Of(params ReadOnlySpan<Probe> probes)
    {
        ulong bits = 0;
        foreach (var probe in probes) bits |= 1UL << (int)probe;
        return new(bits);
    }

    public Probes With(Probe probe) => new(Bits | (1UL << (int)probe));

    public Probes Without(Probe probe) => new(Bits & ~(1UL << (int)probe));

    public bool Contains(Probe probe) => (Bits >> (int)probe & 1) != 0;

    public IEnumerable<Probe> Members()
    {
        foreach (var probe in Enum.GetValues<Probe>())
            if (Contains(probe)) yield return probe;
    }
}
