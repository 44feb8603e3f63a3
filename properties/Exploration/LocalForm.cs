namespace Netback.Properties.Exploration;

/// <summary>
/// What one context is in the middle of, as numbers: the point where it stands and what it has passed and seen since it last
/// stood at the head of its loop. The code is deterministic, so that this decides where it stands and what it holds. A value
/// seen is held as of now, as far as it can still matter:
/// <list type="bullet">
/// <item>a time as its distance to the present. It is compared with the present only, give or take a timeout, so that what is older
/// than any timeout is like any other such time;</item>
/// <item>an index of requests, where another than the Rx thread or the guest has seen it, as its distance to req_cons, and as how far an event
/// asked for behind it would lie in what the guest is just posting. Once req_cons has passed it, it only matters that it has: the
/// two differ by more requests than can be there, however far behind it lies (a ring that checks its producer asks how far), and
/// it is not what a second look will find;</item>
/// <item>a packet by length, time left and whether it is queued, taken out, or freed.</item>
/// </list>
/// </summary>
/// <remarks>
/// Plain reads, without a point, need no entry of their own. Those of words that no one else writes follow from the word and
/// from what was seen; those under the lock of a word decide at once what is done, which is an entry; and what is about to be stored is one.
/// </remarks>
internal sealed class LocalForm(World world, Func<string, int> wordNumber, long oldest)
{
    private Packet? lastPacket;

    private const int Label = 0, AnyEvent = 20;

    // Where a packet is: in the queue its place from 0; else negative, with the first that has left the queue at OutOfQueue.
    private const int Own = -1, Freed = -2, OutOfQueue = -3;

    /// <summary>Writes the form of a context that is not idle.</summary>
    public void Write(SteppedContext context, Encoding form)
    {
        form.Clear();
        form.Add(wordNumber(context.What!));
        lastPacket = null;
        if (context.Pending is { } pending) Write(context, pending, form);
        form.Add(-1);
        foreach (var seen in context.Memory) Write(context, seen, form);
    }

    /// <summary>Rewrites a form for what another context has done meanwhile.</summary>
    public static void Grow(ReadOnlySpan<byte> before, in Shift shift, long oldest, int behind, Encoding form)
    {
        form.Clear();
        var values = Encoding.Decode(before);
        form.Add(values[0]);
        for (int i = 1; i < values.Count;)
        {
            long kind = values[i++];
            form.Add(kind);
            switch (kind)
            {
                case -1: break;
                case (int)Unit.Time + 1: form.Add(Math.Max(-oldest, values[i++] - shift.Ms)); break;
                case (int)Unit.Request + 1:
                    GrowRequest(values, ref i, shift, behind, form);
                    break;
                case (int)Unit.Packet + 1 or >= AnyEvent: GrowPacket(values, ref i, shift, form); break;
                default: form.Add(values[i++]); break;
            }
        }
    }

    private static void GrowRequest(List<long> values, ref int i, in Shift shift, int behind, Encoding form)
    {
        long queue = values[i++], distance = values[i++];
        bool moves = queue == shift.Queue;
        form.Add(queue);
        form.Add(queue >= 0 ? Math.Max(behind, distance - (moves ? shift.Taken : 0)) : distance);
        if (queue >= 0) form.Add(Math.Max(0, values[i++] - (moves ? shift.Posted : 0)));
    }

    private static void GrowPacket(List<long> values, ref int i, in Shift shift, Encoding form)
    {
        long queue = values[i++], length = values[i++];
        form.Add(queue);
        form.Add(length);
        if (length < 0) return;
        form.Add(Math.Max(0, values[i++] - shift.Ms));
        long place = values[i++];
        if (queue != shift.Queue) form.Add(place);
        else form.Add(shift.Move(place));
    }

