namespace Netback;

/// <summary>The guest's end of the ring, with its private indices.</summary>
public sealed class FrontRing : Part
{
    private readonly GuestRxQueue queue;
    private readonly SharedRing shared;
    private readonly Cell<RingIndex> produced, consumed;

    public FrontRing(GuestRxQueue queue) : base(queue.Machine)
    {
        (this.queue, shared) = (queue, queue.Shared);
        produced = new(Machine, "guest's req_prod_pvt", shared.Start, queue.Id);
        consumed = new(Machine, "guest's rsp_cons", shared.Start, queue.Id);
    }

    /// <summary>Responses up to here have been taken.</summary>
    public RingIndex Consumed => consumed.Peek;

    /// <summary>Requests that fit into the ring now.</summary>
    public uint Free => (uint)shared.Size - (produced.Peek - consumed.Peek);

    /// <summary>The guest makes a new ring in the place of the old one.</summary>
    public void Renew()
    {
        (produced.Value, consumed.Value) = (shared.Start, shared.Start);
        shared.Renew();
    }

    /// <summary>Adds requests, as many as fit, publishes them, and sends an event if the host asked for one.</summary>
    public async Coroutine Post(uint count)
    {
        uint added = Math.Min(count, Free);
        var now = produced.Value + added;
        produced.Value = now;
        var before = await shared.ReqProd.Exchange(now, "publishes requests");
        queue.Emit(EventKind.SlotsPosted, value: now.Value, other: added);
        if (SharedRing.MustNotify(before, now, await shared.ReqEvent.LoadFor(now, "reads req_event"))) queue.Channel.Raise();
    }

    /// <summary>Takes up to <paramref name="count"/> responses. When none is left, asks for an event at the next.</summary>
    public async Coroutine Consume(uint count)
    {
        uint there = await shared.RspProd.Load("reads rsp_prod") - consumed.Value;
        uint taken = Math.Min(count, there);
        consumed.Value += taken;
        if (taken > 0) queue.Emit(EventKind.ResponsesConsumed, value: taken);
        if (taken != there) return;
        var wanted = consumed.Value + 1;
        await shared.RspEvent.Exchange(wanted, "asks for an event at the next response");
        queue.Emit(EventKind.RspEventSet, value: wanted.Value);
    }

    /// <summary>A malicious guest writes the shared index alone, and sends no event.</summary>
    public Coroutine Forge(uint index) => Forge(shared.Start with { Value = index });

    /// <summary>The same, so many slots ahead of what has been posted.</summary>
    public Coroutine ForgeAhead(uint slots) => Forge(produced.Value + slots);

    private async Coroutine Forge(RingIndex index)
    {
        await shared.ReqProd.Store(index, "forges req_prod");
        queue.Emit(EventKind.ReqProdForged, value: index.Value);
    }
}
