using Netback.Properties.Scenarios;

namespace Netback.Properties.Execution;

/// <summary>
/// The host's stack between applications and the driver, where one context runs at a time: a qdisc for each Tx queue, which keeps packets while the queue is
/// stopped and offers them again when it is woken, and the link watch. Both run when the threads of the driver have run.
/// </summary>
/// <param name="vif">The driver below.</param>
/// <param name="stack">What there is of it.</param>
internal sealed class StackAbove(Vif vif, TxStack stack) : IBackgroundWork
{
    /// <summary>ms between two looks of the link watch at links that have gone down.</summary>
    private const long LinkWatchMs = 1000;

    private readonly Queue<PacketShape>[] waiting = [.. vif.Queues.Select(_ => new Queue<PacketShape>())];
    private bool isUp, seen, changed;
    private Jiffies next = vif.Machine.StartJiffies;

    public Deadline Due => changed ? Deadline.After(next, 0) : Deadline.Never;

    /// <summary>An application sends a packet.</summary>
    public void Xmit(int queue, PacketShape packet)
    {
        var q = vif.Queues[queue % vif.Requested.Peek];
        var qdisc = waiting[q.Id];
        q.Emit(EventKind.PacketWanted);
        WatchLink();
        if (!isUp) q.Emit(EventKind.PacketNoCarrier);
        else if (qdisc.Count == 0 && !q.Tx.IsStopped) StraightMachine.Run(Host.Offer(q, packet));
        else if (stack.Qdisc == 0) q.Emit(EventKind.PacketHeld);
        else if (qdisc.Count == stack.Qdisc) q.Emit(EventKind.StackDropped, value: 0);
        else Keep(q, qdisc, packet);
    }

    /// <inheritdoc/>
    public bool Run()
    {
        bool any = WatchLink();
        for (int i = 0; i < waiting.Length; i++)
        {
            if (i >= vif.Requested.Peek) Flush(vif.Queues[i]);
            while (isUp && waiting[i].Count > 0 && !vif.Queues[i].Tx.IsStopped)
            {
                StraightMachine.Run(Host.Offer(vif.Queues[i], waiting[i].Dequeue()));
                any = true;
            }
        }
        return any;
    }

    private static void Keep(GuestRxQueue q, Queue<PacketShape> qdisc, PacketShape packet)
    {
        qdisc.Enqueue(packet);
        q.Emit(EventKind.StackQueued, value: qdisc.Count);
    }

    /// <summary>
    /// The link watch runs at once for a link that has come up; else when a second has passed since it last ran for all. So a carrier that goes off and
    /// comes back before that has not gone off for the host. Without a link watch the host sees the carrier itself.
    /// </summary>
    private bool WatchLink()
    {
        bool on = vif.Carrier.IsOn;
        if (on != seen) (seen, changed) = (on, true);
        if (!changed) return false;
        var now = vif.Machine.Jiffies.Peek;
        bool isDue = now - next >= 0;
        if (stack.LinkWatch && !isDue && !(on && !isUp)) return false;
        if (isDue) next = now + LinkWatchMs;
        changed = false;
        if (on == isUp) return false;
        isUp = on;
        vif.Emit(on ? EventKind.LinkUp : EventKind.LinkDown);
        if (!on)
            foreach (var q in vif.Queues) Flush(q);
        return true;
    }

    private void Flush(GuestRxQueue q)
    {
        for (int left = waiting[q.Id].Count; left > 0; left--) q.Emit(EventKind.StackDropped, value: 1);
        waiting[q.Id].Clear();
    }
}
