using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each, about what the user of a host with a qdisc and a link watch feels.</summary>
internal static class StackMutants
{
    internal sealed class ReadyWhenExpired : Proposed
    {
        /// <summary>A stalled queue whose backlog has expired counts as recovered (xsa-392): for the host the link goes down again and again.</summary>
        protected override async Coroutine<bool> HasRecovered(GuestRxQueue q) => await NeedOfHead(q) == 0 || await base.HasRecovered(q);
    }

    internal sealed class RefusesTheLast : Proposed
    {
        /// <summary>The packet that would fill the queue is thrown away.</summary>
        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (q.Packets.Bytes + packet.Length < QueueLimit(q.Vif.Parameters)) return await base.TryAppend(q, packet);
            await q.Tx.Stop("stops the Tx queue");
            return false;
        }
    }
}
