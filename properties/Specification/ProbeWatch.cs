using Netback.Properties.Observation;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Specification;

/// <summary>Notes which probes a run hits. Those that take a history are not looked for where states are saved: they would tell states apart
/// that are the same to the driver.</summary>
/// <param name="parameters">What is configured.</param>
/// <param name="hasHistory">Whether what it sees is one run.</param>
/// <param name="revision">The design, for its limit and its timeout; if null, those that are configured.</param>
public sealed class ProbeWatch(Parameters parameters, bool hasHistory = true, Revision? revision = null)
{
    private const string History = "looked at only where there is a history";

    private readonly int enough = Math.Min(parameters.MaxPacketSlots, parameters.RingSize);
    private readonly long drain = revision?.ExpiresAfterMs(parameters) ?? parameters.DrainTimeoutMs, stall = parameters.StallTimeoutMs;
    private readonly long limit = revision?.QueueLimit(parameters) ?? parameters.QueueLimit;
    [Constant(History)]
    private readonly bool[] full = new bool[parameters.Queues], deep = new bool[parameters.Queues];
    [Constant(History)]
    private readonly long[] lastIn = new long[parameters.Queues];
    [Constant(History)]
    private readonly long?[] wantedSince = new long?[parameters.Queues];
    [Constant(History)]
    private readonly int[] posts = new int[parameters.Queues], stepsToHead = new int[parameters.Queues];
    [Constant("only grows; nothing depends on it")]
    private ulong hit;
    [Constant(History)]
    private readonly long[] isKept = new long[parameters.Queues];
    [Constant(History)]
    private int queuesBefore = parameters.Queues;

    public Probes Hit => new(hit);

    private void Hits(Probe probe, bool occurs = true)
    {
        if (occurs) hit |= 1UL << (int)probe;
    }

    private void HitsInHistory(Probe probe, bool occurs = true) => Hits(probe, hasHistory && occurs);

    public void On(in Event e, ObservedVif vif)
    {
        var q = vif[e.Queue];
        switch (e.Kind)
        {
            case EventKind.TimePassed: TimePassed(e, vif); break;
            case EventKind.SlotsPosted: SlotsPosted(e, q); break;
            case EventKind.ReqProdForged: deep[e.Queue] = (uint)q.Free > parameters.RingSize; break;
            case EventKind.PacketOffered:
                Hits(Probe.KeptThenOffered, isKept[e.Queue] > 0);
                if (isKept[e.Queue] > 0) isKept[e.Queue]--;
                Offered(e, vif);
                break;
            case EventKind.PacketWanted: Wanted(e, vif); break;
            case EventKind.StackQueued: isKept[e.Queue] = e.Value; break;
            case EventKind.StackDropped:
                if (e.Value != 0) isKept[e.Queue]--;
                Hits(Probe.QdiscFull, e.Value == 0);
                break;
            case EventKind.LinkDown: Hits(Probe.LinkWentDown); break;
            case EventKind.PacketHeld: Hits(Probe.StackHeld); Wanted(e, vif); break;
            case EventKind.PacketNoCarrier: Wanted(e, vif); break;
            case EventKind.PacketAccepted: Accepted(e, q); break;
            case EventKind.PacketDequeued: Dequeued(e, q); break;
            case EventKind.SlotsConsumed: posts[e.Queue] = stepsToHead[e.Queue] = 0; Hits(Probe.RingLow, q.Free < enough); break;
            case EventKind.EventRaised:
                Hits(Probe.EventWhileStopped, q.TxStopped);
                Hits(Probe.EventWhileWaiting, q.Packets > 0);
                break;
            case EventKind.ResponsesPushed:
                Hits(Probe.ResponseAwaited, e.Cause == Cause.EventAsked);
                break;
            case EventKind.Disconnecting:
                foreach (var queue in vif.Queues) Hits(Probe.DisconnectLoaded, queue.Packets > 0);
                Hits(Probe.DisconnectedWhenDisabled, vif.Disabled);
                break;
            case EventKind.Connecting: Connecting(e, vif); break;
            case EventKind.QueueOpened: Hits(Probe.Reconnected); break;
            case EventKind.ConnectRefused: Hits(Probe.ConnectFailed); break;
            case EventKind.RxWoken: Hits(Probe.DisabledAndWoken, vif.Disabled && !vif.Disconnecting); break;
            case EventKind.CopyFailed: Hits(Probe.CopyFailed, e.Value != e.Other); break;
            case EventKind.TxWorkRaised: Hits(Probe.TxWork, q.Packets > 0); break;
            case EventKind.HeadroomWanted:
                foreach (var queue in vif.Queues) Hits(Probe.HeadroomChanged, queue.Packets > 0 && e.Value > queue.Headroom);
                break;
            case EventKind.Disabled: Hits(Probe.DisabledAndWoken, vif[0].Thread == ThreadState.Runnable); break;
            default: break;
        }
    }

