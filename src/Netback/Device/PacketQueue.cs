namespace Netback;

/// <summary>
/// The internal queue of one guest-Rx queue: packets in order and, from <c>byte-limit</c> on, the driver's count of
/// their bytes. The lock protects both, and the decision to stop or wake the Tx queue. Only the head pointer is
/// looked at without it, so that a store to it is a point.
/// </summary>
public sealed class PacketQueue : Part
{
    private readonly EventStream events;
    private readonly int queue;
    private readonly bool countsBytes;
    private readonly ulong wrap;
    private readonly Cell<ulong> bytes;
    private readonly Cell<Packet?> tail;

    internal PacketQueue(Machine machine, EventStream events, int queue, Parameters parameters, bool countsBytes) : base(machine)
    {
        (this.events, this.queue, this.countsBytes) = (events, queue, countsBytes);
        wrap = parameters.ByteCountBits >= 64 ? ulong.MaxValue : (1UL << parameters.ByteCountBits) - 1;
        Lock = new(machine, "the queue lock", interruptsOff: true, queue);
        Head = new(machine, "head", null, queue, Lock);
        tail = new(machine, "tail", null, queue, Lock);
        bytes = new(machine, "rx_queue_len", 0, queue, Lock);
    }

    public SpinLock Lock { get; }

    /// <summary>The packet whose turn is next, or null.</summary>
    public Shared<Packet?> Head { get; }

    /// <summary>Bytes by the driver's count, which wraps. Needs the lock.</summary>
    public long Bytes { get => (long)bytes.Value; set => bytes.Value = (ulong)value & wrap; }

    /// <summary>The same for observers: without the lock.</summary>
    public long CountedBytes => (long)bytes.Peek;

    /// <summary>The packets in it, head first. For observers: without the lock.</summary>
    public IEnumerable<Packet> Queued
    {
        get
        {
            for (var packet = Head.Peek; packet is not null; packet = packet.Next) yield return packet;
        }
    }

    /// <summary>New memory takes its place. Packets in the old one are lost.</summary>
    internal void Renew()
    {
        Head.Renew(null);
        tail.Renew(null);
        bytes.Renew(0);
    }

    /// <summary>Puts a packet at the end. Needs the lock.</summary>
    public async Coroutine Append(Packet packet)
    {
        AssertInvariants();
        if (tail.Value is { } last) last.Next = packet;
        else await Head.Store(packet, "links the packet");
        tail.Value = packet;
        bytes.Value = (bytes.Value + (ulong)packet.Length) & wrap;
        events.Emit(EventKind.PacketAccepted, queue, packet, countsBytes ? Bytes : -1);
    }

    /// <summary>Takes the head out, if there is one. Needs the lock.</summary>
    public async Coroutine<Packet?> RemoveHead()
    {
        AssertInvariants();
        if (Head.Value is not { } packet) return null;
        await Head.Store(packet.Next, "unlinks the packet");
        if (packet.Next is null) tail.Value = null;
        packet.Next = null;
        bytes.Value = (bytes.Value - (ulong)packet.Length) & wrap;
        events.Emit(EventKind.PacketDequeued, queue, packet, countsBytes ? Bytes : -1);
        return packet;
    }

    private void AssertInvariants()
    {
        if (!Lock.IsHeldHere) throw new InvalidOperationException("The queue changes under its lock only.");
        if (Head.Peek is null != tail.Peek is null) throw new InvalidOperationException("A queue without a head has no tail.");
        if (tail.Peek?.Next is not null) throw new InvalidOperationException("Nothing follows the tail.");
    }
}
