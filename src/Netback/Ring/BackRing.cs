namespace Netback;

/// <summary>The host's end of the ring, with its private indices.</summary>
/// <param name="kernel">The machine it is part of.</param>
/// <param name="shared">The page.</param>
/// <param name="queue">Number of the queue.</param>
/// <param name="checksProducer">Whether a producer index that no honest guest could have written counts as no requests.</param>
public class BackRing(Kernel kernel, SharedRing shared, int queue, bool checksProducer)
{
    /// <summary>Requests up to here have been taken. Written by the Rx thread alone, but other contexts look at it.</summary>
    public Shared<uint> ReqCons { get; } = new(kernel, "req_cons", shared.ReqProd.Value, Unit.Request, queue);

    /// <summary>Responses up to here are written, though not published.</summary>
    public uint RspProdPrivate { get; set; } = shared.RspProd.Value;

    public SharedRing Shared => shared;

    /// <summary>Whether a producer index that no honest guest could have written counts as no requests.</summary>
    public bool ChecksProducer => checksProducer;

    /// <summary>
    /// The test that every revision builds on: are <paramref name="needed"/> requests there? If not, the guest is asked
    /// for an event at the very next one, and the test is made again in case it came meanwhile. Unless the ring checks it,
    /// the guest is trusted: a forged producer index makes the test succeed.
    /// </summary>
    public virtual async ValueTask<bool> HasRequests(uint needed)
    {
        int frame = kernel.Enter("looks for requests");
        while (true)
        {
            uint producer = await shared.ReqProd.Load("reads req_prod");
            if (Between(producer, await ReqCons.Load("reads req_cons")) >= needed)
                return kernel.Leave("looks for requests", frame, true);
            await ArmRequestEvent(EventAfter(producer));
            await kernel.Barrier("orders req_event before the second look");
            if (await shared.ReqProd.Load("re-reads req_prod after arming req_event") == producer)
                return kernel.Leave("looks for requests", frame, false);
            kernel.ForgetSince(frame);
        }
    }

    /// <summary>Requests there now, without asking for an event.</summary>
    public async ValueTask<uint> Requests()
    {
        int frame = kernel.Enter("counts requests");
        uint producer = await shared.ReqProd.Load("reads req_prod");
        uint count = kernel.Leave("counts requests", frame, Between(producer, await ReqCons.Load("reads req_cons")));
        // If req_cons has passed the producer that was read before it, all that counts is that this is more than any packet needs.
        kernel.Keep(frame, Math.Min(count, int.MaxValue));
        return count;
    }

    /// <summary>Takes requests for a packet, which are then to be answered.</summary>
    public async ValueTask Take(Packet packet, int count)
    {
        await ReqCons.Store(ReqCons.Value + (uint)count, "takes requests");
        kernel.Emit(EventKind.SlotsConsumed, queue, packet, ReqCons.Value, count);
    }

    /// <summary>Publishes the responses written so far.</summary>
    /// <returns>Whether the guest asked for an event.</returns>
    public async ValueTask<bool> PushResponses()
    {
        int frame = kernel.Enter("publishes");
        uint now = RspProdPrivate;
        uint before = await shared.RspProd.Exchange(now, "publishes responses");
        if (before != now) kernel.Emit(EventKind.ResponsesPushed, queue, value: now, other: before);
        await kernel.Barrier("orders rsp_prod before the look at rsp_event");
        return kernel.Leave("publishes", frame, MustNotify(before, now, await shared.RspEvent.Load("reads rsp_event")));
    }

    /// <summary>The request for which the guest is asked for an event: the very next one.</summary>
    protected virtual uint EventAfter(uint producer) => producer + 1;

    /// <summary>Whether the guest asked for an event for one of the responses (before, now].</summary>
    protected virtual bool MustNotify(uint before, uint now, uint wanted) => SharedRing.MustNotify(before, now, wanted);

    /// <summary>Requests that are there, by the two indices.</summary>
    protected virtual uint Between(uint producer, uint consumer) =>
        checksProducer && producer - RspProdPrivate > shared.Size ? 0 : producer - consumer;

    protected async ValueTask ArmRequestEvent(uint index)
    {
        if (await shared.ReqEvent.Exchange(index, "asks for an event at the next request") != index)
            kernel.Emit(EventKind.ReqEventArmed, queue, value: index);
    }
}
