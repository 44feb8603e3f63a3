namespace Netback.Properties.Observation;

/// <summary>The packets of one internal queue, head first. Where states are saved they lie in cells, so that they are part of a state.</summary>
/// <param name="machine">The machine that is watched.</param>
/// <param name="queue">Number of the queue.</param>
/// <param name="needOf">Slots that a packet takes.</param>
internal sealed class WaitingPackets(Machine machine, int queue, Func<Packet, int> needOf)
{
    private readonly bool plain = machine.Pool is null;
    private readonly CellList<Packet> packets = new(machine, "observed packets", queue);
    private readonly CellList<Jiffies> since = new(machine, "observed since", queue), activeSince = new(machine, "observed active since", queue);
    private readonly WaitingRow quick = new();

    public int Count => plain ? quick.Count : packets.Count;

    /// <summary>The one at the head, or null.</summary>
    public WaitingPacket? Head => Count == 0 ? null : plain ? quick.First : this[0];

    private WaitingPacket this[int i] => new(packets[i], since[i], activeSince[i], needOf(packets[i]));

    public void Add(Packet packet, Jiffies now)
    {
        if (plain)
        {
            quick.Add(new(packet, now, now, needOf(packet)));
            return;
        }
        packets.Add(packet);
        since.Add(now);
        activeSince.Add(now);
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        quick.Clear();
        packets.Clear();
        since.Clear();
        activeSince.Clear();
    }

    /// <summary>Takes a packet out, wherever it is.</summary>
    /// <returns>It, and whether it was at the head; or null if it is not there.</returns>
    public (WaitingPacket Packet, bool WasHead)? Remove(Packet packet)
    {
        if (plain) return RemoveQuick(packet);
        int at = packets.IndexOf(packet);
        if (at < 0) return null;
        var found = this[at];
        packets.RemoveAt(at);
        since.RemoveAt(at);
        activeSince.RemoveAt(at);
        return (found, at == 0);
    }

    /// <summary>What packets need has changed.</summary>
    public void Reckon()
    {
        if (plain) quick.Change(w => w with { Need = needOf(w.Packet) });
    }

    /// <summary>The Rx thread got no CPU for some time, which does not count.</summary>
    public void Starve(long ms)
    {
        if (plain)
        {
            quick.Change(w => w with { ActiveSince = w.ActiveSince + ms });
            return;
        }
        for (int i = 0; i < activeSince.Count; i++) activeSince.Set(i, activeSince[i] + ms);
    }

    private (WaitingPacket, bool)? RemoveQuick(Packet packet)
    {
        if (quick.Count > 0 && quick.First.Packet == packet) return (quick.RemoveFirst(), true);
        // Not in order. Which property that violates is not decided here.
        return quick.Remove(packet) is { } found ? (found, false) : null;
    }
}
