namespace Netback;

/// <summary>
/// What can be seen of driver, guest, host and clock. <c>Value</c> and <c>Other</c> of an event mean what is said here;
/// times are ms since the vif connected.
/// </summary>
public enum EventKind : byte
{
    /// <summary>Time has moved on by Value ms, to the event's time.</summary>
    TimePassed,

    // The guest.
    /// <summary>The guest pushed Other requests; the shared req_prod is Value.</summary>
    SlotsPosted,
    /// <summary>The guest overwrote the shared req_prod with Value.</summary>
    ReqProdForged,
    /// <summary>The guest took Value responses.</summary>
    ResponsesConsumed,
    /// <summary>The guest asks for an event at response Value.</summary>
    RspEventSet,
    /// <summary>The guest sent an event.</summary>
    EventRaised,

    // The host's stack.
    /// <summary>The stack offers the packet to the driver.</summary>
    PacketOffered,
    /// <summary>The stack keeps a packet because the Tx queue is stopped.</summary>
    PacketHeld,
    /// <summary>The stack drops a packet because the carrier is off.</summary>
    PacketNoCarrier,

    // Packets in the driver. Value: the driver's own byte count after it, or -1 where it keeps none.
    /// <summary>Appended to the internal queue.</summary>
    PacketAccepted,
    /// <summary>Thrown away at once, because the queue is full or the vif is not ready.</summary>
    PacketRefused,
    /// <summary>Taken from the queue to be copied. Other: slots it takes of the ring.</summary>
    PacketTaken,
    /// <summary>Copied to the guest, with its responses published.</summary>
    PacketDelivered,
    /// <summary>Dropped because its time was up.</summary>
    PacketExpired,
    /// <summary>Thrown away together with the queue.</summary>
    PacketPurged,
    /// <summary>Freed while the lock of its queue was held.</summary>
    FreedUnderLock,
    /// <summary>The head of the queue was looked at without the lock, outside the Rx thread.</summary>
    PeekedUnlocked,
    /// <summary>The packet was looked at after it had been freed.</summary>
    UsedAfterFree,

    // The ring.
    /// <summary>The driver's req_cons is Value.</summary>
    SlotsConsumed,
    /// <summary>The shared rsp_prod is Value; it was Other. </summary>
    ResponsesPushed,
    /// <summary>The driver asks for an event at request Value.</summary>
    ReqEventArmed,
    /// <summary>The driver sent an event to the guest.</summary>
    GuestNotified,

    // The Tx queue, the link, the vif.
    TxStopped,
    TxWoken,
    CarrierOn,
    CarrierOff,
    /// <summary>The driver's mark "this queue is stalled" is Value (0, 1).</summary>
    StallMarked,
    /// <summary>The driver counts Value stalled queues.</summary>
    StalledQueues,
    /// <summary>The vif is disabled after a fatal Tx error.</summary>
    Disabled,
    /// <summary>The frontend goes away; interrupts are off from here on.</summary>
    Disconnecting,
    /// <summary>All Rx threads have ended.</summary>
    Disconnected,
    /// <summary>An assertion of the driver does not hold. The machine stops.</summary>
    AssertionFailed,

    // The Rx thread.
    /// <summary>Sleeps until Value, or -1 for no limit.</summary>
    RxSlept,
    /// <summary>Has become runnable.</summary>
    RxWoken,
    /// <summary>Goes round without working or sleeping; Value events to the guest of its last round do not count.</summary>
    RxSpins,
    /// <summary>Has ended.</summary>
    RxEnded,
    /// <summary>The stall timer fires at Value, or -1 when it is not armed.</summary>
    TimerSet,
}

/// <summary>Why a packet was refused or the carrier changed.</summary>
public enum Cause : byte
{
    None,
    /// <summary>The internal queue is full.</summary>
    QueueFull,
    /// <summary>The vif is not connected, or disabled.</summary>
    NotReady,
    /// <summary>Connecting.</summary>
    Connect,
    /// <summary>A queue is stalled.</summary>
    Stall,
    /// <summary>No queue is stalled any more.</summary>
    Ready,
    /// <summary>A fatal Tx error.</summary>
    Fatal,
    /// <summary>The frontend went away.</summary>
    Disconnect,
}
