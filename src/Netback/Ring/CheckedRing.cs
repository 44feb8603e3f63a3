namespace Netback;

/// <summary>A host's end of the ring that checks the guest: a producer index that no honest guest could have written counts as no requests.</summary>
public sealed class CheckedRing(GuestRxQueue queue) : BackRing(queue)
{
    protected override async Coroutine<uint> RequestsUpTo(RingIndex producer)
    {
        uint requests = await base.RequestsUpTo(producer);
        // Requests that are unanswered and those that are new never exceed the ring.
        return producer - await RspProdPrivate.Load("reads rsp_prod_pvt") > Shared.Size ? 0 : requests;
    }
}
