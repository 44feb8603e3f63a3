using Netback.Properties.Scenarios;

namespace Netback.Properties.Execution;

/// <summary>
/// The host's network stack above the driver. A packet for a vif without carrier is dropped; one for a stopped Tx queue
/// is kept for good by a stack that honours the stop; the others are offered to the driver.
/// </summary>
public sealed class Host(Vif vif, HostStack kind)
{
    private int packets;

    public async ValueTask Xmit(int queue, int length, bool gso)
    {
        var (kernel, q) = (vif.Kernel, vif.Queues[queue]);
        if (!await vif.Carrier.Look("looks at the carrier"))
        {
            kernel.Emit(EventKind.PacketNoCarrier, queue);
        }
        else if (kind == HostStack.HonoursStop && await q.Tx.Look("looks whether the Tx queue is stopped"))
        {
            kernel.Emit(EventKind.PacketHeld, queue);
        }
        else
        {
            var packet = new Packet(packets++, length, gso);
            kernel.Emit(EventKind.PacketOffered, queue, packet);
            await vif.Revision.StartXmit(q, packet);
        }
    }
}
