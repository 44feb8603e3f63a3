using Netback.States;

namespace Netback.Properties.Observation;

/// <summary>One queue as the events tell it. Counters are cumulative since connecting.</summary>
public sealed class ObservedQueue
{
    private readonly ObservedVif vif;
    private readonly Parameters parameters;
    private readonly RingIndex start;
    private readonly WaitingPackets waiting;
    private readonly Cell<long> bytes;
    private readonly Cell<bool> txStopped, wasBlockedForStall;
    private readonly Cell<RingIndex> reqProd, reqCons, rspProd;
    private readonly Cell<ThreadState> thread;
    private readonly Cell<Deadline> deadline, timer;
    private readonly Cell<bool?> stalled;
    private readonly Cell<Jiffies?> occupiedActiveSince, blockedSince, blockedActiveSince;
    private readonly Cell<int> blockedNeed, formerNeed, headroom;

    internal ObservedQueue(ObservedVif vif, Parameters parameters, int id, uint startIndex)
    {
        (this.vif, this.parameters, Id) = (vif, parameters, id);
        var machine = vif.Machine;
        waiting = new(machine, id, NeedOf);
        bytes = new(machine, "observed bytes", 0, id);
        txStopped = new(machine, "observed stop", false, id);
        reqProd = new(machine, "observed req_prod", new(startIndex, id), id);
        reqCons = new(machine, "observed req_cons", new(startIndex, id), id);
        rspProd = new(machine, "observed rsp_prod", new(startIndex, id), id);
        thread = new(machine, "observed thread", ThreadState.Runnable, id);
        deadline = new(machine, "observed deadline", Deadline.Never, id);
        timer = new(machine, "observed timer", Deadline.Never, id);
        stalled = new(machine, "observed stalled", null, id);
        occupiedActiveSince = new(machine, "observed actively occupied since", null, id);
        blockedSince = new(machine, "observed blocked since", null, id);
        blockedActiveSince = new(machine, "observed actively blocked since", null, id);
        blockedNeed = new(machine, "slots of the blocked packet", 0, id);
        formerNeed = new(machine, "slots of the packet blocked before", 0, id);
        headroom = new(machine, "observed headroom", parameters.XdpHeadroom, id);
        wasBlockedForStall = new(machine, "was blocked for the stall timeout", false, id);
        start = new(startIndex, id);
        ReqEvent = startIndex + 1;
    }

    /// <summary>Number of the queue.</summary>
    public int Id { get; }

    // The internal queue.
    public int Packets => waiting.Count;
    public long Bytes => bytes.Peek;
    public WaitingPacket? Head => waiting.Head;
    public bool TxStopped => txStopped.Peek;

    /// <summary>The packet that has just been dequeued, and whether it was the head.</summary>
    [field: Constant("of the event that is being looked at")]
    public (WaitingPacket Packet, bool WasHead) LastOut { get; private set; }

    /// <summary>Since when a packet has been waiting without a break, later by the time in which the Rx thread could have run and got no CPU;
    /// null if the queue is empty.</summary>
    public Jiffies? OccupiedActiveSince => occupiedActiveSince.Peek;

    // The ring.
    public uint ReqProd => reqProd.Peek.Value;
    public uint ReqCons => reqCons.Peek.Value;
    public uint RspProd => rspProd.Peek.Value;
    [field: Constant("shown to people")]
    public uint ReqEvent { get; private set; }

    /// <summary>Slots on offer as an honest guest counts them: below 0 when the driver took what was not there.</summary>
    public int Free => (int)(reqProd.Peek - reqCons.Peek);

    // The Rx thread.
    public ThreadState Thread => thread.Peek;
    public Deadline Deadline => deadline.Peek;

    /// <summary>ms since the vif connected, or null.</summary>
    public long? DeadlineMs => MsOf(Deadline);

    /// <summary>The same of the stall timer.</summary>
    public long? TimerMs => MsOf(timer.Peek);
    public bool? Stalled => stalled.Peek;

    /// <summary>
    /// Since when a packet finds too few slots, or null. It begins when a waiting packet finds less room than it needs;
    /// it ends when there is room for the packet at the head, or, once the queue has run empty, for the last one
    /// that was at the head; at the latest when the whole ring is on offer.
    /// </summary>
    public Jiffies? BlockedSince => blockedSince.Peek;

    /// <summary>The same, later by the time in which the Rx thread could have run and got no CPU. It begins anew when a packet has come to the head that needs more
    /// than the last one, and then the slots that this lacked: a thread that has not run in between cannot tell which came first.</summary>
    public Jiffies? BlockedActiveSince => blockedActiveSince.Peek;

