namespace Netback.Properties.Observation;

/// <summary>A packet in the internal queue, with what it takes to say how long it has really waited.</summary>
/// <param name="Packet">The packet.</param>
/// <param name="SinceMs">When it was accepted.</param>
/// <param name="DeniedMs">What <see cref="QueuePicture.DeniedMs"/> was then.</param>
/// <param name="Need">Slots that it takes of the ring when it is sent.</param>
public readonly record struct WaitingPacket(Packet Packet, long SinceMs, long DeniedMs, int Need);

/// <summary>One queue as the events tell it. Counters are cumulative since connecting.</summary>
public sealed class QueuePicture
{
    private readonly Parameters parameters;
    private Queue<WaitingPacket> waiting = [];

    internal QueuePicture(Parameters parameters, int id, uint startIndex)
    {
        (this.parameters, Id) = (parameters, id);
        ReqProd = ReqCons = RspProd = startIndex;
        ReqEvent = RspEvent = startIndex + 1;
    }

    /// <summary>Number of the queue.</summary>
    public int Id { get; }

    // The internal queue.
    public int Packets => waiting.Count;
    public long Bytes { get; private set; }
    public WaitingPacket? Head => waiting.Count > 0 ? waiting.Peek() : null;
    public bool TxStopped { get; private set; }

    /// <summary>The packet that was dequeued last.</summary>
    public WaitingPacket LastOut { get; private set; }

    /// <summary>Since when a packet has been waiting without a break, in ms; null if the queue is empty.</summary>
    public long? OccupiedSinceMs { get; private set; }

    // The ring. RspEvent as the guest asked last.
    public uint ReqProd { get; private set; }
    public uint ReqCons { get; private set; }
    public uint RspProd { get; private set; }
    public uint ReqEvent { get; private set; }
    public uint RspEvent { get; private set; }

    /// <summary>Slots on offer as an honest guest counts them: below 0 when the driver took what was not there.</summary>
    public int Free => (int)(ReqProd - ReqCons);

    // The Rx thread. Times in ms, or null.
    public ThreadState Thread { get; private set; } = ThreadState.Runnable;
    public long? DeadlineMs { get; private set; }
    public long? TimerMs { get; private set; }
    public bool? Stalled { get; private set; }

    /// <summary>ms so far in which the thread could have run and got no CPU.</summary>
    public long DeniedMs { get; private set; }

    /// <summary>
    /// Since when a packet finds too few slots, or null. It begins when a waiting packet finds less room than it needs;
    /// it ends when there is room for the packet at the head, or, once the queue has run empty, for the last one
    /// that was at the head.
    /// </summary>
    public long? BlockedSinceMs { get; private set; }

    /// <summary>Slots that the packet needs, or needed, on account of which the queue is blocked.</summary>
    public int BlockedNeed { get; private set; }

    /// <summary>What <see cref="DeniedMs"/> was when the queue became blocked.</summary>
    public long BlockedDeniedMs { get; private set; }

    public long Delivered { get; private set; }
    public long Expired { get; private set; }
    public long Purged { get; private set; }
    public long Dropped { get; private set; }
    public long Notified { get; private set; }
    public long Held { get; private set; }
    public long NoCarrier { get; private set; }
    public long Stops { get; private set; }
    public long Wakes { get; private set; }

    /// <summary>Slots that the packet takes of the ring when it is sent.</summary>
    public int NeedOf(Packet packet) => parameters.SlotsOf(packet.Length, packet.Gso);

    /// <summary>ms for which a packet, accepted as noted, has waited by now, less those in which the thread got no CPU.</summary>
    public long WaitedMs(in WaitingPacket packet, long nowMs) => nowMs - packet.SinceMs - (DeniedMs - packet.DeniedMs);

    internal void Starve(long ms)
    {
        if (Thread is ThreadState.Runnable or ThreadState.Spinning) DeniedMs += ms;
    }

    internal void On(in Event e)
    {
        switch (e.Kind)
        {
            case EventKind.SlotsPosted: ReqProd = (uint)e.Value; Reassess(e.TimeMs); break;
            case EventKind.ReqProdForged: ReqProd = (uint)e.Value; break;
            case EventKind.RspEventSet: RspEvent = (uint)e.Value; break;
            case EventKind.PacketHeld: Held++; break;
            case EventKind.PacketNoCarrier: NoCarrier++; break;
            case EventKind.PacketAccepted: Accept(e.Packet!, e.TimeMs); break;
            case EventKind.PacketRefused: Dropped++; break;
            case EventKind.PacketDequeued: Leave(e.Packet!, e.TimeMs); break;
            case EventKind.PacketDelivered: Delivered++; break;
            case EventKind.PacketExpired: Expired++; break;
            case EventKind.PacketPurged: Purged++; break;
            case EventKind.SlotsConsumed: ReqCons = (uint)e.Value; Reassess(e.TimeMs); break;
            case EventKind.ResponsesPushed: RspProd = (uint)e.Value; break;
            case EventKind.ReqEventArmed: ReqEvent = (uint)e.Value; break;
            case EventKind.GuestNotified: Notified++; break;
            case EventKind.TxStopped: TxStopped = true; Stops++; break;
            case EventKind.TxWoken: TxStopped = false; Wakes++; break;
            case EventKind.StallMarked: Stalled = e.Value != 0; break;
            case EventKind.TimerSet: TimerMs = e.Value < 0 ? null : e.Value; break;
            case EventKind.RxSlept: Thread = ThreadState.Sleeping; DeadlineMs = e.Value < 0 ? null : e.Value; break;
            case EventKind.RxWoken: Thread = ThreadState.Runnable; DeadlineMs = null; break;
            case EventKind.RxSpins: Thread = ThreadState.Spinning; Notified -= e.Value; break;
            case EventKind.RxEnded: Thread = ThreadState.Stopped; DeadlineMs = null; break;
            default: break;
        }
    }

    private void Accept(Packet packet, long now)
    {
        waiting.Enqueue(new(packet, now, DeniedMs, NeedOf(packet)));
        OccupiedSinceMs ??= now;
        Bytes += packet.Length;
        if (waiting.Count == 1) Reassess(now);
    }

    private void Leave(Packet packet, long now)
    {
        if (waiting.TryPeek(out var head) && head.Packet == packet)
        {
            LastOut = waiting.Dequeue();
        }
        else
        {
            // Not in order. Which clause that breaks is not decided here.
            LastOut = waiting.FirstOrDefault(w => w.Packet == packet, new(packet, now, DeniedMs, NeedOf(packet)));
            int before = waiting.Count;
            waiting = new(waiting.Where(w => w.Packet != packet));
            if (waiting.Count == before) return;
        }
        Bytes -= packet.Length;
        if (waiting.Count == 0) OccupiedSinceMs = null;
        Reassess(now);
    }

    private void Reassess(long now)
    {
        int need = waiting.Count > 0 ? waiting.Peek().Need : BlockedNeed;
        if (Free >= need)
        {
            BlockedSinceMs = null;
            BlockedNeed = 0;
        }
        else
        {
            if (BlockedSinceMs is null) (BlockedSinceMs, BlockedDeniedMs) = (now, DeniedMs);
            BlockedNeed = need;
        }
    }
}
