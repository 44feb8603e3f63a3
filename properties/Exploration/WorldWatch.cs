using Netback.Properties.Clauses.Monitors;
using Netback.Properties.Observation;
using Netback.Revisions;
using Monitor = Netback.Properties.Clauses.Monitor;

namespace Netback.Properties.Exploration;

/// <summary>A clause that was broken, and how.</summary>
/// <param name="Clause">Name of the clause.</param>
/// <param name="What">What happened, in a sentence with values.</param>
public readonly record struct Breach(string Clause, string What);

/// <summary>
/// The clauses as predicates of one step or of one state. Unlike monitors they look at nothing that is past, so that in an
/// exploration each state needs to be visited once only.
/// </summary>
/// <remarks>
/// At the step that does it: <c>BoundedMemory</c> and <c>ByteAccounting</c> (append, dequeue), <c>FifoExactlyOnce</c> (dequeue, fate, sleep, end),
/// <c>NoRingOverrun</c> (slots taken), <c>NoUnlockedPeek</c> (only a look at a packet that has been freed counts here), <c>NoSpin</c>,
/// <c>NoDriverAssertion</c>, <c>TeardownWithinDrain</c> (its second half: nothing is left when all is torn down).
/// In states of rest, where none but the clock and the environment could go on: <c>NoLostWakeup</c>, <c>TxQueueRestarts</c>,
/// <c>GuestNotified</c>, <c>BoundedLatency</c> (its second half: a thread sleeps no longer than until the head expires), and
/// <c>StallAccounting</c>: as many queues counted as are marked, and the carrier on if and only if there are none.
/// In any state: <c>NoDeadlock</c>. Over the whole graph: <c>CanRecover</c> and <c>Converges</c> (see <see cref="Recovery"/>).
/// In one run only, where there is a history: <c>NoSpuriousCarrierOff</c>, by its monitor.
/// Not looked at: the other clauses about the length of a stall, and those of hostile indices and XDP.
/// </remarks>
public sealed class WorldWatch : IEventSink
{
    private readonly Stage stage;
    private readonly Revision revision;
    private readonly IEventSink? next;
    private readonly Queue<Packet>[] accepted;
    private readonly List<Packet>[] outside;
    private readonly bool[] owed;
    private readonly int[] dequeued;
    private readonly long[] queuedBytes;
    private readonly uint?[] publishBase;
    private readonly Picture? picture;
    private readonly Monitor? carrier;

    internal WorldWatch(Stage stage, Revision revision, IEventSink? next)
    {
        (this.stage, this.revision, this.next) = (stage, revision, next);
        int queues = stage.Vif.Queues.Length;
        (accepted, outside) = (new Queue<Packet>[queues], new List<Packet>[queues]);
        for (int q = 0; q < queues; q++) (accepted[q], outside[q]) = (new(), []);
        owed = new bool[queues];
        dequeued = new int[queues];
        queuedBytes = new long[queues];
        publishBase = new uint?[queues];
        if (!stage.IsOneRun) return;
        picture = new(stage.Configuration.Vif, stage.Configuration.StartIndex);
        carrier = new NoSpuriousCarrierOff(revision, stage.Configuration.Vif);
    }

    /// <summary>What the last step broke.</summary>
    public List<Breach> Found { get; } = [];

    /// <summary>Packets that have left the queue and have not yet been freed, in order.</summary>
    public IReadOnlyList<Packet> Outside(int queue) => outside[queue];

    /// <summary>Packets that have left the queue so far.</summary>
    public int Dequeued(int queue) => dequeued[queue];

    /// <summary>Whether the guest asked for an event at a response that is there, and has not got it yet.</summary>
    public bool Owed(int queue) => owed[queue];

    /// <summary>What rsp_prod was before the responses whose notification is being decided, or null.</summary>
    public uint? PublishBase(int queue) => publishBase[queue];

    public void On(in Event e)
    {
        next?.On(e);
        picture?.On(e);
        int q = e.Queue;
        switch (e.Kind)
        {
            case EventKind.PacketAccepted:
                accepted[q].Enqueue(e.Packet!);
                queuedBytes[q] += e.Packet!.Length;
                Account(e, stage.Vif.Queues[q]);
                break;
            case EventKind.PacketDequeued:
                if (!accepted[q].TryDequeue(out var head) || head != e.Packet)
                    Add("FifoExactlyOnce", $"packet #{e.Packet!.Id} leaves queue {q} out of turn");
                queuedBytes[q] -= head?.Length ?? 0;
                outside[q].Add(e.Packet!);
                dequeued[q]++;
                Account(e, stage.Vif.Queues[q]);
                break;
            case EventKind.PacketDelivered or EventKind.PacketExpired or EventKind.PacketPurged:
                Freed(e);
                break;
            case EventKind.SlotsConsumed:
                int free = (int)(stage.Vif.Queues[q].Shared.ReqProd.Value - (uint)e.Value);
                if (free < 0) Add("NoRingOverrun", $"packet #{e.Packet!.Id} took {e.Other} slots of queue {q}; {e.Other + free} were on offer");
                break;
            case EventKind.ResponsesPushed:
                publishBase[q] = (uint)e.Other;
                owed[q] |= SharedRing.MustNotify((uint)e.Other, (uint)e.Value, stage.Vif.Queues[q].Shared.RspEvent.Value);
                break;
            // A guest that has taken the response, and asks anew, is owed nothing.
            case EventKind.GuestNotified or EventKind.RspEventSet: owed[q] = false; break;
            case EventKind.RxSlept: Slept(q); break;
            case EventKind.RxEnded:
                if (outside[q].Count > 0) Add("FifoExactlyOnce", $"packet #{outside[q][0].Id} has neither been delivered nor dropped");
                break;
            case EventKind.Disconnected:
                foreach (var queue in stage.Vif.Queues)
                    if (accepted[queue.Id].Count > 0)
                        Add("TeardownWithinDrain", $"queue {queue.Id} still holds {accepted[queue.Id].Count} packets when all is torn down");
                break;
            case EventKind.UsedAfterFree: Add("NoUnlockedPeek", $"packet #{e.Packet!.Id} of queue {q} is looked at after it has been freed"); break;
            case EventKind.RxSpins: Add("NoSpin", $"rx{q} goes round without working or sleeping"); break;
            case EventKind.AssertionFailed:
                Add("NoDriverAssertion", stage.Kernel.Bug!.Message);
                break;
            case EventKind.CarrierOff when carrier is { Violation: null }:
                carrier.On(e, picture!);
                if (carrier.Violation is { } violation) Add("NoSpuriousCarrierOff", violation);
                break;
            default: break;
        }
    }

