namespace Netback;

/// <summary>
/// The page that guest and host share: the four indices of the Xen ring protocol. Indices are 32 bits wide, run
/// freely and wrap; all differences are taken modulo 2^32. An index value means the entry modulo the ring size.
/// </summary>
public sealed class SharedRing : Part
{
    /// <param name="machine">The machine it is part of.</param>
    /// <param name="size">Entries, a power of two.</param>
    /// <param name="start">Where every index starts. The event indices start one further: the first message notifies.</param>
    /// <param name="queue">Number of the queue.</param>
    /// <param name="host">The thread that answers requests.</param>
    public SharedRing(Machine machine, int size, uint start, int queue, KernelThread host) : base(machine)
    {
        Size = size;
        Start = new(start, machine.AddRing());
        ReqProd = new(machine, "req_prod", Start, queue);
        ReqEvent = new(machine, "req_event", Start + 1, queue);
        RspProd = new(machine, "rsp_prod", Start, queue, host);
        RspEvent = new(machine, "rsp_event", Start + 1, queue);
    }

    public int Size { get; }

    /// <summary>Where every index starts.</summary>
    public RingIndex Start { get; }

    /// <summary>Written by the guest: requests up to here exist.</summary>
    public Shared<RingIndex> ReqProd { get; }

    /// <summary>Written by the host: wants an event when the producer passes this request.</summary>
    public EventIndex ReqEvent { get; }

    /// <summary>Written by the host: responses up to here exist.</summary>
    public Shared<RingIndex> RspProd { get; }

    /// <summary>Written by the guest: wants an event when the producer passes this response.</summary>
    public EventIndex RspEvent { get; }

    /// <summary>The guest makes a new ring in its place.</summary>
    public void Renew()
    {
        ReqProd.Renew(Start);
        RspProd.Renew(Start);
        ReqEvent.Renew(Start + 1);
        RspEvent.Renew(Start + 1);
    }

    /// <summary>Whether the other end asked for an event for one of the messages (before, now].</summary>
    public static bool MustNotify(RingIndex before, RingIndex now, RingIndex wanted) => MustNotify(before.Value, now.Value, wanted.Value);

    /// <inheritdoc cref="MustNotify(RingIndex, RingIndex, RingIndex)"/>
    public static bool MustNotify(uint before, uint now, uint wanted) => now - wanted < now - before;
}
