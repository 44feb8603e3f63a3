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
        protected override Coroutine MaybeWake(GuestRxQueue q) => default;
    }

    internal sealed class WakesTxWhenEmpty : ByteLimit
    {
        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            if (!await HasPacket(q)) await base.MaybeWake(q);
        }
    }

    internal sealed class MiscountsExpiry : ByteLimit
    {
        protected override async Coroutine HeadExpired(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            q.Packets.Bytes++;
            await q.Packets.Lock.Release();
        }
    }

    internal sealed class NeverExpires : ByteLimit
    {
        protected override bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => false;
    }

    internal sealed class ExpiresTwoTicksLate : ByteLimit
    {
        protected override bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => base.IsExpired(q, packet, now + -2);
    }

    internal sealed class ExpiresUnsigned : ByteLimit
    {
        protected override bool IsExpired(GuestRxQueue q, Packet packet, Jiffies now) => now.Value >= packet.Expires.At.Value;
    }

    internal sealed class OversleepsByTwoTicks : ByteLimit
    {
        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) => await base.QueueTimeout(q) + 2;
    }

    internal sealed class SleepsForEver : ByteLimit
    {
        protected override Coroutine<long?> QueueTimeout(GuestRxQueue q) => new((long?)null);
    }

    internal sealed class LeaksExpired : ByteLimit
    {
        protected override async Coroutine Free(GuestRxQueue q, Packet packet, EventKind fate, Cause cause = Cause.None)
        {
            if (fate != EventKind.PacketExpired) await base.Free(q, packet, fate, cause);
        }
    }

    internal sealed class ExpiresTheSecond : ByteLimit
    {
        /// <summary>Puts the packet back at the end if another one follows.</summary>
        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q)
        {
            await q.Packets.Lock.Acquire();
            var packet = await q.Packets.RemoveHead();
            if (packet is not null && await q.Packets.RemoveHead() is { } second)
            {
                await q.Packets.Append(packet);
                packet = second;
            }
            await q.Packets.Lock.Release();
            return packet;
        }
    }

    internal sealed class CompletesBackwards : ByteLimit
    {
        protected override Coroutine Complete(GuestRxQueue q, bool notify = false)
        {
            for (int left = q.Taken.Count; left > 0; left--)
            {
                var first = q.Taken[left - 1];
                q.Taken.RemoveAt(left - 1);
                q.Taken.Add(first);
            }
            return base.Complete(q, notify);
        }
    }

    internal sealed class ForgetsPurge : ByteLimit
    {
        public override async Coroutine Disconnect(Vif vif)
        {
            for (int i = 0; i < vif.Queues.Count; i++) await vif.Queues[i].Thread.ShouldStop.Store(true, "lets the thread end early");
            await base.Disconnect(vif);
        }

        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q) =>
            await q.Thread.ShouldStop.Load("looks whether to stop") ? null : await base.Dequeue(q);
    }

    internal sealed class NeedsTwoSlotsFewer : ByteLimit
    {
        protected override uint Need(Vif vif) => base.Need(vif) - 2;
    }

    internal sealed class SendsUnchecked : ByteLimit
    {
        /// <summary>Looks for slots once per turn and not once per packet.</summary>
        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            if (await SlotsAvailable(q))
                while (await Dequeue(q) is { } packet) await TakeSlots(q, packet);
            await Complete(q);
        }
    }

    internal sealed class ForgetsKick : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            await q.Packets.Append(packet);
            if (IsAboveLimit(q)) await q.Tx.Stop("stops the Tx queue");
            await q.Packets.Lock.Release();
        }
    }

    internal sealed class IgnoresInterrupt : ByteLimit
    {
        public override Coroutine Interrupt(GuestRxQueue q) => default;
    }

    internal sealed class WorksForAnyPacket : ByteLimit
    {
        protected override async Coroutine<bool> CanSend(GuestRxQueue q) => await q.Packets.Head.Load("looks for a packet") is not null;
    }

    internal sealed class AssertsTooEarly : ByteLimit
    {
        protected override int CopySlots(Parameters parameters) => parameters.RingSize - 17;
    }

    internal sealed class TakesCarrierDown : ByteLimit
    {
        /// <summary>As before the commit: an event with too few slots takes the carrier down.</summary>
        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            if (await q.Tx.Look("looks whether the Tx queue is stopped")) await q.Vif.Carrier.TurnOff(q.Id, Cause.Stall);
            await base.Interrupt(q);
        }
    }

    internal sealed class RefusesWhenFull : ByteLimit
    {
        protected override async Coroutine Enqueue(GuestRxQueue q, Packet packet)
        {
            await q.Packets.Lock.Acquire();
            bool full = q.Packets.Bytes + packet.Length > q.Vif.Parameters.QueueLimit;
            await q.Packets.Lock.Release();
            if (full)
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
