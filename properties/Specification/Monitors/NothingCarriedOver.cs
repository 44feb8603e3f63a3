using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>Nothing of a connection is left in the next one: neither in its queues, nor in the stack's Tx queues, nor in the link.</summary>
public sealed class NothingCarriedOver(MonitorContext context) : Monitor(context)
{
    private static readonly (Leftovers Which, string What)[] Names =
    [
        (Leftovers.Packets, "holds packets"), (Leftovers.Bytes, "counts bytes"), (Leftovers.Stopped, "has its Tx queue stopped"),
        (Leftovers.StalledMark, "has the stalled mark that it had at the end"), (Leftovers.Timer, "has a timer that runs"),
        (Leftovers.Event, "has an event pending or masked"), (Leftovers.Need, "has slots needed"), (Leftovers.Own, "has a word of the revision's own as it was"),
        (Leftovers.Channel, "has an event channel that was not given back"),
    ];

    public override EventKinds Watches => EventKinds.Of(EventKind.Connecting, EventKind.ConnectRefused, EventKind.QueueMade, EventKind.QueueOpened);

    public override void On(in Event e, ObservedVif vif)
    {
        if (e.Kind == EventKind.Connecting)
        {
            if (vif.Carrier) Violate(e, "the frontend connects again, and the carrier of the last connection is still on");
            return;
        }
        if (e.Kind == EventKind.ConnectRefused)
        {
            foreach (var queue in vif.AllQueues)
                if (queue.Thread != ThreadState.Stopped && vif.Queues.Length > queue.Id && queue.Id < e.Queue) Violate(e, $"the frontend is not connected, and rx{queue.Id} of queue {queue.Id} is still there");
            return;
        }
        foreach (var (which, what) in Names)
            if (((Leftovers)e.Value).HasFlag(which)) Violate(e, $"queue {e.Queue} of the new connection {what}, from the last one");
    }
}
