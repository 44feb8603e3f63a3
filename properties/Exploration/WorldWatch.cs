using Netback.Properties.Clauses.Monitors;
using Netback.Properties.Observation;
using Netback.Revisions;
using Netback.States;
using Monitor = Netback.Properties.Clauses.Monitor;

namespace Netback.Properties.Exploration;

/// <summary>A clause that was broken, and how.</summary>
/// <param name="Clause">Name of the clause.</param>
/// <param name="What">What happened, in a sentence with values.</param>
public readonly record struct Breach(string Clause, string What);

/// <summary>
/// The clauses as predicates of one step or of one state. Unlike monitors they look at nothing that is past but what lies in cells, so that
/// in an exploration each state needs to be visited once only.
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
/// </remarks>
public sealed class WorldWatch : IEventSink
{
    private readonly Stage stage;
    private readonly Revision revision;
    private readonly IEventSink? next;
    private readonly QueueWatch[] queues;
    [Constant("there is one only where a single run is watched")]
    private readonly Picture? picture;
    [Constant("there is one only where a single run is watched")]
    private readonly Monitor? carrier;

    internal WorldWatch(Stage stage, Revision revision, IEventSink? next)
    {
        (this.stage, this.revision, this.next) = (stage, revision, next);
        queues = [.. stage.Vif.Queues.Select(q => new QueueWatch(q))];
        if (!stage.IsOneRun) return;
        picture = new(stage.Configuration.Vif, stage.Configuration.StartIndex);
        carrier = new NoSpuriousCarrierOff(revision, stage.Configuration.Vif);
    }

    /// <summary>What the last step broke.</summary>
    [field: Constant("what the engine takes away after each step")]
    public List<Breach> Found { get; } = [];

    public void On(in Event e)
    {
        next?.On(e);
        picture?.On(e);
        var q = queues[e.Queue];
        switch (e.Kind)
        {
            case EventKind.PacketAccepted:
                q.Accepted.Add(e.Packet!);
                q.Bytes.Value += e.Packet!.Length;
                Account(e, q);
                break;
            case EventKind.PacketDequeued:
                Dequeued(e, q);
                break;
            case EventKind.PacketDelivered or EventKind.PacketExpired or EventKind.PacketPurged:
                Freed(e, q);
                break;
            case EventKind.SlotsConsumed:
                int free = (int)(q.Queue.Shared.ReqProd.Peek.Value - (uint)e.Value);
                if (free < 0) Add("NoRingOverrun", $"packet #{e.Packet!.Id} took {e.Other} slots of queue {e.Queue}; {e.Other + free} were on offer");
                break;
            case EventKind.ResponsesPushed:
                var start = q.Queue.Shared.Start;
                if (SharedRing.MustNotify(start with { Value = (uint)e.Other }, start with { Value = (uint)e.Value }, q.Queue.Shared.RspEvent.Peek)) q.Owed.Value = true;
                break;
            // A guest that has taken the response, and asks anew, is owed nothing.
            case EventKind.GuestNotified or EventKind.RspEventSet: q.Owed.Value = false; break;
            case EventKind.RxSlept:
                if (q.Outside.Count > 0) Add("FifoExactlyOnce", $"rx{e.Queue} sleeps and packet #{q.Outside[0].Id} has neither been delivered nor dropped");
                break;
            case EventKind.RxEnded:
                if (q.Outside.Count > 0) Add("FifoExactlyOnce", $"packet #{q.Outside[0].Id} has neither been delivered nor dropped");
                break;
            case EventKind.Disconnected:
                foreach (var each in queues)
                    if (each.Accepted.Count > 0)
                        Add("TeardownWithinDrain", $"queue {each.Queue.Id} still holds {each.Accepted.Count} packets when all is torn down");
                break;
            case EventKind.UsedAfterFree: Add("NoUnlockedPeek", $"packet #{e.Packet!.Id} of queue {e.Queue} is looked at after it has been freed"); break;
            case EventKind.RxSpins: Add("NoSpin", $"rx{e.Queue} goes round without working or sleeping"); break;
            case EventKind.AssertionFailed:
                Add("NoDriverAssertion", stage.Machine.Bug!.Message);
                break;
            case EventKind.CarrierOff when carrier is { Violation: null }:
                carrier.On(e, picture!);
                if (carrier.Violation is { } violation) Add("NoSpuriousCarrierOff", violation);
                break;
            default: break;
        }
    }

    /// <summary>Notes what cannot be told from events.</summary>
    internal void StepEnds()
    {
        if (stage.Machine.LockdepViolation is { } name)
            Add("NoDeadlock", $"an interrupt handler takes {name}, which others hold with interrupts on");
    }

