namespace Netback.Properties.Traces;

/// <summary>What an event adds to a trace that neither a read or write nor a state line tells already.</summary>
internal static class EventWords
{
    /// <summary>Whether the event is what comes of the point just passed, so that the words of that need not be told.</summary>
    public static bool CompletesPoint(EventKind kind) => kind is
        EventKind.PacketDelivered or EventKind.PacketExpired or EventKind.PacketPurged or EventKind.PacketRefused
        or EventKind.RxWoken;

    /// <summary>In words, or null.</summary>
    public static string? Of(in Event e, Machine machine) => e.Kind switch
    {
        EventKind.TimePassed => $"jiffies = {machine.MsOf(machine.Jiffies.Peek)}",
        EventKind.EventRaised => "sends an event",
        EventKind.ResponsesConsumed => $"takes {e.Value} response{(e.Value == 1 ? "" : "s")}",
        EventKind.PacketHeld => "keeps the packet back",
        EventKind.PacketNoCarrier => "drops the packet: no carrier",
        EventKind.PacketAccepted => $"appends packet #{e.Packet!.Id}",
        EventKind.PacketDequeued => $"dequeues packet #{e.Packet!.Id}",
        EventKind.PacketRefused => $"frees packet #{e.Packet!.Id}: refused",
        EventKind.PacketDelivered => $"frees packet #{e.Packet!.Id}: delivered",
        EventKind.PacketExpired => $"frees packet #{e.Packet!.Id}: expired",
        EventKind.PacketPurged => $"frees packet #{e.Packet!.Id}: purged",
        EventKind.CopyFailed => $"a copy of packet #{e.Packet!.Id} fails, the guest's page is not there",
        EventKind.CopiedShort => $"only {e.Value} bytes of packet #{e.Packet!.Id} are copied",
        EventKind.ResponseFailed => $"response {e.Value} says error",
        EventKind.FreedUnderLock => "holds the queue lock meanwhile",
        EventKind.PeekedUnlocked => "holds no lock meanwhile",
        EventKind.UsedAfterFree => $"packet #{e.Packet!.Id} has been freed before",
        EventKind.StalledQueues => $"stalled queues = {e.Value}",
        EventKind.Disconnected => "has disconnected",
        EventKind.AssertionFailed => $"BUG: {(machine as InterleavingMachine)?.Bug?.Message ?? "an assertion of the driver fails"}",
        EventKind.Connecting => $"allocates {e.Value} queue{(e.Value == 1 ? "" : "s")} for {(e.Other == 0 ? "a new ring" : "the ring in use")}",
        EventKind.StackQueued => "keeps the packet in the qdisc",
        EventKind.StackDropped => "drops a packet of the qdisc",
        EventKind.LinkUp => "sees the link up",
        EventKind.LinkDown => "sees the link down",
        EventKind.QueueOpened => $"has connected queue {e.Queue}",
        EventKind.ConnectRefused => "does not connect",
        EventKind.GoneUsed => (Gone)e.Value switch
        {
            Gone.Task => $"the task of rx{e.Queue} is gone",
            Gone.Channel => "the channel has been given back",
            _ => $"queue {e.Queue} has been given back, and {machine.Cells[(int)e.Other].Name} with it",
        },
        EventKind.RxSlept => e.Value < 0 ? "sleeps" : $"sleeps until {e.Value} ms",
        EventKind.RxWoken => $"wakes rx{e.Queue}",
        EventKind.RxSpins => "spins",
        EventKind.RxEnded => "ends",
        EventKind.Deadlocked => "waits in vain",
        EventKind.TimerSet => e.Value < 0 ? "stall timer off" : $"stall timer at {e.Value} ms",
        _ => null,
    };
}
