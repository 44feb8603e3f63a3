namespace Netback;

/// <summary>The host's end of the ring, with its private indices.</summary>
public class BackRing : Part
{
    private readonly GuestRxQueue queue;
    private readonly SharedRing shared;

    public BackRing(GuestRxQueue queue) : base(queue.Machine)
    {
        (this.queue, shared) = (queue, queue.Shared);
        ReqCons = new(Machine, "req_cons", shared.Start, queue.Id, queue.Thread);
        RspProdPrivate = new(Machine, "rsp_prod_pvt", shared.Start, queue.Id, queue.Thread);
        Machine.AddRing(ReqCons);
    }

    /// <summary>Requests up to here have been taken. Written by the Rx thread alone, but other contexts look at it.</summary>
    public Shared<RingIndex> ReqCons { get; }

    /// <summary>Responses up to here are written, though not published.</summary>
    public Shared<RingIndex> RspProdPrivate { get; }

    public SharedRing Shared => shared;

    /// <summary>The driver begins to serve the ring from this index on.</summary>
    public void Attach(RingIndex at)
    {
        ReqCons.Renew(at);
        RspProdPrivate.Renew(at);
    }

    /// <summary>
    /// The test that every revision builds on: are <paramref name="needed"/> requests there? If not, the guest is asked
    /// for an event at the very next one, and the test is made again in case it came meanwhile. Unless the ring checks it,
    /// the guest is trusted: a forged producer index makes the test succeed.
    /// </summary>
    public virtual async Coroutine<bool> HasRequests(uint needed)
    {
        while (true)
        {
            var producer = await shared.ReqProd.Load("reads req_prod");
            if (await RequestsUpTo(producer) >= needed) return true;
            await ArmRequestEvent(EventAfter(producer));
            if (await shared.ReqProd.Load("re-reads req_prod after arming req_event") == producer) return false;
        }
    }

    /// <summary>Requests there now, without asking for an event.</summary>
    public async Coroutine<uint> Requests() => await RequestsUpTo(await shared.ReqProd.Load("reads req_prod"));

    /// <summary>Takes requests for a packet one by one, which are then to be answered.</summary>
    /// <param name="packet">What they are for.</param>
    /// <param name="count">How many.</param>
    /// <param name="room">Bytes that are copied into them, if the packet has as many.</param>
    public async Coroutine Take(Packet packet, int count, int room)
    {
        var before = ReqCons.Value;
        for (int i = 0; i < count; i++) await TakeOne();
        Taken(packet, ReqCons.Value - before, room);
    }

    /// <summary>Takes the next request.</summary>
    public async Coroutine TakeOne() => await ReqCons.Store(ReqCons.Value + 1, "takes a request");

    /// <summary>Takes the next requests in one piece.</summary>
    public async Coroutine TakeTogether(uint count) => await ReqCons.Store(ReqCons.Value + count, "takes requests");

    /// <summary>All requests for a packet have been taken.</summary>
    /// <param name="packet">What they are for.</param>
    /// <param name="slots">How many.</param>
    /// <param name="copied">Bytes of the packet that are copied into them, all or more if it is done with.</param>
    public void Taken(Packet packet, uint slots, int copied)
    {
        if (copied < packet.Length) queue.Emit(EventKind.CopiedShort, packet, copied);
        queue.Emit(EventKind.SlotsConsumed, packet, ReqCons.Peek.Value, slots);
    }

    /// <summary>Publishes the responses written so far.</summary>
    /// <returns>Whether the guest asked for an event.</returns>
    public async Coroutine<bool> PushResponses()
    {
        RingIndex before = shared.RspProd.Value, now = RspProdPrivate.Value;
        await shared.RspProd.Store(now, "publishes responses");
        if (before != now)
            queue.Emit(EventKind.ResponsesPushed, value: now.Value, other: before.Value,
                cause: SharedRing.MustNotify(before, now, shared.RspEvent.Peek) ? Cause.EventAsked : Cause.None);
        return MustNotify(before, now, await shared.RspEvent.LoadFor(now, "reads rsp_event"));
    }

    /// <summary>The request for which the guest is asked for an event: the very next one.</summary>
    protected virtual RingIndex EventAfter(RingIndex producer) => producer + 1;

    /// <summary>Whether the guest asked for an event for one of the responses (before, now].</summary>
    protected virtual bool MustNotify(RingIndex before, RingIndex now, RingIndex wanted) => SharedRing.MustNotify(before, now, wanted);

    /// <summary>Requests that are there, by a producer that has been read.</summary>
    protected virtual async Coroutine<uint> RequestsUpTo(RingIndex producer) => Between(producer, await ReqCons.Load("reads req_cons"));

    /// <summary>Requests that are there, by the two indices.</summary>
    protected virtual uint Between(RingIndex producer, RingIndex consumer) => producer - consumer;

    protected async Coroutine ArmRequestEvent(RingIndex index)
    {
        await shared.ReqEvent.Store(index, "asks for an event at the next request");
        queue.Emit(EventKind.ReqEventArmed, value: index.Value);
    }
}
