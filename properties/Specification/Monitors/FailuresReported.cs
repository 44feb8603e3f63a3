using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>
/// A copy that fails is told to the guest, by an error in the response of its own slot, or up to <c>fewer-slots</c> in the packet's first; and no other response
/// has one. It is there before the response is published.
/// </summary>
public sealed class FailuresReported(MonitorContext context) : Monitor(context)
{
    private readonly bool inOwnSlot = context.Revision is HeadNeed;
    private readonly CellList<uint>[] due =
        [.. Enumerable.Range(0, context.Parameters.Queues).Select(q => new CellList<uint>(context.Machine, "monitor: responses that must have an error", q))];

    public override EventKinds Watches => EventKinds.Of(EventKind.CopyFailed, EventKind.ResponseFailed, EventKind.ResponsesPushed);

    public override void On(in Event e, ObservedVif vif)
    {
        var owed = due[e.Queue];
        switch (e.Kind)
        {
            case EventKind.CopyFailed:
                int offset = (int)((uint)e.Value - (uint)e.Other), extras = vif[e.Queue].ExtrasOf(e.Packet!);
                if (offset >= 1 && offset <= extras) Violate(e, $"packet #{e.Packet!.Id} has data in slot {offset}, which is for an extra descriptor");
                uint response = (uint)(inOwnSlot ? e.Value : e.Other);
                // Each copy sets the status of its response, also where two pages of the host go into one slot.
                if (inOwnSlot || owed.IndexOf(response) < 0) owed.Add(response);
                break;
            case EventKind.ResponseFailed:
                int at = owed.IndexOf((uint)e.Value);
                if (at < 0) Violate(e, $"response {e.Value} of queue {e.Queue} has an error, and no copy for it has failed");
                else owed.RemoveAt(at);
                break;
            default:
                for (int i = 0; i < owed.Count; i++)
                    if (owed[i] - (uint)e.Other < (uint)(e.Value - e.Other))
                        Violate(e, $"response {owed[i]} of queue {e.Queue} is published without an error, and a copy for it has failed");
                break;
        }
    }
}
