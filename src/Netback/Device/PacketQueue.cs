namespace Netback;

/// <summary>
/// The internal queue of one guest-Rx queue: packets in order and, from <c>byte-limit</c> on, the driver's count of
/// their bytes. The lock protects both, and the decision to stop or wake the Tx queue. Only the head pointer is
/// looked at without it.
/// </summary>
public sealed class PacketQueue(Kernel kernel, int queue, Parameters parameters, bool countsBytes)
{
    private readonly ulong wrap = parameters.ByteCountBits >= 64 ? ulong.MaxValue : (1UL << parameters.ByteCountBits) - 1;
    private ulong bytes;
    private Packet? tail;

    public SpinLock Lock { get; } = new(kernel, "the queue lock", interruptsOff: true);

    /// <summary>The packet whose turn is next, or null.</summary>
    public Shared<Packet?> Head { get; } = new(kernel, "the head", null, Unit.Packet, queue);

    /// <summary>Bytes by the driver's count, which wraps. Needs the lock.</summary>
    public long Bytes { get => (long)bytes; set => bytes = (ulong)value & wrap; }

    /// <summary>The packets in it, head first. For observers: without the lock.</summary>
    public IEnumerable<Packet> Queued
    {
        get
        {
            for (var packet = Head.Value; packet is not null; packet = packet.Next) yield return packet;
        }
    }

    /// <summary>Puts a packet at the end. Needs the lock.</summary>
    public void Append(Packet packet)
    {
        AssertInvariants();
        if (Head.Value is null) Head.Value = packet;
        else tail!.Next = packet;
        tail = packet;
        bytes = (bytes + (ulong)packet.Length) & wrap;
        kernel.Emit(EventKind.PacketAccepted, queue, packet, countsBytes ? Bytes : -1);
    }

    /// <summary>Takes the head out, if there is one. Needs the lock.</summary>
    public Packet? RemoveHead()
    {
        AssertInvariants();
        if (Head.Value is not { } packet) return null;
        Head.Value = packet.Next;
        packet.Next = null;
        if (Head.Value is null) tail = null;
        bytes = (bytes - (ulong)packet.Length) & wrap;
        kernel.Emit(EventKind.PacketDequeued, queue, packet, countsBytes ? Bytes : -1);
        return packet;
    }

    private void AssertInvariants()
    {
        if (!Lock.IsHeldHere) throw new InvalidOperationException("The queue changes under its lock only.");
        if (Head.Value is null != tail is null) throw new InvalidOperationException("A queue without a head has no tail.");
        if (tail?.Next is not null) throw new InvalidOperationException("Nothing follows the tail.");
    }
}
