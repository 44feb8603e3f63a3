using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A second connection begins as the first: the driver serves the ring from where it stands (the start of a new one, the last response of one in
/// use), takes interrupts, and lets packets in.
/// </summary>
public sealed class FreshStart(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int> toOpen = context.Remember("queues that are to be opened", 0), attached = context.Remember("queues attached to their rings", 0);

    public override EventKinds Watches => EventKinds.Of(EventKind.Connecting, EventKind.RingAttached, EventKind.QueueMade, EventKind.QueueOpened, EventKind.ConnectRefused, EventKind.Disconnecting, EventKind.AtRest);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.Connecting:
                (toOpen.Value, attached.Value) = ((int)e.Value, 0);
                return;
            case EventKind.QueueMade:
                if (e.Queue >= attached.Value) Violate(e, $"queue {e.Queue} is made before the driver knows where its ring stands");
                return;
            case EventKind.Disconnecting:
                toOpen.Value = 0;
                return;
            case EventKind.ConnectRefused:
                toOpen.Value = 0;
                if (e.Cause == Cause.RingInvalid && vif[e.Queue].ReqProd - vif[e.Queue].RspProd <= Parameters.RingSize)
                    Violate(e, $"queue {e.Queue} is not connected, though its ring has no more than {Count(vif[e.Queue].ReqProd - vif[e.Queue].RspProd, "unanswered request")}");
                return;
            case EventKind.AtRest:
                if (toOpen.Value > 0 && !vif.Disabled) Violate(e, $"the frontend is connected with {Count(toOpen.Value, "queue")} not opened to the stack");
                return;
        }
        if (e.Kind == EventKind.RingAttached)
        {
            attached.Value = e.Queue + 1;
            if (vif[e.Queue].ReqProd - (uint)e.Other > Parameters.RingSize && vif.IsRingInUse)
                Violate(e, $"the driver begins queue {e.Queue}, whose ring has {Count(vif[e.Queue].ReqProd - (uint)e.Other, "unanswered request")}");
            if ((uint)e.Value != (uint)e.Other)
                Violate(e, $"the driver begins queue {e.Queue} at request {(uint)e.Value}; the ring is in use, and answered up to {(uint)e.Other}");
            return;
        }
        toOpen.Value--;
        var left = (Leftovers)e.Value;
        if (left.HasFlag(Leftovers.NotServed)) Violate(e, $"queue {e.Queue} is connected, and takes no interrupts");
        if (left.HasFlag(Leftovers.Stopped)) Violate(e, $"queue {e.Queue} is connected, and its Tx queue is stopped: nobody is going to wake it");
    }
}
