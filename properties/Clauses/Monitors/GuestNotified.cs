using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses.Monitors;

/// <summary>A guest that asked for an event at a response gets it before the Rx thread sleeps or time passes.</summary>
public sealed class GuestNotified(Revision revision, Parameters parameters) : Monitor(revision, parameters)
{
    private readonly bool[] owed = new bool[parameters.Queues];

    public override EventKinds Watches => EventKinds.Of(
        EventKind.ResponsesPushed, EventKind.GuestNotified, EventKind.RxSlept, EventKind.RxEnded, EventKind.TimePassed);

    public override void On(in Event e, Picture picture)
    {
        switch (e.Kind)
        {
            case EventKind.ResponsesPushed:
                owed[e.Queue] |= SharedRing.MustNotify((uint)e.Other, (uint)e.Value, picture[e.Queue].RspEvent);
                break;
            case EventKind.GuestNotified:
                owed[e.Queue] = false;
                break;
            default:
                for (int i = 0; i < owed.Length; i++)
                    if (owed[i] && (e.Kind == EventKind.TimePassed || i == e.Queue))
                        Violate(e, $"response {picture[i].RspEvent} of queue {i} is there, the guest asked for an event at it and got none");
                break;
        }
    }
}
