using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What <c>slot-estimate</c> keeps of the two promises about stalls: a timer runs while a Tx queue is stopped. When it has run for the drain timeout, and not before
/// unless an event of the guest has come, the Tx queue is woken or the carrier goes off. On account of a queue whose Tx queue runs it does not go off, unless
/// another queue has woken that since the timer ran out or an event came.
/// </summary>
internal sealed class EndsStop(MonitorContext context) : Monitor(context)
{
    private readonly long drain = context.Parameters.DrainTimeoutMs, slack = context.Parameters.TimerSlackMs(context.Parameters.DrainTimeoutMs);
    private readonly Cell<Jiffies>[] stoppedAt = context.RememberEach("stopped at", context.Machine.StartJiffies), since = context.RememberEach("stopped since", context.Machine.StartJiffies);
    private readonly Cell<bool>[] asked = context.RememberEach("a purge may be asked for", false);

    public override bool IsTimed => true;

    public override EventKinds Watches => EventKinds.Of(EventKind.TxStopped, EventKind.TxWoken, EventKind.RxSlept, EventKind.EventDelivered, EventKind.CarrierOff, EventKind.CarrierOn, EventKind.TimePassed);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.TxStopped:
                (stoppedAt[e.Queue].Value, since[e.Queue].Value) = (vif.Now, vif.Now);
                break;
            case EventKind.EventDelivered:
                if (vif[e.Queue].TxStopped || !vif.Carrier) asked[e.Queue].Value = true;
                break;
            case EventKind.TxWoken:
                if (vif.Now - stoppedAt[e.Queue].Value >= drain) asked[e.Queue].Value = true;
                break;
            case EventKind.RxSlept:
                // The thread has seen to it.
                asked[e.Queue].Value = false;
                break;
            case EventKind.CarrierOff when e.Cause == Cause.Stall:
                long after = vif.Now - stoppedAt[e.Queue].Value;
                if (!vif[e.Queue].TxStopped && !asked[e.Queue].Value) Violate(e, $"the carrier went off on account of queue {e.Queue}, whose Tx queue is not stopped");
                // A purge that an event has asked for is still asked for when another queue has woken the Tx queue meanwhile, and a packet has stopped it again.
                else if (!asked[e.Queue].Value && after < drain) Violate(e, $"the carrier went off {after:N0} ms after Tx queue {e.Queue} was stopped, and no event had come; the timer takes {drain:N0} ms");
                break;
            case EventKind.CarrierOn:
                foreach (var each in since) each.Value = vif.Now;
                break;
            case EventKind.TimePassed when vif is { Carrier: true, Disabled: false, Disconnecting: false }:
                foreach (var queue in vif.Queues) Look(e, queue, vif);
                break;
            default: break;
        }
    }

    private void Look(in Event e, ObservedQueue queue, ObservedVif vif)
    {
        if (queue.IsDenied(e)) since[queue.Id].Value += e.Value;
        long stopped = vif.Now - since[queue.Id].Value;
        if (queue.TxStopped && stopped > drain + slack) Violate(e, $"Tx queue {queue.Id} is stopped for {stopped:N0} ms, the timer takes {drain:N0} ms, and the carrier is still on");
    }
}
