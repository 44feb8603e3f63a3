namespace Netback;

/// <summary>How the guest's events for a queue reach the driver.</summary>
public enum EventDelivery : byte
{
    /// <summary>By a channel of their own, at once, as recordings have it: events without work slow nothing down.</summary>
    Immediate,
    /// <summary>By a channel of their own; with late EOI it backs off when events turn out to be without work.</summary>
    Own,
    /// <summary>By one channel together with those for guest Tx, as for guests that know of no other; it backs off as well.</summary>
    Shared,
}
