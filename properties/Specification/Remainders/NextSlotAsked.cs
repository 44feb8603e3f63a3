using Netback.Properties.Observation;

namespace Netback.Properties.Specification.Remainders;

/// <summary>For each queue, whether the guest has been asked for an event at the next slot that it posts, as a new ring asks for one, and has not posted it since.</summary>
internal sealed class NextSlotAsked(MonitorContext context)
{
    private readonly Cell<bool>[] asked = context.RememberEach("an event is asked for at the next slot", true);

    /// <summary>What it has to be told.</summary>
    public static readonly EventKind[] Watches = [EventKind.ReqEventArmed, EventKind.SlotsPosted, EventKind.Connecting];

    public bool this[int queue] => asked[queue].Value;

    public void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.ReqEventArmed:
                asked[e.Queue].Value = e.Value == vif[e.Queue].ReqProd + 1;
                break;
            case EventKind.SlotsPosted:
                if (e.Other > 0) asked[e.Queue].Value = false;
                break;
            case EventKind.Connecting:
                if (e.Other == 0)
                    foreach (var each in asked) each.Value = true;
                break;
            default:
                break;
        }
    }
}
