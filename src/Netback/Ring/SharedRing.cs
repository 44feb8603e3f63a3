namespace Netback;

/// <summary>
/// The page that guest and host share: the four indices of the Xen ring protocol. Indices are 32 bits wide, run
/// freely and wrap; all differences are taken modulo 2^32. An index value means the entry modulo the ring size.
/// </summary>
public sealed class SharedRing
{
    /// <param name="kernel">The machine it is part of.</param>
    /// <param name="size">Entries, a power of two.</param>
    /// <param name="start">Where every index starts. The event indices start one further: the first message notifies.</param>
    /// <param name="queue">Number of the queue.</param>
    public SharedRing(Kernel kernel, int size, uint start, int queue)
    {
        Size = size;
        ReqProd = new(kernel, "req_prod", start, Unit.Request, queue);
        ReqEvent = new(kernel, "req_event", start + 1, Unit.EventIndex, queue);
        RspProd = new(kernel, "rsp_prod", start, Unit.Response, queue);
        RspEvent = new(kernel, "rsp_event", start + 1, Unit.EventIndex, queue);
    }

    public int Size { get; }

    /// <summary>Written by the guest: requests up to here exist.</summary>
    public Shared<uint> ReqProd { get; }

    /// <summary>Written by the host: wants an event when the producer passes this request.</summary>
    public Shared<uint> ReqEvent { get; }

    /// <summary>Written by the host: responses up to here exist.</summary>
    public Shared<uint> RspProd { get; }

    /// <summary>Written by the guest: wants an event when the producer passes this response.</summary>
    public Shared<uint> RspEvent { get; }

    /// <summary>Whether the other end asked for an event for one of the messages (before, now].</summary>
    public static bool MustNotify(uint before, uint now, uint wanted) => now - wanted < now - before;
}