    private void Connecting(in Event e, ObservedVif vif)
    {
        HitsInHistory(Probe.OtherQueues, e.Value != queuesBefore);
        queuesBefore = (int)e.Value;
        foreach (var queue in vif.Queues) Hits(Probe.RingInUse, e.Other != 0 && queue.Free > 0);
        Array.Clear(full);
        Array.Clear(lastIn);
        Array.Clear(wantedSince);
        Array.Clear(posts);
        if (e.Other == 0) Array.Clear(deep);
    }

    private void TimePassed(in Event e, ObservedVif vif)
    {
        foreach (var q in vif.Queues)
        {
            Hits(Probe.ThreadStarved, e.Other != 0 && q.Thread == ThreadState.Runnable);
            if (q.BlockedSince is not { } since || vif.Disconnecting) continue;
            long blocked = vif.Now - since;
            Hits(Probe.CoarseTimer, parameters.TimerHz > 0 && blocked > drain + 1);
            Hits(Probe.BlockedForStall, stall > 0 && blocked > stall);
            Hits(Probe.OneSlotFree, q.Free == 1 && stall > 0 && blocked > stall);
            Hits(Probe.BlockedWhileWaiting, stall > 0 && q.OccupiedActiveSince is { } occupied && Math.Min(blocked, vif.Now - occupied) > stall);
            Hits(Probe.WaitedForDrain, q.Head is { } head && vif.Now - head.Since >= drain);
        }
    }

    private void SlotsPosted(in Event e, ObservedQueue q)
    {
        if (e.Other == 0) return;
        wantedSince[e.Queue] = null;
        posts[e.Queue]++;
        HitsInHistory(Probe.SlotsInSteps, posts[e.Queue] > 1 && q.Free >= enough && q.Free - e.Other < enough);
        if (hasHistory && q.Head is { } head)
        {
            stepsToHead[e.Queue] = q.Free - e.Other < head.Need ? stepsToHead[e.Queue] + 1 : 0;
            HitsInHistory(Probe.SlotsInManySteps, q.Free >= head.Need && stepsToHead[e.Queue] > 3);
        }
        Hits(Probe.RingFull, q.Free == parameters.RingSize);
        Hits(Probe.RoomAfterStall, q.WasBlockedForStall && q.Free < parameters.MaxPacketSlots);
        Hits(Probe.IndexWrapped, (uint)e.Value < (uint)e.Other);
    }

    private void Offered(in Event e, ObservedVif vif)
    {
        Hits(Probe.OfferedWhileStopped, vif[e.Queue].TxStopped);
        Hits(Probe.LargestPacket, e.Packet!.Length == parameters.MaxPacketBytes);
        Hits(Probe.Headroom, parameters.XdpHeadroom > 0);
        Hits(Probe.LinearCrossesPage, e.Packet.Offset + Math.Min(e.Packet.Length, parameters.PageSize) > parameters.PageSize);
        Hits(Probe.HashAsked, e.Value != 0);
        Wanted(e, vif);
    }

    /// <summary>The stack has a packet for the queue, whether or not the driver gets to see it.</summary>
    private void Wanted(in Event e, ObservedVif vif)
    {
        if (stall > 0 && vif.Queues.Length > 1 && vif[e.Queue] is { BlockedSince: null } own && own.Free >= enough)
            Hits(Probe.KeepsUpBesideBlocked, vif.LongestBlockedMs > stall);
        wantedSince[e.Queue] ??= e.TimeMs;
        HitsInHistory(Probe.DeadGuest, stall > 0 && e.TimeMs - wantedSince[e.Queue] > 2 * (stall + drain));
    }

    private void Accepted(in Event e, ObservedQueue q)
    {
        int need = q.NeedOf(e.Packet!);
        bool first = q.Packets == 1, blocked = q.Free < need;
        Hits(Probe.Blocked, first && blocked);
        HitsInHistory(Probe.IdleThenBlocked, first && blocked && stall > 0 && e.TimeMs - lastIn[e.Queue] > stall);
        Hits(Probe.SmallRing, first && !blocked && q.Free < enough);
        HitsInHistory(Probe.ForgedAhead, deep[e.Queue] && q.Packets > parameters.RingSize);
        lastIn[e.Queue] = e.TimeMs;
        full[e.Queue] |= q.Bytes >= limit;
        Hits(Probe.QueueFull, q.Bytes >= limit || (hasHistory && full[e.Queue]));
        Hits(Probe.ManySmall, q.Packets >= limit / Math.Min(Truesize.ShortestFrame, parameters.MaxPacketBytes));
    }

    private void Dequeued(in Event e, ObservedQueue q)
    {
        Hits(Probe.WaitedForDrain, q.WaitedMs(q.LastOut.Packet) >= drain);
        if (!full[e.Queue] || q.Bytes >= limit) return;
        full[e.Queue] = false;
        HitsInHistory(Probe.QueueDrained);
    }
}