    /// <summary>Whether the queue was blocked for the whole stall timeout until room came, and the Rx thread has not slept or sent since: it may
    /// not have seen the room.</summary>
    public bool WasBlockedForStall => wasBlockedForStall.Peek;

    /// <summary>Slots that the packet needs, or needed, on account of which the queue is blocked: no more than the ring has.</summary>
    public int BlockedNeed => blockedNeed.Peek;

    [field: Constant("counted for people")]
    public long Delivered { get; private set; }

    /// <summary>Of those delivered, how many reached the guest with a part that could not be copied.</summary>
    [field: Constant("counted for people")]
    public long Damaged { get; private set; }
    [field: Constant("counted for people")]
    public long Expired { get; private set; }
    [field: Constant("counted for people")]
    public long Purged { get; private set; }
    [field: Constant("counted for people")]
    public long Dropped { get; private set; }
    [field: Constant("counted for people")]
    public long Notified { get; private set; }
    [field: Constant("counted for people")]
    public long Held { get; private set; }
    [field: Constant("counted for people")]
    public long NoCarrier { get; private set; }
    [field: Constant("counted for people")]
    public long Stops { get; private set; }
    [field: Constant("counted for people")]
    public long Wakes { get; private set; }

    /// <summary>Packets that applications have sent, that are in the qdisc, and that the stack has dropped because that was full, or with all of it.</summary>
    [field: Constant("counted for people")]
    public long Wanted { get; private set; }
    [field: Constant("counted for people")]
    public long InQdisc { get; private set; }
    [field: Constant("counted for people")]
    public long Overflowed { get; private set; }
    [field: Constant("counted for people")]
    public long Flushed { get; private set; }

    /// <summary>Slots that the packet takes of the ring when it is sent.</summary>
    public int NeedOf(Packet packet) => parameters.SlotsOf(packet, Headroom);

    /// <summary>Of these, the slots of extra descriptors.</summary>
    public int ExtrasOf(Packet packet) => NeedOf(packet) - parameters.DataSlots(packet.Length, Headroom);

    /// <summary>Bytes of headroom that its packets are sent with.</summary>
    public int Headroom => headroom.Peek;

    /// <summary>ms for which a packet has waited by now, less those in which the thread got no CPU.</summary>
    public long WaitedMs(in WaitingPacket packet) => vif.Now - packet.ActiveSince;

    /// <summary>Whether an event says that time has passed in which the queue's thread, or who is about to wake it, was ready and got no CPU.</summary>
    public bool IsDenied(in Event e) => e.Kind == EventKind.TimePassed && e.Other != 0
        && (vif.Machine.Interleaves || Thread is ThreadState.Runnable or ThreadState.Spinning);

    /// <summary>A new connection begins. Counts go on.</summary>
    internal void BeginAnew(bool isNewRing)
    {
        waiting.Clear();
        bytes.Value = 0;
        stalled.Value = null;
        wasBlockedForStall.Value = false;
        (occupiedActiveSince.Value, blockedSince.Value, blockedActiveSince.Value) = (null, null, null);
        (blockedNeed.Value, formerNeed.Value) = (0, 0);
        if (!isNewRing) return;
        (reqProd.Value, reqCons.Value, rspProd.Value) = (start, start, start);
        ReqEvent = start.Value + 1;
    }

    /// <summary>Time has passed.</summary>
    internal void Pass(in Event e)
    {
        if (!vif.TracksTime) return;
        if (!IsDenied(e))
        {
            formerNeed.Value = 0;
            return;
        }
        long ms = e.Value;
        waiting.Starve(ms);
        if (blockedActiveSince.Value is { } since) blockedActiveSince.Value = since + ms;
        if (occupiedActiveSince.Value is { } occupied) occupiedActiveSince.Value = occupied + ms;
    }