    /// <summary>Clauses about a state in which nobody is in the middle of anything.</summary>
    public IEnumerable<Breach> AtRest()
    {
        var vif = stage.Vif;
        foreach (var watch in queues)
        {
            var q = watch.Queue;
            if (q.Thread.State != ThreadState.Sleeping) continue;
            int enough = Math.Min(vif.Parameters.MaxPacketSlots, vif.Parameters.RingSize);
            int free = (int)(q.Shared.ReqProd.Peek - q.Ring.ReqCons.Peek);
            long bytes = watch.Bytes.Peek;
            if (watch.Accepted.Count > 0)
            {
                var head = watch.Accepted[0];
                var now = stage.Machine.Jiffies.Peek;
                if (free >= Math.Max(enough, vif.Parameters.SlotsOf(head.Length, head.Gso)))
                    yield return new("NoLostWakeup", $"rx{q.Id} sleeps with packet #{head.Id} waiting and {free} slots free");
                if (revision.ExpiresAfterMs(vif.Parameters) is not null
                    && !(q.Thread.Deadline is { IsSet: true } at && at.LeftAt(now) <= Math.Max(0, head.Expires.LeftAt(now)) + 1))
                    yield return new("BoundedLatency", $"rx{q.Id} sleeps beyond the expiry of packet #{head.Id}");
            }
            if (q.Tx.IsStopped && revision.QueueLimit(vif.Parameters) is { } limit && bytes < limit)
                yield return new("TxQueueRestarts", $"the Tx queue {q.Id} is stopped with {bytes} bytes queued, the limit is {limit}");
            if (watch.Owed.Peek)
                yield return new("GuestNotified", $"guest{q.Id} asked for an event and got none");
        }
        if (revision is not StallDetection || revision.StallAfterMs(vif.Parameters) is null || !vif.Connected.Peek) yield break;
        int marks = vif.Queues.Count(q => q.Stalled.Peek);
        if (marks != vif.StalledQueues.Peek)
            yield return new("StallAccounting", $"{marks} queues are marked as stalled, the driver counts {vif.StalledQueues.Peek}");
        else if (vif.Carrier.IsOn != (marks == 0))
            yield return new("StallAccounting", $"the carrier is {(vif.Carrier.IsOn ? "on" : "off")} and {marks} queues are stalled");
    }

    private void Account(in Event e, QueueWatch q)
    {
        long bytes = q.Bytes.Value, bound = revision.MemoryBound(stage.Vif.Parameters);
        if (e.Value >= 0 && e.Value != bytes) Add("ByteAccounting", $"the driver counts {e.Value} bytes in queue {e.Queue}, there are {bytes}");
        if (bytes > bound && revision.QueueLimit(stage.Vif.Parameters) is not null)
            Add("BoundedMemory", $"queue {e.Queue} holds {bytes} bytes, the bound is {bound}");
    }

    private void Dequeued(in Event e, QueueWatch q)
    {
        int rank = q.Accepted.IndexOf(e.Packet!);
        if (rank != 0) Add("FifoExactlyOnce", $"packet #{e.Packet!.Id} leaves queue {e.Queue} out of turn");
        if (rank >= 0)
        {
            q.Accepted.RemoveAt(rank);
            q.Bytes.Value -= e.Packet!.Length;
        }
        q.Outside.Add(e.Packet!);
        Account(e, q);
    }

    private void Freed(in Event e, QueueWatch q)
    {
        int rank = q.Outside.IndexOf(e.Packet!);
        if (rank != 0)
            Add("FifoExactlyOnce", $"packet #{e.Packet!.Id} met its fate ({e.Kind}) {(rank < 0 ? "a second time, or in the queue" : "out of turn")}");
        if (rank >= 0) q.Outside.RemoveAt(rank);
    }

    private void Add(string clause, string what) => Found.Add(new(clause, what));

    /// <summary>What is remembered of one queue.</summary>
    private sealed class QueueWatch(GuestRxQueue queue)
    {
        public GuestRxQueue Queue => queue;

        /// <summary>Packets in the queue.</summary>
        public CellList<Packet> Accepted { get; } = new(queue.Machine, "watch: accepted", queue.Id);

        /// <summary>Packets that have left the queue and have not yet been freed, in order.</summary>
        public CellList<Packet> Outside { get; } = new(queue.Machine, "watch: outside", queue.Id);

        /// <summary>Bytes in the queue.</summary>
        public Cell<long> Bytes { get; } = new(queue.Machine, "watch: bytes", 0, queue.Id);

        /// <summary>Whether the guest asked for an event at a response that is there, and has not got it yet.</summary>
        public Cell<bool> Owed { get; } = new(queue.Machine, "watch: owed", false, queue.Id);
    }
}
