using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each, about how a connection begins after another one, and about what is gone with it.</summary>
internal static class ConnectionMutants
{
    internal sealed class LeavesTxStopped : ByteLimit
    {
        /// <summary>A Tx queue that the last connection left stopped stays so: nothing is queued whose end would wake it.</summary>
        protected override Coroutine ReleaseTx(GuestRxQueue q) => default;
    }

    internal sealed class KeepsQueueMemory : Xsa424
    {
        /// <summary>The memory of the last connection, as it was left.</summary>
        protected override void AllocateQueue(GuestRxQueue q, bool ringInUse)
        {
            if (!ringInUse) q.Ring.Attach(q.Shared.Start);
        }
    }

    internal sealed class TakesAnyRingForNew : Xsa424
    {
        protected override bool AttachesToRings => false;
    }

    internal sealed class NeverUnbinds : HeadNeed
    {
        protected override Coroutine TakeDown(GuestRxQueue q) => EndThread(q);
    }

    internal sealed class HoldsNoTask : Xsa424
    {
        protected override bool HoldsTask => false;
    }
}
