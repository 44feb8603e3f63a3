namespace Netback.Properties.Observation;

/// <summary>Packets in a row, in pieces: one of a million packets is not copied, nor allocated as a whole, when it grows.</summary>
internal sealed class WaitingRow
{
    private const int Smallest = 16, Largest = 1024;

    private Piece head, tail;
    private int from, to;

    public WaitingRow() => head = tail = new(Smallest);

    public int Count { get; private set; }

    /// <summary>The first, of a row that is not empty.</summary>
    public ref readonly WaitingPacket First => ref head.Items[from];

    public void Add(in WaitingPacket packet)
    {
        if (to == tail.Items.Length)
        {
            tail = tail.Next = new(Math.Min(to * 2, Largest));
            to = 0;
        }
        tail.Items[to++] = packet;
        Count++;
    }

    /// <summary>Takes the first out, of a row that is not empty.</summary>
    public WaitingPacket RemoveFirst()
    {
        var first = head.Items[from];
        head.Items[from++] = default;
        if (--Count == 0) (from, to) = (0, 0);
        else if (from == head.Items.Length) (head, from) = (head.Next!, 0);
        return first;
    }

    /// <summary>Takes a packet out, wherever it is: those behind it are added anew.</summary>
    /// <returns>It, or null if it is not there.</returns>
    public WaitingPacket? Remove(Packet packet)
    {
        WaitingPacket? found = null;
        for (int left = Count; left > 0; left--)
        {
            var first = RemoveFirst();
            if (first.Packet == packet) found = first;
            else Add(first);
        }
        return found;
    }

    /// <summary>Changes all that are there.</summary>
    public void Change(Func<WaitingPacket, WaitingPacket> change)
    {
        int at = from;
        var piece = head;
        for (int left = Count; left > 0; left--)
        {
            if (at == piece.Items.Length) (piece, at) = (piece.Next!, 0);
            piece.Items[at] = change(piece.Items[at]);
            at++;
        }
    }

    public void Clear()
    {
        head = tail = new(Smallest);
        (from, to, Count) = (0, 0, 0);
    }

    private sealed class Piece(int size)
    {
        public WaitingPacket[] Items { get; } = new WaitingPacket[size];

        public Piece? Next { get; set; }
    }
}
