using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>Mutants of what a packet takes up in the ring, by where it lies and what comes with it.</summary>
internal static class ShapeMutants
{
    internal sealed class CountsPagesOfTheLinearArea : Proposed
    {
        /// <summary>As <c>slot-estimate</c> does.</summary>
        protected override uint NeedOf(Packet packet, Parameters parameters) =>
            base.NeedOf(packet, parameters) + (packet.Pages(parameters.PageSize) > parameters.DataSlots(packet.Length) ? 1u : 0);
    }

    internal sealed class ForgetsHash : Proposed
    {
        protected override uint NeedOf(Packet packet, Parameters parameters) => base.NeedOf(packet, parameters) - (packet.Hash ? 1u : 0);
    }

    internal sealed class OwesHash : Proposed
    {
        /// <summary>The slot of a hash gets no response.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            for (int i = 0; i < q.Taken.Count; i++)
                if (q.Taken[i].Hash) q.Ring.RspProdPrivate.Value += uint.MaxValue;
            await base.Flush(q);
        }
    }
}
