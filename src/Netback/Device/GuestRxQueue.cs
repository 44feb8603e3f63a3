using System.Collections.Frozen;

namespace Netback;

/// <summary>One guest-Rx queue of a vif, as the driver keeps it.</summary>
public sealed class GuestRxQueue : Part
{
    private readonly FrozenDictionary<PerQueue, Cell> own;

    internal GuestRxQueue(Vif vif, int id, uint startIndex) : base(vif.Machine)
    {
        (Vif, Id) = (vif, id);
        (KicksRx, LooksForRx) = ($"kicks rx{id}", $"looks for rx{id}");
        var machine = vif.Machine;
        Thread = machine.CreateThread(id);
        Shared = new(machine, vif.Parameters.RingSize, startIndex, id, Thread);
        Tx = new(machine, vif.Events, id);
        var delivery = vif.Parameters.Events;
        Channel = new(machine, id, vif.Revision.AcknowledgesLate,
            delivery == EventDelivery.Shared ? () => vif.Revision.SharedInterrupt(this) : () => vif.Revision.Interrupt(this), delivery != EventDelivery.Immediate);
        BadGrants = new(machine, "grants that are no good", 0, id);
        TxWork = new(machine, "guest Tx work", false, id);

        // The rest lies in memory of the driver's own, in which the queues are.
        machine.AllocatesIn = vif.Revision.ForgetsQueues ? vif.QueuesAreGone : null;
        Packets = new(machine, vif.Events, id, vif.Parameters, vif.Revision.CountsBytes);
        Task = new(machine, "task", false, id);
        Ring = vif.Revision.CreateRing(this);
        Wait = new(machine, Thread);
        Failed = new(machine, "responses with an error", id, Thread);
        EoiPending = new(machine, "eoi_pending", false, id);
        Stalled = new(machine, "stalled", false, id, Thread);
        LastRxTime = new(machine, "last_rx_time", new(0), id, Thread);
        SlotsNeeded = new(machine, "rx_slots_needed", 0, id, Packets.Lock);
        Taken = new(machine, "packets taken", id, Thread);
        PendingCopies = new(machine, "pending copies", 0, id, Thread);
        if (vif.Revision.HasStallTimer)
        {
            PurgeEvent = new(machine, "purge event", false, id);
            StallTimer = machine.CreateTimer(id, () => vif.Revision.StallTimerFired(this));
        }
        own = vif.Revision.OwnState.ToFrozenDictionary(word => word, word => word.Create(this));
        machine.AllocatesIn = null;
    }

    public Vif Vif { get; }

    /// <summary>Number of the queue, from 0.</summary>
    public int Id { get; }

    public SharedRing Shared { get; }
    public BackRing Ring { get; }
    public PacketQueue Packets { get; }
    public TxQueue Tx { get; }
    public KernelThread Thread { get; }

    /// <summary>Whether the queue has a thread.</summary>
    public Shared<bool> Task { get; }

    public WaitQueue Wait { get; }
    public EventChannel Channel { get; }

    /// <summary>Whether the guest has something to send that has not been looked at. Of guest Tx nothing else is modelled.</summary>
    public Shared<bool> TxWork { get; }

    /// <summary>Copies to the guest that are going to fail, as the next pages that it granted are not there.</summary>
    public Cell<int> BadGrants { get; }

    /// <summary>Responses that get an error for their status, from <c>head-need</c> on: they are written when the copies are carried out. Bare numbers, as an empty
    /// list has no distance to the ring's consumer: no state that is saved has any in it.</summary>
    public CellList<uint> Failed { get; }

    /// <summary>With late EOI: whether an event has been delivered that nobody has taken on to acknowledge.</summary>
    public Shared<bool> EoiPending { get; }

    /// <summary>A label of which there is one for every packet: made once.</summary>
    public string KicksRx { get; }

    /// <inheritdoc cref="KicksRx"/>
    public string LooksForRx { get; }

    /// <summary>Packets whose slots are taken and whose responses are not yet written.</summary>
    public CellList<Packet> Taken { get; }

    /// <summary>Copies collected and not yet carried out, from <c>head-need</c> on.</summary>
    public Cell<int> PendingCopies { get; }

    /// <summary>Whether the queue counts as stalled. In <c>slot-estimate</c> a mark that no one counts.</summary>
    public Shared<bool> Stalled { get; }

    /// <summary>When something was delivered last, from <c>stall-detection</c> on.</summary>
    public Shared<Jiffies> LastRxTime { get; }

    /// <summary>Something asks for a purge, in <c>slot-estimate</c>.</summary>
    public Shared<bool>? PurgeEvent { get; }

    /// <summary>The timer of <c>slot-estimate</c> that runs while the Tx queue is stopped.</summary>
    public KernelTimer? StallTimer { get; }

    /// <summary>Slots that the head needs, or 0 without a head; from <c>xsa-392</c> on.</summary>
    public Shared<uint> SlotsNeeded { get; }

    /// <summary>Memory for the queue of a new connection, zeroed, takes the place of the old one.</summary>
    public void Renew()
    {
        Packets.Renew();
        Wait.Renew();
        Taken.Renew();
        Task.Renew(false);
        EoiPending.Renew(false);
        Stalled.Renew(false);
        LastRxTime.Renew(new(0));
        SlotsNeeded.Renew(0);
        PendingCopies.Renew(0);
        PurgeEvent?.Renew(false);
        foreach (var word in Vif.Revision.OwnState) word.Renew(this);
    }

    /// <inheritdoc cref="EventStream.Emit"/>
    public void Emit(EventKind kind, Packet? packet = null, long value = 0, long other = 0, Cause cause = Cause.None) =>
        Vif.Events.Emit(kind, Id, packet, value, other, cause);

    /// <summary>The guest has something to send.</summary>
    public async Coroutine RaiseTxWork()
    {
        await TxWork.Store(true, "has something to send");
        Emit(EventKind.TxWorkRaised);
        if (Vif.Parameters.Events == EventDelivery.Shared) Channel.Raise();
    }

    /// <summary>One more copy to the guest, which may have granted a page that is not there.</summary>
    /// <param name="packet">What is copied.</param>
    /// <param name="own">The response of the slot that it goes into.</param>
    /// <param name="first">The first response of the packet.</param>
    /// <returns>Whether it fails.</returns>
    public bool CopyFails(Packet packet, RingIndex own, RingIndex first)
    {
        if (BadGrants.Peek == 0) return false;
        BadGrants.Value--;
        packet.Damage();
        Emit(EventKind.CopyFailed, packet, own.Value, first.Value);
        return true;
    }

    /// <summary>Sends an event to the guest.</summary>
    /// <exception cref="DriverBugException">The channel has been given back: the number of its interrupt is 0, for which there is nothing.</exception>
    public async Coroutine NotifyGuest()
    {
        await Machine.Point("sends an event to the guest");
        if (!Channel.IsBound)
        {
            Emit(EventKind.GoneUsed, value: (long)Gone.Channel);
            throw new DriverBugException("evtchn_from_irq", "NULL pointer dereference");
        }
        Machine.NoteNotified(Thread);
        Emit(EventKind.GuestNotified);
    }

    internal Cell Own(PerQueue word) => own[word];
}
