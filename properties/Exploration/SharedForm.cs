using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// What the contexts share, as numbers, such that two states with the same numbers have the same future. Left out is only
/// what no context can tell:
/// <list type="bullet">
/// <item>where the indices stand: each enters as its distance to another of the same ring. An event index that lies behind asks
/// for nothing until it is written again, however far behind it lies (a full turn of 2^32 aside);</item>
/// <item>what time it is: times enter as time left or as age. An age beyond the timeout it is compared with is like any other
/// such age, and a packet that has expired is expired;</item>
/// <item>which packet it is: packets enter by length, time left and place.</item>
/// </list>
/// </summary>
internal static class SharedForm
{
    /// <param name="world">The state.</param>
    /// <param name="form">What is written.</param>
    /// <param name="oldest">Age in ms beyond which ages are alike.</param>
    /// <param name="withWindow">Whether to tell where in its window req_cons stands.</param>
    public static void Write(World world, Encoding form, long oldest, bool withWindow)
    {
        form.Clear();
        var vif = world.Vif;
        form.Add(world.Kernel.Bug is not null);
        form.Add(world.Stage.Disconnecting);
        form.Add(world.Stage.FatalDone);
        form.Add(vif.Carrier.IsOn);
        form.Add(vif.Connected.Value);
        form.Add(vif.Disabled.Value);
        form.Add(vif.StalledQueues);
        Write(vif.Lock, form);
        Write(vif.Rtnl, form);
        foreach (var q in vif.Queues)
        {
            WriteRing(world, q, form, withWindow);
            WritePackets(world, q, form);
            WriteThread(world, q, form);
            WriteStall(world, q, form, oldest);
            Write(world.Stage.TxLocks[q.Id], form);
        }
        foreach (var context in world.Kernel.Contexts)
            if (context.Kind is ContextKind.Interrupt or ContextKind.Timer)
                form.Add((context.IsRequested ? 1 : 0) + (context.IsIdle ? 0 : 2));
    }

    /// <summary>ms until a packet expires, 0 if it has.</summary>
    public static long TimeLeft(Packet packet, ulong now) => Math.Max(0, (long)(packet.Expires - now));

    private static void WriteRing(World world, GuestRxQueue q, Encoding form, bool withWindow)
    {
        var (ring, front) = (q.Shared, world.Stage.Fronts[q.Id]);
        uint produced = ring.ReqProd.Value, published = ring.RspProd.Value;
        if (withWindow) form.Add(q.Ring.ReqCons.Value & (uint)(world.Configuration.IndexWindow - 1));
        form.Add((int)(produced - q.Ring.ReqCons.Value));
        form.Add(front.Free);
        form.Add(Math.Max(0, (int)(ring.ReqEvent.Value - world.Stage.PostBase(q.Id))));
        form.Add((int)(produced - world.Stage.PostBase(q.Id)));
        form.Add((int)(q.Ring.RspProdPrivate - published));
        form.Add((int)(published - front.Consumed));
        uint before = world.Watch.PublishBase(q.Id) ?? published;
        form.Add(Math.Max(0, (int)(ring.RspEvent.Value - before)));
        form.Add((int)(published - before));
        form.Add(world.Watch.Owed(q.Id));
        form.Add(q.Channel.IsEnabled);
        form.Add(q.Channel.InService);
        form.Add(q.Channel.IsPending);
    }

    private static void WritePackets(World world, GuestRxQueue q, Encoding form)
    {
        ulong now = world.Kernel.Jiffies.Value;
        long bytes = 0;
        int count = 0;
        for (var packet = q.Packets.Head.Value; packet is not null; packet = packet.Next, count++)
        {
            bytes += packet.Length;
            form.Add(packet.Length);
            form.Add(TimeLeft(packet, now));
        }
        form.Add(-1);
        form.Add(q.Packets.Bytes - bytes);
        foreach (var packet in world.Watch.Outside(q.Id))
        {
            form.Add(packet.Length);
            form.Add(TimeLeft(packet, now));
        }
        form.Add(-1);
        foreach (var packet in q.Taken)
        {
            form.Add(packet.Length);
            form.Add(packet.IsFreed);
        }
        form.Add(-1);
        form.Add(q.PendingCopies);
        Write(q.Packets.Lock, form);
        form.Add(q.Tx.IsStopped);
    }

    private static void WriteThread(World world, GuestRxQueue q, Encoding form)
    {
        var thread = q.Thread;
        form.Add((int)thread.State);
        form.Add(thread.Deadline is { } at ? (long)(at - world.Kernel.Jiffies.Value) : -1);
        form.Add(thread.ShouldStop.Value);
        form.Add(q.Wait.IsMarked);
        form.Add(world.Kernel.HasChanged(thread));
    }

    private static void WriteStall(World world, GuestRxQueue q, Encoding form, long oldest)
    {
        var (revision, parameters, now) = (world.Vif.Revision, world.Vif.Parameters, world.Kernel.Jiffies.Value);
        form.Add(q.Stalled.Value);
        form.Add(revision is StallDetection && revision.StallAfterMs(parameters) is not null
            ? Math.Min((long)(now - q.LastRxTime.Value), oldest) : 0);
        form.Add(q.LastPacketSlots);
        form.Add(q.BlockedSince is { } since ? Math.Min((long)(now - since), revision.StallAfterMs(parameters) ?? 0) : -1);
        form.Add(q.StalledNeed);
        form.Add(q.PurgeEvent.Value);
        form.Add(q.SlotsNeeded.Value);
        form.Add(q.StallTimer.FiresAt is { } fires ? (long)(fires - now) : -1);
    }

    private static void Write(SpinLock spinLock, Encoding form) => form.Add(spinLock.Holder is SteppedContext c ? c.Number : -1);
}
