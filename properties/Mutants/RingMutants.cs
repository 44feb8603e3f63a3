using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule of the ring protocol broken in each, in the revision under review.</summary>
internal static class RingMutants
{
    internal sealed class ComparesWithoutWrap : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override uint Between(RingIndex producer, RingIndex consumer) => producer.Value > consumer.Value ? producer - consumer : 0;
        }
    }

    internal sealed class ComparesSigned : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override uint Between(RingIndex producer, RingIndex consumer) => (int)producer.Value > (int)consumer.Value ? producer - consumer : 0;
        }
    }

    internal sealed class ArmsARingTooFar : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override RingIndex EventAfter(RingIndex producer) => producer + 257;
        }
    }

    internal sealed class NeverArms : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override RingIndex EventAfter(RingIndex producer) => Shared.ReqEvent.Peek;
        }
    }

    internal sealed class NotifiesOneLate : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override bool MustNotify(RingIndex before, RingIndex now, RingIndex wanted) => base.MustNotify(before + 1, now, wanted);
        }
    }

    internal sealed class NotifiesInverted : ByteLimit
    {
        public override BackRing CreateRing(GuestRxQueue queue) => new Ring(queue);

        private sealed class Ring(GuestRxQueue queue) : BackRing(queue)
        {
            protected override bool MustNotify(RingIndex before, RingIndex now, RingIndex wanted) => !base.MustNotify(before, now, wanted);
        }
    }

    internal sealed class ReportsTooLate : HeadNeed
    {
        /// <summary>The statuses are written when the guest may have read them.</summary>
        protected override async Coroutine Flush(GuestRxQueue q)
        {
            if (await q.Ring.PushResponses()) await q.NotifyGuest();
            await base.Flush(q);
        }
    }

    internal sealed class AsksWhileEmpty : FewerSlots
    {
        /// <summary>The slots first: with none the guest is asked for an event, whether there is a packet or not.</summary>
        protected override async Coroutine<bool> CanSend(GuestRxQueue q) => await SlotsAvailable(q) && await HasPacket(q);
    }
}