    /// <summary>Whether to notify the guest of the responses published last has been decided.</summary>
    internal void DecidedToNotify(int queue) => publishBase[queue] = null;

    /// <summary>Notes what cannot be told from events.</summary>
    internal void StepEnds()
    {
        if (stage.Kernel.LockdepViolation is { } name)
            Add("NoDeadlock", $"an interrupt handler takes {name}, which others hold with interrupts on");
    }

    /// <summary>Clauses about a state in which nobody is in the middle of anything.</summary>
    public IEnumerable<Breach> AtRest()
    {
        var vif = stage.Vif;
        long now = stage.Kernel.NowMs;
        foreach (var q in vif.Queues)
        {
            if (q.Thread.State != ThreadState.Sleeping) continue;
            int enough = Math.Min(vif.Parameters.MaxPacketSlots, vif.Parameters.RingSize);
            int free = (int)(q.Shared.ReqProd.Value - q.Ring.ReqCons.Value);
            long bytes = queuedBytes[q.Id];
            if (accepted[q.Id].TryPeek(out var head))
            {
                if (free >= Math.Max(enough, vif.Parameters.SlotsOf(head.Length, head.Gso)))
                    yield return new("NoLostWakeup", $"rx{q.Id} sleeps with packet #{head.Id} waiting and {free} slots free");
                if (revision.ExpiresAfterMs(vif.Parameters) is not null
                    && !(q.Thread.Deadline is { } at && stage.Kernel.MsOf(at) <= Math.Max(now, stage.Kernel.MsOf(head.Expires)) + 1))
                    yield return new("BoundedLatency", $"rx{q.Id} sleeps beyond the expiry of packet #{head.Id}");
            }
            if (q.Tx.IsStopped && revision.QueueLimit(vif.Parameters) is { } limit && bytes < limit)
                yield return new("TxQueueRestarts", $"the Tx queue {q.Id} is stopped with {bytes} bytes queued, the limit is {limit}");
            if (owed[q.Id] && q.Thread.State == ThreadState.Sleeping)
                yield return new("GuestNotified", $"guest{q.Id} asked for an event and got none");
        }
        if (revision is not StallDetection || revision.StallAfterMs(vif.Parameters) is null || !vif.Connected.Value) yield break;
        int marks = vif.Queues.Count(q => q.Stalled.Value);
        if (marks != vif.StalledQueues)
            yield return new("StallAccounting", $"{marks} queues are marked as stalled, the driver counts {vif.StalledQueues}");
        else if (vif.Carrier.IsOn != (marks == 0))
            yield return new("StallAccounting", $"the carrier is {(vif.Carrier.IsOn ? "on" : "off")} and {marks} queues are stalled");
    }

    private void Account(in Event e, GuestRxQueue q)
    {
        long bytes = queuedBytes[q.Id], bound = revision.MemoryBound(stage.Vif.Parameters);
        if (e.Value >= 0 && e.Value != bytes) Add("ByteAccounting", $"the driver counts {e.Value} bytes in queue {q.Id}, there are {bytes}");
        if (bytes > bound && revision.QueueLimit(stage.Vif.Parameters) is not null)
            Add("BoundedMemory", $"queue {q.Id} holds {bytes} bytes, the bound is {bound}");
    }

    private void Freed(in Event e)
    {
        int rank = outside[e.Queue].IndexOf(e.Packet!);
        if (rank != 0)
            Add("FifoExactlyOnce", $"packet #{e.Packet!.Id} met its fate ({e.Kind}) {(rank < 0 ? "a second time, or in the queue" : "out of turn")}");
        if (rank >= 0) outside[e.Queue].RemoveAt(rank);
    }

    private void Slept(int queue)
    {
        if (outside[queue].Count > 0)
            Add("FifoExactlyOnce", $"rx{queue} sleeps and packet #{outside[queue][0].Id} has neither been delivered nor dropped");
    }

    private void Add(string clause, string what) => Found.Add(new(clause, what));
}
