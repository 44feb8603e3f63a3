using Netback.States;

namespace Netback;

/// <summary>All that can be seen of one vif, in order: what the driver and its environment report, and what the machine itself does.</summary>
/// <param name="machine">What it runs on.</param>
/// <param name="vif">Whose events these are, or null where there are only threads.</param>
public sealed class EventStream(Machine machine, Vif? vif = null) : Part(machine), IMachineListener
{
    [Constant("false between two steps")]
    private bool isTelling;

    /// <summary>Who sees the events, or null. It cannot influence anything.</summary>
    [field: Constant("set before anything runs; influences nothing")]
    public IEventSink? Sink { get; set; }

    /// <summary>Reports an event at the present moment.</summary>
    public void Emit(EventKind kind, int queue, Packet? packet = null, long value = 0, long other = 0, Cause cause = Cause.None)
    {
        // What is asked for follows from what was read: a thread that does no more than that has not worked.
        if (kind is not (EventKind.GuestNotified or EventKind.ReqEventArmed or EventKind.RspEventSet
            or EventKind.EventDelivered or EventKind.EventAcknowledged or EventKind.EoiTaken or EventKind.HeadPeeked or EventKind.AtRest)) Machine.NoteChange();
        if (Sink is null) return;
        Machine.ReportTime();
        bool wasTelling = isTelling;
        isTelling = true;
        Sink.On(new(kind, queue, Machine.NowMs, packet, value, other, cause));
        isTelling = wasTelling;
    }

    void IMachineListener.TimePassed(long ms, bool starved) =>
        Sink?.On(new(EventKind.TimePassed, 0, Machine.NowMs, null, ms, starved ? 1 : 0, Cause.None));

    void IMachineListener.AtRest() => Emit(EventKind.AtRest, 0);

    void IMachineListener.Slept(KernelThread thread) => Emit(EventKind.RxSlept, thread.Queue, value: MsOf(thread.Deadline));

    void IMachineListener.Woken(KernelThread thread) => Emit(EventKind.RxWoken, thread.Queue);

    void IMachineListener.Spins(KernelThread thread, long notified)
    {
        // Between the store of rx_slots_needed and the link of the packet a CPU holds the lock: the thread finds slots for a packet that is
        // not there yet, and goes round until that CPU has made its next step. Nothing of this kind is left once the lock is free, for a
        // link is a change, and a round with a change is none that does nothing.
        if (Machine.Interleaves && vif?.Queues[thread.Queue].Packets.Lock.Holder > 0) return;
        Emit(EventKind.RxSpins, thread.Queue, value: notified);
    }

    void IMachineListener.Ended(KernelThread thread) => Emit(EventKind.RxEnded, thread.Queue);

    // Those who watch may look at a packet when they are told that it has been freed.
    void IMachineListener.UsedAfterFree(Pooled what)
    {
        if (!isTelling) Emit(EventKind.UsedAfterFree, 0, (Packet)what);
    }

    void IMachineListener.UsedAfterGivenBack(Cell word) => Emit(EventKind.GoneUsed, word.Queue, value: (long)Gone.Queue, other: word.CellNumber);

    void IMachineListener.TimerSet(KernelTimer timer) => Emit(EventKind.TimerSet, timer.Queue, value: MsOf(timer.FiresAt));

    void IMachineListener.Raised(EventChannel channel, bool asked) => Emit(EventKind.EventRaised, channel.Queue, value: asked ? 1 : 0);

    void IMachineListener.Delivered(EventChannel channel) => Emit(EventKind.EventDelivered, channel.Queue);

    void IMachineListener.Acknowledged(EventChannel channel, bool spurious) =>
        Emit(EventKind.EventAcknowledged, channel.Queue, value: spurious ? 1 : 0, other: channel.IsMasked ? 1 : 0);

    void IMachineListener.Stopped(int queue) => Emit(EventKind.AssertionFailed, queue);

    private long MsOf(Deadline deadline) => deadline.IsSet ? Machine.MsOf(deadline.At) : -1;
}
