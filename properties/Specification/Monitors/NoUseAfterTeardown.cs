using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Specification.Monitors;

/// <summary>Nothing is used after it is gone. Where one context runs at a time the interrupts are off as soon as the connection is closed, also after a fatal error.</summary>
public sealed class NoUseAfterTeardown(MonitorContext context) : Monitor(context)
{
    public override EventKinds Watches => EventKinds.Of(EventKind.GoneUsed, EventKind.ConnectionClosed, EventKind.Disconnected, EventKind.Connecting, EventKind.EventDelivered, EventKind.PacketAccepted);

    private readonly IReadOnlyList<Cell> cells = context.Machine.Cells;
    private readonly bool interleaves = context.Machine.Interleaves;
    private readonly Cell<bool> isGone = context.Remember("all is torn down", false), isClosed = context.Remember("interrupts are off", false);

    public override void On(in Event e, ObservedVif vif)
    {
        switch (e.Kind)
        {
            case EventKind.Disconnected or EventKind.Connecting:
                isGone.Value = e.Kind == EventKind.Disconnected;
                isClosed.Value = false;
                break;
            case EventKind.ConnectionClosed:
                isClosed.Value = !interleaves;
                break;
            case EventKind.EventDelivered:
                if (isGone.Value) Violate(e, $"the handler of irq{e.Queue} begins after all is torn down");
                else if (isClosed.Value) Violate(e, $"the handler of irq{e.Queue} begins after the connection is closed");
                break;
            case EventKind.PacketAccepted:
                // Before, nobody gave the memory of queues back.
                if (isGone.Value && Revision is HeadNeed) Violate(e, $"packet #{e.Packet!.Id} comes into queue {e.Queue} after all is torn down: nobody has waited for its transmit");
                break;
            default:
                Violate(e, (Gone)e.Value switch
                {
                    Gone.Task => $"rx{e.Queue} is told to stop after it has ended by itself, and its task is gone: nobody held a reference",
                    Gone.Channel => $"rx{e.Queue} sends an event through a channel that has been given back",
                    _ => $"{cells[(int)e.Other].Name} of queue {e.Queue} is touched after the queue has been given back",
                });
                break;
        }
    }
}
