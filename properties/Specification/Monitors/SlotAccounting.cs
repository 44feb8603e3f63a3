using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Monitors;

/// <summary>A packet takes as many slots as it needs, headroom included, and gets as many responses.</summary>
public sealed class SlotAccounting(MonitorContext context) : Monitor(context)
{
    private readonly Cell<int>[] unanswered = context.RememberEach("slots taken and not answered", 0);

    public override EventKinds Watches => EventKinds.Of(EventKind.SlotsConsumed, EventKind.ResponsesPushed, EventKind.AtRest, EventKind.Connecting);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.SlotsConsumed:
                int need = vif[e.Queue].NeedOf(e.Packet!);
                if (e.Other != need) Violate(e, $"packet #{e.Packet!.Id} took {e.Other} slots, it needs {need}");
                unanswered[e.Queue].Value += (int)e.Other;
                break;
            case EventKind.ResponsesPushed:
                unanswered[e.Queue].Value -= (int)(uint)(e.Value - e.Other);
                if (unanswered[e.Queue].Value < 0) Violate(e, $"queue {e.Queue} has more responses than requests were taken");
                break;
            case EventKind.Connecting:
                foreach (var each in unanswered) each.Value = 0;
                break;
            default:
                foreach (var queue in vif.Queues)
                    if (unanswered[queue.Id].Value != 0 && queue.Thread == ThreadState.Sleeping)
                        Violate(e, $"{unanswered[queue.Id].Value} slots of queue {queue.Id} were taken and have no response");
                break;
        }
    }
}