    private void Write(SteppedContext context, in Sighting seen, Encoding form)
    {
        switch (seen.Unit)
        {
            case Unit.Plain when seen.What.Length > 0 && seen.Value == 0 && seen.Queue == -1:
                form.Add(Label);
                form.Add(wordNumber(seen.What));
                break;
            case Unit.Plain:
                form.Add((int)Unit.Plain + 1);
                form.Add(seen.What.Length > 0 ? seen.Value * 4096 + wordNumber(seen.What) + 1 : seen.Value * 4096);
                break;
            case Unit.EventIndex: break;
            case Unit.Time:
                form.Add((int)Unit.Time + 1);
                form.Add(Math.Max(-oldest, (long)((ulong)seen.Value - world.Kernel.Jiffies.Value)));
                // Who reads the time may keep how long a packet still had.
                form.Add((int)Unit.Plain + 1);
                form.Add(lastPacket is null ? -1 : SharedForm.TimeLeft(lastPacket, seen.Moment));
                break;
            case Unit.Request: WriteRequest(context, seen, form); break;
            case Unit.Response:
                form.Add((int)Unit.Response + 1);
                form.Add((int)((uint)seen.Value - (IsGuest(context, seen.Queue)
                    ? world.Stage.Fronts[seen.Queue].Consumed : world.Vif.Queues[seen.Queue].Shared.RspProd.Value)));
                break;
            case Unit.Packet:
                form.Add((int)Unit.Packet + 1);
                form.Add(seen.Queue);
                WritePacket(seen, form);
                break;
            default:
                form.Add(AnyEvent + seen.Value);
                form.Add(seen.Queue);
                WritePacket(seen, form);
                break;
        }
    }

    private void WriteRequest(SteppedContext context, in Sighting seen, Encoding form)
    {
        form.Add((int)Unit.Request + 1);
        var q = world.Vif.Queues[seen.Queue];
        bool own = IsGuest(context, q.Id) || context.Thread == q.Thread;
        form.Add(own ? -1 : q.Id);
        int distance = (int)((uint)seen.Value - (IsGuest(context, q.Id) ? q.Shared.ReqProd.Value : q.Ring.ReqCons.Value));
        form.Add(own ? distance : Math.Max(Behind(q), distance));
        if (!own) form.Add(Math.Max(0, (int)((uint)seen.Value + 1 - world.Stage.PostBase(q.Id))));
    }

    /// <summary>The distance to req_cons from which on all that lie behind it are alike.</summary>
    public static int Behind(GuestRxQueue q) =>
        q.Ring.GetType() == typeof(BackRing) && !q.Ring.ChecksProducer ? -1 : -1 - q.Vif.Parameters.RingSize;

    private void WritePacket(in Sighting seen, Encoding form)
    {
        if (seen.Packet is not { } packet)
        {
            form.Add(-1);
            return;
        }
        form.Add(packet.Length);
        lastPacket = packet;
        form.Add(SharedForm.TimeLeft(packet, world.Kernel.Jiffies.Value));
        form.Add(PlaceOf(packet, seen.Queue));
    }

    private int PlaceOf(Packet packet, int queue)
    {
        if (packet.IsFreed) return Freed;
        int place = 0;
        for (var p = world.Vif.Queues[queue].Packets.Head.Value; p is not null; p = p.Next, place++)
            if (p == packet) return place;
        var outside = world.Watch.Outside(queue);
        for (int rank = 0; rank < outside.Count; rank++)
            if (outside[rank] == packet) return OutOfQueue - rank;
        return Own;
    }

    private bool IsGuest(SteppedContext context, int queue) => context.Number == world.GuestNumber(queue);

    /// <summary>What a step of one context means for what the others hold.</summary>
    /// <param name="Ms">ms that have passed.</param>
    /// <param name="Queue">The queue whose indices or packets have moved, or -1.</param>
    /// <param name="Taken">Requests that have been taken.</param>
    /// <param name="Posted">Requests that the guest has posted, counted when it is done with it.</param>
    /// <param name="Dequeued">Whether the head has been taken out of the queue.</param>
    /// <param name="OutBefore">Packets that were out of the queue before.</param>
    /// <param name="FreedRank">Which of these has been freed, or -1.</param>
    internal readonly record struct Shift(int Ms, int Queue, int Taken, int Posted, bool Dequeued, int OutBefore, int FreedRank)
    {
        public bool IsNone => Ms == 0 && Queue < 0;

        internal long Move(long place)
        {
            if (place is Freed or Own) return place;
            if (Dequeued && place >= 0) place = place == 0 ? OutOfQueue - OutBefore : place - 1;
            if (FreedRank < 0 || place > OutOfQueue) return place;
            long rank = OutOfQueue - place;
            return rank == FreedRank ? Freed : rank > FreedRank ? place + 1 : place;
        }
    }
}
