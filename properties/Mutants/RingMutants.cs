using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule of the ring protocol broken in each, in the revision under review.</summary>
internal static class RingMutants
{
    internal sealed class ComparesWithoutWrap : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override uint Between(uint producer, uint consumer) => producer > consumer ? producer - consumer : 0;
        }
    }

    internal sealed class ComparesSigned : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override uint Between(uint producer, uint consumer) => (int)producer > (int)consumer ? producer - consumer : 0;
        }
    }

    internal sealed class ArmsARingTooFar : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override uint EventAfter(uint producer) => producer + 257;
        }
    }

    internal sealed class NeverArms : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override uint EventAfter(uint producer) => Shared.ReqEvent.Value;
        }
    }

    internal sealed class NotifiesOneLate : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override bool MustNotify(uint before, uint now, uint wanted) => base.MustNotify(before + 1, now, wanted);
        }
    }

    internal sealed class NotifiesInverted : ByteLimit
    {
        public override BackRing CreateRing(Kernel kernel, SharedRing shared, int queue) => new Ring(kernel, shared, queue);

        private sealed class Ring(Kernel kernel, SharedRing shared, int queue) : BackRing(kernel, shared, queue, false)
        {
            protected override bool MustNotify(uint before, uint now, uint wanted) => !base.MustNotify(before, now, wanted);
        }
    }
}