    internal void On(in Event e)
    {
        switch (e.Kind)
        {
            case EventKind.SlotsPosted:
                reqProd.Value = reqProd.Peek with { Value = (uint)e.Value };
                Reassess();
                break;
            case EventKind.ReqProdForged: reqProd.Value = reqProd.Peek with { Value = (uint)e.Value }; break;
            case EventKind.PacketWanted: Wanted++; break;
            case EventKind.StackQueued: InQdisc = e.Value; break;
            case EventKind.StackDropped when e.Value == 0: Overflowed++; break;
            case EventKind.StackDropped:
                Flushed++;
                InQdisc--;
                break;
            case EventKind.PacketOffered when InQdisc > 0: InQdisc--; break;
            case EventKind.PacketHeld: Held++; break;
            case EventKind.PacketNoCarrier: NoCarrier++; break;
            case EventKind.PacketAccepted: Accept(e.Packet!); break;
            case EventKind.PacketRefused: Dropped++; break;
            case EventKind.PacketDequeued: Leave(e.Packet!); break;
            case EventKind.PacketDelivered:
                Delivered++;
                if (e.Packet!.IsDamaged) Damaged++;
                break;
            case EventKind.PacketExpired: Expired++; break;
            case EventKind.PacketPurged: Purged++; break;
            case EventKind.SlotsConsumed:
                reqCons.Value = reqCons.Peek with { Value = (uint)e.Value };
                if (vif.TracksTime) wasBlockedForStall.Value = false;
                Reassess();
                break;
            case EventKind.RingAttached: reqCons.Value = reqCons.Peek with { Value = (uint)e.Value }; break;
            case EventKind.QueueMade: Run(ThreadState.Runnable, Deadline.Never); break;
            case EventKind.ResponsesPushed: rspProd.Value = rspProd.Peek with { Value = (uint)e.Value }; break;
            case EventKind.ReqEventArmed: ReqEvent = (uint)e.Value; break;
            case EventKind.GuestNotified: Notified++; break;
            case EventKind.TxStopped:
                txStopped.Value = true;
                Stops++;
                break;
            case EventKind.TxWoken:
                txStopped.Value = false;
                Wakes++;
                break;
            case EventKind.StallMarked: stalled.Value = e.Value != 0; break;
            case EventKind.TimerSet: timer.Value = DeadlineOf(e.Value); break;
            case EventKind.RxSlept:
                Run(ThreadState.Sleeping, DeadlineOf(e.Value));
                if (vif.TracksTime) wasBlockedForStall.Value = false;
                // Where contexts interleave a packet may have come that its host has not woken the thread for yet.
                if (!vif.Machine.Interleaves) formerNeed.Value = 0;
                break;
            case EventKind.RxWoken: Run(ThreadState.Runnable, Deadline.Never); break;
            case EventKind.RxSpins:
                thread.Value = ThreadState.Spinning;
                Notified -= e.Value;
                break;
            case EventKind.HeadroomUsed:
                headroom.Value = (int)e.Value;
                waiting.Reckon();
                Reassess();
                break;
            case EventKind.RxEnded: Run(ThreadState.Stopped, Deadline.Never); break;
            default: break;
        }
    }

    private long? MsOf(Deadline at) => at.IsSet ? vif.MsOf(at.At) : null;

    /// <param name="ms">ms since the vif connected, or -1.</param>
    private Deadline DeadlineOf(long ms) => ms < 0 ? Deadline.Never : Deadline.After(vif.Now, ms - vif.NowMs);

    private void Run(ThreadState state, Deadline until)
    {
        thread.Value = state;
        deadline.Value = until;
    }

    private void Accept(Packet packet)
    {
        waiting.Add(packet, vif.TracksTime ? vif.Now : default);
        if (vif.TracksTime && occupiedActiveSince.Value is null) occupiedActiveSince.Value = vif.Now;
        bytes.Value += packet.Length;
        if (waiting.Count == 1) Reassess();
    }

    private void Leave(Packet packet)
    {
        if (waiting.Remove(packet) is not { } found)
        {
            LastOut = (new(packet, vif.Now, vif.Now, NeedOf(packet)), false);
            return;
        }
        LastOut = found;
        bytes.Value -= packet.Length;
        if (vif.TracksTime && waiting.Count == 0) occupiedActiveSince.Value = null;
        Reassess();
    }

    private void Reassess()
    {
        if (!vif.TracksTime) return;
        // With much headroom a packet may need more: who offers the whole ring can do nothing about it.
        int need = Math.Min(waiting.Head?.Need ?? blockedNeed.Value, parameters.RingSize);
        if (Free >= need)
        {
            if (blockedSince.Value is { } since && parameters.StallTimeoutMs > 0 && vif.Now - since >= parameters.StallTimeoutMs) wasBlockedForStall.Value = true;
            if (blockedSince.Value is not null) (blockedSince.Value, blockedActiveSince.Value) = (null, null);
            (blockedNeed.Value, formerNeed.Value) = (0, 0);
        }
        else
        {
            if (blockedSince.Value is null) (blockedSince.Value, blockedActiveSince.Value) = (vif.Now, vif.Now);
            if (need > blockedNeed.Value && (formerNeed.Value == 0 || blockedNeed.Value < formerNeed.Value)) formerNeed.Value = blockedNeed.Value;
            if (formerNeed.Value > 0 && Free >= formerNeed.Value) (blockedActiveSince.Value, formerNeed.Value) = (vif.Now, 0);
            blockedNeed.Value = need;
        }
    }
}
