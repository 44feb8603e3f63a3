namespace Netback;

/// <summary>What a number means: how it is compared when two machines are compared that differ only in where they count from.</summary>
public enum Unit : byte
{
    /// <summary>It means itself: a bit, or a number of slots.</summary>
    Plain,
    /// <summary>An index of the request half of a ring.</summary>
    Request,
    /// <summary>An index of the response half of a ring.</summary>
    Response,
    /// <summary>An index at which one end asks for an event. Whoever reads one decides by it at once, and keeps nothing.</summary>
    EventIndex,
    /// <summary>Jiffies.</summary>
    Time,
    /// <summary>A packet, or none.</summary>
    Packet,
    /// <summary>An event that the context itself emitted.</summary>
    Event,
}

/// <summary>One thing that a context has passed or seen since it last stood at the head of its loop.</summary>
/// <param name="What">The point it passed, in words, or the word it looked at.</param>
/// <param name="Unit">What the value means.</param>
/// <param name="Queue">The queue that it is about, or -1.</param>
/// <param name="Value">The value seen; not used with a packet.</param>
/// <param name="Packet">The packet seen, or null.</param>
public readonly record struct Sighting(string What, Unit Unit, int Queue, long Value, Packet? Packet)
{
    /// <summary>Jiffies when it was seen.</summary>
    public ulong Moment { get; init; }
}
