using Netback.Revisions;

namespace Netback.Properties.Mutants;

/// <summary>One rule of <c>byte-limit</c> broken in each.</summary>
internal static class ByteLimitMutants
{
    internal sealed class NeverStops : ByteLimit
    {
        protected override bool IsAboveLimit(GuestRxQueue q) => false;
    }

    internal sealed class StopsOneByteLate : ByteLimit
    {
        protected override bool IsAboveLimit(GuestRxQueue q) => q.Packets.Bytes > q.Vif.Parameters.QueueLimit + 1;
    }

    internal sealed class NeverWakesTx : ByteLimit
    {
        protected override ValueTask MaybeWake(GuestRxQueue q) => default;
    }

    internal sealed class WakesTxWhenEmpty : ByteLimit
    {
        protected override async ValueTask MaybeWake(GuestRxQueue q)
        {
            if (q.Packets.Head.Value is null) await base.MaybeWake(q);
        }
    }

    internal sealed class MiscountsExpiry : ByteLimit
    {
        protected override ValueTask HeadExpired(GuestRxQueue q)
        {
            q.Packets.Bytes++;
            return default;
        }
    }

    internal sealed class NeverExpires : ByteLimit
    {
        protected override bool IsExpired(Packet packet, ulong now) => false;
    }

    internal sealed class ExpiresTwoTicksLate : ByteLimit
    {
        protected override bool IsExpired(Packet packet, ulong now) => base.IsExpired(packet, now - 2);
    }

    internal sealed class ExpiresUnsigned : ByteLimit
    {
        protected override bool IsExpired(Packet packet, ulong now) => now >= packet.Expires;
    }

    internal sealed class OversleepsByTwoTicks : ByteLimit
    {
        protected override async ValueTask<long?> QueueTimeout(GuestRxQueue q) => await base.QueueTimeout(q) + 2;
    }

    internal sealed class SleepsForEver : ByteLimit
    {
        protected override ValueTask<long?> QueueTimeout(GuestRxQueue q) => new((long?)null);
    }

    internal sealed class LeaksExpired : ByteLimit
    {
        protected override async ValueTask Free(GuestRxQueue q, Packet packet, EventKind fate, Cause cause = Cause.None)
        {
            if (fate != EventKind.PacketExpired) await base.Free(q, packet, fate, cause);
        }
    }

    internal sealed class ExpiresTheSecond : ByteLimit
    {
        /// <summary>Puts the packet back at the end if another one follows.</summary>
        protected override async ValueTask<Packet?> Dequeue(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            var packet = q.Packets.RemoveHead();
            if (packet is not null && q.Packets.RemoveHead() is { } second)
            {
                q.Packets.Append(packet);
                packet = second;
            }
            await q.Packets.Lock.Release();
            return packet;
        }
    }

    internal sealed class CompletesBackwards : ByteLimit
    {
        protected override ValueTask Complete(GuestRxQueue q, bool notify = false)
        {
            q.Taken.Reverse();
            return base.Complete(q, notify);
        }
    }

    internal sealed class ForgetsPurge : ByteLimit
    {
        public override async ValueTask Disconnect(Vif vif)
        {
            foreach (var q in vif.Queues) await q.Thread.ShouldStop.Store(true, "lets the thread end early");
            await base.Disconnect(vif);
        }

        protected override async ValueTask<Packet?> Dequeue(GuestRxQueue q) =>
            q.Thread.ShouldStop.Value ? null : await base.Dequeue(q);
    }

    internal sealed class NeedsTwoSlotsFewer : ByteLimit
    {
        protected override uint Need(Vif vif) => base.Need(vif) - 2;
    }

    internal sealed class SendsUnchecked : ByteLimit
    {
        /// <summary>Looks for slots once per turn and not once per packet.</summary>
        protected override async ValueTask RxAction(GuestRxQueue q)
        {
            if (await SlotsAvailable(q))
                while (await Dequeue(q) is { } packet) await TakeSlots(q, packet);
            await Complete(q);
        }
    }

    internal sealed class ForgetsKick : ByteLimit
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            q.Packets.Append(packet);
            if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
            await q.Packets.Lock.Release();
        }
    }

    internal sealed class IgnoresInterrupt : ByteLimit
    {
        public override ValueTask Interrupt(GuestRxQueue q) => default;
    }

    internal sealed class WorksForAnyPacket : ByteLimit
    {
        protected override async ValueTask<bool> CanSend(GuestRxQueue q) => await q.Packets.Head.Load("looks for a packet") is not null;
    }

    internal sealed class AssertsTooEarly : ByteLimit
    {
        protected override int CopySlots(Parameters parameters) => parameters.RingSize - 17;
    }

    internal sealed class TakesCarrierDown : ByteLimit
    {
        /// <summary>As before the commit: an event with too few slots takes the carrier down.</summary>
        public override async ValueTask Interrupt(GuestRxQueue q)
        {
            if (await q.Tx.Look("looks whether the Tx queue is stopped")) await q.Vif.Carrier.TurnOff(q.Id, Cause.Stall);
            await base.Interrupt(q);
        }
    }

    internal sealed class RefusesWhenFull : ByteLimit
    {
        protected override async ValueTask Enqueue(GuestRxQueue q, Packet packet)
        {
            if (q.Packets.Bytes + packet.Length > q.Vif.Parameters.QueueLimit)
            {
                await q.Tx.Stop("stops the Tx queue");
                await Free(q, packet, EventKind.PacketRefused, Cause.QueueFull);
            }
            else
            {
                await base.Enqueue(q, packet);
            }
        }
    }
}
