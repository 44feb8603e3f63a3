using Netback.Properties.Observation;

namespace Netback.Properties.Clauses;

/// <summary>Notes which probes a run hits.</summary>
public sealed class ProbeWatch(Parameters parameters)
{
    private readonly int enough = Math.Min(parameters.MaxPacketSlots, parameters.RingSize);
    private readonly long drain = parameters.DrainTimeoutMs, stall = parameters.StallTimeoutMs;
    private readonly bool[] full = new bool[parameters.Queues], deep = new bool[parameters.Queues];
    private readonly long[] lastIn = new long[parameters.Queues];
    private readonly long?[] wantedSince = new long?[parameters.Queues];
    private readonly int[] posts = new int[parameters.Queues];
    private uint hit;

    public Probes Hit => new(hit);

    private void Hits(Probe probe, bool occurs = true)
    {
        if (occurs) hit |= 1u << (int)probe;
    }

    public void On(in Event e, Picture picture)
    {
        var q = picture[e.Queue];
        switch (e.Kind)
        {
            case EventKind.TimePassed: TimePassed(e, picture); break;
            case EventKind.SlotsPosted: SlotsPosted(e, q); break;
            case EventKind.ReqProdForged: deep[e.Queue] = (uint)q.Free > parameters.RingSize; break;
            case EventKind.PacketOffered: Offered(e, q); break;
            case EventKind.PacketHeld: Hits(Probe.StackHeld); Wanted(e); break;
            case EventKind.PacketNoCarrier: Wanted(e); break;
            case EventKind.PacketAccepted: Accepted(e, q); break;
            case EventKind.PacketDequeued: Dequeued(e, q); break;
            case EventKind.SlotsConsumed: posts[e.Queue] = 0; Hits(Probe.RingLow, q.Free < enough); break;
            case EventKind.EventRaised:
                Hits(Probe.EventWhileStopped, q.TxStopped);
                Hits(Probe.EventWhileWaiting, q.Packets > 0);
                break;
            case EventKind.ResponsesPushed:
                Hits(Probe.ResponseAwaited, SharedRing.MustNotify((uint)e.Other, (uint)e.Value, q.RspEvent));
                break;
            case EventKind.Disconnecting:
                foreach (var queue in picture.Queues) Hits(Probe.DisconnectLoaded, queue.Packets > 0);
                break;
            case EventKind.RxWoken: Hits(Probe.DisabledAndWoken, picture.Disabled && !picture.Disconnecting); break;
            case EventKind.Disabled: Hits(Probe.DisabledAndWoken, picture[0].Thread == ThreadState.Runnable); break;
            default: break;
        }
    }

    private void TimePassed(in Event e, Picture picture)
    {
        foreach (var q in picture.Queues)
        {
            Hits(Probe.ThreadStarved, e.Other != 0 && q.Thread == ThreadState.Runnable);
            if (q.BlockedSinceMs is not { } since || picture.Disconnecting) continue;
            Hits(Probe.BlockedForStall, stall > 0 && e.TimeMs - since > stall);
            Hits(Probe.OneSlotFree, q.Free == 1 && stall > 0 && e.TimeMs - since > stall);
            Hits(Probe.BlockedWhileWaiting, stall > 0 && q.OccupiedSinceMs is { } occupied
                && e.TimeMs - Math.Max(since, occupied) > stall);
            Hits(Probe.WaitedForDrain, q.Head is { } head && e.TimeMs - head.SinceMs >= drain);
        }
    }

    private void SlotsPosted(in Event e, QueuePicture q)
    {
        if (e.Other == 0) return;
        wantedSince[e.Queue] = null;
        posts[e.Queue]++;
        Hits(Probe.SlotsInSteps, posts[e.Queue] > 1 && q.Free >= enough && q.Free - e.Other < enough);
        Hits(Probe.RingFull, q.Free == parameters.RingSize);
        Hits(Probe.IndexWrapped, (uint)e.Value < (uint)e.Other);
    }

    private void Offered(in Event e, QueuePicture q)
    {
        Hits(Probe.OfferedWhileStopped, q.TxStopped);
        Hits(Probe.LargestPacket, e.Packet!.Length == parameters.MaxPacketBytes);
        Hits(Probe.Headroom, parameters.XdpHeadroom > 0);
        Wanted(e);
    }

    /// <summary>The stack has a packet for the queue, whether or not the driver gets to see it.</summary>
    private void Wanted(in Event e)
    {
        wantedSince[e.Queue] ??= e.TimeMs;
        Hits(Probe.DeadGuest, stall > 0 && e.TimeMs - wantedSince[e.Queue] > 2 * (stall + drain));
    }

    private void Accepted(in Event e, QueuePicture q)
    {
        int need = q.NeedOf(e.Packet!);
        bool first = q.Packets == 1, blocked = q.Free < need;
        Hits(Probe.Blocked, first && blocked);
        Hits(Probe.IdleThenBlocked, first && blocked && stall > 0 && e.TimeMs - lastIn[e.Queue] > stall);
        Hits(Probe.SmallRing, first && !blocked && q.Free < enough);
        Hits(Probe.ForgedAhead, deep[e.Queue] && q.Packets > parameters.RingSize);
        lastIn[e.Queue] = e.TimeMs;
        full[e.Queue] |= q.Bytes >= parameters.QueueLimit;
        Hits(Probe.QueueFull, full[e.Queue]);
    }

    private void Dequeued(in Event e, QueuePicture q)
    {
        Hits(Probe.WaitedForDrain, q.WaitedMs(q.LastOut, e.TimeMs) >= drain);
        if (!full[e.Queue] || q.Bytes >= parameters.QueueLimit) return;
        full[e.Queue] = false;
        Hits(Probe.QueueDrained);
    }
}
