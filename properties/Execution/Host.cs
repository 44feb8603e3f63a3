using Netback.Properties.Scenarios;

namespace Netback.Properties.Execution;

/// <summary>
/// The host's network stack above the driver. A packet for a vif without carrier is dropped; one for a stopped Tx queue
/// is kept for good by a stack that respects a stopped Tx queue; the others are offered to the driver.
/// </summary>
public sealed class Host(Vif vif, HostStack kind) : Part(vif.Machine)
{
    /// <param name="queue">Number of the Tx queue that the stack would choose. Where the connection has fewer, it chooses among those.</param>
    /// <param name="packet">What the stack has for the guest.</param>
    public async Coroutine Xmit(int queue, PacketShape packet)
    {
        var q = vif.Queues[queue % vif.Requested.Peek];
        if (!await vif.Carrier.Look("looks at the carrier"))
        {
            q.Emit(EventKind.PacketNoCarrier);
        }
        else if (kind == HostStack.HonoursStop && await q.Tx.Look("looks whether the Tx queue is stopped"))
        {
            q.Emit(EventKind.PacketHeld);
        }
        else
        {
            await Offer(q, packet);
        }
    }

    /// <summary>The stack offers a packet to the driver.</summary>
    internal static Coroutine Offer(GuestRxQueue q, PacketShape shape)
    {
        // Where the guest cannot ask for hashes, there is none in a packet.
        var packet = Packet.Create(q.Machine, shape with { Hash = shape.Hash && q.Vif.Revision.HasHash });
        q.Emit(EventKind.PacketOffered, packet, value: shape.Hash ? 1 : 0);
        return q.Vif.Revision.StartXmit(q, packet);
    }
}
