using Netback.Revisions;

namespace Netback;

/// <summary>One guest-Rx queue of a vif, as the driver keeps it.</summary>
public sealed class GuestRxQueue
{
    internal GuestRxQueue(Vif vif, int id, uint startIndex)
    {
        (Vif, Id) = (vif, id);
        KicksRx = $"kicks rx{id}";
        var kernel = vif.Kernel;
        Shared = new(kernel, vif.Parameters.RingSize, startIndex, id);
        Packets = new(kernel, id, vif.Parameters, vif.Revision.CountsBytes);
        Tx = new(kernel, id);
        Thread = kernel.CreateThread(id);
        Ring = vif.Revision.CreateRing(kernel, Shared, id);
        Ring.ReqCons.Writer = Thread;
        Wait = new(kernel, Thread);
        Channel = new(kernel, id, vif.Revision.AcknowledgesLate) { Handler = () => vif.Revision.Interrupt(this) };
        Stalled = new(kernel, "the stalled mark", false) { Writer = Thread };
        LastRxTime = new(kernel, "last_rx_time", 0, Unit.Time) { Writer = Thread };
        PurgeEvent = new(kernel, "the purge event", false);
        SlotsNeeded = new(kernel, "rx_slots_needed", 0);
        StallTimer = kernel.CreateTimer(id, () => vif.Revision.StallTimerFired(this));
    }

    public Vif Vif { get; }

    /// <summary>Number of the queue, from 0.</summary>
    public int Id { get; }

    public SharedRing Shared { get; }
    public BackRing Ring { get; }
    public PacketQueue Packets { get; }
    public TxQueue Tx { get; }
    public KernelThread Thread { get; }
    public WaitQueue Wait { get; }
    public EventChannel Channel { get; }

    /// <summary>The label of a kick. Made once: there is one for every packet.</summary>
    public string KicksRx { get; }

    /// <summary>Packets whose slots are taken and whose responses are not yet written.</summary>
    public List<Packet> Taken { get; } = [];

    /// <summary>Copies collected and not yet carried out, from <c>head-need</c> on.</summary>
    public int PendingCopies { get; set; }

    /// <summary>Whether the queue counts as stalled. In <c>slot-estimate</c> a mark that no one counts.</summary>
    public Shared<bool> Stalled { get; }

    /// <summary>Jiffies of the last delivery, from <c>stall-detection</c> on.</summary>
    public Shared<ulong> LastRxTime { get; }

    /// <summary>Slots that the blocked head needs, or 0. Of the Rx thread alone, in <c>slot-estimate</c> and <c>proposed</c>.</summary>
    public uint LastPacketSlots { get; set; }

    /// <summary>Jiffies since which the head, or the last one there was, finds too few slots; or null. In <c>proposed</c>.</summary>
    public ulong? BlockedSince { get; set; }

    /// <summary>Slots that end the stall. In <c>proposed</c>.</summary>
    public uint StalledNeed { get; set; } = 1;

    /// <summary>Something asks for a purge, in <c>slot-estimate</c>.</summary>
    public Shared<bool> PurgeEvent { get; }

    /// <summary>The timer of <c>slot-estimate</c> that runs while the Tx queue is stopped.</summary>
    public KernelTimer StallTimer { get; }

    /// <summary>Slots that the head needs, or 0 without a head; from <c>xsa-392</c> on.</summary>
    public Shared<uint> SlotsNeeded { get; }
}
