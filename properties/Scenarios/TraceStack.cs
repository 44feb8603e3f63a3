namespace Netback.Properties.Scenarios;

/// <summary>What can be seen of the host's stack above the driver after a step, all queues together. Counters count since connecting.</summary>
public sealed record TraceStack
{
    /// <summary>Whether the host believes the link to be up.</summary>
    public bool Link { get; init; }

    /// <summary>How often the host felt the link go down.</summary>
    public long LinkDowns { get; init; }

    /// <summary>How often the host felt the link come up.</summary>
    public long LinkUps { get; init; }

    /// <summary>Packets in the qdiscs.</summary>
    public long Waiting { get; init; }

    /// <summary>Packets dropped because their qdisc was full.</summary>
    public long Overflowed { get; init; }

    /// <summary>Packets dropped with their qdisc, as the link went down.</summary>
    public long Flushed { get; init; }

    /// <summary>Packets that applications have sent.</summary>
    public long Offered { get; init; }

    /// <summary>Packets of these that the guest has got.</summary>
    public long Delivered { get; init; }

    /// <summary>Packets of these that it is never going to get. The others are on their way.</summary>
    public long Lost { get; init; }
}
