namespace Netback;

/// <summary>The guest's end of the ring, with its private indices.</summary>
public sealed class FrontRing(Kernel kernel, SharedRing shared, int queue)
{
    /// <summary>Responses up to here have been taken.</summary>
    public uint Consumed => consumed;

    private uint produced = shared.ReqProd.Value, consumed = shared.RspProd.Value;

    /// <summary>Requests that fit into the ring now.</summary>
    public uint Free => (uint)shared.Size - (produced - consumed);

    /// <summary>Adds requests, as many as fit, and publishes them.</summary>
    /// <returns>Whether the host asked for an event.</returns>
    public async ValueTask<bool> Post(uint count)
    {
        uint added = Math.Min(count, Free);
        produced += added;
        uint before = await shared.ReqProd.Exchange(produced, "publishes requests");
        kernel.Emit(EventKind.SlotsPosted, queue, value: produced, other: added);
        await kernel.Barrier("orders req_prod before the look at req_event");
        return SharedRing.MustNotify(before, produced, await shared.ReqEvent.Load("reads req_event"));
    }

    /// <summary>Takes up to <paramref name="count"/> responses. When none is left, asks for an event at the next.</summary>
    public async ValueTask Consume(uint count)
    {
        uint there = await shared.RspProd.Load("reads rsp_prod") - consumed;
        uint taken = Math.Min(count, there);
        consumed += taken;
        if (taken > 0) kernel.Emit(EventKind.ResponsesConsumed, queue, value: taken);
        if (taken != there) return;
        if (await shared.RspEvent.Exchange(consumed + 1, "asks for an event at the next response") != consumed + 1)
            kernel.Emit(EventKind.RspEventSet, queue, value: consumed + 1);
    }

    /// <summary>A malicious guest writes the shared index alone, and sends no event.</summary>
    public async ValueTask Forge(uint index)
    {
        await shared.ReqProd.Store(index, "forges req_prod");
        kernel.Emit(EventKind.ReqProdForged, queue, value: index);
    }
}
