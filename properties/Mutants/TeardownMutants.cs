using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule broken in each, about what is left when a connection ends, and about packets that go before their time.</summary>
internal static class TeardownMutants
{
    internal sealed class ExpiresATickEarly : ByteLimit
    {
        protected override bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => base.IsExpired(q, packet, now + 1);

        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) =>
            await base.QueueTimeout(q) is { } ms ? Math.Max(0, ms - 1) : null;
    }

    internal sealed class ExpiresAtHalfTime : Proposed
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            packet.Expires = Deadline.After(await q.Machine.Jiffies.Load("reads the time"), q.Vif.Parameters.DrainTimeoutMs / 2);
            await base.Enqueue(q, packet);
        }
    }

    internal sealed class LeavesLoadedAtDisconnect : Proposed
    {
        /// <summary>A thread that is told to stop takes nothing out any more.</summary>
        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q) =>
            await q.Thread.ShouldStop.Load("looks whether to stop") ? null : await base.Dequeue(q);
    }

    internal sealed class LeavesLoadedWhenDisabled : Proposed
    {
        /// <summary>A thread of a disabled vif takes nothing out any more, until it is told to stop.</summary>
        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q) =>
            await q.Vif.Disabled.Load("looks whether the vif is disabled") ? null : await base.Dequeue(q);
    }

    internal sealed class KicksTheLastQueue : LockedPeek
    {
        public override async Coroutine FatalTxError(Vif vif)
        {
            await vif.Disabled.Store(true, "disables the vif");
            vif.Emit(EventKind.Disabled);
            if (await vif.NumQueues.Load("looks for queues") > 0) await vif.Queues[^1].Wait.Wake(vif.Queues[^1].KicksRx);
        }
    }

    internal sealed class WaitsForPacketsWhenDisabled : ByteLimit
    {
        /// <summary>Nothing else wakes the thread of a disabled vif, not even that it is told to stop.</summary>
        protected override async Coroutine<bool> HasRxWork(GuestRxQueue q) =>
            await q.Vif.Disabled.Load("looks whether the vif is disabled") ? await HasPacket(q) : await base.HasRxWork(q);
    }

    internal sealed class CountsBackAtEnd : Xsa424
    {
        /// <summary>A queue that ends stalled is counted back, and the carrier follows.</summary>
        public override async Coroutine RxThread(GuestRxQueue q)
        {
            await base.RxThread(q);
            if (await q.Stalled.Load("looks at the stalled mark")) await CountStalled(q, false);
        }
    }

    internal sealed class TurnsOnEachRound : ByteLimit
    {
        /// <summary>Whatever has taken the carrier down.</summary>
        protected override Coroutine UpdateLink(GuestRxQueue q) => q.Vif.Carrier.TurnOn(q.Id, Cause.Ready);
    }

    internal sealed class SilencesTheFirstQueue : Xsa424
    {
        /// <summary>The interrupts of the other queues stay on.</summary>
        protected override async Coroutine CarrierOffForGood(Vif vif, Cause cause)
        {
            await vif.Rtnl.Acquire();
            if (await Disconnects(vif, cause))
            {
                vif.Emit(EventKind.ConnectionClosed, cause: cause);
                await vif.Queues[0].Channel.Disable();
            }
            await vif.Rtnl.Release();
        }
    }
}
